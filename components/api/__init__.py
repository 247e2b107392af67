"""The API: the same questions as the pages, answered as JSON, CSV or JSON lines; read-only."""
