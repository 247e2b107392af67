"""The lines of a question about one indicator: agencies over the years, and their median."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from components.figures.asked import IndicatorQuestion
from components.figures.basis import totals_of
from components.figures.records import Record, records
from components.figures.text import has_number
from pipelines.aggregate.movers import pairs, sums
from pipelines.aggregate.trends import constant, index, medians, starts, trend

MOST_LINES: Final = 5
_MOST_PANELS: Final = 12
_MOST_OTHERS: Final = 30
_ENOUGH_YEARS: Final = 3
ENOUGH_AGENCIES: Final = 5
_OF_PAIRS: Final = ("agency_id", "report_year", "template", "member", "basis", "value")
_SHARED: Final = (  # of every language and measure
    *("lines", "years", "order", "drawn", "others", "drawn_rows"),
    *("constant", "middle", "starts", "is_band", "since_last_year"),
)


@dataclass(frozen=True)
class Series:
    """The lines of a question, their median, and the order in which agencies are shown."""

    asked: IndicatorQuestion

    def asked_as(self, asked: IndicatorQuestion) -> Series:
        """Return the lines of the same question in other words or measured otherwise.

        What neither changes is computed once, whichever of them is asked first.
        """
        other = Series(asked)
        vars(other).update({name: getattr(self, name) for name in _SHARED})
        return other

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Return one row per agency of the place and year, from the first to the last number."""
        cells, comparable = self.asked.cells, self.asked.definition.comparable
        return trend(cells, comparable, (self.years[0], self.years[-1]))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return every year of the axis, gaps included."""
        known = self.asked.mine.loc[has_number(self.asked.mine), "report_year"]
        return tuple(range(int(known.min()), int(known.max()) + 1))

    @cached_property
    def rows(self) -> dict[str, list[Record]]:
        """Return each agency's rows, a year each: only the table needs them all."""
        return self._rows_of(self.order)

    @cached_property
    def drawn_rows(self) -> dict[str, list[Record]]:
        """Return the rows of the agencies that are drawn: a country has hundreds that are not."""
        return self._rows_of((*self.drawn, *self.others))

    def _rows_of(self, agencies: tuple[str, ...]) -> dict[str, list[Record]]:
        by_agency: dict[str, list[Record]] = {agency: [] for agency in agencies}
        for row in records(self.lines[self.lines["agency_id"].isin(agencies)]):
            by_agency[str(row["agency_id"])].append(row)
        return by_agency

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Sort agencies by how many years follow one another, then by years, then by the last."""
        if self.asked.scope.chosen:
            reporting = set(self.lines["agency_id"])
            return tuple(agency for agency in self.asked.scope.chosen if agency in reporting)
        known = self.asked.mine[has_number(self.asked.mine)].sort_values("report_year")
        steps = known.groupby("agency_id")["report_year"].diff() == 1
        rank = known.assign(step=steps).groupby("agency_id")
        order = rank.agg(step=("step", "sum"), years=("value", "count"), last=("value", "last"))
        keys = ["step", "years", "last"]
        return tuple(map(str, order.sort_values(keys, ascending=False, kind="stable").index))

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """Return the agencies to draw: the best documented, none where they are too many."""
        return () if self.is_band else self.order[:_MOST_PANELS]

    @property
    def may_be_index(self) -> bool:
        """Tell whether the first year can be 100: not of a rate, nor of what falls below nought."""
        return self.asked.definition.kind not in ("rate", "signed") and not self.is_band

    @property
    def is_index(self) -> bool:
        """Tell whether lines are drawn as an index of their first year."""
        return self.asked.view.measure == "index" and self.may_be_index

    @cached_property
    def measured(self) -> pd.DataFrame:
        """Return the lines as they are drawn: the values, or the index."""
        return index(self.lines) if self.is_index else self.lines

    @cached_property
    def without_index(self) -> tuple[str, ...]:
        """Return the drawn agencies none of whose years has an index: they begin under 10."""
        if not self.is_index:
            return ()
        known = self.measured[self.measured["value"].notna()]
        return tuple(agency for agency in self.drawn if agency not in set(known["agency_id"]))

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Return the agencies of the place drawn in grey behind a few chosen ones."""
        chosen, counts = self.asked.scope.chosen, self.lines.groupby("agency_id")["value"].count()
        if not chosen or len(chosen) > MOST_LINES or len(counts) > _MOST_OTHERS:
            return ()
        return tuple(str(a) for a, n in counts.items() if n > 1 and a not in chosen)

    @cached_property
    def constant(self) -> pd.DataFrame:
        """Return the rows of the agencies that have a number in every year of the axis."""
        return constant(totals_of(self.lines), self.years)

    @property
    def constant_count(self) -> int:
        """Return how many agencies have a number in every year."""
        return int(self.constant["agency_id"].nunique())

    @property
    def has_median(self) -> bool:
        """Tell whether there is a median to draw: of many sparse agencies, or of a constant set.

        Of rates it is what the place comes to.
        """
        if self.asked.definition.is_rate:
            return bool(self.middle["median"].notna().any())
        return self.is_band or self.constant_count >= ENOUGH_AGENCIES

    @property
    def middle_words(self) -> str:
        """Return the key of what the middle is called: a median, or of rates all together."""
        return "trends_rate.together" if self.asked.definition.is_rate else "trends.median"

    @cached_property
    def middle(self) -> pd.DataFrame:
        """Return a median a year and how many stand behind it; NaN where there is none to draw.

        Of the agencies that have a number in every year; only a band is of whoever has one. Of
        rates it is no median: it is the sum of the parts over the sum of the bases.
        """
        if self.asked.definition.is_rate:
            return self._pooled
        rows = self.lines if self.is_band or not self.has_median else self.constant
        middle = medians(rows, len(self.asked.scope.within))
        is_enough = (middle["known_count"] >= ENOUGH_AGENCIES) & self.has_median
        columns = ["median", "q1", "q3"]
        return middle.assign(**{name: middle[name].where(is_enough) for name in columns})

    @cached_property
    def _pooled(self) -> pd.DataFrame:
        """Return what the place's rate comes to, in the columns of a middle, and its two sums."""
        axis = pd.DataFrame({"report_year": self.years})
        pooled = pd.DataFrame() if self.asked.pooled is None else self.asked.pooled
        yearly = axis.merge(pooled, on="report_year", how="left")
        yearly["known_count"] = yearly["known_count"].fillna(0).astype("int64")
        none = float("nan")
        unit = self.asked.definition.unit
        return yearly.assign(median=yearly["value"], q1=none, q3=none, unit=unit)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return the years from which most reports follow another form than the year before."""
        return starts(self.lines)

    @cached_property
    def is_band(self) -> bool:
        """Tell whether there are too many agencies with too few years to draw one by one."""
        known = self.lines[self.lines["value"].notna()].groupby("agency_id").size()
        is_sparse = int((known >= _ENOUGH_YEARS).sum()) <= MOST_LINES
        enough = self.lines.groupby("report_year")["value"].count() >= ENOUGH_AGENCIES
        is_many = not self.asked.scope.chosen and len(self.order) > _MOST_PANELS
        is_many = is_many and not self.asked.definition.is_rate
        return is_many and is_sparse and bool(enough.any())

    @cached_property
    def since_last_year(self) -> pd.DataFrame:
        """Return what the agencies known in the last two years of the axis add up to in either."""
        definition, mine = self.asked.definition, self.asked.mine
        cells = mine.loc[mine["report_year"] >= self.years[-1] - 1, list(_OF_PAIRS)]
        grades = {definition.indicator: definition.comparable}
        return sums(pairs(cells.assign(indicator=definition.indicator), self.years[-1], grades))

    @property
    def is_joined(self) -> bool:
        """Tell whether lines run on across a change of form."""
        return self.asked.definition.comparable in ("A", "B")
