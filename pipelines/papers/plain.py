"""Text from documents as a paper may hold it: printable, whole, and nothing that acts."""

import unicodedata
from typing import Any, Final

import pandas as pd

from pipelines.papers.words import say

MOST_LETTERS: Final = 4_000  # a sheet's cell holds 32,767, a reader far fewer
_BLANKS: Final = {"\t", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
_DROPPED: Final = {"Cc", "Cs", "Cn"}  # controls, lone surrogates, what is no character
_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS: Final = {"\u200e", "\u200f", "\u061c", "\ufeff"}


def plain(value: object, most: int = MOST_LETTERS) -> str:
    """Return a value as printable text; a missing one is empty, a very long one says it was cut."""
    if value is None or (not isinstance(value, str) and bool(pd.isna(_scalar(value)))):
        return ""
    text = " ".join(printable(str(value)).split())
    if len(text) <= most:
        return text
    return text[:most] + say("shared", "marks.clipped", count=len(text) - most)


def printable(text: str) -> str:
    """Return a text without letters that a file cannot hold or that a reader cannot see."""
    return "".join(_letter(letter) for letter in text)


def _scalar(value: object) -> Any:  # noqa: ANN401 - what pandas calls missing has many types
    return value if pd.api.types.is_scalar(value) else str(value)


def _letter(letter: str) -> str:
    if letter in _BLANKS:
        return " "
    if unicodedata.bidirectional(letter) in _TURNING or letter in _MARKS:
        return ""  # marks that turn the direction would let a text read otherwise than it is
    return "" if unicodedata.category(letter) in _DROPPED else letter
