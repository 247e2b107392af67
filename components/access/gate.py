"""Whether the present request may change something: the one question every write asks."""

from flask import has_request_context, request

from components.access.caller import Caller
from components.access.visitor import Visitor, visitor
from pipelines.accounts.roles import Action, may
from pipelines.settings import Settings


def why_not(action: Action, county: str | None = None, *, is_desk_open: bool = False) -> str:
    """Return why the present request may not do something in a county; "" where it may.

    Words: unread (accounts cannot be read at the moment), closed, elsewhere, foreign, signed_out,
    role, county. `is_desk_open` lets readers of this very machine write where there are no
    accounts; they do not matter once there are.
    """
    caller = Caller.of(request) if has_request_context() else None
    return refusal(caller, visitor(), (action, county), is_desk_open=is_desk_open)


def is_of_the_desk(installation: Settings) -> bool:
    """Tell whether the visitor is one who may work at the desk; reading needs no origin."""
    return why_not("import", is_desk_open=installation.is_desk_open) in {"", "foreign"}


def refusal(
    caller: Caller | None,
    who: Visitor,
    what: tuple[Action, str | None],
    *,
    is_desk_open: bool,
) -> str:
    """Return why a caller may not do something; "" where it may."""
    why = _by_account(who, *what) if who.has_accounts else _by_place(caller, is_open=is_desk_open)
    if why:
        return why
    return "" if caller is not None and caller.is_own else "foreign"


def _by_account(who: Visitor, action: Action, county: str | None) -> str:
    if who.is_unknown:
        return "unread"
    if who.account is None:
        return "signed_out"
    if may(who.account, action, county):
        return ""
    return "county" if may(who.account, action) else "role"


def _by_place(caller: Caller | None, *, is_open: bool) -> str:
    """Return why somebody without an account may not: who knows the machine is on it."""
    if not is_open:
        return "closed"
    return "" if caller is not None and caller.is_here else "elsewhere"
