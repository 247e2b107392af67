"""Passwords: what is asked of one, and argon2 over it."""

import re
import secrets
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipelines.errors import AccountError
from pipelines.resources import toml

FEWEST: Final = 5  # letters that must be left once everything common is taken out
_RUN: Final = 3  # letters in a row that make a run: 123, cba, aaa
_KNOWN_DIGITS: Final = re.compile(
    r"1[3-9]\d{9}"  # a mobile telephone
    r"|(?:19|20)\d{2}(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])"  # a day
    r"|(?:19|20)\d{2}"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    re.ASCII,
)
_LEET: Final = str.maketrans("@4031!5$7", "aaoeiisst")
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


def is_common(password: str, name: str = "") -> bool:
    """Tell whether little is left of a password without what is common and without the name."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    return min(_left(plain, name), _left(plain.translate(_LEET), name)) < FEWEST


def _left(text: str, name: str) -> int:
    """Return how many different letters are left once what everybody uses is taken out."""
    text = _KNOWN_DIGITS.sub(" ", text)
    if name:
        text = text.replace(name, " ")
    text = _words().sub(" ", text)
    text = "".join(" " if letter in _runs(text, at) else letter for at, letter in enumerate(text))
    return len({letter for letter in text if letter.isalnum()})


def _runs(text: str, at: int) -> str:
    """Return the letter at a place where it stands in a run, "" where it does not."""
    for start in range(max(0, at - _RUN + 1), at + 1):
        piece = text[start : start + _RUN]
        if len(piece) == _RUN and piece.isalnum():
            steps = {ord(right) - ord(left) for left, right in pairwise(piece)}
            if steps in ({0}, {1}, {-1}):
                return text[at]
    return ""


@cache
def _words() -> re.Pattern[str]:
    words = sorted(toml("pipelines.accounts", "common_passwords.toml")["words"], key=len)
    return re.compile("|".join(map(re.escape, reversed(words))))
