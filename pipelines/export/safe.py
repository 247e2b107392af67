"""What came from a document is never a formula: text that a sheet would run is marked as text."""

import unicodedata
from typing import Final

# How workbooks of xlsxwriter are opened: what is written as text stays text.
TEXT_ONLY: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_text(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, bool) or not isinstance(value, str):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    plain = unicodedata.normalize("NFKC", value).lstrip()
    is_formula = plain.startswith(_STARTS) or value.startswith(_STARTS)
    return f"'{value}" if is_formula and len(plain) > 1 else value


def csv_value(value: object) -> object:
    """Return a value as a CSV file holds it: unknown is empty, a truth is true or false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else as_text(value)
