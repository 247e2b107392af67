"""Passwords: what is asked of one, and argon2 over it."""

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipelines.accounts.weak_passwords import is_common
from pipelines.errors import AccountError

SHORTEST: Final = 12
LONGEST: Final = 200
_FEWEST_LETTERS: Final = 4  # different ones
_UNSET: Final = "!"  # no hash begins with it
# 46 MiB and one pass: eight threads that sign people in at once stay below 400 MiB.
_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


def hashed(password: str, name: str) -> str:
    """Return the argon2 hash of a password that is good enough.

    Raises:
        AccountError: it is too short or long, says too little, is the name, or is a common one.
    """
    is_long = SHORTEST <= len(password) <= LONGEST
    if not is_long or len(set(password)) < _FEWEST_LETTERS or password.casefold() == name:
        raise AccountError(
            f"a password has {SHORTEST} to {LONGEST} letters", "account_password", n=SHORTEST
        )
    if is_common(password, name):
        raise AccountError("many people have such a password", "account_password_common")
    return _HASHER.hash(password)


def unset() -> str:
    """Return what stands in place of a hash until a link sets a password, each time another."""
    return _UNSET + secrets.token_urlsafe(32)


def is_set(stored: str) -> bool:
    """Tell whether somebody can sign in with what is kept."""
    return not stored.startswith(_UNSET)


def matches(password: str, stored: str | None) -> bool:
    """Tell whether a password is the kept one; for nobody it takes just as long to say no."""
    known = stored if stored is not None and is_set(stored) else None
    try:
        is_right = _HASHER.verify(known or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return is_right and known is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex())
