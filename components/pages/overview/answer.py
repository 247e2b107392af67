"""The first page: one year of a place at a glance, each number a link to the view it stands in."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.answers import Empty, PageHead, Step
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures.evidence import verdicts
from components.figures.filing import counted, squares
from components.figures.findings import against, prepared
from components.figures.scope import TOTAL, Scope, nothing, scope_line, scope_of
from components.figures.scope import stranger as unknown
from components.numbers import plain
from components.pages.overview.changes import changes_block, paired_totals
from components.pages.overview.copies import copies_block
from components.pages.overview.filing import filing_block
from components.pages.overview.findings import findings_block
from components.pages.overview.items import items_block
from components.pages.overview.landing import newest_wrong
from components.pages.overview.parts import ASKED, Block, Counted, Glance
from components.pages.overview.requests import requests_block
from components.view import View
from components.words import say
from pipelines.aggregate.movers import sums
from pipelines.aggregate.requests import outcome_sums
from pipelines.catalogue.indicator_ids import REQUESTS_RECEIVED
from pipelines.ledger.verdicts import with_verdicts
from pipelines.store.questions import Years
from pipelines.store.store import Store

_SMALL_SCOPE: Final = 500  # reports of which all years are fetched at once


@dataclass(frozen=True, slots=True)
class YearLink:
    """One year of the strip: how many reports there are, and its address."""

    year: int
    reports: int
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Overview(PageHead):
    """The first page as values."""

    caution: str
    years: tuple[YearLink, ...]
    blocks: tuple[Block, ...]
    other: Step | None  # the way to the other data set


def overview(ask: PageRequest) -> Overview | Empty:
    """Describe one year of the chosen place: the newest that has reports."""
    view, language = ask.view, ask.language
    scope = scope_of(ask.store, view)
    title = say("overview.question", language)
    if scope.strangers:
        return unknown(view, scope, title)
    every = ask.store.reports(view.dataset, scope.shown_asked)
    year = year_of(every, view)
    if view.is_demo and view.years is None:  # it opens on a year in which something is wrong
        wrong = newest_wrong(ask.store, view.dataset)
        year = wrong if wrong in set(every["report_year"]) else year
    if year is None:
        return nothing(view, scope, title, say("overview.nothing", language))
    glance = _glance(ask, scope, every, year)
    return Overview(
        view=view,
        question=say("overview.title", language, year=year),
        scope=scope_line(view, scope, (year, year)),
        sentence=_sentence(glance),
        caution=say(f"overview.caution_{view.dataset}", language),
        years=_years(every, view, year),
        blocks=_blocks(glance),
        other=_other(view, scope),
    )


def year_of(reports: pd.DataFrame, view: View) -> int | None:
    """Return the newest year with reports within the view's years; None where there is none."""
    years = reports["report_year"]
    if view.years is not None:
        years = years[years.between(*view.years)]
    return int(years.max()) if len(years) else None


def _glance(ask: PageRequest, scope: Scope, every: pd.DataFrame, year: int) -> Glance:
    """Fetch what the blocks count; of a small scope all years at once, and kept."""
    span = None if len(every) <= _SMALL_SCOPE else (year - 1, year)
    about = (ask.store, ask.view.dataset, tuple(scope.shown_asked), span)
    frames = _frames(*about)
    findings = _of_year(frames.findings, "report_year", year)
    findings = prepared(with_verdicts(findings, verdicts(ask)))
    return Glance(
        ask=ask,
        scope=scope,
        year=year,
        reports=_of_year(every, "report_year", year),
        counted=_counted(*about, year),
        filing=squares(_of_year(frames.filing, "report_year", year), findings),
        findings=findings,
        similar=_of_year(frames.similar, "left_year", year),
    )


def _of_year(frame: pd.DataFrame, column: str, year: int) -> pd.DataFrame:
    return frame[frame[column] == year]


@dataclass(frozen=True, eq=False)
class _Frames:
    """What the store says of a scope; nobody changes it."""

    totals: pd.DataFrame
    filing: pd.DataFrame
    findings: pd.DataFrame
    similar: pd.DataFrame


@kept_for_publication
def _counted(
    store: Store, dataset: str, agencies: tuple[str, ...], span: Years, year: int
) -> Counted:
    """Count one year of a scope: the second language finds it counted."""
    totals = _frames(store, dataset, agencies, span).totals
    rows = totals[totals["report_year"].between(year - 1, year) & totals["value"].notna()]
    now = _of_year(rows, "report_year", year)
    paired = paired_totals(store, rows, year)
    return Counted(now[now["indicator"].isin(ASKED)], outcome_sums(rows), paired, sums(paired))


@kept_for_publication
def _frames(store: Store, dataset: str, agencies: tuple[str, ...], span: Years) -> _Frames:
    totals = store.glance(dataset, agencies, span)
    return _Frames(
        totals,
        store.filing(dataset, agencies, span),
        store.finding_heads(dataset, agencies, span),
        store.similar(dataset, agencies, span),
    )


def _blocks(glance: Glance) -> tuple[Block, ...]:
    return (
        filing_block(glance),
        items_block(glance),
        requests_block(glance),
        findings_block(glance),
        changes_block(glance),
        copies_block(glance),
    )


def _sentence(glance: Glance) -> str:
    cells = glance.of(TOTAL)
    return glance.say(
        "sentence" if len(cells) else "sentence_none",
        place=glance.scope.words,
        year=glance.year,
        received=_received(glance),
        known=len(cells),
        whole=plain(float(cells["value"].sum())),
        more="".join(glance.say("semicolon") + part for part in _more(glance)),
    )


def _more(glance: Glance) -> list[str]:
    """Say what else is known of the year; what is not known is left to its block."""
    received = glance.of(REQUESTS_RECEIVED)
    parts = []
    if 2 * len(received) >= len(glance.reports):  # a sum of few would pass for the whole
        whole = plain(float(received["value"].sum()))
        parts.append(glance.say("sentence_received", n=whole, known=len(received)))
    if (glance.reports["source"] == "document").any():
        grades = glance.findings.loc[against(glance.findings), "severity"].value_counts()
        counts = {f"{grade}s": int(grades.get(grade, 0)) for grade in ("error", "warning")}
        parts.append(glance.say("sentence_findings", **counts))
    return parts


def _received(glance: Glance) -> str:
    """Say how many reports are held; of how many that were due, where there is a roster."""
    told = counted(glance.filing)
    expected, here = int(told["is_expected"].sum()), int(told["report_id"].count())
    reports = len(glance.reports)
    key = "got" if not expected else "of" if here == reports else "of_all"
    return glance.say(f"sentence_{key}", expected=expected, here=here, reports=reports)


def _years(reports: pd.DataFrame, view: View, year: int) -> tuple[YearLink, ...]:
    counts = reports["report_year"].value_counts()
    every = range(int(counts.index.min()), int(counts.index.max()) + 1)
    return tuple(
        YearLink(one, int(counts.get(one, 0)), replace(view, years=(one, one)).href, one == year)
        for one in every
    )


def _other(view: View, scope: Scope) -> Step | None:
    if not (view.is_demo or scope.has_demo):
        return None
    other = View(language=view.language, dataset="real" if view.is_demo else "demo")
    return Step(say(f"overview.to_{other.dataset}", view.language), other.href)
