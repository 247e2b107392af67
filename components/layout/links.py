"""Links that leave the site: only web addresses, in a new tab, telling nothing of this page."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.tables import web_address
from components.view import Language
from components.words import say


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
