"""Texts as they are compared: plain letters without numbers, years and punctuation."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pipelines.resources import toml


class _Plain(dict[int, str]):
    """Characters in their plain form, each normalized when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = unicodedata.normalize("NFKC", chr(code))
        return plain


_PLAIN = _Plain()


def letters(text: str) -> str:
    """Return what of a text is compared."""
    dropped = _dropped().sub("", text)
    if unicodedata.is_normalized("NFKC", dropped):  # as nearly all texts are, punctuation aside
        return dropped
    return _dropped().sub("", dropped.translate(_PLAIN))


def placed_letters(text: str) -> tuple[str, list[int]]:
    """Return what of a text is compared, and for each letter its offset in the text."""
    kept = _kept(text)
    plain = [(one, offset) for offset in kept for one in _PLAIN[ord(text[offset])]]
    whole = "".join(one for one, _ in plain)
    again = _kept(whole)
    return "".join(whole[i] for i in again), [plain[i][1] for i in again]


def _kept(text: str) -> list[int]:
    """Return the offsets of the characters that are not dropped."""
    offsets: list[int] = []
    at = 0
    for gap in _dropped().finditer(text):
        offsets += range(at, gap.start())
        at = gap.end()
    offsets += range(at, len(text))
    return offsets


@lru_cache(maxsize=1)
def measure() -> dict[str, Any]:
    """Return the numbers by which texts are compared."""
    return dict(toml("pipelines.copying", "copying.toml")["measure"])


@lru_cache(maxsize=1)
def _dropped() -> re.Pattern[str]:
    return re.compile(toml("pipelines.copying", "copying.toml")["dropped"])
