"""Who sent the present request."""

import logging
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, g, has_request_context, request
from flask_login import LoginManager, UserMixin, current_user

from components.access.caller import is_believed
from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.errors import MingchaError
from pipelines.settings import Settings

_PLACE: Final = "mingcha_access"
_log = logging.getLogger("mingcha.access")


@dataclass(frozen=True, slots=True)
class Access:
    """The accounts of an installation, and what it says of who may read."""

    accounts: Accounts
    installation: Settings


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: an account, or nobody that is known."""

    account: Account | None = None
    has_accounts: bool = False
    is_unknown: bool = False  # who it is cannot be read at the moment
    is_proxied: bool = False  # the proxy says who it is: signing out is the proxy's business

    @property
    def name(self) -> str:
        """Return how pages call this person."""
        return (self.account.shown or self.account.name) if self.account else ""

    @property
    def signature(self) -> str:
        """Return how the ledger names who is signed in; "" where names are typed."""
        return self.account.signature if self.account else ""


NOBODY: Final = Visitor()


class Signed(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """An account as Flask-Login keeps it: by the token of its session, not by its number."""

    def __init__(self, token: str, account: Account) -> None:
        self.id = token
        self.account = account


def install(server: Flask, installation: Settings) -> Access:
    """Teach the server who is signed in."""
    access = Access(Accounts(installation.ledger), installation)
    server.extensions[_PLACE] = access
    manager = LoginManager()
    manager.session_protection = None  # sessions are ours and end on our side

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _of_session(token: str) -> Signed | None:
        account = access.accounts.of_session(token)
        return Signed(token, account) if account else None

    manager.init_app(server)
    return access


def access_of() -> Access | None:
    """Return the access of the present server; None outside of a request."""
    found = current_app.extensions.get(_PLACE) if has_request_context() else None
    return found if isinstance(found, Access) else None


def visitor() -> Visitor:
    """Return who sent the present request; where the accounts cannot be read, nobody is known."""
    access = access_of()
    if access is None:
        return NOBODY
    known = g.get("visitor")
    if not isinstance(known, Visitor):
        try:
            known = _asked(access)
        except MingchaError as error:
            _log.error("accounts: %s", error)
            known = Visitor(has_accounts=True, is_unknown=True)
        g.visitor = known
    return known


def _asked(access: Access) -> Visitor:
    if not access.accounts.has_any():
        return NOBODY
    said = _said_by_proxy(access.installation)
    if said:
        account = access.accounts.find(said)
        is_known = account is not None and not account.is_disabled
        return Visitor(account if is_known else None, has_accounts=True, is_proxied=True)
    signed = current_user._get_current_object()  # noqa: SLF001 - what the proxy stands for
    account = signed.account if isinstance(signed, Signed) else None
    return Visitor(account, has_accounts=True)


def _said_by_proxy(installation: Settings) -> str:
    """Return whom the trusted proxy names; whoever else sends the header is not heard.

    It must come from the proxy's address and carry the secret that only the proxy adds: on the
    machine of a proxy anybody may ask from that address, and a proxy that forgets to overwrite the
    header passes on whatever a visitor wrote there.
    """
    header = installation.proxy_header
    if not header or not is_believed(request, installation):
        return ""
    return request.headers.get(header, "").strip()
