"""A table as a value: the same one is set on the page, written as CSV and as a sheet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from components.view import Language
from components.words import say

Kind = Literal["text", "number", "link"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its words, its unit, whether it holds numbers, its name to programs."""

    label: str
    kind: Kind = "text"
    unit: str = ""
    name: str = ""

    @property
    def heading(self) -> str:
        """Return the words of the head, the unit with them."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


def columns_of(
    words: str,
    names: Iterable[str],
    language: Language,
    numbers: Collection[str] = (),
    **holes: object,
) -> tuple[TableColumn, ...]:
    """Return columns by their names; `words` is what their messages' keys begin with."""
    return tuple(
        TableColumn(
            say(f"{words}{name}", language, **holes), "number" if name in numbers else "text"
        )
        for name in names
    )


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: what is shown, the value behind it, its state, where it leads, its code."""

    text: str
    value: float | None = None
    state: str = ""
    href: str = ""
    code: str = ""  # what a program reads in the place of the words
    is_approximate: bool = False  # the words say so, the value cannot

    @property
    def content(self) -> str | float:
        """Return what an export writes: the number where there is one, else the words."""
        return self.text if self.value is None else self.value


def number_cell(value: float | None) -> TableCell:
    """Set a number as a file holds it; what is not known is an empty cell, never a 0."""
    return TableCell("" if value is None else str(value), value)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells, in the order they are shown.

    The last `foot` rows say something of all the others and stay where they are.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    foot: int = 0


def headings(table: Table) -> list[str]:
    """Return the heads of the columns, no two alike, whatever their case: files ask for that."""
    made: list[str] = []
    for column in table.columns:
        heading, n = column.heading or "-", 1
        while heading.lower() in {known.lower() for known in made}:
            n += 1
            heading = f"{column.heading} {n}"
        made.append(heading)
    return made


def sort_of(table: Table, sort: str) -> tuple[int, bool] | None:
    """Read which column a table is sorted by, and whether downwards: "3" or "-3"."""
    text = sort.removeprefix("-")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= len(table.columns)):
        return None
    return int(text) - 1, sort.startswith("-")


def sorted_by(table: Table, sort: str) -> Table:
    """Sort a table by one of its columns; a cell without a number comes last either way."""
    wanted = sort_of(table, sort)
    if wanted is None:
        return table
    column, is_down = wanted
    body = table.rows[: len(table.rows) - table.foot]
    known = [row for row in body if _key(row[column], table.columns[column]) is not None]
    rest = [row for row in body if _key(row[column], table.columns[column]) is None]
    known.sort(key=lambda row: _key(row[column], table.columns[column]) or 0, reverse=is_down)
    return replace(table, rows=(*known, *rest, *table.rows[len(body) :]))


def _key(cell: TableCell, column: TableColumn) -> float | str | None:
    if column.kind == "number":
        return cell.value
    return cell.text or None


def web_address(text: object) -> str:
    """Return an address that may become a link, or nothing: only http and https may."""
    address = text.strip() if isinstance(text, str) else ""
    return address if address.startswith(("https://", "http://")) else ""
