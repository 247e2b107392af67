"""What an analysis is computed from, and what several of its parts ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

import pandas as pd

from pipelines.aggregate.requests import GROUPS
from pipelines.aggregate.reviews import results, whole
from pipelines.catalogue.indicator_ids import DIRECT_SUITS, LATER_SUITS
from pipelines.papers.analysis.amounts import Amount, Ratio, amount, units_of
from pipelines.papers.analysis.blocks import SourceView
from pipelines.papers.analysis.wording import say
from pipelines.papers.district import District, district_of
from pipelines.papers.facts import Material
from pipelines.papers.heading import Heading
from pipelines.papers.plain import plain

SUITS: Final = "suits"  # both kinds of suits, where both are stated
SPAN: Final = 5  # years of a chart


@dataclass(frozen=True)
class Study:
    """The frames of a selection's last years, as the store gives them.

    Args:
        heading: of the year that is analysed; its county names the place.
        query: the selection as the pages' addresses have it.
        site: where the pages are, "" where that is not known.
        agencies: who is selected (agency_id, name, short_name, level).
        material: findings with verdicts and filing of the years of the charts.
        totals: own totals of the reports.
        requests: table three of the year and the one before, a row a report.
        reviews: table four of the same years, a row a report and kind of cases.
        indicators: label, unit and grade of comparability by id.
    """

    heading: Heading
    query: tuple[tuple[str, str], ...]
    site: str
    agencies: pd.DataFrame
    material: Material
    totals: pd.DataFrame
    requests: pd.DataFrame
    reviews: pd.DataFrame
    indicators: Mapping[str, Mapping[str, str]]

    @property
    def year(self) -> int:
        """Return the year that is analysed."""
        return self.heading.year

    @cached_property
    def years(self) -> list[int]:
        """Return the years of the charts: the last ones, from the first of which anything is."""
        filing = self.material.filing
        held = filing.loc[filing["report_year"] > self.year - SPAN, "report_year"]
        first = min(int(held.min()), self.year) if len(held) else self.year
        return list(range(first, self.year + 1))

    @cached_property
    def now(self) -> District:
        """Return filing and findings of the year."""
        return district_of(self.material, self.heading)

    @cached_property
    def before(self) -> District:
        """Return filing and findings of the year before."""
        year = self.year - 1
        return district_of(self.material, replace(self.heading, years=(year, year)))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return a name of every agency: the short one where all are of one county."""
        has_one = len(set(self.agencies["county_code"])) == 1
        names = self.agencies["short_name"].where(self.agencies["short_name"] != "")
        shown = names.fillna(self.agencies["name"]) if has_one else self.agencies["name"]
        return {
            str(agency): plain(name)
            for agency, name in zip(self.agencies["agency_id"], shown, strict=True)
        }

    @cached_property
    def involved(self) -> list[str]:
        """Return the agencies that were due in the year or sent a report."""
        rows = self.now.filed
        return sorted(str(r["agency_id"]) for r in rows if r["is_expected"] or r["report_id"])

    @cached_property
    def _divided(self) -> tuple[list[str], list[str]]:
        rows = [row for row in self.now.filed if row["report_id"]]
        reports = pd.DataFrame(rows, columns=["agency_id"])
        involved = self.agencies[self.agencies["agency_id"].isin(self.involved)]
        return units_of(involved, reports)

    @property
    def units(self) -> list[str]:
        """Return the agencies whose figures are added up."""
        return self._divided[0]

    @property
    def beside(self) -> list[str]:
        """Return the governments whose reports already hold the figures of others."""
        return self._divided[1]

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Return the totals, with both kinds of suits together where both are stated."""
        kinds = self.totals[self.totals["indicator"].isin((DIRECT_SUITS, LATER_SUITS))]
        kinds = kinds[kinds["value"].notna()]
        keys = ["agency_id", "agency", "report_year", "template", "member", "report_id"]
        both = kinds.groupby(keys, as_index=False).agg(
            value=("value", "sum"),
            kind_count=("indicator", "nunique"),
            is_approximate=("is_approximate", "any"),
        )
        both = both[both.pop("kind_count") == 2].assign(indicator=SUITS, state="number")
        return pd.concat([self.totals, both], ignore_index=True)

    @cached_property
    def grades(self) -> dict[str, str]:
        """Return the grade of comparability of every indicator."""
        found = {name: row["comparable"] for name, row in self.indicators.items()}
        return found | {SUITS: found[DIRECT_SUITS]}

    def amount(self, indicator: str) -> Amount:
        """Return what the units of the year state of an indicator."""
        return amount(self.sums, indicator, self.year, self.units, self.grades)

    def on_time(self, district: District) -> Ratio:
        """Return how many of those that had to report, as far as that was judged, were in time."""
        judged = len(district.judged())
        return Ratio(len(district.of_state("on_time")), judged, judged, len(district.expected))

    def outcomes(self, year: int) -> pd.DataFrame:
        """Return the units' reports of a year of which every outcome is known."""
        rows = self.requests[self.requests["is_known"] & (self.requests["report_year"] == year)]
        return rows[rows["agency_id"].isin(self.units)]

    def groups(self, year: int) -> dict[str, float]:
        """Return what the outcomes of a year come to by group; nothing where none is known."""
        rows = self.outcomes(year)
        return {group: float(rows[group].sum()) for group in GROUPS} if len(rows) else {}

    def granted(self, year: int) -> Ratio:
        """Return how much of what was decided was granted, in whole or in part."""
        added = self.groups(year)
        part = added.get("granted", 0.0) + added.get("partial", 0.0)
        return Ratio(part, sum(added.values()), len(self.outcomes(year)))

    @cached_property
    def courses(self) -> pd.DataFrame:
        """Return table four of the reports of which all three courses are known."""
        found = results(self.reviews[self.reviews["agency_id"].isin(self.units)])
        return found[found["report_id"].isin(whole(found))]

    def corrected(self, year: int) -> Ratio:
        """Return how many of the decided reviews and suits corrected the agency."""
        rows = self.courses[self.courses["report_year"] == year]
        decided = rows[["upheld", "corrected", "other"]].to_numpy().sum()
        return Ratio(float(rows["corrected"].sum()), float(decided), rows["report_id"].nunique())

    def source(
        self, page: str, *, path: str = "", years: tuple[int, int] | None = None
    ) -> SourceView:
        """Return a page of this selection as a source."""
        first, last = years or (self.year, self.year)
        span = str(last) if first == last else f"{first}..{last}"
        address = f"{self.site}/{path or page}?{urlencode([*self.query, ('y', span)])}"
        title = say(f"source.{page}")
        return SourceView(title, address if self.site else address + say("source.local"))
