"""One cell of a printed row as a figure: its value, status, unit and place."""

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.catalogue.indicator_ids import FEE_AMOUNT
from pipelines.catalogue.load import lexicon
from pipelines.model import (
    Figure,
    Finding,
    Place,
    Severity,
    Status,
)
from pipelines.parse.cells import CellReading, read_cell
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.form_table import TableState
from pipelines.parse.tokens import Token, TokenKind

_NUMBER = Status.NUMBER  # a member of an enumeration is found slowly
_POINTED = re.compile(r"\.\d{3}(?!\d)")  # a point before three digits may divide thousands
_BARE = {TokenKind.IMAGE: Status.IMAGE, TokenKind.BLANK: Status.BLANK, TokenKind.PAD: Status.BLANK}


def cell_figure(
    work: TableState, slot: tuple[str, str], row: PrintedRow, token: Token | None, unit: str
) -> Figure:
    """Return the figure of a slot from the token in its column; None left no trace of a blank."""
    if token is None:
        return figure_of(
            work, slot, Status.BLANK, point_of(row.label[0].place if row.label else None)
        )
    if token.kind in _BARE:
        return figure_of(work, slot, _BARE[token.kind], point_of(token.place))
    reading = read_cell(token.digits or token.text)
    if reading.value is not None and token.kind is TokenKind.TEXT:
        # torn by a page's end: digits stand on both sides of it
        return figure_of(work, slot, Status.LOST, token.place, token.text)
    if reading.value is not None and is_countable(slot[0], token.text):
        return number_figure(work, slot, token, reading, unit)
    status = Status.LOST if reading.value is not None else reading.status
    if status is Status.LOST:
        work.findings.append(
            Finding("R-CELL-01", Severity.WARNING, right=token.text[:80], place=token.place)
        )
    return figure_of(work, slot, status, token.place, token.text)


def is_countable(indicator: str, text: str) -> bool:
    """Tell whether it is certain which number the text of a count is.

    1.270 applications are 1,270 of them, or an error. 1.5 of them are what is printed: a rule
    (R-CELL-04 and those of each table) says that it cannot be.
    """
    return indicator.endswith(".amount") or not _POINTED.search(text)


def number_figure(
    work: TableState, slot: tuple[str, str], token: Token, reading: CellReading, printed: str
) -> Figure:
    """Return the figure of a cell that holds a number, and say what is odd about it."""
    indicator, member = slot
    unit, place = reading.unit, token.place
    if not unit:
        is_fixed = not indicator.endswith(".amount") or (not printed and indicator == FEE_AMOUNT)
        unit = work.units.get(indicator, "") if is_fixed else printed
    if token.digits:
        odd = Finding("R-PARSE-05", Severity.WARNING, "fail", token.text, token.digits, place=place)
        work.findings.append(odd)
    if not unit and reading.value:
        work.findings.append(Finding("R-UNIT-01", Severity.WARNING, right=token.text, place=place))
    method = "repaired" if token.digits else "read"
    return Figure(
        indicator,
        member,
        reading.value,
        _NUMBER,
        token.text,
        place,
        work.number,
        unit,
        method=method,
    )


@lru_cache(maxsize=1)
def unit_pattern() -> re.Pattern[str]:
    """Return what finds a unit in the words over a column."""
    return re.compile(lexicon("tables")["header_unit"])


def figure_of(
    work: TableState, slot: tuple[str, str], status: Status, place: Place | None, raw: str = ""
) -> Figure:
    """Return the figure of a slot without a number: what was found, and where."""
    return Figure(slot[0], slot[1], None, status, raw, place, work.number)


def point_of(place: Place | None) -> Place | None:
    """Return where something would stand: an empty stretch at a place."""
    return replace(place, end=place.start) if place else None
