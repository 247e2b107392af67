"""One paper through the pipeline: bytes to tally."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Rejection, Report
from pipelines.parse import parse
from pipelines.read import members, read
from tests.accuracy.classes import make
from tests.accuracy.score import Tally, score

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


@lru_cache(maxsize=1)
def agencies() -> Agencies:
    """Return the agencies, loaded once a process."""
    return Agencies.load(REFERENCE)


def reports(data: bytes, name: str, address: str = "") -> tuple[Report, ...] | Rejection:
    """Return what the pipeline makes of one file."""
    found: list[Report] = []
    refused: Rejection | None = None
    for member in members(data, name):
        result = member if isinstance(member, Rejection) else _one(member, address)
        if isinstance(result, Rejection):
            refused = refused or result
        else:
            found += result
    return tuple(found) if found or refused is None else refused


def _one(member: tuple[str, bytes], address: str) -> tuple[Report, ...] | Rejection:
    reading = read(member[1], member[0], address)
    if isinstance(reading, Rejection):
        return reading
    return parse(reading, catalogue(), agencies())


def judge(job: tuple[str, int]) -> tuple[str, Tally]:
    """Generate, read, parse and score one paper."""
    layout, number = job
    paper = make(layout, number)
    try:
        result = reports(paper.data, paper.name, paper.address)
    except Exception as error:  # noqa: BLE001 - a crash is a result here
        tally = Tally()
        tally.add("documents")
        tally.add("crashed", f"{number}: {type(error).__name__}: {error}")
        return layout, tally
    tally = score(paper, result)
    tally.notes = [f"{note} (#{number})" for note in tally.notes]
    return layout, tally
