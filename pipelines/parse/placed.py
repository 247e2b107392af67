"""Header cells over the cells of a ruled row: which value stands under the name of which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.tokens import Token, TokenKind
from pipelines.read.clean import plain

_GROUPS = {"review": "review", "direct": "suit_direct", "after": "suit_after_review"}
_RESULTS = ("upheld", "corrected", "other", "pending", "total")


def placed(row: PrintedRow, number: str, form: Sequence[str]) -> Mapping[str, Token]:
    """Return the values of a row of a grid by the columns whose names stand right above them.

    Nothing is returned where the header does not lie over the values: pages leave out spans, so
    that the second row of a header begins at the table's edge. What is returned is what is
    printed, whatever the order of the columns and whatever columns stand between them.
    """
    if not row.is_grid or not row.values:
        return {}
    block = row.values[0].place.block
    cells = [cell for cell in row.header if cell.place.block == block and cell.column >= 0]
    columns: dict[str, int] = {}
    for name, cell in _named(cells, number, form):
        if columns.setdefault(name, cell.column) != cell.column:
            return {}
    if len(set(columns.values())) < len(columns):
        return {}
    values = {name: _value_at(row.values, column) for name, column in columns.items()}
    known = {name: value for name, value in values.items() if value is not None}
    return known if len(known) == len(columns) else {}


def _value_at(values: Sequence[Token], column: int) -> Token | None:
    for value in values:
        is_empty = value.kind is TokenKind.BLANK
        if value.column == column or (
            is_empty and value.column <= column < value.column + value.span
        ):
            return value
    return None


def _named(cells: Sequence[Token], number: str, form: Sequence[str]) -> Iterator[tuple[str, Token]]:
    """Yield each header cell that names one column of the form, with the column's name."""
    groups = list(_groups(cells)) if number == "4" else []
    for cell in cells:
        names = [name for name, word in _words(number).items() if word.search(plain(cell.text))]
        if number != "4":
            names = [name for name in names if name in form]
            if len(names) == 1:
                yield names[0], cell
            continue
        over = [group for group, top in groups if _is_over(top, cell)]
        if len(names) == len(over) == 1 and f"{over[0]}.{names[0]}" in form:
            yield f"{over[0]}.{names[0]}", cell


def _groups(cells: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    words = lexicon("tables")["outcome"]
    for cell in cells:
        names = [name for name in _GROUPS if re.search(words[name], plain(cell.text))]
        if len(names) == 1:
            yield _GROUPS[names[0]], cell


def _is_over(top: Token, cell: Token) -> bool:
    is_above = (top.place.row or 0) < (cell.place.row or 0)
    return is_above and top.column <= cell.column < top.column + top.span


@lru_cache(maxsize=4)
def _words(number: str) -> dict[str, re.Pattern[str]]:
    tables = lexicon("tables")
    part = {"2": "column", "3": "applicant_cell"}.get(number, "outcome")
    names = _RESULTS if number == "4" else tuple(tables[part])
    return {name: re.compile(tables[part][name]) for name in names}
