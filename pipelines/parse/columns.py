"""Which printed column is which: read from the header's words, in the order they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import applicants, lexicon
from pipelines.parse.strands import Token
from pipelines.read.clean import plain

_RESULTS = ("upheld", "corrected", "other", "pending", "total")
_MARK = "\u25a0"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    words: Any = lexicon("tables")
    return {
        part: {name: re.compile(pattern) for name, pattern in words[part].items()}
        for part in ("column", "applicant", "outcome")
    }


@dataclass(frozen=True, slots=True)
class Header:
    """The columns a header names in printed order.

    `is_whole`: it says nothing else. `is_clear`: it says each of them once, under its group.
    """

    columns: tuple[str, ...]
    is_whole: bool = True
    is_clear: bool = True


def header_of(number: str, tokens: Sequence[Token]) -> Header:
    """Return the columns that the header above a row names."""
    return _header(number, said(tokens))


@lru_cache(maxsize=1024)
def _header(number: str, text: str) -> Header:
    if number == "2":
        return Header(table_two(text), _is_whole(text, "column"), _is_single(text, "column"))
    if number == "3":
        rest = _grouped(text)
        is_clear = rest.count(_MARK) == 1 and _is_single(rest, "applicant")
        return Header(table_three(text), _is_whole(text, "applicant"), is_clear)
    return Header(table_four(text), _is_whole(text, "outcome"))


def is_ripe(header: Sequence[Token]) -> bool:
    """Tell whether the header of table four has come to its end: all fifteen columns named."""
    return len(_all(said(header), _patterns()["outcome"], _RESULTS)) >= 15


def _is_single(text: str, part: str) -> bool:
    return all(len(pattern.findall(text)) <= 1 for pattern in _patterns()[part].values())


def _is_whole(text: str, part: str) -> bool:
    rest = _filler().sub("", text)
    for pattern in _patterns()[part].values():
        rest = pattern.sub("", rest)
    return not _filler().sub("", rest)


@lru_cache(maxsize=1)
def _filler() -> re.Pattern[str]:
    return re.compile(lexicon("tables")["filler"])


def said(header: Sequence[Token]) -> str:
    """Return a header's words in comparable writing."""
    return plain("".join(token.text for token in header))


def table_two(text: str) -> tuple[str, ...]:
    """Return the columns of one sub-table of table two, in printed order."""
    return _in_order(text, _patterns()["column"], tuple(_patterns()["column"]))


def table_three(text: str) -> tuple[str, ...]:
    """Return the applicants in printed order; the five under the group stand where it stands."""
    patterns = _patterns()["applicant"]
    rest = _grouped(text)
    if _MARK not in rest:
        return _in_order(text, patterns, applicants())
    tops = _in_order(
        rest, {**patterns, "group": re.compile(_MARK)}, ("natural_person", "group", "total")
    )
    subs = _in_order(rest, patterns, applicants()[1:6])
    return tuple(one for top in tops for one in (subs if top == "group" else (top,)))


def _grouped(text: str) -> str:
    """Mark where the group of applicants stands; its own words name one of them too."""
    return _patterns()["applicant"]["group"].sub(_MARK, text)


def table_four(text: str) -> tuple[str, ...]:
    """Return the columns of table four as group.result, empty where the header does not say."""
    patterns = _patterns()["outcome"]
    results = [name for _, name in sorted(_all(text, patterns, _RESULTS))]
    groups = _groups_of_four(text, patterns)
    if not results or len(results) % 3 or len(groups) != 3:
        return ()
    size = len(results) // 3
    chunks = [results[n : n + size] for n in range(0, len(results), size)]
    if any(chunk != chunks[0] for chunk in chunks) or len(set(chunks[0])) != size:
        return ()
    return tuple(f"{group}.{result}" for group in groups for result in chunks[0])


def _groups_of_four(text: str, patterns: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    tops = _in_order(text, patterns, ("review", "suit"))
    subs = _in_order(text, patterns, ("direct", "after"))
    names = {"direct": "suit_direct", "after": "suit_after_review"}
    if len(tops) != 2 or len(subs) != 2:
        return ()
    suits = tuple(names[sub] for sub in subs)
    return tuple(one for top in tops for one in (suits if top == "suit" else ("review",)))


def _in_order(
    text: str, patterns: dict[str, re.Pattern[str]], names: Sequence[str]
) -> tuple[str, ...]:
    places = []
    for name in names:
        match = patterns[name].search(text)
        if match:
            places.append((match.start(), name))
    return tuple(name for _, name in sorted(places))


def _all(
    text: str, patterns: dict[str, re.Pattern[str]], names: Sequence[str]
) -> list[tuple[int, str]]:
    return [(match.start(), name) for name in names for match in patterns[name].finditer(text)]
