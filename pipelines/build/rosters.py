"""Agencies as rows of the store: the divisions, departments beside them, and the demo's roster."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.agencies import Agencies, AgencyRow, body_of
from pipelines.filing.roster import RosterEntry, entry_of
from pipelines.identities import AgencyId, area_of, unit_of, without_spaces
from pipelines.ledger.decisions import answered
from pipelines.model import Agency, Report
from pipelines.store.rows import Row

_FIELDS = (
    *("agency_id", "name", "short_name", "level", "county_code", "county"),
    *("city_code", "city", "province_code", "province"),
)


def division_rows(agencies: Agencies, areas: Collection[int] | None = None) -> Iterator[Row]:
    """Yield one row for every division of some areas, or of all: 44,000 of them."""
    regions = agencies.regions
    for code, region in regions.by_code.items():
        if areas is not None and area_of(unit_of("real", code, None)) not in areas:
            continue
        yield agency_row(code, "", region.level, agencies, rank=2)
        for suffix, _ in regions.townships_of(region) if len(code) == 6 else ():
            yield agency_row(code + suffix, "", "township", agencies, rank=2)


def agency_row(agency_id: str, name: str, level: str, agencies: Agencies, rank: int = 1) -> Row:
    """Return the row of one real agency; a department stands where its place stands."""
    key = AgencyId(agency_id)
    place = agencies.row(key.place)
    if place is None:
        return ("real", agency_id, name, name, level, *[""] * 6, False, rank)
    around = (place.county_code, place.county, *_city(place), place.province_code, place.province)
    if key.is_department:
        short = body_of(name, place)
        return ("real", agency_id, name, short, level, *around, False, rank)
    return ("real", agency_id, place.name, place.short_name, place.level, *around, False, rank)


def expected_row(entry: RosterEntry, agencies: Agencies) -> Row:
    """Return the row of an agency that a roster lists."""
    row = agency_row(entry.agency_id, entry.name, entry.level, agencies)
    return (*row[:-2], True, 0)


def _city(place: AgencyRow) -> tuple[str, str]:
    """Return the city of a place; under a municipality or a province itself, that one's name."""
    if place.city_code or not place.county_code:
        return place.city_code, place.city
    return f"{place.province_code}00", place.province


@dataclass(frozen=True)
class Roster:
    """The simulated district's agencies: the only ones its documents can belong to."""

    lines: tuple[dict[str, str], ...]

    @classmethod
    def load(cls, path: Path) -> Roster:
        """Read a roster; a missing file is an empty roster."""
        if not path.exists():
            return cls(())
        with path.open(encoding="utf-8", newline="") as file:
            return cls(tuple(csv.DictReader(file)))

    @cached_property
    def _ids(self) -> dict[str, tuple[str, str]]:
        ids = {}
        for line in self.lines:
            for name in (line["name"], line["county"] + line["short_name"], line["short_name"]):
                ids[without_spaces(name)] = line["agency_id"], line["level"]
        return ids

    def resolve(self, name: str) -> Agency:
        """Return who bears a printed name; outside the roster it stays open."""
        agency_id, level = self._ids.get(without_spaces(name), ("", ""))
        return Agency(name=name, id=agency_id, code=agency_id or None, level=level or None)

    def adopt(self, report: Report) -> Report:
        """Return a report as one of the roster's agency; then its agency is open no longer."""
        return answered(report, self.resolve(report.agency.name), report.report_year)

    def entries(self) -> Iterator[RosterEntry]:
        """Yield who had to report since when and until when."""
        for line in self.lines:
            yield entry_of(line)

    def rows(self) -> Iterator[Row]:
        """Yield one row for every agency; each is expected to report."""
        for line in self.lines:
            yield ("demo", *(line[name] for name in _FIELDS), True, 0)
