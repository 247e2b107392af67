"""The one place that knows every part: create_app(store, assets)."""

import logging
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path
from typing import Final

from dash import ClientsideFunction, Dash, Input, Output, State, html, set_props
from flask import Flask, Response, abort, request

from components import ids, submissions
from components.access.watch import OURSELVES, guard
from components.api import routes as api
from components.context import SiteContext
from components.filters import bar
from components.layout.panel import skeleton
from components.layout.shell import shell
from components.managing import routes as managing
from components.operations import routes as operations
from components.pages import downloads, routing
from components.pages.data import files as data_files
from components.serving import callbacks
from components.serving.limits import SMALL
from components.view import View, is_embedded, page_of
from components.words import say
from pipelines.errors import LedgerError
from pipelines.settings import Settings, settings
from pipelines.store.store import Store

_NOWHERE: Final = "frame-ancestors 'none'"
_YEAR: Final = 31_536_000
_MACHINERY: Final = (
    "/_",
    "/assets/",
    "/healthz",
    "/metrics",
    "/login",
    "/account",
    "/manage",
    "/welcome",
)
_TEXTS: Final = ("html", "css", "plain", "csv", "javascript")
_PACKED: Final = {
    "COMPRESS_MIMETYPES": [
        *(f"text/{one}" for one in _TEXTS),
        *("application/json", "application/javascript", "application/x-ndjson", "image/svg+xml"),
    ],
    "COMPRESS_ALGORITHM_STREAMING": ["gzip"],
    "COMPRESS_LEVEL": 4,  # a tenth of the bytes; the higher ones cost more time than they save
}
_log = logging.getLogger(__name__)


def create_app(store: Store, assets: Path, installation: Settings | None = None) -> Dash:
    """Return a new application over `store`; two calls share nothing.

    `installation` is where archive and ledger lie; the environment says it where none is given.
    """
    desk = SiteContext(store, installation or settings())
    server = Flask(__name__)
    server.config.update(_PACKED)  # before Dash, which sets the packing up
    app = Dash(
        __name__,
        server=server,  # type: ignore[arg-type]  # Dash takes one, and declares otherwise
        assets_folder=str(assets.resolve()),
        title=say("site.name", "zh"),
        update_title="",
        index_string=files("components").joinpath("index.html").read_text("utf-8"),
        serve_locally=True,
        compress=True,
        on_error=_report,
        add_log_handler=False,
        include_assets_files=True,
    )
    app.server.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR
    app.server.config["MAX_CONTENT_LENGTH"] = SMALL
    operations.register(app.server, desk)  # first: what the door refuses is counted too
    guard(app.server, desk.installation)
    frame = shell(bar.layout())
    app.layout = frame
    setattr(app, "validation_layout", html.Div([frame, skeleton()]))  # noqa: B010 - typed as None
    routing.register(app, desk)
    bar.register(app, store)
    downloads.register(app.server, desk)
    data_files.register(app.server, desk)
    api.register(app.server, desk)
    submissions.register(app.server, desk)
    managing.register(app.server, desk)
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("shell", "settle"),
        Output(ids.Shell.LIVE, "children"),
        Input(ids.Shell.MAIN, "children"),
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("shell", "measure"),
        Output(ids.Shell.NARROW, "data"),
        Input(ids.Shell.URL, "pathname"),
        State(ids.Shell.NARROW, "data"),
    )
    _guard(app, desk.installation.embed_sites)
    app.server.before_request(lambda: _check(app))
    app.server.before_request(_unpacked_parts)
    _learn_scripts(app)
    return app


def _unpacked_parts() -> None:
    """Let a part of a file be sent as it is: packed by itself it is a part of nothing."""
    if "Range" in request.headers:
        request.environ.pop("HTTP_ACCEPT_ENCODING", None)


def _learn_scripts(app: Dash) -> None:
    """Ask for the page once: at its first request Dash learns the scripts it may serve.

    Left to the readers, a second request during that first one finds no script and fails.
    """
    app.server.test_client().get("/", environ_overrides={OURSELVES: True})


def _check(app: Dash) -> None:
    """Refuse a callback that there is not, or one without what it needs, before Dash uses it."""
    if request.path != callbacks.PATH or request.method != "POST":
        return
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    if not callbacks.is_callback(body, app.callback_map):
        abort(400)


def _report(error: Exception) -> None:
    """Log a fault with its trace and tell the reader in one sentence."""
    _log.error("a callback failed", exc_info=error)
    view = View.parse("/", (request.referrer or "").partition("?")[2])
    key = "account.ledger_down" if isinstance(error, LedgerError) else "empty.fault"
    set_props(ids.Shell.NOTICE, {"children": say(key, view.language)})


def _guard(app: Dash, sites: Collection[str]) -> None:
    """Set what browsers are told of every answer; `sites` may show a chart in pages of theirs."""
    policy, allowed = _policy(app), " ".join(sites)

    def _on_response(response: Response) -> Response:
        own = policy
        if allowed and is_embedded(request.path):
            own = policy.replace(_NOWHERE, f"frame-ancestors {allowed}")
        response.headers["Content-Security-Policy"] = own
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if _is_index(response) and page_of(request.path) == "missing":
            response.status_code = 404
        return response

    app.server.after_request(_on_response)


def _is_index(response: Response) -> bool:
    """Tell whether Dash answered with the page itself, which it does for any path."""
    is_ours = not request.path.startswith(_MACHINERY)
    return is_ours and response.mimetype == "text/html" and response.status_code == 200


def _policy(app: Dash) -> str:
    """Allow our own scripts and Dash's one inline starter by its hash; nothing from elsewhere."""
    starters = " ".join(
        f"'{found}'" if not found.startswith("'") else found for found in app.csp_hashes()
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {starters}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            _NOWHERE,
        )
    )
