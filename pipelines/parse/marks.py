"""The words that begin tables and sections, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.tokens import Token
from pipelines.read.clean import SPACES, plain, simple

_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1)
def marks() -> Marks:
    """Return the patterns, compiled once."""
    return Marks()


class Marks:
    """The lexicon's patterns for headers and section titles, compiled."""

    def __init__(self) -> None:
        words = lexicon("tables")
        self.notes = re.compile(words["notes"])
        self._sections = [
            (n, re.compile(p)) for n, p in enumerate(words["section"].values(), start=1)
        ]
        self._heading = re.compile(words["heading"])
        self._numerals = frozenset(words["heading_starts"])
        self._table = re.compile(words["table_starts"])
        self._pinyin = re.compile(words["pinyin"])
        self._modern = words["modern_title"]
        self._first = plain(words["start"]["two"][0])
        self._named = plain(words["start"]["two"][1])

    def may_start(self, words: Iterable[Token]) -> bool:
        """Tell quickly whether words may begin a table: all else is prose."""
        text = "".join(word.text for word in words)
        if self._table.search(text):
            return True
        # spaced, traditional or annotated labels are looked at in comparable writing
        is_short = len(text) < 400
        is_odd = self._pinyin.search(text) or self._table.search(_SPACE.sub("", text))
        return bool(is_odd) or (is_short and self._table.search(simple(text)) is not None)

    def is_modern(self, text: str) -> bool:
        """Tell whether a section title is worded as in the forms of 2019 and 2021."""
        return self._modern in plain(text)

    def is_heading(self, key: str) -> bool:
        """Tell whether a header cell names the item of Article 20."""
        return key.startswith(self._named)

    def is_first(self, key: str) -> bool:
        """Tell whether a header cell is the first of a sub-table's header."""
        return key.startswith(self._first)

    def section(self, text: str) -> int:
        """Return the number of the section that a short line is the title of, or 0."""
        if len(text) > 80 or text.lstrip(SPACES)[:1] not in self._numerals:
            return 0
        return self._remembered(text)

    @lru_cache(maxsize=4096)  # noqa: B019  # one instance lives as long as the process
    def _remembered(self, text: str) -> int:
        shown = simple(text).strip()
        if not 4 <= len(shown) <= 40 or shown[-1:] in {".", ";", ","}:
            return 0
        key = plain(self._heading.sub("", shown))
        for number, pattern in self._sections:
            match = pattern.search(key)
            if match and len(key) <= len(match[0]) + 14 and self._heading.match(shown):
                return number
        return 0
