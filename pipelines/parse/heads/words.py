"""The words of a table's head: in comparable writing, by printed row, in their order."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon
from pipelines.parse.tokens import Token
from pipelines.read.clean import plain

_PARTS = (
    "column",
    "applicant",
    "applicant_begin",
    "applicant_whole",
    "applicant_letter",
    "applicant_cell",
    "outcome",
    "outcome_begin",
)
MARK = "\u25a0"  # stands where a group of columns is named


@lru_cache(maxsize=1)
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return what names each column of a head, by the kind of its words."""
    words: Any = lexicon("tables")
    return {
        part: {name: re.compile(pattern) for name, pattern in words[part].items()}
        for part in _PARTS
    }


def is_subsequence(names: Sequence[str], form: Sequence[str]) -> bool:
    """Tell whether names come in the order of the form, however many of it they are."""
    rest = iter(form)
    return all(name in rest for name in names)


def printed_rows(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the words of each printed row, or of each line of text."""
    rows: dict[tuple[int, int | None], list[Token]] = {}
    for token in tokens:
        rows.setdefault((token.place.block, token.place.row), []).append(token)
    return list(rows.values())


def comparable(header: Sequence[Token]) -> str:
    """Return a header's words in comparable writing."""
    return plain("".join(token.text for token in header))


def in_order(
    text: str, words: Mapping[str, re.Pattern[str]], names: Sequence[str]
) -> tuple[str, ...]:
    """Return those of the names that a text has the words of, as these come first in it."""
    places = []
    for name in names:
        match = words[name].search(text) if name in words else None
        if match:
            places.append((match.start(), name))
    return tuple(name for _, name in sorted(places))


def grouped(text: str) -> str:
    """Mark where the group of applicants stands; its own words name one of them too."""
    return patterns()["applicant"]["group"].sub(MARK, text)
