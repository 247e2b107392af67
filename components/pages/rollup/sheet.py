"""A district's sum as the long table its CSV carries: one row a cell, with who is missing."""

from typing import Final

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.pages.rollup.answer import Rollup, rollup
from components.pages.rollup.words import answer_words, listed, notes, own_words, scope_words
from components.tables import Table, TableCell, columns_of, number_cell
from components.words import say

_COLUMNS: Final = (
    "table",
    "row",
    "column",
    "indicator",
    "value",
    "given",
    "expected",
    "missing",
    "own",
    "difference",
)
_NUMBERS: Final = frozenset({"value", "given", "expected", "own", "difference"})


def sheet(ask: PageRequest) -> Sheet | None:
    """Return the sum as a table of one row a cell, None where there is nothing to add up."""
    page = rollup(ask)
    return None if isinstance(page, Empty) else sheet_of(page)


def sheet_of(page: Rollup) -> Sheet:
    """Return a page as its downloads carry it."""
    language = page.view.language
    return Sheet(
        view=page.view,
        question=page.question,
        scope=scope_words(page),
        sentence=answer_words(page),
        coverage=own_words(page),
        table=_table(page),
        notes=notes(page),
        definitions=(
            (say("rollup.definition_term", language), say("rollup.definition", language)),
        ),
        sources=page.sources,
    )


def _table(page: Rollup) -> Table:
    language = page.view.language
    columns = columns_of("rollup.column_", _COLUMNS, language, _NUMBERS)
    rows = []
    for form in page.forms:
        for slot in form.slots():
            cell = page.sums.cells[slot.key]
            texts = (say(f"table_name.{form.number}", language), slot.row, slot.column, slot.key)
            rows.append(
                (
                    *map(TableCell, texts),
                    number_cell(cell.value),
                    number_cell(cell.given),
                    number_cell(cell.expected),
                    TableCell(listed([page.name(agency) for agency in cell.missing], page)),
                    number_cell(cell.own),
                    number_cell(cell.difference),
                )
            )
    return Table(columns, tuple(rows))
