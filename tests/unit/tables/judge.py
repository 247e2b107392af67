"""A reading held against the truth it was printed from."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from pipelines.catalogue.load import catalogue
from pipelines.model import Reading, Status
from pipelines.parse.cells import read_cell
from pipelines.parse.tables import Tables, parse_tables
from pipelines.read import read
from tests.unit.tables.paper import slots

PERSONS = (
    "natural_person",
    "enterprise",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
)
GROUPS = ("review", "suit_direct", "suit_after_review")
RESULTS = ("upheld", "corrected", "other", "pending")
UNREAD = {Status.LOST, Status.ABSENT, Status.IMAGE}


def some_truth(form: str, seed: int, share: float = 0.3) -> dict[tuple[str, str], str]:
    """Return what a form may say: sums hold, most cells are 0."""
    chance = random.Random(seed)  # noqa: S311
    truth = {
        slot: str(chance.choice([1, 2, 7, 12, 31, 105])) if chance.random() < share else "0"
        for slot in slots(form)
    }
    for indicator in {one for one, member in slots(form) if member}:
        truth[indicator, "total"] = str(sum(int(truth[indicator, one]) for one in PERSONS))
    for group in GROUPS:
        parts = [int(truth[f"{group}.{result}", ""]) for result in RESULTS]
        truth[f"{group}.total", ""] = str(sum(parts))
    return truth


def parsed(data: str | bytes, name: str = "report.txt") -> tuple[Reading, Tables]:
    """Read and parse a whole document."""
    reading = read(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(reading, Reading), reading
    return reading, parse_tables(reading, 0, len(reading.blocks) - 1, catalogue())


def judge(
    data: str | bytes, truth: Mapping[tuple[str, str], str], name: str = "x.txt"
) -> Counter[str]:
    """Count cells right, flagged and silently wrong; every figure must stand where it says."""
    reading, tables = parsed(data, name)
    for figure in tables.figures:
        assert figure.raw == (reading.text_at(figure.place) if figure.place else "")
    found = {(figure.indicator, figure.member): figure for figure in tables.figures}
    assert len(found) == len(tables.figures)
    verdicts: Counter[str] = Counter()
    for slot, printed in truth.items():
        figure, said = found.get(slot), read_cell(printed)
        if figure is None or figure.status in UNREAD:
            verdicts["flagged"] += 1
        elif (figure.status, figure.value) == (said.status, said.value):
            verdicts["right"] += 1
        else:
            verdicts["wrong"] += 1
    invented = [one for slot, one in found.items() if slot not in truth and one.value is not None]
    verdicts["wrong"] += len(invented)
    return verdicts
