"""Deadlines: who must publish, and file with the office, by which day, and what says so."""

from collections.abc import Mapping
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from pipelines.catalogue.model import Entry, Words
from pipelines.errors import CatalogueError
from pipelines.resources import toml


class Deadline(Entry):
    """Who must publish by which day of the following year, and which notice says so.

    `places` are beginnings of agency ids: 431202 is a county and all in it, 4312- a city's own
    departments. `filing` is the (month, day) of filing with the office, where a rule gives one.
    """

    levels: tuple[str, ...]
    places: tuple[str, ...] = ()
    years: tuple[int, int]
    month: int
    day: int
    filing: tuple[int, int] | None = None
    severity: Literal["error", "warning"]
    source: Words

    def due(self, year: int) -> date:
        """Return the last day on which a report of a year is on time."""
        return date(year + 1, self.month, self.day)

    def filing_due(self, year: int) -> date | None:
        """Return the last day on which a report of a year is filed in time, if a rule says one."""
        return date(year + 1, *self.filing) if self.filing else None


def deadline_of(agency_id: str, level: str, year: int) -> Deadline | None:
    """Return the first deadline that speaks of an agency and year, None where none does."""
    if not 0 < year < MAXYEAR:
        return None
    for deadline in deadlines():
        if level not in deadline.levels or not deadline.years[0] <= year <= deadline.years[1]:
            continue
        if not deadline.places or agency_id.startswith(deadline.places):
            return deadline
    return None


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """Return the deadlines, local notices first.

    Raises:
        CatalogueError: an entry has an unknown key, or no notice that it comes from.
    """
    try:
        return TypeAdapter(tuple[Deadline, ...]).validate_python(_toml("deadlines")["deadline"])
    except ValidationError as error:
        raise CatalogueError(f"pipelines/filing/deadlines.toml: {error}") from error


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, Words]:
    """Return why a filing is not judged, or cannot be read, by reason."""
    return TypeAdapter(dict[str, Words]).validate_python(_toml("filing")["reason"])


@lru_cache(maxsize=1)
def state_words() -> Mapping[str, Words]:
    """Return the name of every state."""
    return TypeAdapter(dict[str, Words]).validate_python(_toml("filing")["state"])


@lru_cache(maxsize=1)
def no_reports() -> frozenset[str]:
    """Return the codes of rejections behind which no report stands; behind all others one may."""
    return frozenset(_toml("filing")["no_reports"])


def _toml(name: str) -> Mapping[str, Any]:
    return toml("pipelines.filing", f"{name}.toml")
