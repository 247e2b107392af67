"""The frame around every answer: shell, header, panel, empty states, tables as HTML."""
