"""An agency's own page as HTML: who it is, one sentence, its years as a table."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.panel import badge
from components.layout.states import empty
from components.layout.table import html_table
from components.pages.agency.answer import AgencyPage, agency
from components.words import say


def draw_agency(ask: PageRequest) -> Component:
    """Draw the page of an agency, or say that nobody knows it."""
    page = agency(ask)
    return empty(page) if isinstance(page, Empty) else _agency(page)


def _agency(page: AgencyPage) -> html.Article:
    language = page.view.language
    return html.Article(
        [
            heading(page.name, page.scope, page.sentence),
            html.Div(
                [dcc.Link(link.label, href=link.href, className="button") for link in page.links],
                className="ways-on",
                role="group",
                **attributes(aria_label=say("agency.ways", language)),
            ),
            html.Div(
                [*badge(page.view), html_table(page.table, page.name, language)],
                className="years-of",
            ),
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
        ],
        className="panel agency",
    )
