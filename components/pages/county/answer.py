"""One county's own page: its agencies by years, what is covered, and who discloses most."""

from dataclasses import replace
from typing import Final

import pandas as pd

from components.answers import Empty, Step, YearsOverview
from components.context import PageRequest
from components.figures.basis import basis_notes
from components.figures.records import Record, records
from components.figures.scope import DEFAULT_INDICATOR, Scope, nothing, scope_of
from components.figures.text import agency_cell, figure_cell, words_of
from components.numbers import plain, span
from components.tables import Table, TableCell, TableColumn
from components.view import LEVELS, Page, View
from components.words import say

_PAGES: Final[tuple[Page, ...]] = (
    *("counts", "trends", "mix", "requests", "compare", "rollup", "compliance", "findings"),
)


def county(ask: PageRequest) -> YearsOverview | Empty:
    """Describe a county over the years there are, or those asked for."""
    view, language = replace(ask.view, agencies=()), ask.language
    scope = scope_of(ask.store, view)
    reports = ask.store.reports(view.dataset, scope.asked, view.years)
    if reports.empty:
        return nothing(view, scope, say("county.title", language), say("county.nothing", language))
    cells = ask.store.cells(view.dataset, DEFAULT_INDICATOR, None, scope.asked, view.years)
    years = (int(reports["report_year"].min()), int(reports["report_year"].max()))
    return YearsOverview(
        view=view,
        question=scope.words,
        scope=_scope(scope, reports, years, view),
        sentence=_sentence(cells, reports, scope, view),
        table=_table(cells, reports, scope, view),
        notes=(say("county.note", language), *basis_notes(cells, language)),
        links=tuple(
            Step(say(f"page.{page}", language), replace(view, page=page, more=()).href)
            for page in _PAGES
        ),
        links_label=say("county.ways", language),
    )


def _scope(scope: Scope, reports: pd.DataFrame, years: tuple[int, int], view: View) -> str:
    row = records(scope.place.head(1))[0]
    around = " ".join(dict.fromkeys(str(row[one]) for one in ("province", "city") if row[one]))
    said = {"agencies": len(scope.within), "reports": len(reports), "years": span(years)}
    covered = say("county.covered", view.language, **said)
    return f"{around} · {covered} · {say(f'scope.kind_{view.dataset}', view.language)}"


def _sentence(cells: pd.DataFrame, reports: pd.DataFrame, scope: Scope, view: View) -> str:
    """Say who discloses most in the year that most agencies state it, with its base."""
    known, language = cells[cells["value"].notna()], view.language
    if known.empty:
        return say("county.unknown", language, n=len(reports))
    counts = known.groupby("report_year").size()
    year = int(counts[counts == counts.max()].index.max())
    of_year = known[known["report_year"] == year].sort_values("value", ascending=False)
    top = records(of_year.head(1))[0]
    holes = {
        "year": year,
        "n": len(of_year),
        "reports": int((reports["report_year"] == year).sum()),
        "top": scope.names.get(str(top["agency_id"]), str(top["agency"])),
        "value": words_of(top, language),
    }
    key = "county.sentence" if len(of_year) > 1 else "county.sentence_one"
    return say(key, language, **holes)


def _table(cells: pd.DataFrame, reports: pd.DataFrame, scope: Scope, view: View) -> Table:
    language = view.language
    years = sorted({int(year) for year in reports["report_year"]}, reverse=True)
    at = {(str(row["agency_id"]), int(row["report_year"])): row for row in records(cells)}
    columns = (
        TableColumn(say("column.agency", language)),
        TableColumn(say("county.reports", language), "number"),
        *(TableColumn(str(year), "number") for year in years),
    )
    counts = reports.groupby("agency_id").size()
    order = {level: place for place, level in enumerate(LEVELS)}
    ranked = scope.within.assign(
        count=scope.within["agency_id"].map(counts).fillna(0),
        order=scope.within["level"].map(order).fillna(len(order)),
    ).sort_values(["count", "order", "agency_id"], ascending=[False, True, True])
    rows = []
    for row in records(ranked):
        agency = str(row["agency_id"])
        n = int(row["count"])
        rows.append(
            (
                agency_cell(agency, scope.names.get(agency, str(row["name"])), view),
                TableCell(plain(n), float(n)),
                *(_cell(at.get((agency, year)), view) for year in years),
            )
        )
    return Table(columns, tuple(rows))


def _cell(row: Record | None, view: View) -> TableCell:
    if row is None:
        return TableCell("", state="no_report")
    return figure_cell(row, DEFAULT_INDICATOR, replace(view, more=()))
