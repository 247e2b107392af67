"""Texts as they are compared: plain letters without numbers, years and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.catalogue.load import lexicon


class _Plain(dict[int, str]):
    """Characters in their plain form, each normalized when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = unicodedata.normalize("NFKC", chr(code))
        return plain


_PLAIN = _Plain()


def letters(text: str) -> str:
    """Return what of a text is compared."""
    return _dropped().sub("", text.translate(_PLAIN))


def placed_letters(text: str) -> tuple[str, list[int]]:
    """Return what of a text is compared, and for each letter its offset in the text."""
    plain, offsets = [], []
    for offset, character in enumerate(text):
        for one in _PLAIN[ord(character)]:
            plain.append(one)
            offsets.append(offset)
    whole = "".join(plain)
    kept: list[int] = []
    at = 0
    for gap in _dropped().finditer(whole):
        kept += range(at, gap.start())
        at = gap.end()
    kept += range(at, len(whole))
    return "".join(whole[i] for i in kept), [offsets[i] for i in kept]


@lru_cache(maxsize=1)
def _dropped() -> re.Pattern[str]:
    return re.compile(lexicon("copying")["dropped"])
