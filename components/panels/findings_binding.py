"""What the findings' page binds to the browser: its search box and the form of a verdict."""

from __future__ import annotations

from dash import Dash, Input, Output, State, ctx, no_update
from dash._no_update import NoUpdate
from dash.development.base_component import Component

from components import ids
from components.desk import Ask, Desk
from components.panels.findings import draw_findings
from components.panels.findings_verdict import WITHDRAWN, Said, take
from components.view import View
from components.words import say

Reply = tuple[Component | NoUpdate, str | NoUpdate]


def bind(app: Dash, desk: Desk) -> None:
    """Bind search box and form."""
    _bind_search(app)
    _bind_verdict(app, desk)


def _bind_search(app: Dash) -> None:
    @app.callback(
        Output(ids.Shell.URL, "search", allow_duplicate=True),
        Input(ids.Findings.FIND, "n_clicks"),
        Input(ids.Findings.SEARCH, "n_submit"),
        State(ids.Findings.SEARCH, "value"),
        State(ids.Shell.URL, "pathname"),
        State(ids.Shell.URL, "search"),
        prevent_initial_call=True,
    )
    def _on_search(
        clicks: int | None, entered: int | None, text: object, path: str | None, search: str | None
    ) -> str | NoUpdate:
        before = View.parse(path, search)
        words = " ".join(text.split()) if isinstance(text, str) else ""
        after = before.with_own(q=words, n="", at="")
        if not (clicks or entered) or after == before:
            return no_update
        return after.search() or "?"


def _bind_verdict(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output(ids.Shell.MAIN, "children", allow_duplicate=True),
        Output(ids.Findings.SAID, "children"),
        Input(ids.Findings.GIVE, "n_clicks"),
        Input(ids.Findings.WITHDRAW, "n_clicks"),
        State(ids.Shell.URL, "search"),
        State(ids.Findings.VERDICT, "value"),
        State(ids.Findings.REASON, "value"),
        State(ids.Findings.NAME, "value"),
        State(ids.Findings.SEEN, "data"),
        prevent_initial_call=True,
    )
    def _on_verdict(
        give: int | None, withdraw: int | None, search: str | None, *said: object
    ) -> Reply:
        if not give and not withdraw:  # drawn anew, not clicked
            return no_update, no_update
        ask = Ask(desk, View.parse("/findings", search), desk.store.info().digest)
        verdict, reason, name, seen = said
        word = WITHDRAWN if ctx.triggered_id == ids.Findings.WITHDRAW else verdict
        why = take(ask, Said(word, reason, name, seen))
        return (no_update, say(why, ask.language)) if why else (draw_findings(ask), no_update)
