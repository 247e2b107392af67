"""What the desk binds to the browser: lists that follow what was sent, and the build's clock."""

from dash import Dash, Input, Output, State, no_update
from dash._no_update import NoUpdate
from dash.development.base_component import Component

from components import ids
from components.context import PageRequest, SiteContext
from components.pages.importing.answer import desktop
from components.pages.importing.build import is_working, work_words
from components.pages.importing.view import list_of
from components.view import View

Inside = list[Component] | NoUpdate
News = tuple[str | NoUpdate, Inside, Inside, bool | NoUpdate]


def bind(app: Dash, desk: SiteContext) -> None:
    """Bind the desk: nothing of it ever asks while the page shows something else."""

    @app.callback(
        Output(ids.Importing.SENTENCE, "children"),
        Output(ids.Importing.LIST, "children"),
        Output(ids.Importing.BUILD, "children"),
        Output(ids.Importing.TICK, "disabled"),
        Input(ids.Importing.REFRESH, "n_clicks"),
        Input(ids.Importing.TICK, "n_intervals"),
        State(ids.Shell.URL, "search"),
        prevent_initial_call=True,
    )
    def _on_news(clicks: int | None, _ticks: int | None, search: object) -> News:
        if not clicks and not _ticks:
            return no_update, no_update, no_update, no_update
        view = View.parse("/import", search if isinstance(search, str) else "")
        ask = PageRequest(desk, view, desk.store.info().digest)
        found = desktop(ask)
        return found.sentence, list_of(found), work_words(ask), not is_working(ask)
