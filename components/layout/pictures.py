"""A page of several pictures: question, answer, then each picture with its own words and files."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty, Sheet, Toggle
from components.context import PageRequest
from components.figures.pictures import Dossier, Found, Picture
from components.layout.attributes import attributes
from components.layout.links import outside
from components.layout.panel import badge, file_link, file_stem, graph
from components.layout.states import empty
from components.layout.table import html_table
from components.tables import Table
from components.theme import Chart
from components.words import say

_MOST_SOURCES = 200


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
            _downloads(found),
            _definitions(found),
            _sources(found),
        ],
        className="panel dossier",
    )


def _part(part: Picture, page: Dossier, ask: PageRequest) -> html.Article:
    """Set one picture; an article of its own, so that its file buttons find its chart."""
    chart = part.make_chart(ask.is_narrow) if part.make_chart else None
    return html.Article(
        [
            html.H2(part.title, id=f"{page.view.page}-{part.name}"),
            html.P(part.sentence, className="lead"),
            *([_toggles(part, page)] if part.toggles else []),
            *([_figure(part, chart, page, ask)] if chart else []),
            html.Ul([html.Li(note) for note in part.notes], className="notes"),
            *([_links(part)] if part.links else []),
            *([_pictures(page)] if part.make_chart else []),
            *([_table(part, part.table, page)] if part.table else []),
        ],
        className=f"part part-{part.name}",
        **attributes(aria_labelledby=f"{page.view.page}-{part.name}"),
    )


def _toggles(part: Picture, page: Dossier) -> html.Div:
    groups = [
        html.Div([_toggle(toggle) for toggle in group], className="toggle", role="group")
        for group in part.toggles
    ]
    label = say("panel.ways", page.view.language)
    return html.Div(groups, className="toggles", role="group", **attributes(aria_label=label))


def _toggle(toggle: Toggle) -> dcc.Link:
    return dcc.Link(toggle.label, href=toggle.href, className="is-on" if toggle.is_on else "")


def _figure(part: Picture, chart: Chart, page: Dossier, ask: PageRequest) -> html.Figure:
    language = page.view.language
    label = say("panel.chart_label", language, question=part.title, sentence=part.sentence)
    entries = [
        html.Li([html.Span(className="swatch", style={"background": key.colour}), key.label])
        for key in part.legend
    ]
    return html.Figure(
        [
            *badge(page.view),
            *([html.Ul(entries, className="legend")] if entries else []),
            graph(chart, language, label),
            html.Figcaption(part.coverage),
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
            data_file=f"{_stem(page)}-{part.name}",
        ),
    )


def _stem(page: Dossier) -> str:
    """Name the pictures like the files of the page."""
    blank = Sheet(page.view, "", "", "", "", Table((), ()))
    return file_stem(blank)


def _links(part: Picture) -> html.P:
    return html.P(
        [dcc.Link(step.label + " →", href=step.href) for step in part.links], className="onward"
    )


def _pictures(page: Dossier) -> html.Div:
    buttons = [
        html.Button(
            say(f"panel.{form}", page.view.language),
            className="button",
            **attributes(data_export=form),
        )
        for form in ("png", "svg")
    ]
    head = html.Span(say("panel.download", page.view.language), className="label")
    return html.Div([head, *buttons], className="downloads")


def _table(part: Picture, table: Table, page: Dossier) -> html.Details:
    language = page.view.language
    inside = html_table(table, f"{part.title} {page.scope}", language)
    summary = html.Summary(say("panel.table", language))
    return html.Details([summary, inside], className="fold fold-table", open=part.is_open)


def _downloads(page: Dossier) -> html.Div:
    head = html.Span(say("panel.download", page.view.language), className="label")
    files = [file_link(page.view, name) for name in ("csv", "xlsx")]
    return html.Div([head, *files], className="downloads")


def _definitions(page: Dossier) -> html.Details:
    lines = [html.P([html.Strong(term), " ", words]) for term, words in page.definitions]
    return html.Details(
        [html.Summary(say("panel.definition", page.view.language)), *lines], className="fold"
    )


def _sources(page: Dossier) -> html.Details:
    language = page.view.language
    summary = html.Summary(say("panel.sources", language, n=len(page.sources)))
    if page.view.is_demo:
        inside: Component = html.P(say("panel.simulated_sources", language))
    else:
        inside = html.Ol(
            [
                html.Li(
                    [
                        html.Span(str(source.year), className="year"),
                        outside(source.title or source.agency, source.address, language),
                    ]
                )
                for source in page.sources[:_MOST_SOURCES]
            ],
            className="sources",
        )
    return html.Details([summary, inside], className="fold")
