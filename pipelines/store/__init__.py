"""The published store: its rows, and typed read-only questions to it."""
