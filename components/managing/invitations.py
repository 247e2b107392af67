"""A link by which one person sets one password, once: for a new account, or a forgotten one.

The link holds the account's name and a mark of the password that it replaces, signed with the key
of sessions. Setting a password changes the mark, so the link opens nothing a second time.
"""

from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

from pipelines.accounts.book import Accounts
from pipelines.accounts.key import key
from pipelines.settings import Settings

HOURS: Final = 48
_SALT: Final = "mingcha.invitation"


def invitation(settings: Settings, accounts: Accounts, name: str) -> str:
    """Return the signed part of a link for an account.

    Raises:
        AccountError: there is no key to sign with.
    """
    return _signer(settings).dumps([name, accounts.password_mark(name)])


def invited(settings: Settings, accounts: Accounts, signed: str) -> str:
    """Return whose password a link sets, "" where it is none, was used or is too old."""
    try:
        name, mark = _signer(settings).loads(signed, max_age=HOURS * 3600)
    except (BadData, ValueError, TypeError):
        return ""
    is_fresh = bool(mark) and mark == accounts.password_mark(str(name))
    return str(name) if is_fresh else ""


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key(settings), salt=_SALT)
