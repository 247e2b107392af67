"""Planting a fault: what is done to a clean report, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.rules.pages.figures import PEOPLE, Year

Plant = Callable[[Year, Year], Any]  # this year's report, last year's


@dataclass(frozen=True)
class Fault:
    """A fault: where it can be planted, how, which rule must name it, and how it is explained."""

    id: str
    rule: str
    plant: Plant
    form: str = "2021"
    levels: tuple[str, ...] = ("township", "department", "county")
    member: str = ""
    explained: str = ""
    want: dict[str, str] = field(default_factory=dict)
    year: int = 0  # the report's year, where only one will do
    severity: str = ""  # what it must at least be
    styles: tuple[str, ...] = ()
    on_prior: bool = False


FAULTS: list[Fault] = []
LAST = {"2021": 2024, "2019": 2020, "2014": 2017, "narrative": 2012}
LOW = ("township", "department")


def fault(id_: str, rule: str, **more: Any) -> Callable[[Plant], Plant]:
    """Enter a function into the catalogue of faults."""

    def enter(plant: Plant) -> Plant:
        FAULTS.append(Fault(id_, rule, plant, **more))
        return plant

    return enter


def cells(id_: str, rule: str, changes: dict[str, Any], **more: Any) -> None:
    """Enter a fault that sets or adds to cells: an int is added, a string is set."""

    def plant(now: Year, _: Year) -> None:
        for cell, change in changes.items():
            if isinstance(change, int):
                now.add(cell, change)
            else:
                now.put(cell, Decimal(change) if _is_number(change) else change)

    FAULTS.append(Fault(id_, rule, plant, **more))


def says(id_: str, rule: str, name: str, more_: int, **more: Any) -> None:
    """Enter a fault where the text says another number than the table."""

    def plant(now: Year, _: Year) -> None:
        now.said[name] += more_

    FAULTS.append(Fault(id_, rule, plant, **more))


def adds(id_: str, rule: str, section: int, text: str, **more: Any) -> None:
    """Enter a fault that is a sentence too many."""

    def plant(now: Year, _: Year) -> None:
        who = now.body
        holes = {"year": now.year, "prior": now.year - 1, "next": now.year + 1, "me": who.me}
        now.extra.setdefault(section, []).append(text.format(**holes, **now.said))

    FAULTS.append(Fault(id_, rule, plant, **more))


def swaps(id_: str, rule: str, pattern: str, words: str, **more: Any) -> None:
    """Enter a fault that rewrites words of the text."""

    def plant(now: Year, _: Year) -> None:
        holes = {"{year}": str(now.year), "{prior}": str(now.year - 1), "{next}": str(now.year + 1)}
        one, two = pattern, words
        for hole, value in holes.items():
            one, two = one.replace(hole, value), two.replace(hole, value)
        now.swap.append((one, two))

    FAULTS.append(Fault(id_, rule, plant, **more))


def _is_number(text: str) -> bool:
    return text.replace(".", "").lstrip("-").isdigit()


def row_sum(now: Year, row: str) -> int:
    """Return what the applicants of a row come to."""
    return sum(now.get(row, person) for person in PEOPLE)


def _unset(now: Year) -> Iterator[str]:
    yield from (
        f"{r}[{p}]" for (r, p), n in now.cells.items() if not n and r.startswith("outcome.") and p
    )
