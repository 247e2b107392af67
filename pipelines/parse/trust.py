"""Signs that a table as a whole cannot be believed, however well single rows look."""

from __future__ import annotations

from pipelines.parse.detected_tables import DetectedTables
from pipelines.parse.tokens import TokenKind

_ROWS = 4


def distrusted(detected: DetectedTables) -> str:
    """Return the rule that the tables as a whole break, or an empty text."""
    return "R-PARSE-04" if _is_deduplicated(detected) else ""


def _is_deduplicated(detected: DetectedTables) -> bool:
    """Repeated lines were removed: labels are whole, yet no value ever comes twice."""
    rows = [row for row in detected.rows if not row.is_row]
    if len(rows) < _ROWS or len(rows) < len(detected.rows):
        return False
    if detected.form:
        return False  # a table has every row of the form
    if detected.starts <= 1 < detected.headings:
        return True
    values = [
        token.text
        for row in rows + detected.fours
        for token in row.values
        if token.kind in {TokenKind.VALUE, TokenKind.GLUED}
    ]
    starved = sum(not row.values for row in rows)
    return bool(values) and starved > 1 and len(set(values)) == len(values)
