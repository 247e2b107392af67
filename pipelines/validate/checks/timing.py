"""When a report was published, against the deadline of its level, county and year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

from pipelines.catalogue.model import Entry, Words
from pipelines.model import Agency
from pipelines.validate.docket import GRADES, Docket
from pipelines.validate.judgement import Judgement

MOVED_AFTER = 180  # days: later than that a page's date tells of a moved site


class Deadline(Entry):
    """Who must publish by which day of the following year, and which notice says so.

    `places` are beginnings of agency ids: 431202 is a county and all in it, 4312- a city's own
    departments.
    """

    levels: tuple[str, ...]
    places: tuple[str, ...] = ()
    years: tuple[int, int]
    month: int
    day: int
    severity: Literal["error", "warning"]
    source: Words

    def due(self, year: int) -> date:
        """Return the last day on which a report of a year is on time."""
        return date(year + 1, self.month, self.day)


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """Return the deadlines, local notices first."""
    home = files("pipelines.catalogue") / "deadlines.toml"
    entries = tomllib.loads(home.read_text(encoding="utf-8"))["deadline"]
    return TypeAdapter(tuple[Deadline, ...]).validate_python(entries)


def deadline_of(agency: Agency, year: int) -> Deadline | None:
    """Return the first deadline that speaks of an agency and year."""
    for deadline in deadlines():
        if agency.level not in deadline.levels:
            continue
        if not deadline.years[0] <= year <= deadline.years[1]:
            continue
        if not deadline.places or agency.id.startswith(deadline.places):
            return deadline
    return None


def published(docket: Docket) -> Iterator[Judgement]:
    """R-TIME-01, 02, 04, 05: the day of publication."""
    day, year = docket.report.published_on, docket.year
    if not year:
        return
    if day is None:
        yield from docket.fail("R-TIME-05", status="na", reason="no_date")
        return
    end = date(year, 12, 31)
    if day <= end:
        yield from docket.fail("R-TIME-02", left=str(day), right=str(end))
        return
    deadline = deadline_of(docket.report.agency, year)
    due = deadline.due(year) if deadline else day
    if not deadline or day <= due:
        return
    late = (day - due).days
    if late > MOVED_AFTER:
        yield from docket.fail("R-TIME-04", left=str(day), right=str(due))
        return
    days = {"difference": Words(zh=str(late), en=str(late))}
    grade = GRADES[deadline.severity]
    yield from docket.fail(
        "R-TIME-01", left=str(day), right=str(due), severity=grade, note=deadline.source, words=days
    )


def signed(docket: Docket) -> Iterator[Judgement]:
    """R-TIME-03: signed before the year ended, published after."""
    day, signed_on, year = docket.report.published_on, docket.report.signed_on, docket.year
    if day and signed_on and year and signed_on <= date(year, 12, 31) < day:
        yield from docket.fail("R-TIME-03", left=str(signed_on), right=str(day))


TIMING = (published, signed)
