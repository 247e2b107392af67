"""What the agencies of a district add up to in one year, and which of them are missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from components.answers import Empty, ReportSource, Step, Toggle
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures import dimensions
from components.figures.form import Form, forms
from components.figures.participants import PARTS, DistrictReport, own_of, parts_of
from components.figures.records import records
from components.figures.scope import demo_step
from components.figures.sums import DistrictSums, form_of, sums_of
from components.figures.text import sources_of
from components.pages.rollup.missing import Missing, missing_of
from components.view import View
from components.words import say
from pipelines.store.store import Store


@dataclass(frozen=True, eq=False)
class Rollup:
    """One district and year: its sums in the official layout, who is missing, its own report."""

    view: View
    county: str
    year: int
    parts: pd.DataFrame  # the agencies expected, with the report each handed in
    has_roster: bool
    forms: tuple[Form, ...]
    template: str
    sums: DistrictSums
    own: DistrictReport | None
    missing: tuple[Missing, ...]
    years: tuple[Toggle, ...]
    sources: Sequence[ReportSource]

    @property
    def lack(self) -> str:
        """Return the ending of words about who has no report: without a roster none is missing."""
        return "" if self.has_roster else "_floor"

    def kind_words(self, kind: str) -> str:
        """Name why an agency is wanting."""
        ending = self.lack if kind == "no_report" else ""
        return say(f"rollup.kind_{kind}{ending}", self.view.language)

    @property
    def question(self) -> str:
        """Return the page's question."""
        return say("rollup.question", self.view.language, county=self.county, year=self.year)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the short name of each agency."""
        pairs = zip(self.parts["agency_id"], self.parts["short_name"], strict=True)
        return {str(agency): str(name) for agency, name in pairs}

    @property
    def chosen(self) -> str:
        """Return the key of the cell whose contributions are open, "" where none is."""
        key = self.view.own("cell")
        return key if key in self.sums.cells else ""

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """Return the number of the table that prints each cell."""
        return {slot.key: form.number for form in self.forms for slot in form.slots()}

    def name(self, agency_id: str) -> str:
        """Return the name of an agency."""
        return self.names.get(agency_id, agency_id)


def rollup(ask: PageRequest) -> Rollup | Empty:
    """Answer what a district adds up to; what was asked of one publication is kept."""
    base = ask.view.with_own(**{key: "" for key, _ in ask.view.more})
    found = _rollup(ask.store, base)
    return found if isinstance(found, Empty) else replace(found, view=ask.view)


@kept_for_publication
def _rollup(store: Store, view: View) -> Rollup | Empty:
    county = _county(store, view)
    if not county:
        return _choose(store, view)
    district = _district(store, view.dataset, county)
    if district.known.empty:
        return _nobody(store, view, county)
    years = sorted({int(year) for year in district.reports["report_year"]})
    year = _year(years, view, district.reports, set(district.known["agency_id"]))
    template = form_of(year)
    if year not in years or not template:
        return _no_form(view, district.name, year, years, is_known=year in years)
    counted = _counted(store, view.dataset, county, year)
    of_year = replace(view, years=(year, year), more=())
    return Rollup(
        view=view,
        county=district.name,
        year=year,
        parts=counted.parts,
        has_roster=counted.has_roster,
        forms=forms(template, view.language),
        template=template,
        sums=counted.sums,
        own=counted.own,
        missing=missing_of(
            counted.parts, counted.filing, counted.sums.contributed, template, of_year
        ),
        years=tuple(
            Toggle(str(other), replace(of_year, years=(other, other)).href, other == year)
            for other in years
            if form_of(other)
        ),
        sources=counted.sources,
    )


@dataclass(frozen=True, eq=False)
class _District:
    """The agencies of a county that may be added up, and the reports of all its agencies."""

    name: str
    known: pd.DataFrame
    reports: pd.DataFrame


@kept_for_publication
def _district(store: Store, dataset: str, county: str) -> _District:
    everyone = dimensions.agencies(store, dataset)
    here = everyone[everyone["county_code"].astype(str) == county]
    reports = store.reports(dataset, [str(one) for one in here["agency_id"]])
    known = here[here["level"].isin(PARTS)]
    return _District(str(here["county"].iloc[0]) if len(here) else county, known, reports)


@dataclass(frozen=True, eq=False)
class _Counted:
    """What a district's year adds up to, in no language: the other language finds it counted."""

    parts: pd.DataFrame
    has_roster: bool
    own: DistrictReport | None
    filing: pd.DataFrame
    sums: DistrictSums
    sources: Sequence[ReportSource]


@kept_for_publication
def _counted(store: Store, dataset: str, county: str, year: int) -> _Counted:
    district, template = _district(store, dataset, county), form_of(year)
    reports = district.reports
    own = own_of(store, dataset, county, year, template)
    filing = store.filing(dataset, [str(key) for key in district.known["agency_id"]], (year, year))
    parts, has_roster = parts_of(district.known, reports, filing, year)
    sums = sums_of(store, dataset, parts, year, template, own)
    now = reports[(reports["report_year"] == year) & reports["agency_id"].isin(parts["agency_id"])]
    return _Counted(parts, has_roster, own, filing, sums, sources_of(now))


def _county(store: Store, view: View) -> str:
    """Return the county chosen: by itself, by an agency of it, or because there is only one."""
    everyone = dimensions.agencies(store, view.dataset)
    if view.county:
        return view.county
    chosen = everyone[everyone["agency_id"].isin(view.agencies)]
    codes = {str(code) for code in chosen["county_code"]} - {""}
    if not codes:
        codes = {str(code) for code in dimensions.counties(store, view.dataset)["county_code"]} - {
            ""
        }
    return codes.pop() if len(codes) == 1 else ""


def _year(years: list[int], view: View, reports: pd.DataFrame, parts: set[str]) -> int:
    """Return the year asked for, else the newest of which an agency reports on a form."""
    if view.years:
        return view.years[1]
    reported = reports.loc[reports["agency_id"].isin(parts), "report_year"]
    able = [int(year) for year in reported if form_of(int(year))]
    return max(able, default=max(years, default=0))


def _choose(store: Store, view: View) -> Empty:
    """List counties to choose from, those with most agencies first."""
    language = view.language
    rows = dimensions.counties(store, view.dataset)
    for column, code in (("province_code", view.province), ("city_code", view.city)):
        rows = rows[rows[column].astype(str) == code] if code else rows
    rows = rows[rows["county_code"].astype(str) != ""]
    rows = rows.sort_values(["agency_count", "county_code"], ascending=[False, True])
    steps = [
        Step(
            say(
                "rollup.to_county",
                language,
                place=f"{row['city']}{row['county']}",
                n=int(row["agency_count"]),
            ),
            replace(view, county=str(row["county_code"]), agencies=()).href,
        )
        for row in records(rows.head(24))
    ]
    steps = [*demo_step(view, has_demo=dimensions.is_held(store, "demo")), *steps]
    return Empty(
        view,
        say("rollup.question_open", language),
        say(f"scope.kind_{view.dataset}", language),
        say("rollup.choose", language),
        say("rollup.choose_why", language, n=len(rows), shown=min(24, len(rows))),
        tuple(steps),
    )


def _nobody(store: Store, view: View, county: str) -> Empty:
    choice = _choose(store, replace(view, county="", province="", city="", agencies=()))
    return replace(
        choice,
        what=say("rollup.nobody", view.language, code=county),
        why=say("rollup.nobody_why", view.language),
        steps=choice.steps[:6],
    )


def _no_form(view: View, name: str, year: int, years: list[int], *, is_known: bool) -> Empty:
    """Say that a year has no reports here, or no official form to add up."""
    language = view.language
    able = [other for other in years if form_of(other)]
    steps = [
        Step(
            say("rollup.to_year", language, year=other),
            replace(view, years=(other, other), more=()).href,
        )
        for other in able[-4:][::-1]
    ]
    key = "no_form" if is_known or not form_of(year) else "no_year"
    return Empty(
        view,
        say("rollup.question", language, county=name, year=year),
        say(f"scope.kind_{view.dataset}", language),
        say(f"rollup.{key}", language, county=name, year=year),
        say(f"rollup.{key}_why", language),
        tuple(steps),
    )
