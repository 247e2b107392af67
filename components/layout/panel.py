"""One question's frame: question, scope, answer, chart, table, sources and downloads."""

from __future__ import annotations

from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.answers import Answer, ReportSource, Sheet, Toggle
from components.layout.attributes import attributes
from components.layout.links import outside
from components.layout.table import html_table
from components.theme import Chart
from components.view import Language, View
from components.words import say

_MOST_SOURCES = 400
_KINDS: dict[str, type[Component]] = {  # parts that hold more than children
    ids.Importing.TICK: dcc.Interval,
}


def panel(answer: Answer, digest: str, *, is_narrow: bool = False) -> html.Article:
    """Set an answer: the sentence first, then the chart, then all that backs it."""
    return html.Article(
        [
            _heading(answer),
            _toggles(answer),
            _figure(answer, digest, is_narrow=is_narrow),
            html.Ul([html.Li(note) for note in answer.notes], className="notes"),
            _downloads(answer.view),
            _fold("panel.table", ids.FigurePanel.OPEN_TABLE, ids.FigurePanel.TABLE, answer),
            _definition(answer),
            _fold("panel.sources", ids.FigurePanel.OPEN_SOURCES, ids.FigurePanel.SOURCES, answer),
        ],
        className="panel",
    )


def skeleton() -> html.Div:
    """Return every named part of a panel, empty: what callbacks may speak to."""
    return html.Div(
        [_KINDS.get(part, html.Div)(id=part) for group in ids.OF_PAGES for part in group]
    )


def graph(chart: Chart, language: Language, label: str, *, name: str = "") -> html.Div:
    """Return a chart with the one configuration every chart has, described in words."""
    height = chart["layout"]["height"]
    more: dict[str, Any] = {"id": name} if name else {}
    return html.Div(
        dcc.Graph(
            figure=chart,
            config=cast("Any", theme.config(language)),
            style={"height": f"{height}px"},
            responsive=True,
            **more,
        ),
        role="img",
        className="graph",
        **attributes(aria_label=label),
    )


def badge(view: View) -> list[Component]:
    """Return the mark of simulated data for a chart's corner, or nothing."""
    return [html.Span(say("site.ribbon", view.language), className="badge")] if view.is_demo else []


def _heading(answer: Answer) -> html.Div:
    return html.Div(
        [
            html.H1(answer.question),
            html.P(answer.scope, className="scope"),
            html.P(answer.sentence, id=ids.FigurePanel.SENTENCE, className="answer"),
        ],
        className="heading",
    )


def _toggles(answer: Answer) -> html.Div:
    groups = [
        html.Div([_toggle(toggle) for toggle in group], className="toggle", role="group")
        for group in answer.toggles
        if group
    ]
    label = say("panel.ways", answer.view.language)
    return html.Div(groups, className="toggles", role="group", **attributes(aria_label=label))


def _toggle(toggle: Toggle) -> dcc.Link:
    return dcc.Link(toggle.label, href=toggle.href, className="is-on" if toggle.is_on else "")


def _figure(answer: Answer, digest: str, *, is_narrow: bool) -> html.Figure:
    language = answer.view.language
    source = say("panel.source_line", language, coverage=answer.coverage, digest=digest[:12])
    label = say("panel.chart_label", language, question=answer.question, sentence=answer.sentence)
    simulated = say("site.ribbon", language) if answer.view.is_demo else ""
    return html.Figure(
        [
            *badge(answer.view),
            *_legend(answer),
            graph(answer.chart(is_narrow=is_narrow), language, label, name=ids.FigurePanel.GRAPH),
            html.Figcaption(answer.coverage),
        ],
        className="figure",
        **attributes(
            data_title=answer.question,
            data_scope=answer.scope,
            data_sentence=answer.sentence,
            data_source=source,
            data_simulated=simulated,
            data_file=file_stem(answer),
        ),
    )


def _legend(answer: Answer) -> list[Component]:
    """Return the legend as words that wrap; the exported picture draws its own."""
    entries = [
        html.Li([html.Span(className="swatch", style={"background": key.colour}), key.label])
        for key in answer.legend
    ]
    return [html.Ul(entries, className="legend")] if entries else []


def file_stem(answer: Answer | Sheet) -> str:
    """Name a file after its view: page, place, years and indicator."""
    view = answer.view
    place = view.county or view.city or view.province
    years = f"{view.years[0]}-{view.years[1]}" if view.years else ""
    agencies = "+".join(view.agencies[:2])
    indicator = answer.definition.indicator if isinstance(answer, Answer) else ""
    what = view.dimension if view.page == "mix" else indicator
    parts = ("mingcha", view.page, view.dataset, place, agencies, years, what, view.by)
    return "-".join(part for part in parts if part)


def _downloads(view: View) -> html.Div:
    language = view.language
    files = [file_link(view, name) for name in ("csv", "csv_full", "xlsx")]
    pictures = [
        html.Button(
            say(f"panel.{form}", language), className="button", **attributes(data_export=form)
        )
        for form in ("png", "svg")
    ]
    head = html.Span(say("panel.download", language), className="label")
    return html.Div([head, *files, *pictures], className="downloads")


def file_link(view: View, name: str) -> html.A:
    """Return the link to a file of this view: csv, csv_full (every agency and year) or xlsx."""
    ending = "all.csv" if name == "csv_full" else name
    return html.A(
        say(f"panel.{name}", view.language),
        href=f"/{view.page}.{ending}{view.search()}",
        download="",
        className="button",
    )


def _fold(key: str, opener: ids.FigurePanel, body: ids.FigurePanel, answer: Answer) -> html.Details:
    """Return a fold whose inside is fetched when it is opened: most readers never do."""
    words = say(key, answer.view.language, n=len(answer.sources))
    waiting = html.P(say("site.loading", answer.view.language), className="waiting")
    inside = html.Div(waiting, id=body)
    return html.Details([html.Summary(words, id=opener, n_clicks=0), inside], className="fold")


def table_of(answer: Answer) -> Component:
    """Set the table behind the chart."""
    caption = f"{answer.question} {answer.scope}"
    return html_table(answer.table, caption, answer.view.language)


def _definition(answer: Answer) -> html.Details:
    meaning, language = answer.definition, answer.view.language
    notes = " ".join(filter(None, (meaning.note, meaning.comparable_note)))
    return html.Details(
        [
            html.Summary(say("panel.definition", language)),
            html.P(
                say(
                    "panel.definition_line",
                    language,
                    label=meaning.label,
                    unit=meaning.unit,
                    note=notes,
                )
            ),
            html.P(html.Code(meaning.indicator)),
        ],
        className="fold",
    )


def sources_of(answer: Answer) -> Component:
    """List the reports behind the chart, each with its public address."""
    language = answer.view.language
    if answer.view.is_demo:
        return html.P(say("panel.simulated_sources", language))
    items = [_source(source, language) for source in answer.sources[:_MOST_SOURCES]]
    return html.Ol(items, className="sources")


def _source(source: ReportSource, language: Language) -> html.Li:
    return html.Li(
        [
            html.Span(str(source.year), className="year"),
            outside(source.title or source.agency, source.address, language),
        ]
    )
