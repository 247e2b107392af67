"""Plain and pasted text: every line a paragraph, exactly as in the file."""

from pipelines.model import Paragraph


def read_text(text: str) -> tuple[Paragraph, ...]:
    """Return one paragraph a line, blank lines included, so that line numbers hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(Paragraph(line, line=number) for number, line in enumerate(lines, start=1))
