"""The first page: what is here, how much of it, and the three ways in with a real picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from components.answers import kept
from components.answers.counts import counts
from components.answers.figures import has_number
from components.answers.model import Answer, Step
from components.answers.parts import INDICATORS
from components.answers.scope import DEFAULT_INDICATOR, Scope, scope_line, scope_of, unit_words
from components.charts.small import bars_chart, columns_chart, line_chart
from components.numbers import compact, plain, share, span
from components.theme import Chart
from components.view import Page, View
from components.words import say
from pipelines.store import Store

_FEW = 5


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the page's head and the words under it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: the question, one computed line, a small picture, the address."""

    page: Page
    question: str
    line: str
    chart: Chart | None
    href: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page as values."""

    view: View
    title: str
    scope: str
    sentence: str
    caution: str
    counts: tuple[Count, ...]
    coverage: Chart
    doors: tuple[Door, ...]
    other: Step


def overview(store: Store, view: View) -> Overview:
    """Describe what the chosen place holds."""
    return _overview(store, store.info().digest, view)


@lru_cache(maxsize=64)
def _overview(store: Store, _digest: str, view: View) -> Overview:
    language, scope = view.language, scope_of(store, view)
    reports = store.reports(view.dataset, scope.shown_asked, view.years)
    cells = _disclosed(store, view, scope)
    years = _years(reports)
    return Overview(
        view=view,
        title=say("overview.title", language),
        scope=scope_line(view, scope, years),
        sentence=_sentence(view, scope, cells, reports),
        caution=say(f"overview.caution_{view.dataset}", language),
        counts=_counts(view, scope, reports, years),
        coverage=_coverage(reports),
        doors=(_to_counts(store, view), _to_mix(store, view, scope), _to_trends(view, cells)),
        other=_other(view),
    )


def _disclosed(store: Store, view: View, scope: Scope) -> pd.DataFrame:
    cells = store.cells(view.dataset, DEFAULT_INDICATOR, None, scope.shown_asked, view.years)
    return cells[has_number(cells)].drop_duplicates(["agency_id", "report_year"], keep="last")


def _years(reports: pd.DataFrame) -> tuple[int, int] | None:
    if reports.empty:
        return None
    return int(reports["report_year"].min()), int(reports["report_year"].max())


def _sentence(view: View, scope: Scope, cells: pd.DataFrame, reports: pd.DataFrame) -> str:
    language = view.language
    if cells.empty:
        return say("overview.sentence_none", language, place=scope.words, reports=len(reports))
    return say(
        "overview.sentence",
        language,
        place=scope.words,
        reports=len(reports),
        agencies=reports["agency_id"].nunique(),
        known=len(cells),
        median=plain(float(cells["value"].median())),
    )


def _counts(
    view: View, scope: Scope, reports: pd.DataFrame, years: tuple[int, int] | None
) -> tuple[Count, ...]:
    language = view.language
    reporting = reports["agency_id"].nunique()
    within = scope.within[scope.within["agency_id"].isin(set(reports["agency_id"]))]
    counties = within.loc[within["county_code"].astype(str) != "", "county_code"].nunique()
    return (
        Count(plain(len(reports)), say("overview.reports", language)),
        Count(
            plain(reporting) if not view.is_demo else f"{reporting} / {len(scope.within)}",
            say("overview.agencies", language),
        ),
        Count(plain(counties), say("overview.counties", language)),
        Count(span(years) if years else "–", say("overview.years", language)),
    )


def _coverage(reports: pd.DataFrame) -> Chart:
    years = _years(reports)
    if years is None:
        return columns_chart([], [])
    by_year = reports.groupby("report_year").size()
    every = range(years[0], years[1] + 1)
    return columns_chart([str(y) for y in every], [int(by_year.get(y, 0)) for y in every])


def _to_counts(store: Store, view: View) -> Door:
    asked = replace(view, page="counts", by="agency", indicator="")
    answer = counts(store, asked)
    line = answer.sentence if isinstance(answer, Answer) else answer.what
    rows = answer.table.rows[:_FEW] if isinstance(answer, Answer) else ()
    bars = [(row[1].text, row[4].value) for row in rows if row[4].value is not None]
    chart = (
        bars_chart(
            [name for name, _ in bars],
            [value for _, value in bars],
            [compact(value, view.language) for _, value in bars],
        )
        if bars
        else None
    )
    return Door("counts", say("counts.question", view.language), line, chart, asked.href)


def _to_mix(store: Store, view: View, scope: Scope) -> Door:
    language = view.language
    asked = replace(view, page="mix", dimension="category", by="agency")
    rows = store.mix(
        view.dataset, "category", INDICATORS["category"], scope.shown_asked, view.years
    )
    rows = rows[has_number(rows) & (rows["value"] > 0)]
    question = say("mix.question_category", language)
    if rows.empty:
        line = say("empty.no_mix", language, what=say("mix.category", language))
        return Door("mix", question, line, None, asked.href)
    members = kept.members(store).set_index("member")[f"label_{language}"].to_dict()
    totals = rows[rows["member"] != "other"].groupby("member")["value"].sum()
    top = totals.sort_values(ascending=False).head(_FEW)
    whole = float(rows["value"].sum())
    line = say(
        "mix.sentence",
        language,
        reports=rows["report_id"].nunique(),
        whole=plain(whole),
        unit=unit_words(str(rows["unit"].iloc[0]), language),
        top=members.get(str(top.index[0]), ""),
        count=plain(float(top.iloc[0])),
        share=share(float(top.iloc[0]), whole),
    )
    chart = bars_chart(
        [str(members.get(str(m), m)) for m in top.index],
        [float(v) for v in top],
        [share(float(v), whole) for v in top],
    )
    return Door("mix", question, line, chart, asked.href)


def _to_trends(view: View, cells: pd.DataFrame) -> Door:
    language = view.language
    asked = replace(view, page="trends", indicator="")
    question = say("trends.question", language)
    by_year = cells.groupby("report_year")["value"].agg(["median", "count"])
    by_year = by_year[by_year["count"] >= _FEW]
    if len(by_year) < 2:
        return Door("trends", question, say("overview.trend_none", language), None, asked.href)
    years = range(int(by_year.index[0]), int(by_year.index[-1]) + 1)
    values = [float(by_year["median"][y]) if y in by_year.index else None for y in years]
    line = say(
        "overview.trend",
        language,
        first=years[0],
        last=years[-1],
        a=plain(values[0] or 0.0),
        b=plain(values[-1] or 0.0),
        n1=int(by_year["count"].iloc[0]),
        n2=int(by_year["count"].iloc[-1]),
    )
    texts = ["" if value is None else plain(value) for value in values]
    chart = line_chart([str(y) for y in years], values, texts)
    return Door("trends", question, line, chart, asked.href)


def _other(view: View) -> Step:
    dataset = "real" if view.is_demo else "demo"
    home = View(language=view.language, dataset="real" if view.is_demo else "demo")
    return Step(say(f"overview.to_{dataset}", view.language), home.href)
