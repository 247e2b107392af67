"""The parts of a whole: reports of which every part is known, as bars and members."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from components.answers import Definition
from components.figures import dimensions
from components.figures.records import records
from components.figures.scope import Scope
from components.figures.text import figure_href
from components.view import Dimension, View
from pipelines.aggregate.shares import shares
from pipelines.catalogue.indicator_ids import (
    DISCLOSURE_BY_CATEGORY,
    DISCLOSURE_BY_CHANNEL,
    REQUESTS_RECEIVED,
)
from pipelines.store.store import Store

INDICATORS: Final[dict[Dimension, str]] = {
    "category": DISCLOSURE_BY_CATEGORY,
    "channel": DISCLOSURE_BY_CHANNEL,
    "applicant": REQUESTS_RECEIVED,
}
REST: Final[dict[Dimension, str]] = {
    "category": "other",
    "channel": "other",
    "applicant": "other_org",
}


@dataclass(frozen=True, slots=True)
class MemberStyle:
    """One member of a dimension: its words and its colour, the same on every page."""

    key: str
    label: str
    colour: str


@dataclass(frozen=True)
class Mix:
    """A question about the parts of a whole, with the bars and what each adds up to."""

    view: View
    scope: Scope
    question: str
    definition: Definition
    whole: pd.DataFrame  # of the reports all of whose parts are known: the others would mislead
    members: tuple[MemberStyle, ...]

    @cached_property
    def years(self) -> tuple[int, int]:
        """Return the newest year with known parts, or the first and last of them."""
        known = self.whole.loc[self.whole["value"] > 0, "report_year"]
        last = int(known.max())
        return (int(known.min()), last) if self.view.by == "year" else (last, last)

    @cached_property
    def bars(self) -> pd.DataFrame:
        """Return one row per bar and member, of the reports all of whose parts are known."""
        first, last = self.years
        rows = self.whole[self.whole["report_year"].between(first, last)]
        bars = shares(rows, "year" if self.view.by == "year" else "agency")
        key = "report_year" if self.view.by == "year" else "agency_id"
        rest = REST[self.view.dimension]
        return bars.assign(bar=bars[key].astype(str), member=bars["member"].replace("", rest))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], str]:
        """Return the address of the one figure behind a part that is not a sum."""
        first, last = self.years
        rows = self.whole[self.whole["report_year"].between(first, last)]
        bar = "report_year" if self.view.by == "year" else "agency_id"
        rows = rows[rows["value"].notna()].drop_duplicates([bar, "member"], keep=False)
        indicator = INDICATORS[self.view.dimension]
        return {
            (str(row[bar]), str(row["member"])): figure_href(row, indicator, self.view)
            for row in records(rows[rows["member"] != ""])
        }

    def only_cell(self, bar: str, member: str) -> str:
        """Return where the one figure behind a part stands; "" where several add up to it."""
        return self._cells.get((bar, member), "")

    @cached_property
    def approximate(self) -> frozenset[tuple[str, str]]:
        """Return the bars and members of which a figure is about so many; "" is a bar's whole."""
        rows = self.bars[self.bars["is_approximate"]]
        parts = set(zip(rows["bar"], rows["member"], strict=True))
        return frozenset(parts | {(bar, "") for bar in rows["bar"]})

    @cached_property
    def empty(self) -> int:
        """Count the bars that add up to nought: they have no parts to show."""
        return int(self.bars.loc[self.bars["base"] == 0, "bar"].nunique())

    @cached_property
    def wide(self) -> pd.DataFrame:
        """Return the bars in order, one column a member; years ascend, agencies by their base."""
        rows = self.bars[self.bars["base"] > 0]
        found = rows.pivot_table(index="bar", columns="member", values="value", aggfunc="sum")
        by_base = found.sum(axis=1).sort_values(ascending=False, kind="stable")
        return found.sort_index() if self.view.by == "year" else found.loc[by_base.index]

    @cached_property
    def bases(self) -> dict[str, float]:
        """Return what each bar adds up to."""
        return {str(bar): float(base) for bar, base in self.wide.sum(axis=1).items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the words of each bar."""
        if self.view.by == "year":
            return {bar: bar for bar in self.bases}
        pairs = zip(self.bars["bar"], self.bars["agency"], strict=True)
        return {bar: self.scope.names.get(bar, str(name)) for bar, name in pairs}


def members_of(store: Store, view: View) -> tuple[MemberStyle, ...]:
    """Return the members of the view's dimension in their fixed order."""
    rows = dimensions.members(store)
    rows = rows[(rows["dimension"] == view.dimension) & (rows["member"] != "total")]
    columns = ["member", f"label_{view.language}", "colour"]
    rows = rows.sort_values("position")[columns]
    return tuple(MemberStyle(*map(str, row)) for row in rows.itertuples(index=False))
