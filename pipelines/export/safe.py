"""What came from a document is never a formula: text that a sheet would run is marked as text."""

import unicodedata
from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_text(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, bool) or not isinstance(value, str):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    plain = unicodedata.normalize("NFKC", value).lstrip()
    is_formula = plain.startswith(_STARTS) or value.startswith(_STARTS)
    return f"'{value}" if is_formula and len(plain) > 1 else value
