"""Which form a report was written on, by the words of its headers and rows, never by its year."""

from __future__ import annotations

from pipelines.catalogue.indicator_ids import NO_CORRECTION, NO_PAYMENT, OUTCOME_OTHER
from pipelines.catalogue.load import lexicon
from pipelines.parse.columns import comparable, table_two
from pipelines.parse.detected_tables import DetectedTables

_NEW = frozenset({"repealed", "in_force"})
_OLD = frozenset({"disclosed", "disclosed_stock", "items_prior", "items_change", "projects"})
_NEW_ROWS = frozenset({NO_CORRECTION, NO_PAYMENT})
_OLD_ROWS = frozenset({"service", "procurement"})


def decide(detected: DetectedTables) -> str | None:
    """Return "2019" or "2021", or None where no table tells."""
    if detected.form:
        return detected.form
    text = comparable(detected.headers.get("2", ()))
    columns = set(table_two(text))
    rows = {row.id for row in detected.rows}
    new = len(columns & _NEW) + (lexicon("tables")["fee_amount"] in text)
    old = len(columns & _OLD) + len(rows & _OLD_ROWS)
    if new != old:
        return "2021" if new > old else "2019"
    if new:
        return None
    if rows & _NEW_ROWS:
        return "2021"
    has_other = any(row.id == OUTCOME_OTHER and row.values for row in detected.rows)
    return "2019" if has_other else None
