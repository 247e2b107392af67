"""A comparison as the table its files carry: one row an indicator, every row of the choice."""

from collections.abc import Iterator

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.figures.form import cell_key
from components.pages.compare.answer import Compare, compare
from components.pages.compare.rows import ComparedRow, Value
from components.pages.compare.words import (
    answer_words,
    median_head,
    notes,
    question,
    scope_words,
    value_words,
)
from components.tables import Table, TableCell, TableColumn, number_cell
from components.view import Language
from components.words import say


def sheet(ask: PageRequest) -> Sheet | None:
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
        coverage=say(
            "compare.reports", language, n=len(page.held.chosen.reported), of=len(page.sides)
        ),
        table=Table(tuple(_columns(page)), tuple(_row(row, page) for row in page.held.rows)),
        notes=notes(page),
        definitions=((say("compare.base", language), page.base.title),),
        sources=page.held.sources,
    )


def _columns(page: Compare) -> Iterator[TableColumn]:
    language = page.view.language
    for key in ("table", "indicator", "code", "unit"):
        yield TableColumn(say(f"compare.column_{key}", language))
    for n, side in enumerate(page.sides):
        yield TableColumn(side.title, "number")
        if n != page.held.base:
            yield TableColumn(say("compare.column_difference", language, name=side.title), "number")
            yield TableColumn(say("compare.column_share", language, name=side.title), "number")
            yield TableColumn(say("compare.column_note", language, name=side.title))
    if page.held.peers:
        yield TableColumn(median_head(page), "number")
        yield TableColumn(say("compare.column_n", language), "number")


def _row(row: ComparedRow, page: Compare) -> tuple[TableCell, ...]:
    language = page.view.language
    cells = [
        TableCell(say(f"table_name.{row.table}", language)),
        TableCell(row.label),
        TableCell(cell_key(row.indicator, row.member)),
        TableCell(row.unit),
    ]
    for n, value in enumerate(row.values):
        cells.append(_value(value, language))
        if n != page.held.base:
            cells += [
                number_cell(value.difference),
                number_cell(value.share),
                _note(value, language),
            ]
    if page.held.peers:
        cells += [number_cell(row.median), number_cell(float(row.known))]
    return tuple(cells)


def _value(value: Value, language: Language) -> TableCell:
    return TableCell(
        value_words(value, language),
        value.value,
        value.state,
        is_approximate=value.is_approximate,
    )


def _note(value: Value, language: Language) -> TableCell:
    return TableCell(say(f"compare.note_of_{value.note}", language) if value.note else "")
