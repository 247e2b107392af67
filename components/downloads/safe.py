"""What came from a document is never a formula: text that a sheet would run is marked as text."""

from pipelines.export.safe import as_text

__all__ = ["as_text"]
