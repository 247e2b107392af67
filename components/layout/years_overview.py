"""One agency or county over all its years as HTML: a sentence, ways on, a table of years."""

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty, NamedTable, YearsOverview
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.panel import badge
from components.layout.states import empty
from components.layout.table import html_table
from components.words import say


def years_overview(page: YearsOverview | Empty) -> Component:
    """Set the page of an agency or county, or say that nothing is held of it."""
    if isinstance(page, Empty):
        return empty(page)
    return html.Article(
        [
            heading(page.question, page.scope, page.sentence),
            html.Div(
                [dcc.Link(link.label, href=link.href, className="button") for link in page.links],
                className="ways-on",
                role="group",
                **attributes(aria_label=page.links_label),
            ),
            *([_years(page)] if page.table.rows else []),
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
            *(_more(part, page) for part in page.more),
        ],
        className=f"panel {page.view.page}",
    )


def _years(page: YearsOverview) -> html.Div:
    table = html_table(page.table, page.question, page.view.language)
    return html.Div([*badge(page.view), table], className="years-of")


def _more(part: NamedTable, page: YearsOverview) -> html.Section:
    onward = html.P(dcc.Link(f"{part.link.label} →", href=part.link.href), className="onward")
    return html.Section(
        [
            html.H2(part.title),
            html.P(part.line, className="lead"),
            *badge(page.view),
            html_table(part.table, part.title, page.view.language),
            *([_files(part, page)] if part.files else []),
            onward,
        ],
        className="named-table",
    )


def _files(part: NamedTable, page: YearsOverview) -> html.Div:
    head = html.Span(say("panel.download", page.view.language), className="label")
    files = [
        html.A(one.label, href=one.href, download="", className="button") for one in part.files
    ]
    return html.Div([head, *files], className="downloads")
