"""One agency's own page: its main figures of all years, rank, filing, findings, former names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from components.answers import Empty, Step, YearsOverview
from components.context import PageRequest
from components.figures import dimensions
from components.figures.evidence import judged
from components.figures.filing import squares
from components.figures.findings import prepared
from components.figures.records import Record, records
from components.figures.scope import DEFAULT_INDICATOR, TOTAL, scope_of, stranger
from components.figures.text import figure_cell, words_of
from components.numbers import plain, span
from components.pages.agency.interim import interim_tables
from components.pages.agency.peers import likest
from components.tables import Table, TableCell, TableColumn, web_address
from components.view import LEVELS, Page, View
from components.words import say
from pipelines.aggregate.rankings import ranking
from pipelines.catalogue import indicator_ids as names

_PAGES: Final[tuple[Page, ...]] = ("trends", "mix", "requests", "compliance", "findings", "data")
_LEAST: Final = 3  # agencies among which a rank says something
_LATE: Final = ("late", "missing", "early", "unreadable")
# What a column shows: the first of these that the report states; the text's own word is marked.
_COLUMNS: Final = (
    ("published", (TOTAL, DEFAULT_INDICATOR)),
    ("received", (names.REQUESTS_RECEIVED, names.REQUESTS_RECEIVED_IN_TEXT)),
    ("outcome", (names.OUTCOME_TOTAL, names.ANSWERED_IN_TEXT)),
    ("carried", (names.CARRIED_OUT, names.CARRIED_OUT_IN_TEXT)),
    ("review", (names.REVIEWS, names.REVIEWS_IN_TEXT)),
    ("suit", (names.DIRECT_SUITS, names.SUITS_IN_TEXT)),
)
_TEXT: Final = "narrative."


def agency(ask: PageRequest) -> YearsOverview | Empty:
    """Describe an agency over all years there are of it."""
    view, language = replace(ask.view, years=None), ask.language
    scope = scope_of(ask.store, view)
    title = say("agency.title", language)
    if scope.strangers or not scope.chosen:
        return stranger(view, scope, title)
    [agency_id] = scope.chosen
    reports = ask.store.reports(view.dataset, [agency_id])
    everyone = dimensions.agencies(ask.store, view.dataset)
    own = records(everyone[everyone["agency_id"] == agency_id])[0]
    if reports.empty:
        return _without_report(ask, own)
    findings = prepared(judged(ask, (agency_id,), None))
    filing = squares(ask.store.filing(view.dataset, [agency_id]), findings)
    table = _table(ask, own, reports, filing)
    return YearsOverview(
        view=view,
        question=str(own["name"]),
        scope=_scope(own, reports, view),
        sentence=_sentence(own, reports, filing, view),
        table=table,
        notes=_notes(own, reports, view),
        links=_links(own, view),
        links_label=say("agency.ways", language),
        more=(*interim_tables(ask, str(own["agency_id"])), *likest(ask.store, view)),
    )


def _without_report(ask: PageRequest, own: Record) -> YearsOverview:
    """Describe an agency that is on a roster and of which no report was received."""
    view, language = replace(ask.view, years=None), ask.language
    agency_id = str(own["agency_id"])
    filing = ask.store.filing(view.dataset, [agency_id])
    listed = say("agency.comma", language).join(
        f"{row['report_year']} {_state(row, view)}" for row in records(filing)
    )
    key = "agency.nothing_late" if len(filing) else "agency.nothing_expected"
    columns = (
        TableColumn(say("column.year", language)),
        TableColumn(say("agency_column.filing", language)),
    )
    rows = tuple(
        (TableCell(str(row["report_year"])), TableCell(_state(row, view)))
        for row in reversed(records(filing))
    )
    return YearsOverview(
        view=view,
        question=str(own["name"]),
        scope=_scope(own, None, view),
        sentence=say("agency.nothing_named", language, name=own["name"])
        + say(key, language, list=listed),
        table=Table(columns, rows),
        notes=(),
        links=_links(own, view)[:1],
        links_label=say("agency.ways", language),
        more=interim_tables(ask, agency_id),
    )


def _scope(own: Record, reports: pd.DataFrame | None, view: View) -> str:
    places = (str(own[level]) for level in ("province", "city", "county"))
    place = " ".join(dict.fromkeys(place for place in places if place))
    held = ""
    if reports is not None:
        years = (int(reports["report_year"].min()), int(reports["report_year"].max()))
        held = say("agency.years", view.language, years=span(years), n=len(reports))
    level = own["level"] if own["level"] in LEVELS else ""
    parts = [
        place,
        say(f"data_level.{level}", view.language) if level else "",
        str(own["agency_id"]),
        held,
        say(f"scope.kind_{view.dataset}", view.language),
    ]
    return " · ".join(part for part in parts if part)


def _sentence(own: Record, reports: pd.DataFrame, filing: pd.DataFrame, view: View) -> str:
    language = view.language
    sentences = [say("agency.held", language, name=own["name"], n=len(reports))]
    late = filing[filing["state"].isin(_LATE)]
    judged_filing = filing[filing["state"].isin([*_LATE, "on_time"])]
    if len(judged_filing):
        listed = say("agency.comma", language).join(
            f"{row['report_year']} {_state(row, view)}" for row in records(late)
        )
        key = "agency.late" if len(late) else "agency.on_time"
        sentences.append(say(key, language, n=len(judged_filing), list=listed))
    counts = {name: filing[name].dropna() for name in ("errors", "warnings")}
    if len(counts["errors"]):
        sums = {name: int(of.sum()) for name, of in counts.items()}
        sentences.append(say("agency.findings", language, n=len(counts["errors"]), **sums))
    else:
        sentences.append(say("agency.unjudged", language))
    return "".join(sentences)


def _table(ask: PageRequest, own: Record, reports: pd.DataFrame, filing: pd.DataFrame) -> Table:
    view, language = ask.view, ask.language
    agency_id = str(own["agency_id"])
    glance = ask.store.glance(view.dataset, [agency_id])
    numbers = {(int(row["report_year"]), str(row["indicator"])): row for row in records(glance)}
    state = {int(row["report_year"]): row for row in records(filing)}
    ranks = _ranks(ask, own)
    columns = (
        TableColumn(say("column.year", language)),
        *(
            TableColumn(say(f"agency_column.{name}", language), "number")
            for name, _ in _COLUMNS[:1]
        ),
        TableColumn(say("column.rank", language)),
        *(
            TableColumn(say(f"agency_column.{name}", language), "number")
            for name, _ in _COLUMNS[1:]
        ),
        TableColumn(say("agency_column.filing", language)),
        TableColumn(say("agency_column.findings", language)),
        TableColumn(say("column.source", language), "link"),
    )
    rows = []
    for report in reversed(records(reports)):
        year = int(report["report_year"])
        there = replace(view, page="report", agencies=(agency_id,), years=(year, year), more=())
        cells = [_cell(numbers, year, asked, report, view) for _, asked in _COLUMNS]
        rows.append(
            (
                TableCell(str(year), float(year), href=there.href),
                cells[0],
                TableCell(ranks.get(year, "")),
                *cells[1:],
                TableCell(_state(state[year], view) if year in state else ""),
                _found(state.get(year), replace(there, page="findings"), view),
                _source(report, view),
            )
        )
    return Table(columns, tuple(rows))


def _cell(
    numbers: Mapping[tuple[int, str], Record],
    year: int,
    asked: tuple[str, ...],
    report: Record,
    view: View,
) -> TableCell:
    """Set the first of several indicators that the report states; none is unknown, not 0."""
    row = next((numbers[year, name] for name in asked if (year, name) in numbers), None)
    if row is None:
        state = "not_captured" if report["source"] == "excerpt" else "not_stated"
        return TableCell(say(f"state.{state}", view.language), state=state)
    indicator = str(row["indicator"])
    marked = row | ({"basis": "website"} if indicator == DEFAULT_INDICATOR else {})
    cell = figure_cell(marked, indicator, view)
    if indicator.startswith(_TEXT):
        return replace(
            cell, text=say("agency.in_text", view.language, n=words_of(row, view.language))
        )
    return cell


def _ranks(ask: PageRequest, own: Record) -> dict[int, str]:
    """Rank the agency in its county a year: totals among totals, websites among websites."""
    everyone = dimensions.agencies(ask.store, ask.view.dataset)
    if not own["county_code"]:
        return {}
    near = everyone.loc[everyone["county_code"] == own["county_code"], "agency_id"].tolist()
    cells = ask.store.cells(ask.view.dataset, DEFAULT_INDICATOR, None, near)
    ranks = {}
    for _, alike in cells[cells["value"].notna()].groupby("basis"):
        for row in records(ranking(alike)):
            if row["agency_id"] == own["agency_id"] and row["known_count"] >= _LEAST:
                place = {"rank": row["rank"], "of": row["known_count"]}
                ranks[int(row["report_year"])] = say("agency.rank", ask.language, **place)
    return ranks


def _state(row: Mapping[str, Any], view: View) -> str:
    days = row.get("days_late")
    if row["state"] == "late" and not pd.isna(days):
        return say("compliance.late_days", view.language, n=int(str(days)))
    return say(f"compliance_state.{row['state']}", view.language)


def _found(row: Record | None, there: View, view: View) -> TableCell:
    if row is None or pd.isna(row["errors"]):
        return TableCell(say("agency.not_judged", view.language))
    counts = {name: int(row[name]) for name in ("errors", "warnings")}
    if not any(counts.values()):
        return TableCell(say("agency.none", view.language))
    return TableCell(say("agency.counts", view.language, **counts), href=there.href)


def _source(report: Record, view: View) -> TableCell:
    kind = "simulated" if view.is_demo else str(report["source"])
    address = "" if view.is_demo else web_address(report["address"])
    return TableCell(say(f"source.{kind}", view.language), href=address)


def _notes(own: Record, reports: pd.DataFrame, view: View) -> tuple[str, ...]:
    language = view.language
    by_name = reports.groupby("agency")["report_year"].agg(["min", "max"])
    former = [
        say("agency.called", language, name=name, years=span((int(first), int(last))))
        for name, (first, last) in by_name.iterrows()
        if name != own["name"]
    ]
    notes = [say("agency.former", language, list=say("agency.comma", language).join(former))]
    return (*(notes if former else ()), say("agency.note", language, n=plain(_LEAST)))


def _links(own: Record, view: View) -> tuple[Step, ...]:
    here = replace(view, province="", city="", county=str(own["county_code"]), more=())
    links = [
        Step(say(f"page.{page}", view.language), replace(here, page=page).href) for page in _PAGES
    ]
    if own["county_code"]:
        words = say("agency.to_county", view.language, name=own["county"])
        links.insert(0, Step(words, replace(here, page="county", agencies=()).href))
    return tuple(links)
