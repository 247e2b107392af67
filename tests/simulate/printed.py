"""What one report prints: its form, each cell as text with its status, and the planted faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Template
from pipelines.model import Status
from tests.simulate.dice import Dice
from tests.simulate.district import Fault, Simulated, fault, faults
from tests.simulate.history import Slot, Year


@dataclass(frozen=True, slots=True)
class Printed:
    """One report as it goes to the page."""

    agency: Simulated
    year: Year
    form: Template
    published_on: date
    cells: dict[Slot, tuple[str, Status]]
    pictures: frozenset[str] = frozenset()
    stated: dict[str, int] = field(default_factory=dict)


def printed(agency: Simulated, year: Year) -> Printed | None:
    """Return what an agency printed for a year, or None where it published nothing."""
    if fault(agency, year.year, "missing"):
        return None
    form = catalogue().template(_form(agency, year.year))
    cells = {slot: (plain(year.cells.get(slot, Decimal(0))), Status.NUMBER) for slot in form.slots}
    for planted in faults():
        if (planted.agency, planted.year) == (agency.short, year.year):
            _plant(planted, cells, form)
    stated = dict(year.stated)
    if wrong := fault(agency, year.year, "breakdown"):
        stated["disclosure.total"] += wrong.detail["plus"]
    picture = fault(agency, year.year, "picture")
    pictures = frozenset({picture.detail["table"]} if picture else ())
    return Printed(agency, year, form, _published_on(agency, year.year), cells, pictures, stated)


def plain(value: Decimal) -> str:
    """Return a number as a form prints it."""
    return f"{value.normalize():f}"


def _form(agency: Simulated, year: int) -> str:
    if year <= 2018:
        return "2014"
    return "2019" if year <= 2020 or fault(agency, year, "old_form") else "2021"


def _published_on(agency: Simulated, year: int) -> date:
    for kind in ("late", "early"):
        if found := fault(agency, year, kind):
            return date.fromisoformat(found.detail["published_on"])
    return date(year + 1, 1, 8) + timedelta(days=Dice(agency.name, year, "day").between(0, 22))


def _plant(planted: Fault, cells: dict[Slot, tuple[str, Status]], form: Template) -> None:
    detail = planted.detail
    if planted.kind in {"cell", "unbalanced"}:
        slot = (detail["cell"][0], detail["cell"][1])
        cells[slot] = (plain(Decimal(cells[slot][0]) + detail["plus"]), Status.NUMBER)
    elif planted.kind == "blank":
        for slot in (s for s in cells if s[0] == detail["indicator"]):
            cells[slot] = ("", Status.BLANK)
    elif planted.kind in {"slash", "picture"}:
        is_slash = planted.kind == "slash"
        text, status = ("/", Status.SLASH) if is_slash else ("", Status.IMAGE)
        table = next(t for t in form.table if t.number == detail["table"])
        for slot in table.slots():
            cells[slot] = (text, status)
