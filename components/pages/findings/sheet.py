"""The findings that pass the filters as a table for files: every row, both values, every word."""

from collections.abc import Mapping
from typing import Any, Final

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.figures.records import records
from components.pages.findings.answer import findings
from components.pages.findings.row import row_of, text
from components.tables import Table, TableCell, columns_of
from components.view import Language, View
from components.words import messages, say

_COLUMNS: Final = (
    *("agency", "year", "axis", "severity", "rule", "message", "left", "right", "difference"),
    *("explanation", "basis", "verdict", "reason", "by", "fingerprint", "progress"),
)
_NUMBERS: Final = ("left", "right", "difference")
_TELLING: Final = ("axis", "severity", "status", "verdict")


def sheet(ask: PageRequest) -> Sheet | None:
    """Return what the downloads of the findings' page carry; None where nothing was found."""
    page = findings(ask, is_whole=True)
    if isinstance(page, Empty):
        return None
    view, language = page.view, page.view.language
    rows = tuple(_cells(record, view) for record in records(page.frame))
    return Sheet(
        *page.head,
        coverage=say("findings.coverage", language, n=len(rows)),
        table=Table(columns_of("findings_column.", _COLUMNS, language, _NUMBERS), rows),
        notes=page.notes,
        definitions=tuple(
            (say(f"findings_facet.{group}", language), _words_of(group, view)) for group in _TELLING
        ),
    )


def _words_of(group: str, view: View) -> str:
    head = f"findings_{group}."
    return " · ".join(say(key, view.language) for key in messages() if key.startswith(head))


def _cells(record: Mapping[str, Any], view: View) -> tuple[TableCell, ...]:
    row, language = row_of(record, view), view.language
    kind = "grade.na" if row.status == "na" else f"grade.{row.severity}"
    return (
        TableCell(row.agency),
        TableCell(row.year),
        TableCell(say(f"findings_axis.{row.axis}", language)),
        TableCell(say(kind, language)),
        TableCell(row.rule),
        TableCell(row.message),
        TableCell(row.left, value=_number(row.left)),
        TableCell(row.right, value=_number(row.right)),
        TableCell("" if row.difference is None else str(row.difference), value=row.difference),
        TableCell(" ".join(filter(None, (row.explanation, row.note)))),
        TableCell(row.basis),
        TableCell(say(f"findings_verdict.{row.verdict}", language)),
        TableCell(text(record, "verdict_reason")),
        TableCell(text(record, "verdict_by")),
        TableCell(row.fingerprint),
        TableCell(_progress(record, row.progress, language)),
    )


def _number(said: str) -> float | None:
    return float(said.replace(",", "")) if said else None


def _progress(record: Mapping[str, Any], words: str, language: Language) -> str:
    """Say what became of a finding; one that was open all along is open."""
    is_open = text(record, "progress") == "open"
    return say("findings_progress.open", language) if is_open else words
