"""What a generated document truly says: the yardstick of the score."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.forms.sheets import Slot

NUMBER = "number"
DESTROYED = "destroyed"  # printed once, no longer there to be read: a number is a guess
FORBIDDEN = "forbidden"  # nothing may be read, not even the right number


@dataclass(slots=True)
class Printed:
    """One cell: what is printed, what it is, and its number where it is one."""

    text: str
    status: str
    value: Decimal | None = None
    unit: str = ""


@dataclass(slots=True)
class Stated:
    """One fact stated in prose. An optional one is neither asked for nor a mistake."""

    indicator: str
    value: Decimal
    member: str = ""
    label: str = ""
    is_approximate: bool = False
    is_optional: bool = False
    scope: str = "year"


@dataclass(slots=True)
class Who:
    """The agency of a document and what a careful reader can know about it."""

    name: str
    id: str
    level: str
    county: str
    city: str
    county_code: str
    how: str = "known"  # known | open: nothing in the document decides | loose: either will do


@dataclass(slots=True)
class Truth:
    """One report: who, when, which form, every cell, every fact, every decoy."""

    who: Who
    year: int
    published: date | None
    form: str  # 2014 | 2019 | 2021 | narrative
    cells: dict[Slot, Printed] = field(default_factory=dict)
    slots: dict[str, list[Slot]] = field(default_factory=dict)  # table number → its slots
    stated: list[Stated] = field(default_factory=list)
    decoys: list[Decimal] = field(default_factory=list)
    signed: date | None = None
    is_torn: bool = False  # its dates have lost characters: reading none is as good

    def spoil(self, table: str, status: str = FORBIDDEN) -> None:
        """Mark every cell of one table as no longer readable."""
        for slot in self.slots.get(table, []):
            self.cells[slot].status = status


@dataclass(slots=True)
class Paper:
    """One generated file and what it must give: reports in order, or a rejection."""

    layout: str
    name: str
    data: bytes
    truths: list[Truth] = field(default_factory=list)
    rejected: tuple[str, ...] = ()  # codes of which any will do
    address: str = ""
    may_reject: bool = False  # refusing the whole file is as good as reading it
