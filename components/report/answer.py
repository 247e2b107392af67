"""One report: who, when, its tables as printed, what its text says, and what was noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from components.answers import Empty, Step
from components.cache import kept_for_publication
from components.context import PageRequest, SiteContext
from components.figures import dimensions
from components.figures.evidence import judged
from components.figures.form import forms
from components.figures.records import Record, records
from components.report.cells import PrintedForm, printed
from components.report.context import FigureContext, Key, context_of
from components.report.facts import StatedNumbers, facts
from components.report.notes import Note, NotedFigure, known, notes
from components.report.source import (
    SourceDocument,
    SourcePanel,
    place_at,
    read_report,
    source,
    spot,
)
from components.report.versions import Version, day, versions
from components.tables import web_address
from components.view import Language, View
from components.words import say
from pipelines.model import Particular, Report


@dataclass(frozen=True, slots=True)
class ReportYear:
    """One year of the same agency: its address, and whether it is the one shown."""

    year: int
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """What a publication holds of one report: the same whichever figure is looked at."""

    question: str
    scope: str
    about: Mapping[str, Any]  # the report's row of the store
    agency: Mapping[str, Any]
    document: SourceDocument
    signed_on: object
    particulars: Mapping[str, Particular]  # by the key of the term that shows them
    tables: tuple[PrintedForm, ...]
    facts: tuple[StatedNumbers, ...]
    figures: Mapping[str, NotedFigure]
    filing: Mapping[str, Any]
    versions: tuple[Version, ...]
    years: tuple[ReportYear, ...]
    context: Mapping[Key, FigureContext] = field(default_factory=dict)  # a draft's is not known


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report answered: what the page sets and the files carry."""

    view: View
    held: PublishedReport
    notes: tuple[Note, ...]
    source: SourcePanel | None

    @property
    def chosen(self) -> str:
        """Return the key of the figure whose source is open, "" where none is."""
        one = self.held.figures.get(self.view.own("cell") or self.view.own("at"))
        return one.key if one else ""

    @property
    def is_excerpt(self) -> bool:
        """Tell whether only some figures of the report are known."""
        return self.held.document.is_excerpt

    @property
    def open_notes(self) -> tuple[Note, ...]:
        """Return the findings that still count against the agency."""
        return tuple(one for one in self.notes if one.is_open and one.axis == "agency")


def report(ask: PageRequest) -> ReportPage | Empty:
    """Return one agency's report of one year, or say what is missing."""
    view = ask.view
    held = _held(ask.desk, ask.digest, view.with_own(**dict.fromkeys(dict(view.more), "")))
    if isinstance(held, Empty):
        return held
    found = judged(ask, view.agencies[:1], view.years)
    return ReportPage(view, held, notes(found, held.figures, view), source_of(ask, held))


@kept_for_publication
def _held(desk: SiteContext, digest: str, view: View) -> PublishedReport | Empty:
    """Return what a publication holds of a report; links of its figures open their source."""
    ask = PageRequest(desk, view, digest)
    agency_id, year = view.agencies[0], (view.years or (0, 0))[0]
    agency = _agency(ask, agency_id)
    rows = records(ask.store.reports(view.dataset, [agency_id]))
    about = next((row for row in rows if row["report_year"] == year), None)
    if about is None:
        return _missing(ask, agency, rows)
    figures = ask.store.explain(agency_id, year)
    figures = figures[figures["dataset"] == view.dataset]
    document = _document(ask, about)
    read = read_report(ask, document.sha256, document.part)
    tables = printed(forms(str(about["template"]), view.language), about, figures, read, view)
    groups = facts(figures, view)
    return PublishedReport(
        question=say("report.question", view.language, agency=about["agency"], year=year),
        scope=_scope(agency, about, view),
        about=about,
        agency=agency or {},
        document=document,
        signed_on=read.signed_on if read else None,
        particulars=particulars(read, about),
        tables=tables,
        facts=groups,
        figures=known(tables, groups, view.language),
        filing=_filing(ask, agency_id, year),
        versions=versions(ask, agency_id, year),
        years=tuple(_year(row["report_year"], view) for row in rows),
        context=context_of(ask.store, view),
    )


def particulars(read: Report | None, about: Record) -> dict[str, Particular]:
    """Return what the document itself says of what identifies the report, where it says the same.

    An agency that a person assigned, or a day that an office noted, has no place in the document.
    """
    shown = {
        "agency": str(about["agency_id"]),
        "published_on": day(about["published_on"]),
        "signed_on": day(read.signed_on if read else None),
    }
    return {
        one.name: one
        for one in (read.particulars if read else ())
        if one.place is not None and one.value and one.value == shown.get(one.name)
    }


def _agency(ask: PageRequest, agency_id: str) -> Record | None:
    rows = dimensions.agencies(ask.store, ask.view.dataset)
    return next(iter(records(rows[rows["agency_id"] == agency_id])), None)


def _document(ask: PageRequest, about: Record) -> SourceDocument:
    view = ask.view
    rows = ask.store.versions(view.agencies[0], int(about["report_year"]))
    parts = rows.loc[rows["report_id"] == about["report_id"], "part"].dropna()
    return SourceDocument(
        sha256=str(about["sha256"] or ""),
        part=int(parts.iloc[0]) if len(parts) else 0,
        address="" if view.is_demo else web_address(about["address"]),  # invented ones lead nowhere
        is_excerpt=about["source"] != "document",
    )


def _scope(agency: Record | None, about: Record, view: View) -> str:
    place = agency["county"] or agency["city"] or agency["province"] if agency else ""
    parts = [
        place,
        say("report.code", view.language, code=about["agency_id"]),
        say(f"scope.kind_{view.dataset}", view.language),
    ]
    return " · ".join(filter(None, parts))


def _filing(ask: PageRequest, agency_id: str, year: int) -> Record:
    rows = ask.store.filing(ask.view.dataset, [agency_id], (year, year))
    return next(iter(records(rows)), {})


def _year(year: int, view: View) -> ReportYear:
    here = replace(view, years=(year, year)).with_own(cell="", at="", show="")
    return ReportYear(year, here.href, view.years == (year, year))


def source_of(ask: PageRequest, held: PublishedReport) -> SourcePanel | None:
    """Return the source the view asks for: a cell's, a place's, or the whole document."""
    view = ask.view
    key, at = view.own("cell"), view.own("at")
    if not (key or at or view.own("show")):
        return None
    one = held.figures.get(key or at)
    place = one.place if one else place_at(at)
    words = one.words if one else _particular_words(held, at, view.language)
    return source(ask, held.document, place, words)


def _particular_words(held: PublishedReport, at: str, language: Language) -> str:
    """Return what identifies the report and stands at a place, in words; "" for another place."""
    keys = [key for key, one in held.particulars.items() if one.place and spot(one.place) == at]
    return say(f"report.{keys[0]}", language) if keys else ""


def _missing(ask: PageRequest, agency: Record | None, rows: list[Record]) -> Empty:
    """Answer an address without a report: nobody knows the agency, or that year is not held."""
    view = ask.view
    language, agency_id, year = view.language, view.agencies[0], (view.years or (0, 0))[0]
    steps = [_step(row["report_year"], view) for row in rows[-3:][::-1]]
    name = agency["name"] if agency else agency_id
    if agency is None:
        what, why = say("report.stranger", language, code=agency_id), ""
        steps = _elsewhere(ask)
        why = say("empty.stranger_why", language)
    else:
        what = say("report.no_year", language, agency=name, year=year)
        why = say("report.no_year_why", language)
    question = say("report.question", language, agency=name, year=year)
    return Empty(
        view, question, say(f"scope.kind_{view.dataset}", language), what, why, tuple(steps)
    )


def _step(year: int, view: View) -> Step:
    words = say("report.to_year", view.language, year=year)
    return Step(words, replace(view, years=(year, year), more=()).href)


def _elsewhere(ask: PageRequest) -> list[Step]:
    """Lead to the same report of the other data set, where there is one, and to the counts."""
    view = ask.view
    other = replace(view, dataset="real" if view.is_demo else "demo", more=())
    rows = ask.store.reports(other.dataset, [view.agencies[0]], view.years)
    found = [Step(say(f"report.other_{other.dataset}", view.language), other.href)]
    everyone = View(page="counts", language=view.language, dataset=view.dataset)
    return [
        *([] if rows.empty else found),
        Step(say("step.all_agencies", view.language), everyone.href),
    ]
