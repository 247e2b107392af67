"""The page of an address: asks for the answer and sets it; one callback for all pages."""

from collections.abc import Callable

from dash import Dash, Input, Output, State, html, no_update
from dash._no_update import NoUpdate
from dash.development.base_component import Component

from components import ids
from components.answers import Answer
from components.cache import kept_for_publication
from components.context import PageRequest, SiteContext
from components.figures.evidence import is_ledger_down
from components.layout.header import foot, header, ribbon
from components.layout.panel import sources_of
from components.layout.states import missing
from components.pages.questions import answer
from components.pages.registry import PAGES
from components.pages.values import values_of
from components.unread import unread
from components.view import Page, View, is_embedded
from components.words import say
from pipelines.store.store import Store

Parts = tuple[list[Component], list[Component], Component, list[Component]]


def draw(
    desk: SiteContext,
    view: View,
    search: str | None = "",
    *,
    is_narrow: bool = False,
    is_alone: bool = False,
) -> Parts:
    """Answer one view: head, ribbon, body and foot of the page.

    `search` is the query string as it came: what cannot be read of it is said. What stands in a
    page of another site is alone: without head, foot and choices.
    """
    digest = desk.store.info().digest
    ask = PageRequest(desk, view, digest, is_narrow, is_alone)
    middle = body(ask)
    lines = ribbon(view)
    if is_ledger_down():
        said = say("account.ledger_down", view.language)
        lines = [*lines, html.P(said, className="said", role="alert")]
    lines = [*lines, *_unread(view, search)]
    return (
        header(view, bare_pages(desk.store, view.dataset), has_home=bool(ask.own_county)),
        lines,
        middle,
        foot(view, digest),
    )


@kept_for_publication
def bare_pages(store: Store, dataset: str) -> frozenset[Page]:
    """Return the pages that can show nothing where every report is an excerpt."""
    (held,) = store.held(dataset).itertuples()
    found: list[Page] = [] if held.has_table_3 else ["requests"]
    found += [] if held.has_table_4 else ["reviews"]
    found += [] if held.has_text else ["similarity"]
    return frozenset(found)


def _unread(view: View, search: str | None) -> list[Component]:
    """Say what of the address could not be read and was left aside."""
    found = unread(view.path, search, values_of(view.page))
    if not found:
        return []
    items = say("scope.comma", view.language).join(f"{key}={value}" for key, value in found)
    words = say("scope.unread", view.language, items=items)
    return [html.P(words, className="said unread", role="status")]


def body(ask: PageRequest) -> Component:
    """Return what stands in the middle of the page."""
    page = PAGES.get(ask.view.page)
    return page.draw(ask) if page else missing(ask.view)


def unfold(
    store: Store, clicks: int, view: View, inside: Callable[[Answer], Component]
) -> Component | NoUpdate:
    """Return the inside of a fold once it was touched; a later touch finds the same answer kept."""
    found = answer(store, view) if clicks else None
    return inside(found) if isinstance(found, Answer) else no_update


def register(app: Dash, desk: SiteContext) -> None:
    """Bind the page to the address bar."""
    store = desk.store
    for page in PAGES.values():
        if page.bind:
            page.bind(app, desk)

    @app.callback(
        Output(ids.Shell.HEADER, "children"),
        Output(ids.Shell.RIBBON, "children"),
        Output(ids.Shell.MAIN, "children"),
        Output(ids.Shell.FOOT, "children"),
        Input(ids.Shell.URL, "pathname"),
        Input(ids.Shell.URL, "search"),
        Input(ids.Shell.NARROW, "data"),
    )
    def _on_address(path: str | None, search: str | None, is_narrow: object) -> Parts:
        ways = {"is_narrow": bool(is_narrow), "is_alone": is_embedded(path)}
        return draw(desk, View.parse(path, search), search, **ways)

    @app.callback(
        Output(ids.Shell.MAIN, "children", allow_duplicate=True),
        Input(ids.Shell.REDRAW, "n_clicks"),
        State(ids.Shell.URL, "pathname"),
        State(ids.Shell.URL, "search"),
        State(ids.Shell.NARROW, "data"),
        prevent_initial_call=True,
    )
    def _on_redraw(
        clicks: int | None, path: str | None, search: str | None, is_narrow: object
    ) -> Component | NoUpdate:
        """Draw the page again after something was sent that changes what it shows."""
        if not clicks:
            return no_update
        view = View.parse(path, search)
        return body(PageRequest(desk, view, store.info().digest, bool(is_narrow)))

    @app.callback(
        Output(ids.FigurePanel.SOURCES, "children"),
        Input(ids.FigurePanel.OPEN_SOURCES, "n_clicks"),
        State(ids.Shell.URL, "pathname"),
        State(ids.Shell.URL, "search"),
        prevent_initial_call=True,
    )
    def _on_sources(clicks: int, path: str | None, search: str | None) -> Component | NoUpdate:
        return unfold(store, clicks, View.parse(path, search), sources_of)
