"""What a person completes: the cells nobody read, and the sums that typed values must make hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipelines.catalogue.load import catalogue
from pipelines.model import Figure, Report, Status
from pipelines.parse.labels import form_table
from pipelines.parse.recognised import Slot, sides_of, sums_of

_UNREAD: Final = frozenset({Status.LOST, Status.IMAGE, Status.ABSENT})
_TABLES: Final = ("2", "3", "4")


@dataclass(frozen=True, slots=True)
class BrokenSum:
    """A sum of the form that does not hold: the cell of its total, and what both sides come to."""

    total: Slot
    parts: Decimal
    whole: Decimal


def unread(report: Report) -> Iterator[tuple[int, Figure]]:
    """Yield the cells of the official tables that nobody read, with their positions."""
    for position, one in enumerate(report.figures):
        if one.table in _TABLES and one.status in _UNREAD:
            yield position, one


def broken_sums(report: Report, typed: Mapping[int, Decimal]) -> list[BrokenSum]:
    """Return the sums of a form that typed values break, of those that are whole with them."""
    if report.template not in catalogue().table_forms:
        return []
    form = catalogue().template(report.template)
    figures = {
        (figure.indicator, figure.member): replace(figure, value=typed[n], status=Status.NUMBER)
        if n in typed
        else figure
        for n, figure in enumerate(report.figures)
        if figure.table in _TABLES
    }
    touched = {(report.figures[n].indicator, report.figures[n].member) for n in typed}
    broken: list[BrokenSum] = []
    for number in _TABLES:
        table = form_table(form, number)
        for figure in sums_of(table) if table else ():
            sides = sides_of(figure, figures)
            slots = {slot for side in figure for slot in side}
            if sides and sides[0] != sides[1] and touched & slots:
                broken.append(BrokenSum(figure[1][0], *sides))
    return broken
