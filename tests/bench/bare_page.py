"""The counts chart as a bare Dash page, one control and one graph: what `/counts` is held against.

It asks the same store through the same code for the same figures; what differs is all around them.
"""

from __future__ import annotations

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask

from components.answers import Answer
from components.filters.options import indicator_options
from components.ids import Filters
from components.pages.questions import answer
from components.view import View
from pipelines.settings import settings
from pipelines.store.store import Store

SEARCH = "?dataset=demo&y=2024"
_GRAPH = "bare-graph"


def server() -> Flask:
    """Return the page as gunicorn serves it."""
    app, store = Dash(__name__, serve_locally=True), Store(settings().store)
    options = indicator_options(store, "zh")
    control = dcc.Dropdown(options, options[0]["value"], id=Filters.INDICATOR, clearable=False)
    app.layout = html.Div([control, dcc.Graph(id=_GRAPH)])

    @app.callback(Output(_GRAPH, "figure"), Input(Filters.INDICATOR, "value"))
    def _drawn(indicator: str) -> go.Figure:
        found = answer(store, View.parse("/counts", f"{SEARCH}&i={indicator}"))
        assert isinstance(found, Answer), "the simulated district states it"
        return go.Figure(found.chart())

    return app.server  # type: ignore[return-value]  # Flask, declared as anything
