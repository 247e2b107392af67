"""Links of one kind each: to an agency's own page; out of the site, telling nothing of it."""

from dash import dcc, html
from dash.development.base_component import Component

from components.figures.text import agency_href
from components.tables import web_address
from components.view import Language, View
from components.words import say


def agency_link(agency: object, name: str, view: View) -> dcc.Link:
    """Return an agency's name as the way to its own page: the same wherever a name stands."""
    return dcc.Link(name, href=agency_href(agency, view), className="agency-name")


def outside(text: str, address: str, language: Language) -> Component:
    """Return a link to a public address, or the plain words where the address is not one."""
    if not web_address(address):
        return html.Span(text)
    return html.A(
        [text, html.Span(say("panel.new_tab", language), className="unseen")],
        href=address,
        target="_blank",
        rel="noopener noreferrer",
        className="outside",
    )
