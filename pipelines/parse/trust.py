"""Signs that a table as a whole cannot be believed, however well single rows look."""

from __future__ import annotations

from pipelines.parse.found_rows import FoundTables
from pipelines.parse.tokens import TokenKind

_ROWS = 4


def distrusted(found: FoundTables) -> str:
    """Return the rule that the tables as a whole break, or an empty text."""
    return "R-PARSE-04" if _is_deduplicated(found) else ""


def _is_deduplicated(found: FoundTables) -> bool:
    """Repeated lines were removed: labels are whole, yet no value ever comes twice."""
    rows = [row for row in found.rows if not row.is_row]
    if len(rows) < _ROWS or len(rows) < len(found.rows):
        return False
    if found.form:
        return False  # a table has every row of the form
    if found.starts <= 1 < found.headings:
        return True
    values = [
        token.text
        for row in rows + found.fours
        for token in row.values
        if token.kind in {TokenKind.VALUE, TokenKind.GLUED}
    ]
    starved = sum(not row.values for row in rows)
    return bool(values) and starved > 1 and len(set(values)) == len(values)
