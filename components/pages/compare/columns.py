"""Which reports stand side by side: agencies of one year, years of one agency, or a pair."""

import re
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.figures import dimensions
from components.figures.records import Record, records
from components.figures.scope import Scope
from components.view import View
from components.words import say
from pipelines.store.store import Store

MOST: Final = 6
FEWEST: Final = 2
_KEY: Final = re.compile(r"([0-9A-Za-z-]{1,40}):(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """One column: an agency's report of a year; `about` is None where there is no report."""

    agency_id: str
    agency: str
    year: int
    title: str  # what tells it from the other columns
    about: Record | None

    @property
    def key(self) -> str:
        """Return the stable name of the column in an address."""
        return f"{self.agency_id}:{self.year}"

    @property
    def template(self) -> str:
        """Return the form of the report, "" where there is none."""
        return str(self.about["template"] or "") if self.about else ""


@dataclass(frozen=True, slots=True)
class ComparedChoice:
    """The columns, in which way they were chosen, and what had to be left out."""

    sides: tuple[ComparedColumn, ...]
    way: str  # agencies | years | pair
    years: tuple[int, ...] = ()  # other years that the same choice could be of
    left_out: int = 0

    @property
    def reported(self) -> tuple[ComparedColumn, ...]:
        """Return the columns that have a report."""
        return tuple(one for one in self.sides if one.about is not None)


def chosen_of(store: Store, view: View, scope: Scope) -> ComparedChoice:
    """Return the columns of a view; what is missing stays a column that says so."""
    if len(scope.chosen) > 1:
        return _agencies(store, view, scope)
    if scope.chosen:
        return _years(store, view, scope)
    return _pair(store, view)


def _agencies(store: Store, view: View, scope: Scope) -> ComparedChoice:
    ids = list(scope.chosen[:MOST])
    rows = store.reports(view.dataset, ids)
    counts = rows.groupby("report_year")["agency_id"].nunique()
    if view.years:
        within = counts[(counts.index >= view.years[0]) & (counts.index <= view.years[1])]
    else:
        within = counts
    best = within[within == within.max()] if len(within) else within
    year = int(best.index.max()) if len(best) else (view.years or (0, 0))[1]
    row_of = {str(row["agency_id"]): row for row in records(rows[rows["report_year"] == year])}
    sides = tuple(
        ComparedColumn(
            key, _full(store, view, key), year, scope.names.get(key, key), row_of.get(key)
        )
        for key in ids
    )
    able = tuple(int(year_of) for year_of in counts[counts >= FEWEST].index)
    return ComparedChoice(sides, "agencies", able, max(0, len(scope.chosen) - MOST))


def _years(store: Store, view: View, scope: Scope) -> ComparedChoice:
    agency = scope.chosen[0]
    rows = {int(row["report_year"]): row for row in records(store.reports(view.dataset, [agency]))}
    years = sorted(rows)
    if view.years is None:
        wanted = years[-FEWEST:]
    else:
        first, last = view.years
        # A gap inside the span is a column of its own: nobody takes it for a year left out.
        span = range(first, last + 1)
        wanted = [year for year in span if years and years[0] <= year <= years[-1]] or [last]
    shown = wanted[-MOST:]
    name = _full(store, view, agency)
    sides = tuple(
        ComparedColumn(
            agency, name, year, say("compare.year", view.language, year=year), rows.get(year)
        )
        for year in shown
    )
    return ComparedChoice(sides, "years", tuple(years), len(wanted) - len(shown))


def _pair(store: Store, view: View) -> ComparedChoice:
    """Return the two reports named left and right, whoever's and of whatever year."""
    sides = []
    for key in ("left", "right"):
        match = _KEY.fullmatch(view.own(key))
        if match is None:
            continue
        agency, year = match[1], int(match[2])
        rows = records(store.reports(view.dataset, [agency], (year, year)))
        name = _full(store, view, agency)
        title = say("compare.of_year", view.language, agency=name, year=year)
        sides.append(ComparedColumn(agency, name, year, title, rows[0] if rows else None))
    return ComparedChoice(_apart(sides), "pair")


def _apart(sides: list[ComparedColumn]) -> tuple[ComparedColumn, ...]:
    """Return the sides, one that stands on both once."""
    return tuple({one.key: one for one in sides}.values())


def _full(store: Store, view: View, agency: str) -> str:
    rows = dimensions.agencies(store, view.dataset)
    names = rows.loc[rows["agency_id"] == agency, "name"]
    return str(names.iloc[0]) if len(names) else agency


def neighbours(store: Store, view: View, agency: str, year: int) -> pd.DataFrame:
    """Return the other agencies of the same county and level that report in a year."""
    everyone = dimensions.agencies(store, view.dataset)
    me = everyone[everyone["agency_id"] == agency]
    if me.empty or not str(me["county_code"].iloc[0]):
        return everyone.iloc[0:0]
    like = everyone["county_code"].eq(me["county_code"].iloc[0])
    like &= everyone["level"].eq(me["level"].iloc[0])
    others = everyone[like & (everyone["agency_id"] != agency)]
    if others.empty:
        return others
    reports = store.reports(view.dataset, [str(one) for one in others["agency_id"]], (year, year))
    return others[others["agency_id"].isin(set(reports["agency_id"]))]


def of_pair(view: View, left: ComparedColumn, right: ComparedColumn) -> View:
    """Return the view in which two reports' texts stand open."""
    return view.with_own(left=left.key, right=right.key, show="text")


def only(view: View, *agencies: str) -> View:
    """Return a view of these agencies, without what was opened in it."""
    return replace(view, agencies=tuple(agencies)).with_own(left="", right="", show="", mark="")


def named(sides: tuple[ComparedColumn, ...], view: View) -> str:
    """Name columns in the reader's language."""
    return say("compare.comma", view.language).join(one.title for one in sides)
