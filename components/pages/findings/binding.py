"""What the findings' page binds to the browser: the form of a verdict."""

from __future__ import annotations

from dash import Dash, Input, Output, State, ctx, no_update
from dash._no_update import NoUpdate
from dash.development.base_component import Component

from components import ids
from components.context import PageRequest, SiteContext
from components.pages.findings.verdict import BUTTONS, VerdictSubmission, take
from components.pages.findings.view import draw_findings
from components.view import View

Reply = tuple[Component | NoUpdate, str | NoUpdate]


def bind(app: Dash, desk: SiteContext) -> None:
    """Bind the form: one callback, which draws the page anew when a verdict was taken."""

    @app.callback(
        Output(ids.Shell.MAIN, "children", allow_duplicate=True),
        Output(ids.VerdictForm.SAID, "children"),
        *(Input(button, "n_clicks") for button in BUTTONS),
        State(ids.Shell.URL, "search"),
        State(ids.VerdictForm.REASON, "value"),
        State(ids.VerdictForm.NAME, "value"),
        State(ids.VerdictForm.SEEN, "data"),
        prevent_initial_call=True,
    )
    def _on_verdict(*given: object) -> Reply:
        clicks, (search, reason, name, seen) = given[: len(BUTTONS)], given[len(BUTTONS) :]
        if not any(clicks):  # drawn anew, not clicked
            return no_update, no_update
        view = View.parse("/findings", search if isinstance(search, str) else "")
        ask = PageRequest(desk, view, desk.store.info().digest)
        verdict = next((word for part, word in BUTTONS.items() if part == ctx.triggered_id), "")
        why = take(ask, VerdictSubmission(verdict, reason, name, seen))
        return (no_update, why) if why else (draw_findings(ask), no_update)
