"""What each role may do, and where. Pure: the one place that decides it."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from pipelines.errors import AccountError

_FICTIONAL: Final = "99"  # the province of the simulated district: in no list of divisions
Action = Literal["read", "verdict", "task", "import", "correct", "roster", "manage"]
READER, OFFICER, ADMINISTRATOR = "reader", "officer", "administrator"
ROLES: Final = (READER, OFFICER, ADMINISTRATOR)
_OFFICER_MAY: Final = frozenset({"verdict", "task", "import", "correct", "roster"})
_NAME: Final = re.compile(r"[\w.@-]{2,40}")
_COUNTY: Final = re.compile(r"\d{2}(\d{2}){0,2}", re.ASCII)
_MOST_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may sign in; `counties` are codes, a shorter one takes in all below it."""

    id: int
    name: str
    shown: str
    role: str
    counties: tuple[str, ...] = ()
    is_disabled: bool = False

    @property
    def signature(self) -> str:
        """Return how the ledger names this person: the name that is unique is always in it."""
        return f"{self.shown} ({self.name})" if self.shown else self.name


def may(account: Account | None, action: Action, county: str | None = None) -> bool:
    """Tell whether an account may do something in a county; None asks for any county at all.

    A code of two or four digits in the account means every county of the province or city. Where
    it is not known whose county a thing is (""), only an administrator may.
    """
    if account is None or account.is_disabled or account.role not in ROLES:
        return False
    if action == "read" or account.role == ADMINISTRATOR:
        return True
    if account.role != OFFICER or action not in _OFFICER_MAY:
        return False
    if county is None:
        return bool(account.counties)
    return any(county.startswith(code) for code in account.counties)


def may_see(account: Account | None, places: Collection[str], received_by: str) -> bool:
    """Tell whether an account may see a document that does not count: no filing, or not yet.

    Whoever brought it in may, and whoever may import in every county that its reports are of;
    while that is open (no places), only an administrator beside.
    """
    if account is None or not may(account, "import"):
        return False
    is_own = bool(received_by) and received_by == account.signature
    return is_own or all(may(account, "import", place) for place in places or ("",))


def plain_name(text: str) -> str:
    """Return a name as it is kept: one form for all ways to type it.

    Raises:
        AccountError: it is too short or long, or holds something that is no letter or digit.
    """
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _NAME.fullmatch(name):
        raise AccountError(f"{text!r} cannot be a name", "account_name", word=text)
    return name


def shown_name(text: str) -> str:
    """Return a person's name as one printable line; brackets would pass for a signature."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.translate(dict.fromkeys(map(ord, "()"))).split())[:_MOST_SHOWN]


def checked(role: str, counties: tuple[str, ...]) -> tuple[str, ...]:
    """Return an account's counties in order, if role and counties fit together.

    Raises:
        AccountError: no such role, a code that is none, or an officer of nowhere.
    """
    if role not in ROLES:
        known = " ".join(ROLES)
        raise AccountError(f"{role}: not one of {known}", "account_role", word=role, known=known)
    strange = next((code for code in counties if not _COUNTY.fullmatch(code)), None)
    if strange is not None:
        raise AccountError(f"{strange} is no county", "account_county", word=strange)
    if (role == OFFICER) != bool(counties):
        raise AccountError("an officer, and nobody else, has counties", "account_counties")
    return tuple(sorted(set(counties)))


def check_counties(counties: Iterable[str], known: Collection[str]) -> None:
    """See to it that every code is a county's, or begins one.

    Raises:
        AccountError: nobody could ever be in such a county.
    """
    for code in counties:
        if not code.startswith(_FICTIONAL) and not any(one.startswith(code) for one in known):
            raise AccountError(f"{code} is no county's code", "account_county_unknown", word=code)
