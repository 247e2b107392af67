"""Every page in one list: what draws it, what its downloads carry, what it binds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dash import Dash
from dash.development.base_component import Component

from components.answers import Answer, Empty, Sheet, YearsOverview
from components.context import PageRequest, SiteContext
from components.downloads.about import Export
from components.figures.file_names import file_stem
from components.figures.pictures import Dossier
from components.layout.panel import embedded, panel
from components.layout.pictures import dossier_page
from components.layout.states import empty
from components.layout.years_overview import years_overview
from components.pages.about import answer as about
from components.pages.about.view import draw_about
from components.pages.agency.answer import agency
from components.pages.agency.interim import interim_sheet
from components.pages.compare.sheet import sheet as compare_sheet
from components.pages.compare.view import draw_compare
from components.pages.compliance.sheet import sheet as compliance_sheet
from components.pages.compliance.view import draw_compliance
from components.pages.county.answer import county
from components.pages.data.view import draw_data
from components.pages.find.view import draw_find
from components.pages.findings.sheet import sheet as findings_sheet
from components.pages.findings.view import draw_findings
from components.pages.history.answer import sheet as history_sheet
from components.pages.history.view import draw_history
from components.pages.importing.binding import bind as bind_import
from components.pages.importing.view import draw_import
from components.pages.overview.view import draw_overview
from components.pages.questions import answer
from components.pages.report.view import bind as bind_report
from components.pages.report.view import draw_report
from components.pages.requests.answer import requests
from components.pages.reviews.answer import reviews
from components.pages.rollup.sheet import sheet as rollup_sheet
from components.pages.rollup.view import draw_rollup
from components.pages.rollup.workbook import rollup_book
from components.pages.roster.view import draw_roster
from components.pages.similarity.sheet import sheet as similarity_sheet
from components.pages.similarity.view import draw_similarity
from components.pages.tasks.sheet import sheet as tasks_sheet
from components.pages.tasks.view import draw_tasks
from components.pages.why.answer import why
from components.report.sheet import sheet as report_sheet
from components.view import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. Without `sheet` it has no files; `workbook` replaces the plain XLSX."""

    draw: Callable[[PageRequest], Component]
    sheet: Callable[[PageRequest], Answer | Sheet | Empty | None] | None = None
    workbook: Callable[[PageRequest, Export], bytes] | None = None
    bind: Callable[[Dash, SiteContext], None] | None = None


def _draw_question(ask: PageRequest) -> Component:
    """Draw a page that asks one question of one indicator."""
    answered = answer(ask.store, ask.view)
    if isinstance(answered, Empty):
        return empty(answered)
    stem = file_stem(ask.store, ask.view)
    if ask.is_embedded:
        return embedded(answered, ask.digest, stem, is_narrow=ask.is_narrow)
    can_embed = bool(ask.desk.installation.embed_sites)
    return panel(answered, ask.digest, stem, is_narrow=ask.is_narrow, can_embed=can_embed)


def _answer(ask: PageRequest) -> Answer | Empty:
    return answer(ask.store, ask.view)


def _dossier(answered: Callable[[PageRequest], Dossier | Empty]) -> PageEntry:
    """Return the entry of a page that answers with several pictures and one table."""

    def draw(ask: PageRequest) -> Component:
        return dossier_page(ask, answered(ask))

    def sheet(ask: PageRequest) -> Sheet | None:
        found = answered(ask)
        return found.sheet if isinstance(found, Dossier) else None

    return PageEntry(draw, sheet)


def _over_years(
    answered: Callable[[PageRequest], YearsOverview | Empty],
    sheet: Callable[[PageRequest], Sheet | Empty | None] | None = None,
) -> PageEntry:
    """Return the entry of a page that shows one agency or county over all its years."""
    return PageEntry(lambda ask: years_overview(answered(ask)), sheet)


PAGES: Final[Mapping[Page, PageEntry]] = {
    "overview": PageEntry(draw_overview),
    "counts": PageEntry(_draw_question, _answer),
    "mix": PageEntry(_draw_question, _answer),
    "trends": PageEntry(_draw_question, _answer),
    "requests": _dossier(requests),
    "reviews": _dossier(reviews),
    "compare": PageEntry(draw_compare, compare_sheet),
    "report": PageEntry(draw_report, report_sheet, bind=bind_report),
    "agency": _over_years(agency, interim_sheet),
    "county": _over_years(county),
    "rollup": PageEntry(draw_rollup, rollup_sheet, rollup_book),
    "compliance": PageEntry(draw_compliance, compliance_sheet),
    "findings": PageEntry(draw_findings, findings_sheet),
    "similarity": PageEntry(draw_similarity, similarity_sheet),
    "data": PageEntry(draw_data),
    "import": PageEntry(draw_import, bind=bind_import),
    "history": PageEntry(draw_history, history_sheet),
    "tasks": PageEntry(draw_tasks, tasks_sheet),
    "roster": PageEntry(draw_roster),
    "about": PageEntry(draw_about, about.sheet),
    "find": PageEntry(draw_find),
    "why": _dossier(why),
}
