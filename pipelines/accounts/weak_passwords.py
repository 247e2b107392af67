"""Whether a password is one that many people have: made of the words, walks and days all know."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final

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
