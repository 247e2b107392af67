"""Sums and rates of a year beside the year before: how many units state them, who does not.

Nothing unknown is added: an amount says over how many of the units it is, and a change is that of
the units which state the number in both years. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE
from pipelines.aggregate.movers import pairs

GOVERNMENTS: Final = ("county", "city", "province")  # the wider the later


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over the units that state it; `value` is None where none does.

    `pair_before` and `pair_now` are what the `pair_count` units that state it in both years, on
    forms that mean the same, come to.
    """

    indicator: str
    value: float | None
    known: int
    units: int
    unstated: tuple[str, ...]  # ids of the units that do not state it, or sent no report
    is_approximate: bool
    previous: float | None
    previous_known: int
    pair_count: int
    pair_before: float
    pair_now: float

    @property
    def change(self) -> float | None:
        """Return the change of the same units, None where there are none."""
        return self.pair_now - self.pair_before if self.pair_count else None

    @property
    def change_share(self) -> float | None:
        """Return the change against its base, None from a base under ten."""
        carries = self.pair_count and self.pair_before >= LEAST_BASE and self.pair_now >= 0
        return (self.pair_now - self.pair_before) / self.pair_before if carries else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a base; no share is said of a base under ten. `reports` stand behind it.

    Where a base is of known size beforehand, `due` is how many had to be in it.
    """

    part: float
    base: float
    reports: int
    due: int | None = None

    @property
    def share(self) -> float | None:
        """Return the part of the base (0-1), None from a base under ten."""
        return self.part / self.base if self.base >= LEAST_BASE else None

    @property
    def is_part(self) -> bool:
        """Tell whether some of those due are not in the base: it is none to compare years by."""
        return self.due is not None and self.reports < self.due

    def change_from(self, before: Ratio) -> float | None:
        """Return the difference of two shares, None where either is unknown or of a part alone."""
        if self.share is None or before.share is None or self.is_part or before.is_part:
            return None
        return self.share - before.share


def units_of(agencies: pd.DataFrame, reports: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the agencies that may be added up, and the governments that stand beside them.

    A government's report speaks of all its place: added to those of its departments and townships
    it would count them twice. Of governments alone only the lowest level that reports is added up.
    """
    told = agencies[["agency_id", "level"]].astype(str)
    told = told[told["agency_id"].isin(set(reports["agency_id"].astype(str)))]
    levels = set(told["level"])
    lowest = next((level for level in GOVERNMENTS if level in levels), "")
    has_units = bool(levels - set(GOVERNMENTS))
    beside = {level for level in GOVERNMENTS if has_units or level != lowest}
    is_beside = agencies["level"].astype(str).isin(beside)
    added = agencies.loc[~is_beside, "agency_id"]
    return sorted(map(str, added)), sorted(map(str, agencies.loc[is_beside, "agency_id"]))


def amount(
    totals: pd.DataFrame,
    indicator: str,
    year: int,
    units: Sequence[str],
    grades: Mapping[str, str],
) -> Amount:
    """Return what the units of a year add up to, and what they did the year before.

    Args:
        totals: own totals of reports, one row a report and indicator, as the store gives them.
        indicator: which one.
        year: the year; the one before is in `totals` too.
        units: who is due or reported in the year.
        grades: the indicators' grades of comparability across forms.
    """
    rows = totals[(totals["indicator"] == indicator) & totals["value"].notna()]
    rows = rows[rows["agency_id"].isin(units)]
    now = rows[rows["report_year"] == year]
    before = rows[rows["report_year"] == year - 1]
    paired = pairs(rows, year, grades)
    stated = set(now["agency_id"])
    return Amount(
        indicator=indicator,
        value=float(now["value"].sum()) if len(now) else None,
        known=len(now),
        units=len(units),
        unstated=tuple(unit for unit in units if unit not in stated),
        is_approximate=bool(now["is_approximate"].any()),
        previous=float(before["value"].sum()) if len(before) else None,
        previous_known=len(before),
        pair_count=len(paired),
        pair_before=float(paired["previous"].sum()),
        pair_now=float(paired["value"].sum()),
    )


def by_year(
    totals: pd.DataFrame, indicator: str, years: Sequence[int], units: Sequence[str]
) -> list[tuple[float | None, int]]:
    """Return sum and count of the units that state a number, year by year; None where none does."""
    rows = totals[(totals["indicator"] == indicator) & totals["value"].notna()]
    rows = rows[rows["agency_id"].isin(units)]
    found = rows.groupby("report_year")["value"].agg(["sum", "count"])
    told = {int(year): (float(total), int(count)) for year, total, count in found.itertuples()}
    return [told.get(year, (None, 0)) for year in years]


def of_agencies(
    totals: pd.DataFrame, indicator: str, year: int, units: Sequence[str]
) -> dict[str, float]:
    """Return what each unit states in a year; who states nothing is not there."""
    rows = totals[(totals["indicator"] == indicator) & (totals["report_year"] == year)]
    rows = rows[rows["agency_id"].isin(units) & rows["value"].notna()]
    return {
        str(agency): float(value)
        for agency, value in zip(rows["agency_id"], rows["value"], strict=True)
    }
