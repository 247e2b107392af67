"""Header cells over the cells of a ruled row: which value stands under the name of which column."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.tokens import Token, TokenKind
from pipelines.read.clean import plain

_GROUPS = {"review": "review", "direct": "suit_direct", "after": "suit_after_review"}
_GROUPED = frozenset({"enterprise", "research", "public_welfare", "legal_service", "other_org"})
_BLANK = TokenKind.BLANK  # a member of an enumeration is found slowly
_RESULTS = ("upheld", "corrected", "other", "pending", "total")


Columns = Mapping[str, int]  # where each column of the form stands in a grid
Known = dict[tuple[int, int, tuple[str, ...]], Columns]


def placed(
    row: PrintedRow, number: str, form: tuple[str, ...], known: Known
) -> Mapping[str, Token]:
    """Return the values of a row of a grid by the columns whose names stand right above them.

    Nothing is returned where the header does not lie over the values: pages leave out spans, so
    that the second row of a header begins at the table's edge. What is returned is what is
    printed, whatever the order of the columns and whatever columns stand between them. `known`
    keeps what was found of each header: its rows share it.
    """
    if not row.is_grid or not row.values or not row.header:
        return {}
    key = (id(row.header), row.values[0].place.block, form)
    columns = known.get(key)
    if columns is None:
        columns = known[key] = _columns(row.header, key[1], number, form)
    by_column = {value.column: value for value in row.values}
    values: dict[str, Token] = {}
    for name, column in columns.items():
        value = by_column.get(column) or _blank_over(row.values, column)
        if value is None:
            return {}
        values[name] = value
    return values


def _columns(header: Sequence[Token], block: int, number: str, form: Sequence[str]) -> Columns:
    cells = [cell for cell in header if cell.place.block == block and cell.column >= 0]
    columns: dict[str, int] = {}
    for name, cell in _named(cells, number, form):
        if columns.setdefault(name, cell.column) != cell.column:
            return {}
    return columns if len(set(columns.values())) == len(columns) else {}


def _blank_over(values: Sequence[Token], column: int) -> Token | None:
    for value in values:
        if value.kind is _BLANK and value.column <= column < value.column + value.span:
            return value
    return None


def _named(cells: Sequence[Token], number: str, form: Sequence[str]) -> Sequence[tuple[str, Token]]:
    """Return each header cell that names one column of the form, with the column's name.

    None does where a heading does not lie over just its own columns: its span is wrong.
    """
    named = [(names[0], cell) for cell in cells if len(names := _names(cell, number)) == 1]
    if number == "4":
        groups = _headings(cells, lexicon("tables")["outcome"], _GROUPS)
        over = [[group for group, top in groups if _is_over(top, cell)] for _, cell in named]
        if any(len(one) != 1 for one in over):
            return ()
        return [(f"{one[0]}.{name}", cell) for one, (name, cell) in zip(over, named, strict=True)]
    named = [(name, cell) for name, cell in named if name in form]
    if number == "3":
        groups = _headings(cells, lexicon("tables")["applicant"], {"group": "group"})
        is_grouped = [any(_is_over(top, cell) for _, top in groups) for _, cell in named]
        rows = {cell.place.row for _, cell in named}
        is_level = len(rows) == 1 and not groups
        own = [name in _GROUPED for name, _ in named]
        return named if is_level or (len(groups) == 1 and is_grouped == own) else ()
    return named


def _names(cell: Token, number: str) -> list[str]:
    text = plain(cell.text)
    return [name for name, word in words_of(number).items() if word.search(text)]


def _headings(
    cells: Sequence[Token], words: Mapping[str, str], kinds: Mapping[str, str]
) -> list[tuple[str, Token]]:
    """Return the cells that stand over several columns, with what they say of these."""
    headings = []
    for cell in cells:
        text = plain(cell.text)
        names = [name for name in kinds if re.search(words[name], text)]
        if len(names) == 1:
            headings.append((kinds[names[0]], cell))
    return headings


def _is_over(top: Token, cell: Token) -> bool:
    is_above = (top.place.row or 0) < (cell.place.row or 0)
    return is_above and top.column <= cell.column < top.column + top.span


@lru_cache(maxsize=4)
def words_of(number: str) -> Mapping[str, re.Pattern[str]]:
    """Return what names each column of a table, as the words of a whole cell."""
    tables = lexicon("tables")
    part = {"2": "column", "3": "applicant_cell"}.get(number, "outcome")
    names = _RESULTS if number == "4" else tuple(tables[part])
    return {name: re.compile(tables[part][name]) for name in names}
