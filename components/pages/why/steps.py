"""The steps of a change in their order: the greatest first, what cannot be explained at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pandas as pd

from components.answers import Definition
from components.charts.text import shown
from components.charts.waterfall import Kind, WaterfallStep
from components.figures.doors import why_view
from components.figures.records import Record, records
from components.figures.text import figure_href
from components.numbers import plain, signed
from components.pages.why.parts import Per
from components.view import View
from components.words import say
from pipelines.aggregate.bridges import BOTH, SIDES, unexplained

_MOST_STEPS: Final = 14  # drawn one by one; the table has every one


@dataclass(frozen=True)
class YearChange:
    """A change between two years, and what it is parted into."""

    view: View
    definition: Definition
    per: Per
    paired: pd.DataFrame  # the agencies whose number is known in both years
    steps: pd.DataFrame  # side, key, before, after, change
    words: Mapping[str, str]
    cells: Mapping[str, str]

    @property
    def years(self) -> tuple[int, int]:
        """Return the two years."""
        return self.view.years or (0, 0)

    @property
    def before(self) -> float:
        """Return what the agencies had in the first year."""
        return float(self.paired["before"].sum())

    @property
    def after(self) -> float:
        """Return what they have in the second."""
        return float(self.paired["after"].sum())

    @property
    def change(self) -> float:
        """Return by how much it changed."""
        return self.after - self.before

    @property
    def agency(self) -> str:
        """Return the one agency it is of, "" of several."""
        return str(self.paired["agency_id"].iloc[0]) if len(self.paired) == 1 else ""

    @cached_property
    def moved(self) -> list[Record]:
        """Return the parts that both years state and that changed, the greatest change first."""
        both = self.steps[(self.steps["side"] == BOTH) & (self.steps["change"] != 0)]
        order = both["change"].abs().sort_values(ascending=False, kind="stable").index
        return records(both.loc[order])

    @property
    def still(self) -> list[Record]:
        """Return the parts that did not change."""
        return records(self.steps[(self.steps["side"] == BOTH) & (self.steps["change"] == 0)])

    def stated_once(self, side: str) -> list[Record]:
        """Return the parts that one of the years alone states."""
        return records(self.steps[self.steps["side"] == side])

    @cached_property
    def rest(self) -> dict[str, float]:
        """Return what is not explained: of one year's parts alone, and beside all parts."""
        rest = {
            side: float(self.steps.loc[self.steps["side"] == side, "change"].sum())
            for side in SIDES
            if (self.steps["side"] == side).any()
        }
        whole = round(unexplained(self.steps, self.change), 6)
        return rest | ({"whole": whole} if whole else {})

    @property
    def line(self) -> str:
        """Say how much of the change the parts explain."""
        if not self.rest:
            return say("why.whole", self.view.language)
        parts = sum(float(row["change"]) for row in self.moved)
        said = {"parts": signed(parts), "rest": signed(self.change - parts)}
        return say("why.rest", self.view.language, **said)

    def rest_words(self, name: str) -> str:
        """Name a part of what is not explained."""
        year = self.years[name == "now"]
        return say(f"why_rest.{name}", self.view.language, year=year)

    @cached_property
    def bars(self) -> tuple[WaterfallStep, ...]:
        """Return the rows of the waterfall: the axis counts from the first year's number.

        From nought on, small changes of a great number would not be seen.
        """
        rows = [self._total(self.years[0], self.before, 0.0)]
        at = 0.0
        for row in self.moved[:_MOST_STEPS]:
            rows.append(self._step(self.words[row["key"]], at, float(row["change"]), row))
            at += float(row["change"])
        more = self.moved[_MOST_STEPS:]
        if more:
            words = say("why.more", self.view.language, n=len(more))
            rows.append(self._step(words, at, sum(float(row["change"]) for row in more)))
            at += sum(float(row["change"]) for row in more)
        for name, change in self.rest.items():
            rows.append(replace(self._step(self.rest_words(name), at, change), kind="rest"))
            at += change
        return (*rows, self._total(self.years[1], self.after, self.change))

    def _step(
        self, name: str, at: float, change: float, row: Record | None = None
    ) -> WaterfallStep:
        kind: Kind = "rise" if change >= 0 else "fall"
        href = self.href_of(str(row["key"]), self.years[1]) if row else ""
        lines = [f"<b>{shown(name)}</b>", self.definition.measured(signed(change))]
        if row:
            lines.append(f"{plain(float(row['before']))} → {plain(float(row['after']))}")
        if href:
            key = "why.open_agency" if self.per == "agency" else "chart.open_cell"
            lines.append(say(key, self.view.language))
        return WaterfallStep(name, at, at + change, kind, signed(change), "<br>".join(lines), href)

    def _total(self, year: int, value: float, end: float) -> WaterfallStep:
        language = self.view.language
        name = say("why.year", language, year=year)
        href = self.total_href(year)
        lines = [f"<b>{name}</b>", self.definition.measured(plain(value))]
        lines += [say("chart.open_cell", language)] if href else []
        text = plain(value)
        if end:
            text = say("why.with_change", language, n=text, by=signed(end))
        return WaterfallStep(name, 0.0, end, "total", text, "<br>".join(lines), href)

    def href_of(self, key: str, year: int) -> str:
        """Return where a part leads: an agency's own change, or the cell of the one report."""
        if self.per == "agency":
            return why_view(replace(self.view, agencies=(key,)), self.years).href
        cell = self.cells.get(key, "")
        return self._report(cell, year) if cell else ""

    def total_href(self, year: int) -> str:
        """Return the report that a year's number stands in; "" of several."""
        basis = str(self.paired["basis"].iloc[0])
        return self._report(self.definition.cell, year, basis)

    def _report(self, cell: str, year: int, basis: str = "") -> str:
        if not self.agency:
            return ""
        row = {"agency_id": self.agency, "report_year": year, "report_id": 0, "basis": basis}
        return figure_href(row, cell, self.view)
