"""A page of several pictures: question, answer, then each picture with its own words and files."""

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.figures.file_names import file_stem
from components.figures.pictures import Dossier, Found, Picture
from components.layout.attributes import attributes
from components.layout.panel import (
    badge,
    download_row,
    graph,
    pictures_of,
    sources_fold,
    swatch,
    toggle_row,
)
from components.layout.states import empty
from components.layout.table import sortable_table
from components.layout.tabs import tabs
from components.tables import Table
from components.theme import Chart
from components.words import say


def dossier_page(ask: PageRequest, found: Found) -> Component:
    """Set the page, or what stands in its place."""
    if isinstance(found, Empty):
        return empty(found)
    return html.Article(
        [
            html.Div(
                [
                    html.H1(found.question),
                    html.P(found.scope, className="scope"),
                    html.P(found.sentence, className="answer"),
                    html.P(found.coverage, className="caution"),
                ],
                className="heading",
            ),
            *(_part(part, found, ask) for part in found.parts),
            html.Ul([html.Li(note) for note in found.notes], className="notes"),
            download_row(found.view),
            _definitions(found),
            sources_fold(found.sources, found.view),
        ],
        className="panel dossier",
    )


def _part(part: Picture, page: Dossier, ask: PageRequest) -> html.Article:
    """Set one picture or its table; an article of its own, so that its buttons find its chart."""
    is_table = page.view.own("table") == part.name
    label = say("panel.ways", page.view.language)
    middle: list[Component] = []
    if part.make_chart and part.make_table:
        ways = (page.view.with_own(table="", sort=""), page.view.with_own(table=part.name, sort=""))
        middle = [tabs(*ways, is_table=is_table)]
    if not is_table or part.make_table is None:
        middle += _charts(part, page, ask)
    if part.make_table and (is_table or part.make_chart is None):
        middle.append(_table(part, part.make_table(), page))
    return html.Article(
        [
            html.H2(part.title, id=f"{page.view.page}-{part.name}"),
            html.P(part.sentence, className="lead"),
            *([toggle_row(part.toggles, label)] if part.toggles else []),
            *middle,
            html.Ul([html.Li(note) for note in part.notes], className="notes"),
            *([_links(part)] if part.links else []),
        ],
        className=f"part part-{part.name}",
        **attributes(aria_labelledby=f"{page.view.page}-{part.name}"),
    )


def _charts(part: Picture, page: Dossier, ask: PageRequest) -> list[Component]:
    """Return the chart with the buttons that save it, or nothing where there is none."""
    if part.make_chart is None:
        return []
    figure = _figure(part, part.make_chart(ask.is_narrow), page, ask)
    buttons = html.Div(pictures_of(page.view.language), className="downloads")
    return [figure, buttons]


def _figure(part: Picture, chart: Chart, page: Dossier, ask: PageRequest) -> html.Figure:
    language = page.view.language
    label = say("panel.chart_label", language, question=part.title, sentence=part.sentence)
    entries = [html.Li([swatch(key), key.label]) for key in part.legend]
    return html.Figure(
        [
            *badge(page.view),
            *([html.Ul(entries, className="legend")] if entries else []),
            graph(chart, language, label),
            *([html.Figcaption(part.coverage)] if part.coverage != page.coverage else []),
        ],
        className="figure",
        **attributes(
            data_title=part.title,
            data_scope=page.scope,
            data_sentence=part.sentence,
            data_source=say(
                "panel.source_line", language, coverage=part.coverage, digest=ask.digest[:12]
            ),
            data_simulated=say("site.ribbon", language) if page.view.is_demo else "",
            data_file=file_stem(ask.store, page.view, part.title),
        ),
    )


def _links(part: Picture) -> html.P:
    return html.P(
        [dcc.Link(step.label + " →", href=step.href) for step in part.links], className="onward"
    )


def _table(part: Picture, table: Table, page: Dossier) -> html.Figure:
    caption = f"{part.title} {page.scope}"
    inside = sortable_table(table, caption, page.view)
    return html.Figure([*badge(page.view), inside], className="figure of-table")


def _definitions(page: Dossier) -> html.Details:
    lines = [html.P([html.Strong(term), " ", words]) for term, words in page.definitions]
    return html.Details(
        [html.Summary(say("panel.definition", page.view.language)), *lines], className="fold"
    )
