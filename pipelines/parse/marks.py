"""The words that begin tables and sections, as patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.read.clean import plain, simple


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
        self._modern = words["modern_title"]
        self._first = plain(words["start"]["two"][0])
        self._named = plain(words["start"]["two"][1])

    def is_modern(self, text: str) -> bool:
        """Tell whether a section title is worded as in the forms of 2019 and 2021."""
        return self._modern in plain(text)

    def is_heading(self, key: str) -> bool:
        """Tell whether a header cell names the item of Article 20."""
        return key.startswith(self._named)

    def is_first(self, key: str) -> bool:
        """Tell whether a header cell is the first of a sub-table's header."""
        return key.startswith(self._first)

    @lru_cache(maxsize=4096)  # noqa: B019  # one instance lives as long as the process
    def section(self, text: str) -> int:
        """Return the number of the section that a short line is the title of, or 0."""
        if len(text) > 80:
            return 0
        shown = simple(text).strip()
        if not 4 <= len(shown) <= 40 or shown[-1:] in {".", ";", ","}:
            return 0
        key = plain(self._heading.sub("", shown))
        for number, pattern in self._sections:
            match = pattern.search(key)
            if match and len(key) <= len(match[0]) + 14 and self._heading.match(shown):
                return number
        return 0
