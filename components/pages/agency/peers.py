"""The agencies most like one: of its kind, nearest in requests and items, with the reason."""

from dataclasses import replace
from typing import Final

import pandas as pd

from components.answers import NamedTable, Step
from components.figures.basis import marked
from components.figures.records import Record, records
from components.figures.text import agency_cell
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn
from components.view import Language, View
from components.words import say
from pipelines.store.store import Store

MOST: Final = 5
_MEASURES: Final = ("requests", "items")


def likest(store: Store, view: View) -> tuple[NamedTable, ...]:
    """Return the agencies most like the view's one as a table; nothing where there is none."""
    [agency_id] = view.agencies
    rows = records(store.peers(view.dataset, agency_id, MOST))
    if not rows:
        return ()
    language, year = view.language, int(rows[0]["report_year"])
    agencies = (agency_id, *(str(row["agency_id"]) for row in rows))
    beside = replace(view, page="compare", agencies=agencies, years=(year, year), more=())
    measured = [name for name in _MEASURES if any(pd.notna(row[name]) for row in rows)]
    what = "both" if len(measured) == len(_MEASURES) else measured[0]
    line = say(
        "peers.line",
        language,
        year=year,
        n=len(rows),
        what=say(f"peers.{what}", language),
        own=say("peers.comma", language).join(_own(rows[0], name, language) for name in measured),
    )
    words = say("peers.compare", language)
    table = _table(rows, measured, view)
    return (NamedTable(say("peers.title", language), line, table, Step(words, beside.href)),)


def _own(row: Record, name: str, language: Language) -> str:
    number = plain(float(row[f"own_{name}"]))
    number = marked(number, row, language) if name == "items" else number
    return say(f"peers.own_{name}", language, n=number)


def _table(rows: list[Record], measured: list[str], view: View) -> Table:
    language = view.language
    columns = (
        TableColumn(say("column.agency", language)),
        TableColumn(say("peers_column.place", language)),
        *(TableColumn(say(f"peers_column.{name}", language), "number") for name in measured),
        TableColumn(say("peers_column.reason", language)),
    )
    return Table(columns, tuple(_row(row, measured, view) for row in rows))


def _row(row: Record, measured: list[str], view: View) -> tuple[TableCell, ...]:
    language = view.language
    return (
        agency_cell(row["agency_id"], str(row["name"]), view),
        TableCell(str(row["county"] or row["city"] or "")),
        *(_number(row, name, language) for name in measured),
        TableCell(_reason(row, language)),
    )


def _number(row: Record, name: str, language: Language) -> TableCell:
    if pd.isna(row[name]):
        return TableCell(say("peers.unknown", language), state="not_stated")
    text = plain(float(row[name]))
    return TableCell(marked(text, row, language) if name == "items" else text, float(row[name]))


def _reason(row: Record, language: Language) -> str:
    """Say how near each number is, and whether the agency is of the same county."""
    parts = [
        say(f"peers.by_{name}", language, by=_difference(row, name, language))
        for name in _MEASURES
        if pd.notna(row[name])
    ]
    parts.append(say("peers.near" if row["is_near"] else "peers.beyond", language))
    return say("peers.comma", language).join(parts)


def _difference(row: Record, name: str, language: Language) -> str:
    by = float(row[name]) - float(row[f"own_{name}"])
    if not by:
        return say("peers.same", language)
    return say("peers.more" if by > 0 else "peers.less", language, n=plain(abs(by)))
