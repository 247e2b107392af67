"""Tables in which offices list who must report: lines become entries, or say what is wrong."""

import csv
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pipelines.filing.roster import FIRST_YEAR, RosterEntry
from pipelines.identities import without_spaces
from pipelines.model import Agency, Grid
from pipelines.resources import toml
from pipelines.values import whole

LAST_YEAR = 2100
_PARTERS: Final = (",", "\t", ";")
_TITLES: Final = 10  # rows that are looked at for the one that names the columns
_SHOWN: Final = 200  # characters of what stands there instead
_CLOCK: Final = re.compile(r"\s\d{1,2}:\d{2}(:\d{2})?\s*$")  # a day in a cell of a workbook has one
Line = Mapping[str, str]
Resolve = Callable[[str], Agency]


class LineError(ValueError):
    """A line that cannot be taken: a key of the command line's words, and what fills it."""

    def __init__(self, key: str, **parts: object) -> None:
        super().__init__(key)
        self.key = key
        self.parts = parts


def decoded(data: bytes) -> str:
    """Return the text of a table; what is not UTF-8 is read as what offices' spreadsheets write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def rows_of_text(text: str) -> list[list[str]]:
    """Return the rows of a table in text, parted by what parts its first lines: , ; or a tab."""
    lines = text.splitlines()
    top = lines[:_TITLES]
    parter = max(_PARTERS, key=lambda sign: max((line.count(sign) for line in top), default=0))
    return list(csv.reader(lines, delimiter=parter))


def rows_of_grid(grid: Grid) -> list[list[str]]:
    """Return the rows of a sheet; what a merged cell says stands in its first place alone."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def lines_of(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, Line]]:
    """Yield each line with its number and with its columns, in any order, under their own names.

    Above the row that names the columns there may be a title.

    Raises:
        LineError: no column names an agency; it says what was found, and what is known.
    """
    columns = toml("pipelines.filing", "rosters.toml")["columns"]
    known = {word: name for name, words in columns.items() for word in words}
    for top, row in enumerate(rows[:_TITLES]):  # noqa: B007 - where it ended counts
        heads = [known.get(without_spaces(cell).lower(), "") for cell in row]
        if {"agency_id", "name"} & set(heads):
            break
    else:
        first = next((row for row in rows if any(map(without_spaces, row))), ())
        found = " ".join(filter(None, map(without_spaces, first)))[:_SHOWN]
        words = " ".join((*columns["name"], *columns["agency_id"]))
        raise LineError("roster.no_column", found=found or "-", known=words)
    for number, row in enumerate(rows[top + 1 :], top + 2):
        if any(cell.strip() for cell in row):
            cells = zip(heads, row, strict=False)
            yield number, {head: cell.strip() for head, cell in cells if head}


def entry(line: Line, resolve: Resolve, years: tuple[int, int | None] | None = None) -> RosterEntry:
    """Return what one line says.

    Args:
        line: the cells by column.
        resolve: tells whose a code or name is.
        years: the first and last year where the table itself gives none.

    Raises:
        LineError: the agency is not known, or no year can be read.
    """
    words = line.get("agency_id") or line.get("name", "")
    agency = known(words, resolve)
    before = re.split(r"[\s;,\u3001\uff0c\uff1b]+", line.get("predecessors", ""))
    valid_from, valid_to, is_named = _span(line, years)
    return RosterEntry(
        agency_id=agency.id,
        name=agency.name or line.get("name") or words,
        level=agency.level or "",
        valid_from=valid_from,
        valid_to=valid_to,
        predecessors=tuple(known(word, resolve).id for word in before if word),
        is_named=is_named,
    )


def known(words: str, resolve: Resolve) -> Agency:
    """Return the one agency that a code or name means.

    Raises:
        LineError: none or several are meant.
    """
    agency = resolve(words)
    if agency.id:
        return agency
    if agency.candidates:
        raise LineError("agency.ambiguous", text=words, candidates=" ".join(agency.candidates))
    raise LineError("agency.unknown", text=words)


def whole_years(first: int, last: int | None) -> tuple[date, date | None]:
    """Return the days from the first of one year to the last of another.

    Raises:
        LineError: no report can be of such a year, or the last lies before the first.
    """
    for year in (first, last or first):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise LineError("fault.year", year=year)
    if last is not None and last < first:
        raise LineError("roster.order", first=first, last=last)
    return date(first, 1, 1), date(last, 12, 31) if last else None


def _span(line: Line, years: tuple[int, int | None] | None) -> tuple[date, date | None, bool]:
    if line.get("year"):
        numbers = _numbers(line["year"])
        if len(numbers) != 1:
            raise LineError("roster.date", text=line["year"])
        return *whole_years(numbers[0], numbers[0]), True
    if start := line.get("valid_from") or line.get("founded"):
        end = line.get("valid_to") or line.get("abolished")
        first = _day(start, is_end=False)
        last = _day(end, is_end=True) if end else None
        if last and last < first:
            raise LineError("roster.order", first=first, last=last)
        return first, last, start == line.get("valid_from") and _is_year(start)
    if years is None:
        raise LineError("roster.no_year")
    return *whole_years(*years), True


def _is_year(text: str) -> bool:
    """Tell a report year from a day: who gives a day says when an agency came to be."""
    return len(re.findall(r"\d+", without_spaces(text))) == 1


def _day(text: str, *, is_end: bool) -> date:
    """Read a day, a month or a year; of the last two the first day, or the last one of an end."""
    try:
        match _numbers(_CLOCK.sub("", text)):
            case [year]:
                return date(year, 12, 31) if is_end else date(year, 1, 1)
            case [year, month]:
                return date(year, month, monthrange(year, month)[1] if is_end else 1)
            case [year, month, day, *_]:
                return date(year, month, day)
    except ValueError as error:
        raise LineError("roster.date", text=text[:_SHOWN]) from error
    raise LineError("roster.date", text=text[:_SHOWN])


def _numbers(text: str) -> list[int]:
    numbers = [whole(digits) for digits in re.findall(r"\d+", without_spaces(text))]
    if None in numbers:
        raise LineError("roster.date", text=text[:_SHOWN])
    return [number for number in numbers if number is not None]
