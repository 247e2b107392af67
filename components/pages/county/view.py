"""A county's own page as HTML: one sentence, its agencies by years."""

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
from components.pages.county.answer import CountyPage, county
from components.words import say


def draw_county(ask: PageRequest) -> Component:
    """Draw the page of a county, or say that nothing is held of it."""
    page = county(ask)
    return empty(page) if isinstance(page, Empty) else _county(page)


def _county(page: CountyPage) -> html.Article:
    language = page.view.language
    return html.Article(
        [
            heading(page.name, page.scope, page.sentence),
            html.Div(
                [dcc.Link(link.label, href=link.href, className="button") for link in page.links],
                className="ways-on",
                role="group",
                **attributes(aria_label=say("county.ways", language)),
            ),
            html.Div(
                [*badge(page.view), html_table(page.table, page.name, language)],
                className="years-of",
            ),
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
        ],
        className="panel county",
    )
