"""A chart and its table as two tabs of one panel; which of them is open is part of the address."""

from typing import Any

from dash import dcc, html

from components.layout.attributes import attributes
from components.view import View
from components.words import say

TABLE = "table"


def _named(name: str) -> dict[str, Any]:
    return {"id": name} if name else {}


def tabs(chart: View, table: View, *, is_table: bool, name: str = "") -> html.Nav:
    """Return the two tabs: the addresses of either, and which is open; `name` is the table's id."""
    ways = (("chart", chart, not is_table), ("table", table, is_table))
    links = [
        dcc.Link(
            say(f"panel.tab_{key}", chart.language),
            href=view.href,
            className="tab-link is-on" if is_on else "tab-link",
            **_named(name if key == "table" else ""),
        )
        for key, view, is_on in ways
    ]
    return html.Nav(
        links,
        className="tabs on-table" if is_table else "tabs",
        **attributes(aria_label=say("panel.tabs", chart.language)),
    )
