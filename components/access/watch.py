"""What is asked of every request before anything sees it, and the cookie of its session."""

import logging
from typing import Any, Final
from urllib.parse import quote

from dash.exceptions import DependencyException
from flask import Flask, Response, current_app, has_request_context, jsonify, redirect, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from components.access.caller import Caller, client_address, reads_unsigned
from components.access.pages import register
from components.access.rates import Rates, kind_of, rates_of
from components.access.visitor import Access, access_of, install, visitor
from components.view import View
from components.words import say
from pipelines.accounts.key import key
from pipelines.errors import LedgerError, MingchaError
from pipelines.settings import Settings

OURSELVES: Final = "mingcha.ourselves"  # in the environment of a request: no header can set it
_log = logging.getLogger("mingcha.access")
_INVITED: Final = ("managing.welcome", "managing.welcome_sent")  # the link says who may
_OPEN: Final = frozenset({"access.sign_in", "access.sign_in_sent", "access.sign_out", *_INVITED})
_STATIC: Final = ("/assets/", "/_dash-component-suites/")  # code that ships, nothing of anybody
_MACHINES: Final = frozenset({"/healthz", "/readyz", "/metrics"})  # each looks after itself
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_RATES: Final = "mingcha_rates"
_REFUSALS: Final = {404: "account.missing", 405: "account.bad_method", 409: "account.late"}
_SERVER_FAULT: Final = 500
_HTML: Final = (
    "/",
    "/<path:path>",
    "/login",
    "/account",
    "/logout",
    "/manage",
    "/welcome",
)  # rules that answer pages


class KeptSession(SecureCookieSessionInterface):
    """Sessions whose key is asked for when there are accounts: before, none is ever made."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get_signing_serializer(self, app: Flask) -> Any:  # noqa: ANN401 - as Flask declares it
        """Return what signs the cookie; None, so no session, where there are no accounts."""
        if not app.secret_key:
            try:
                if not self._access.accounts.has_any():
                    return None
                app.secret_key = key(self._access.installation)
            except (MingchaError, OSError) as error:
                _log.error("sessions: %s", error)
                return None
        return super().get_signing_serializer(app)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - as Flask declares it
        """Tell whether the cookie may only travel encrypted: wherever this request did."""
        return has_request_context() and request.is_secure


def guard(server: Flask, installation: Settings) -> None:
    """Install what checks every request before anything answers it."""
    access = install(server, installation)
    server.extensions[_RATES] = Rates(rates_of(installation.rates))
    server.session_interface = KeptSession(access)
    server.config.update(
        SESSION_COOKIE_NAME="mingcha",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # links from elsewhere lead in; what changes is a POST
    )
    server.before_request(_on_request)
    server.register_error_handler(MingchaError, _on_fault)
    server.register_error_handler(HTTPException, _on_refusal)
    server.register_error_handler(
        RequestEntityTooLarge, lambda _: _refusal("account.too_large", 413)
    )
    server.register_error_handler(  # what Dash says of a script of its that there is not
        DependencyException, lambda _: _refusal("account.missing", 404)
    )
    server.after_request(_on_response)
    register(server)


def _on_fault(error: MingchaError) -> Response:
    """Say in one sentence that the ledger cannot be reached; pages that need none go on."""
    _log.error("%s: %s", type(error).__name__, error)
    is_ledger = isinstance(error, LedgerError)
    reply = _refusal("account.ledger_down" if is_ledger else "account.broken", 503)
    reply.headers["Retry-After"] = "30"
    return reply


def _on_refusal(error: HTTPException) -> AnyResponse:
    """Say in one sentence what would else be a page of the library's, in English."""
    if error.response is not None or error.code is None or error.code < BadRequest.code:
        return error.get_response()
    of_status = "account.broken" if error.code >= _SERVER_FAULT else "account.bad_request"
    reply = _refusal(_REFUSALS.get(error.code, of_status), error.code)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            reply.headers[name] = value
    return reply


def _on_request() -> AnyResponse | None:
    if request.environ.get(OURSELVES) or request.path in _MACHINES or _is_asset():
        return None
    if seconds := _wait():  # before anything is looked up
        return _too_often(seconds)
    caller = Caller.of(request)
    lack = _lack(caller)
    if lack is not None:
        key, status = lack
        return _refusal(key, status, **caller.words, expected=_expected())
    if visitor().account is not None or request.endpoint in _OPEN or _reads_unsigned():
        return None
    if request.method == "GET" and "text/html" in request.accept_mimetypes.values():
        return redirect(f"/login?{_asked_for()}", 303)
    return _refusal("account.closed", 401)


def _wait() -> int:
    """Return the seconds that this client has to wait, 0 where it may go on."""
    access, rates = access_of(), current_app.extensions[_RATES]
    is_page = request.url_rule is None or request.url_rule.rule in _HTML
    kind = kind_of(request.method, request.path, is_page=is_page)
    proxy = access.installation.proxy_address if access else ""
    address = client_address(request, proxy)
    return int(rates.wait(kind, address)) if address != proxy else 0  # it named nobody


def _too_often(seconds: int) -> Response:
    """Say so in the form that whoever asked can read: programs and our scripts read JSON."""
    language = View.parse("/", request.query_string.decode("utf-8", "replace")).language
    reply = _refusal("account.too_often", 429, n=seconds)
    if request.path.startswith("/api") or request.method not in _SAFE:
        both = {name: say("account.too_often", name, n=seconds) for name in ("zh", "en")}
        reply = jsonify({"said": both[language], "error": {"code": "too_often"} | both})
        reply.status_code = 429
    reply.headers["Retry-After"] = str(seconds)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _lack(caller: Caller) -> tuple[str, int] | None:
    """Return why a request is not looked at, as the key of a message with its status."""
    has_accounts = visitor().has_accounts
    if not caller.is_asked_for(_names(), is_any=has_accounts):
        return "account.other_host", 421
    if not has_accounts and not caller.is_loopback:
        return "account.nobody_yet", 403
    if caller.is_foreign and request.method not in _SAFE:
        return "account.foreign", 403
    return None


def _on_response(response: Response) -> Response:
    """Let no cache keep what was shown to one person."""
    if request.path.startswith(_STATIC) or request.path in _MACHINES:
        return response
    access = access_of()
    is_open = access is None or access.installation.reading == "open"
    is_here = not is_open and not visitor().has_accounts and _reads_unsigned()
    if not (is_open or is_here) or request.endpoint in _OPEN or visitor().account is not None:
        response.headers["Cache-Control"] = "no-store"
    return response


def _reads_unsigned() -> bool:
    access = access_of()
    return access is None or reads_unsigned(request, access.installation)


def _names() -> tuple[str, ...]:
    access = access_of()
    return access.installation.hosts if access is not None else ()


def _expected() -> str:
    """Return the names that the site answers to, as one may type them."""
    return " ".join(_names()) or "127.0.0.1 localhost"


def _is_asset() -> bool:
    return request.path.startswith("/assets/") and request.method in _SAFE


def _asked_for() -> str:
    """Return the query of the page to sign in: where to go afterwards, in which language."""
    language = View.parse("/", request.query_string.decode("utf-8", "replace")).language
    wanted = request.full_path.rstrip("?")
    return f"next={quote(wanted, safe='')}" + ("" if language == "zh" else f"&lang={language}")


def _refusal(key: str, status: int, **parts: object) -> Response:
    language = View.parse("/", request.query_string.decode("utf-8", "replace")).language
    both = f"{say(key, 'zh', **parts)} {say(key, 'en', **parts)}"
    both = say(key, language, **parts) if request.args.get("lang") else both
    return Response(both + "\n", status, mimetype="text/plain")
