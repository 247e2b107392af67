"""What is known around reports: lineage, neighbours, and who is expected to report."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.identities import AgencyId
from pipelines.model import Report
from pipelines.validate.check_context import Surroundings


def surroundings(
    reference: Path,
    agencies: Agencies,
    reports: Sequence[Report],
    roster: Iterable[Mapping[str, str]] = (),
) -> Surroundings:
    """Return what the rules may know beyond the reports themselves.

    Args:
        reference: the folder of reference data (`agencies.csv` holds the lineage).
        agencies: the register of agencies.
        reports: the reports to be judged; neighbours are given for their townships only.
        roster: agencies that must report, with agency_id, name, short_name and county_code; and
            with the years for which they must, where not for all, and whom they took over from.
    """
    listed = list(roster)
    townships = {report.agency.id for report in reports if AgencyId(report.agency.id).is_township}
    return Surroundings(
        predecessors={**predecessors(reference), **taken_over(listed)},
        neighbours={code: _neighbours(code, agencies, listed) for code in sorted(townships)},
        expected=_expected(listed),
        regions=agencies.regions,
        expected_years={
            row["agency_id"]: frozenset(map(int, row["years"].split()))
            for row in listed
            if row.get("years")
        },
    )


@lru_cache(maxsize=4)
def predecessors(reference: Path) -> Mapping[str, tuple[str, ...]]:
    """Return which agencies each agency was before it was merged or renamed."""
    with (reference / "agencies.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("predecessors")]
    return {row["id"]: tuple(row["predecessors"].split()) for row in rows}


def _neighbours(
    code: str, agencies: Agencies, roster: Sequence[Mapping[str, str]]
) -> tuple[str, ...]:
    region = agencies.regions.by_code.get(AgencyId(code).area)
    names = {
        name
        for suffix, name in (agencies.regions.townships_of(region) if region else ())
        if region and region.code + suffix != code
    }
    names |= {
        row["short_name"]
        for row in roster
        if row["county_code"] == AgencyId(code).area
        and row["agency_id"] != code
        and AgencyId(row["agency_id"]).is_township
        and not AgencyId(row["agency_id"]).is_department
    }
    return tuple(sorted(names - {agencies.regions.township(code)}))


def taken_over(*rosters: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return which agencies the agencies of rosters took over from."""
    lines = [row for roster in rosters for row in roster if row.get("predecessors")]
    return {row["agency_id"]: tuple(row["predecessors"].split()) for row in lines}


def _expected(roster: Sequence[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    expected: dict[str, dict[str, str]] = {}
    for row in roster:
        expected.setdefault(row["county_code"], {})[row["agency_id"]] = row["name"]
    return expected
