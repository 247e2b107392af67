"""A question about one indicator, with the figures of the place already fetched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from components.answers import Definition, Empty, Toggle
from components.figures.basis import marked
from components.figures.doors import why_toggle
from components.figures.levels import level_toggles
from components.figures.rates import indicator_cells, rate_of
from components.figures.scope import Scope, definition_of, nothing, scope_of, stranger
from components.figures.text import figure_href, has_number, hover_of, words_of
from components.view import By, Measure, View
from components.words import say
from pipelines.aggregate.rates import pooled
from pipelines.store.store import Store


@dataclass(frozen=True)
class IndicatorQuestion:
    """A view of one indicator, the agencies it speaks of, and their figures."""

    view: View
    scope: Scope
    question: str
    definition: Definition
    cells: pd.DataFrame  # of every agency of the place, all the years the view allows

    @cached_property
    def mine(self) -> pd.DataFrame:
        """Return the figures of the agencies to show."""
        if not self.scope.chosen:
            return self.cells
        return self.cells[self.cells["agency_id"].isin(self.scope.chosen)]

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the name each agency with a figure has in charts."""
        known = self.cells.drop_duplicates("agency_id")[["agency_id", "agency"]].astype(str)
        return {key: self.scope.names.get(key, name) for key, name in known.itertuples(index=False)}

    @property
    def chosen_rows(self) -> int:
        """Return how many rows the file of the choice has: one an agency and year asked for."""
        lacking = without_report(self.mine, self.scope.shown_asked, self.scope.years)
        return len(self.mine) + len(lacking)

    def without_report(self, reporting: Collection[str]) -> tuple[str, ...]:
        """Return a note naming the chosen agencies that have no report here, or nothing."""
        names = self.scope.names
        absent = [names.get(a, a) for a in self.scope.chosen if a not in reporting]
        if not absent:
            return ()
        return (say("scope.without", self.view.language, names=", ".join(absent)),)

    def href_of(self, row: Mapping[str, Any]) -> str:
        """Return where a figure of the question stands: its report, the cell highlighted."""
        return figure_href(row, self.definition.cell, self.view)

    def words(self, row: Mapping[str, Any]) -> str:
        """Write a figure of the question with its unit, a rate with its base."""
        language = self.view.language
        if self.definition.is_rate:
            return words_of(row, language)
        words = words_of({**row, "basis": ""}, language)  # what it is of stands after the unit
        return marked(self.definition.measured(words), row, language)

    @cached_property
    def pooled(self) -> pd.DataFrame | None:
        """Return what the place's rate comes to a year; None where the question is of no rate."""
        rate = rate_of(self.definition.indicator)
        if rate is None or not self.definition.is_rate:
            return None
        return pooled(self.cells, rate)

    def hover(self, row: Mapping[str, Any], *lines: str) -> str:
        """Write what pointing at a figure says; the last line says where a click leads."""
        language = self.view.language
        words = [hover_of(row, self.definition.unit, language), *lines]
        door = say("chart.open_cell", language) if self.href_of(row) else ""
        return "<br>".join(filter(None, (*words, door)))

    @property
    def by_toggle(self) -> tuple[Toggle, ...]:
        """Return the two ways to look at counts: one year ranked, or years side by side."""
        view = self.view
        ways: tuple[By, ...] = ("year", "rank") if view.is_range else ("agency", "year")
        return tuple(
            Toggle(
                say(f"counts.by_{by}", view.language),
                replace(view, by="agency" if view.is_range and by == "year" else by).href,
                self.is_over_years == (by == "year"),
            )
            for by in ways
        )

    @property
    def is_over_years(self) -> bool:
        """Tell whether years stand side by side: they do wherever several were asked for."""
        return self.view.by == "year" or (self.view.is_range and self.view.by != "rank")

    def why(self, first: int, last: int) -> tuple[Toggle, ...]:
        """Return the way to why it changed between two years, where that is a sum of parts."""
        begun = self.scope.within.loc[
            self.scope.within["agency_id"].isin(self.scope.shown_asked), "first_year"
        ]
        if self.definition.kind not in ("count", "money") or not (begun <= first).any():
            return ()
        return why_toggle(self.view, (first, last))

    @property
    def level_toggles(self) -> tuple[Toggle, ...]:
        """Return the ways to compare like with like."""
        return level_toggles(self.scope.place, self.view)

    @property
    def has_own_scales(self) -> bool:
        """Tell whether each panel has a scale of its own."""
        return self.view.own("axis") == "own"

    @property
    def scale_toggle(self) -> tuple[Toggle, ...]:
        """Return the two ways to scale panels: all alike, or each its own."""
        return tuple(
            Toggle(
                say(f"chart.scale_{name or 'one'}", self.view.language),
                self.view.with_own(axis=name).href,
                self.has_own_scales == (name == "own"),
            )
            for name in ("", "own")
        )

    @property
    def measure_toggle(self) -> tuple[Toggle, ...]:
        """Return the two ways to measure a trend: the values, or an index of the first year."""
        view = self.view
        ways: tuple[Measure, ...] = ("share", "index")
        return tuple(
            Toggle(
                say(f"trends.as_{measure}", view.language),
                replace(view, measure=measure).href,
                (view.measure == "index") == (measure == "index"),
            )
            for measure in ways
        )


def ask(store: Store, view: View, question_key: str) -> IndicatorQuestion | Empty:
    """Fetch the figures of a view's indicator, or say what is missing."""
    language, scope = view.language, scope_of(store, view)
    question = say(question_key, language)
    if scope.strangers:
        return stranger(view, scope, question)
    definition = definition_of(store, view)
    if definition is None:
        what = say("empty.indicator", language, code=view.indicator)
        return nothing(view, scope, question, what)
    if rate_of(definition.indicator):
        question = say(f"{question_key}_rate", language, label=definition.label)
    cells = indicator_cells(store, view, definition.indicator, scope.asked, view.years)
    asked = IndicatorQuestion(view, scope, question, definition, cells)
    if not has_number(asked.mine).any():
        small = int((asked.mine["state"] == "small_base").sum())
        key = "empty.small_bases" if small else "empty.no_figures"
        what = say(key, language, label=definition.label, n=small)
        return nothing(view, scope, question, what)
    return asked


def without_report(
    cells: pd.DataFrame, agencies: Sequence[str], years: tuple[int, int] | None
) -> list[tuple[str, int]]:
    """Return each agency and year that was asked for and has no row; no years ask for none."""
    if years is None:
        return []
    known = set(zip(cells["agency_id"].astype(str), cells["report_year"].astype(int), strict=True))
    every = [(agency, year) for agency in agencies for year in range(years[0], years[1] + 1)]
    return [pair for pair in every if pair not in known]
