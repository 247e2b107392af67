"""The pages to sign in, to sign out, and of one's own account: plain forms, no script."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, session
from flask.sessions import NullSession
from flask_login import login_user, logout_user
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.wrappers import Response

from components.access.audit import audit
from components.access.caller import Caller, client_address
from components.access.visitor import Access, Signed, access_of, visitor
from components.view import Language, View
from components.words import say
from pipelines.accounts.passwords import LONGEST, SHORTEST
from pipelines.accounts.roles import Account, may
from pipelines.errors import AccountError, MingchaError

_INSIDE: Final = re.compile(r"/(?![/\\])[!-\[\]-~]{0,4000}")
_OWN: Final = ("/login", "/logout")
_PER_MINUTE: Final = RateLimitItemPerMinute(20)
_MOST: Final = 4 * LONGEST
_LARGEST: Final = 65_536  # bytes of a form
_WHY_NOT_CHANGED: Final = {
    "account_locked": ("account.locked", 429),
    "account_password_common": ("account.common", 422),
}
_STATUS: Final = {"account.foreign": 403, "account.too_many": 429}
_SAID: Final = (
    *("sign_in", "sign_in_lead", "name", "password", "go", "none", "back"),
    *("own", "role", "counties", "change", "present", "new", "again", "save", "sign_out", "manage"),
)
Page = tuple[str, int] | Response


def register(server: Flask) -> None:
    """Serve the pages; each server counts the posts to them by itself."""
    pages = Blueprint("access", __name__, template_folder="templates")
    lack = partial(_lack, MovingWindowRateLimiter(MemoryStorage()))
    pages.add_url_rule("/login", "sign_in", _on_sign_in, methods=["GET"])
    pages.add_url_rule("/login", "sign_in_sent", partial(_on_sign_in_sent, lack), methods=["POST"])
    pages.add_url_rule("/logout", "sign_out", _on_sign_out, methods=["POST"])
    pages.add_url_rule("/account", "own", _on_own, methods=["GET"])
    pages.add_url_rule("/account", "own_sent", partial(_on_own_sent, lack), methods=["POST"])
    server.register_blueprint(pages)


def inside(text: str) -> str:
    """Return an address on this site to go on to; whatever else it may be is the first page."""
    if not _INSIDE.fullmatch(text):
        return "/"
    parts = urlsplit(text)
    is_inside = not parts.scheme and not parts.netloc and not parts.path.startswith(_OWN)
    return text if is_inside else "/"


def _lack(limiter: MovingWindowRateLimiter) -> str:
    """Return why a post is not looked at, as the key of a message."""
    request.max_content_length = _LARGEST
    if not Caller.of(request).is_own:
        return "account.foreign"
    sender = _session() if visitor().account else _address()
    return "" if limiter.hit(_PER_MINUTE, sender) else "account.too_many"


def _on_sign_in() -> Page:
    return redirect(inside(_text("next")), 303) if visitor().account else _sign_in_page()


def _on_sign_in_sent(lack: Callable[[], str]) -> Page:
    why = lack()
    return _sign_in_page(why, _STATUS[why]) if why else _sign_in()


def _on_sign_out() -> Page:
    if not Caller.of(request).is_own:
        return say("account.foreign", _language(), **Caller.of(request).words), 403
    _end()
    return redirect(f"/login{_lang()}", 303)


def _on_own() -> Page:
    account = visitor().account
    return _own_page(account) if account else _to_sign_in()


def _on_own_sent(lack: Callable[[], str]) -> Page:
    account = visitor().account
    if account is None:
        return _to_sign_in()
    why = lack()
    return _own_page(account, why, _STATUS[why]) if why else _change(account)


def _sign_in() -> Page:
    access = _access()
    if isinstance(session._get_current_object(), NullSession) and visitor().has_accounts:  # type: ignore[attr-defined]  # noqa: SLF001
        return _sign_in_page("account.keyless", 503)
    try:
        token = access.accounts.sign_in(_sent("name"), _sent("password"), _address())
        account = access.accounts.of_session(token) if token else None
    except AccountError as error:
        audit("sign_in", "locked", _named(access))
        return _sign_in_page("account.locked", 429, _seconds(error))
    except MingchaError:
        return _sign_in_page("account.fault", 503)
    if token is None or account is None:
        audit("sign_in", "refused", _named(access))
        return _sign_in_page("account.wrong", 401)
    wanted = inside(_sent("next"))
    _begin(token, account)
    audit("sign_in", "done", account)
    return redirect(f"/{_lang()}" if wanted == "/" else wanted, 303)


def _named(access: Access) -> Account | None:
    """Return whose name was typed; None where it is nobody's, or cannot be looked up."""
    try:
        return access.accounts.find(_sent("name"))
    except MingchaError:
        return None


def _change(account: Account) -> Page:
    """Give the signed-in person another password, if the present one is right."""
    access, new = _access(), _sent("new")
    if new != _sent("again"):
        return _own_page(account, "account.differ", 422)
    try:
        token = access.accounts.change_own(account, _sent("password"), new, _session())
    except AccountError as error:
        key, status = _WHY_NOT_CHANGED.get(error.code, ("account.weak", 422))
        return _own_page(account, key, status, _seconds(error))
    except MingchaError:
        return _own_page(account, "account.fault", 503)
    if token is None:
        return _own_page(account, "account.wrong_present", 401)
    _begin(token, account)
    audit("password", "done", account)
    return _own_page(account, "account.changed", 200)


def _seconds(error: AccountError) -> int:
    """Return how long a lock lasts still."""
    return int(str(error.detail.get("seconds", 0)))


def _session() -> str:
    token = session.get("_user_id")
    return token if isinstance(token, str) else _address()


def _begin(token: str, account: Account) -> None:
    """Begin a session; nothing of the one before it, whoever began that, is kept."""
    _end()
    login_user(Signed(token, account))


def _end() -> None:
    """End the session of the present request; where there can be none, there is nothing to end."""
    if current_app.session_interface.is_null_session(session):
        return
    token = session.get("_user_id")
    if isinstance(token, str):
        _access().accounts.sign_out(token)
    logout_user()
    session.clear()


def _sign_in_page(why: str = "", status: int = 200, seconds: int = 0) -> Page:
    body = _rendered(
        "sign_in.html",
        why,
        seconds,
        has_accounts=visitor().has_accounts,
        next=inside(_sent("next") or _text("next")),
        name=_sent("name")[:40],
    )
    return body, status


def _own_page(account: Account, why: str = "", status: int = 200, seconds: int = 0) -> Page:
    language = _language()
    body = _rendered(
        "own.html",
        why,
        seconds,
        is_fine=status == 200,
        account=account,
        role=say(f"account_role.{account.role}", language),
        is_proxied=visitor().is_proxied,
        least=SHORTEST,
        hint=say("account.password_rules", language, n=SHORTEST),
        may_manage=may(account, "roster"),
    )
    return body, status


def _rendered(template: str, why: str, seconds: int, **parts: object) -> str:
    """Render a form of this module; `why` is the key of what is wrong, "" where nothing is."""
    language = _language()
    words = {key: say(f"account_page.{key}", language) for key in _SAID}
    words |= {"site": say("site.name", language), "language": say("site.language", language)}
    holes = {"n": SHORTEST, "seconds": seconds, **Caller.of(request).words}
    return render_template(
        template,
        words=words,
        language=language,
        other="en" if language == "zh" else "zh",
        why=say(why, language, **holes) if why else "",
        most=LONGEST,
        **parts,
    )


def _to_sign_in() -> Page:
    return redirect(f"/login{_lang()}", 303)


def _lang() -> str:
    return "?lang=en" if _language() == "en" else ""


def _language() -> Language:
    asked = _text("lang") or _sent("lang")
    if not asked:
        asked = parse_qs(urlsplit(inside(_text("next"))).query).get("lang", [""])[-1]
    return View.parse("/", f"?lang={asked}" if asked == "en" else "").language


def _text(name: str) -> str:
    return request.args.get(name, "")


def _sent(name: str) -> str:
    return request.form.get(name, "")[:_MOST]


def _address() -> str:
    return client_address(request, _access().installation.proxy_address)


def _access() -> Access:
    access = access_of()
    if access is None:
        raise RuntimeError("the pages of accounts are served without accounts")
    return access
