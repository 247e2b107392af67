"""Which printed column is which: read from the header's words, in the order they are printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.catalogue.load import applicants, pattern_of
from pipelines.parse.heads.order import begins_as, cut_rows, is_shuffled
from pipelines.parse.heads.words import (
    MARK,
    comparable,
    grouped,
    in_order,
    is_subsequence,
    patterns,
    printed_rows,
)
from pipelines.parse.tokens import Token
from pipelines.read.clean import plain

RESULTS = ("upheld", "corrected", "other", "pending", "total")
_NAMED = (*RESULTS, "review", "direct", "after")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns a header names, in the order of its words.

    `is_whole`: it says nothing else. `is_clear`: it says each of them once, under its group.
    `is_one_row`: all of them are cells of one printed row, so that the order of the words is the
    order of the columns. `is_contrary`: one printed row or line names some of them in an order
    that is not the form's.
    """

    columns: tuple[str, ...]
    is_whole: bool = True
    is_clear: bool = True
    is_one_row: bool = False
    is_in_line: bool = False  # one line has the first name and two behind it, as in the form
    is_contrary: bool = False

    def is_told(self, form: Sequence[str]) -> bool:
        """Tell whether the order of the columns is said, by the words or by one printed row."""
        own = [name for name in self.columns if name in form]
        return self.is_one_row or self.is_in_line or own == [n for n in form if n in own]


def header_of(number: str, tokens: Sequence[Token], form: Sequence[str]) -> Header:
    """Return the columns that the header above a row names.

    How its words lie in printed rows is looked at only where they come in another order than the
    form's: in text taken from a PDF line by line the merged cell of natural persons stands below
    the group of organizations, and 1,259 natural persons of a city became legal services.
    """
    header = _header(number, comparable(tokens))
    if is_subsequence(header.columns, form):
        if number == "4":
            return replace(header, is_contrary=_is_turned_round(comparable(tokens)))
        is_whole = number != "3" or len(header.columns) == len(form)
        return header if is_whole else replace(header, is_contrary=is_shuffled(tokens, form))
    if number == "4":
        # its sums hold whatever the order of the results, and of its three groups
        return replace(header, is_contrary=True)
    part = "applicant" if number == "3" else "column"
    rows = [_names_of_row(row, part, form) for row in printed_rows(tokens)]
    return replace(
        header,
        is_in_line=any(begins_as(names, form) for names, _ in rows)
        or (number == "3" and any(begins_as(names, form) for names in cut_rows(tokens))),
        is_one_row=any(is_cells and names == header.columns for names, is_cells in rows),
        is_contrary=any(not is_subsequence(names, form) for names, _ in rows)
        or (number == "3" and is_shuffled(tokens, form)),
    )


def _is_turned_round(text: str) -> bool:
    """Tell whether the suits after reconsideration are named before those without it."""
    words = patterns()["outcome_begin"]
    first, second = words["after"].search(text), words["direct"].search(text)
    return bool(first and second and first.start() < second.start())


def _names_of_row(
    row: Sequence[Token], part: str, form: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return the columns one printed row names, and whether each is named by a cell of its own."""
    names: list[str] = []
    is_cells = True
    for token in row:
        text = plain(token.text)
        if part == "applicant":
            text = patterns()[part]["group"].sub("", text)
        own = [name for name in form if name in patterns()[part] and _names(part, name, text)]
        names += own
        is_cells &= len(own) <= 1 and (not own or token.column >= 0)
    return tuple(names), is_cells


def _names(part: str, name: str, text: str) -> bool:
    return patterns()[part][name].search(text) is not None


@lru_cache(maxsize=1024)
def _header(number: str, text: str) -> Header:
    if number == "2":
        return Header(table_two(text), _is_whole(text, "column"), _is_single(text, "column"))
    if number == "3":
        rest = grouped(text)
        is_clear = rest.count(MARK) <= 1 and _is_single(rest, "applicant")
        return Header(table_three(text), _is_whole(text, "applicant"), is_clear)
    return Header(table_four(text), _is_whole(text, "outcome"))


def is_ripe(header: Sequence[Token]) -> bool:
    """Tell whether the header of table four has come to its end: all fifteen columns named."""
    return len(_all(comparable(header), patterns()["outcome"], RESULTS)) >= 15


def names_of_outcome(text: str) -> tuple[str, ...]:
    """Return what a cell of table four's head names, in the order of its words."""
    return tuple(name for _, name in sorted(_all(plain(text), patterns()["outcome"], _NAMED)))


def is_outcome(text: str) -> bool:
    """Tell whether a text begins the columns of table four."""
    return patterns()["outcome"]["upheld"].search(text) is not None


def _is_single(text: str, part: str) -> bool:
    return all(len(pattern.findall(text)) <= 1 for pattern in patterns()[part].values())


def _is_whole(text: str, part: str) -> bool:
    rest = pattern_of("tables", "filler").sub("", text)
    for pattern in patterns()[part].values():
        rest = pattern.sub("", rest)
    return not pattern_of("tables", "filler").sub("", rest)


def table_two(text: str) -> tuple[str, ...]:
    """Return the columns of one sub-table of table two, in printed order."""
    return in_order(text, patterns()["column"], tuple(patterns()["column"]))


def table_three(text: str) -> tuple[str, ...]:
    """Return the applicants in printed order; the five under the group stand where it stands."""
    names = patterns()["applicant"]
    rest = grouped(text)
    if MARK not in rest:
        return in_order(text, names, applicants())
    tops = in_order(
        rest, {**names, "group": re.compile(MARK)}, ("natural_person", "group", "total")
    )
    subs = in_order(rest, names, applicants()[1:6])
    return tuple(one for top in tops for one in (subs if top == "group" else (top,)))


def table_four(text: str) -> tuple[str, ...]:
    """Return the columns of table four as group.result, empty where the header does not say."""
    words = patterns()["outcome"]
    results = [name for _, name in sorted(_all(text, words, RESULTS))]
    groups = _groups_of_four(text, words)
    if not results or len(results) % 3 or len(groups) != 3:
        return ()
    size = len(results) // 3
    chunks = [results[n : n + size] for n in range(0, len(results), size)]
    if any(chunk != chunks[0] for chunk in chunks) or len(set(chunks[0])) != size:
        return ()
    return tuple(f"{group}.{result}" for group in groups for result in chunks[0])


def _groups_of_four(text: str, words: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    tops = in_order(text, words, ("review", "suit"))
    subs = in_order(text, words, ("direct", "after"))
    names = {"direct": "suit_direct", "after": "suit_after_review"}
    if len(tops) != 2 or len(subs) != 2:
        return ()
    suits = tuple(names[sub] for sub in subs)
    return tuple(one for top in tops for one in (suits if top == "suit" else ("review",)))


def _all(
    text: str, words: dict[str, re.Pattern[str]], names: Sequence[str]
) -> list[tuple[int, str]]:
    return [(match.start(), name) for name in names for match in words[name].finditer(text)]
