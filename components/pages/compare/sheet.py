"""A comparison as the table its files carry: one row an indicator, every row of the choice."""

from __future__ import annotations

from collections.abc import Iterator

from components.answers import Empty, Sheet
from components.context import Ask
from components.figures.form import cell_key
from components.pages.compare.answer import Compare, compare
from components.pages.compare.rows import Row, Value
from components.pages.compare.words import (
    answer_words,
    median_head,
    notes,
    question,
    scope_words,
    value_words,
)
from components.tables import Cell, Column, Table
from components.view import Language
from components.words import say


def sheet(ask: Ask) -> Sheet | None:
    """Return the comparison as a table, None where there is nothing to compare."""
    page = compare(ask)
    if isinstance(page, Empty):
        return None
    language = page.view.language
    return Sheet(
        view=page.view,
        question=question(page),
        scope=scope_words(page),
        sentence=answer_words(page),
        coverage=say("compare.reports", language, n=len(page.held.chosen.told), of=len(page.sides)),
        table=Table(tuple(_columns(page)), tuple(_row(row, page) for row in page.held.rows)),
        notes=notes(page),
        definitions=((say("compare.base", language), page.base.title),),
        sources=page.held.sources,
    )


def _columns(page: Compare) -> Iterator[Column]:
    language = page.view.language
    for key in ("table", "indicator", "code", "unit"):
        yield Column(say(f"compare.column_{key}", language))
    for n, side in enumerate(page.sides):
        yield Column(side.title, "number")
        if n != page.held.base:
            yield Column(say("compare.column_difference", language, name=side.title), "number")
            yield Column(say("compare.column_share", language, name=side.title), "number")
            yield Column(say("compare.column_note", language, name=side.title))
    if page.held.peers:
        yield Column(median_head(page), "number")
        yield Column(say("compare.column_n", language), "number")


def _row(row: Row, page: Compare) -> tuple[Cell, ...]:
    language = page.view.language
    cells = [
        Cell(say(f"table_name.{row.table}", language)),
        Cell(row.label),
        Cell(cell_key(row.indicator, row.member)),
        Cell(row.unit),
    ]
    for n, value in enumerate(row.values):
        cells.append(Cell(value_words(value, language), value.value, value.state))
        if n != page.held.base:
            cells += [_number(value.difference), _number(value.share), _note(value, language)]
    if page.held.peers:
        cells += [_number(row.median), _number(float(row.known))]
    return tuple(cells)


def _note(value: Value, language: Language) -> Cell:
    return Cell(say(f"compare.note_of_{value.note}", language) if value.note else "")


def _number(value: float | None) -> Cell:
    """Set a number; what is not known is an empty cell, never a 0."""
    return Cell("") if value is None else Cell(str(value), value)
