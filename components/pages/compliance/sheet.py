"""Filing and findings as tables: every agency and year for files, one row a year for the page."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.figures.filing import COUNTS, STATES
from components.figures.records import records
from components.pages.compliance.answer import Board, compliance, count_of, day_of, state_words
from components.tables import Table, TableCell, TableColumn, columns_of
from components.view import View
from components.words import say

_COLUMNS: Final = (
    *("agency_id", "agency", "year", "state", "days_late", "due_on", "published_on", "deadline"),
    *("reason", "expected", "errors", "warnings", "doubts"),
)
_ON_PAGE: Final = ("agency", "year", "state", "due_on", "published_on", "errors", "warnings")
MOST_ON_PAGE: Final = 60
_NUMBERS: Final = frozenset({"days_late", "errors", "warnings", "doubts"})


def sheet(ask: PageRequest) -> Sheet | None:
    """Return what the downloads of the page carry."""
    board = compliance(ask)
    if isinstance(board, Empty):
        return None
    language = ask.language
    table = table_of(board)
    return Sheet(
        *board.head,
        coverage=say("compliance.coverage", language, n=len(table.rows)),
        table=table,
        notes=board.notes,
        definitions=tuple(
            (say(f"compliance_state.{state}", language), say(f"compliance_why.{state}", language))
            for state in STATES
        ),
    )


def table_of(board: Board) -> Table:
    """Set every agency and year that passes the filter."""
    rows = board.rows
    if board.view.own("state") in STATES:
        rows = rows[rows["state"] == board.view.own("state")]
    return Table(
        _columns(_COLUMNS, board.view), tuple(_row(one, board.view) for one in records(rows))
    )


def page_table(board: Board) -> Table:
    """Set the agencies of this page in fewer columns: a browser is slow with many cells."""
    shown = [line.agency_id for line in board.lines]
    rows = board.rows[board.rows["agency_id"].isin(shown)]
    at = [_COLUMNS.index(name) for name in _ON_PAGE]
    every = [_row(one, board.view) for one in records(rows.head(MOST_ON_PAGE))]
    cells = tuple(tuple(row[place] for place in at) for row in every)
    return Table(_columns(_ON_PAGE, board.view), cells)


def _columns(names: tuple[str, ...], view: View) -> tuple[TableColumn, ...]:
    return columns_of("compliance_column.", names, view.language, _NUMBERS)


def _row(record: Mapping[str, Any], view: View) -> tuple[TableCell, ...]:
    language = view.language
    reason, deadline = record[f"reason_{language}"], record[f"deadline_{language}"]
    expected = "compliance.yes" if record["is_expected"] else "compliance.no_roster"
    return (
        TableCell(str(record["agency_id"])),
        TableCell(str(record["agency"])),
        TableCell(str(int(record["report_year"]))),
        TableCell(state_words(record, view)),
        count_cell(record["days_late"], view),
        TableCell(day_of(record["due_on"])),
        TableCell(day_of(record["published_on"])),
        TableCell(deadline if isinstance(deadline, str) else ""),
        TableCell(reason if isinstance(reason, str) else ""),
        TableCell(say(expected, language)),
        *(count_cell(record[name], view) for name in COUNTS),
    )


def count_cell(value: object, view: View) -> TableCell:
    """Set a count; one that is not known says so."""
    n = count_of(value)
    if n is None:
        return TableCell(say("compliance.unknown", view.language), state="not_captured")
    return TableCell(str(n), value=float(n))


def year_table(by_year: pd.DataFrame, view: View) -> Table:
    """Set the summary: one row a year; who was expected is not known without a roster."""
    states = [state for state in STATES if state != "waived" or by_year[state].any()]
    heads = ["year", "expected_count", "reported", *states, "errors", "warnings"]
    columns = tuple(
        TableColumn(_head(name, view), "text" if name == "year" else "number") for name in heads
    )
    rows = []
    for record in records(by_year):
        year = int(record["report_year"])
        expected = record["expected"] or None
        rows.append(
            (
                TableCell(str(year)),
                count_cell(expected, view),
                count_cell(record["reported"], view),
                *(count_cell(record[state], view) for state in states),
                count_cell(record["errors"], view),
                count_cell(record["warnings"], view),
            )
        )
    return Table(columns, tuple(rows))


def _head(name: str, view: View) -> str:
    group = "compliance_state" if name in STATES else "compliance_column"
    return say(f"{group}.{name}", view.language)
