"""Columns by where things stand across the page: the words of a head over the values below it.

In lines that keep their blanks (an OFD, a PDF's text as laid out) the words of a head that goes
over several lines come in no order, and yet each stands over its own column.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.catalogue.load import pattern_of
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.heads.under_names import words_of
from pipelines.parse.tokens import Token, TokenKind
from pipelines.read.clean import plain

_FEWEST = {"3": 3, "4": 1}  # rows whose values tell where the columns are
_ASKED = 6  # rows nearest to the head: a later page may lie otherwise
_GROUPS = {"review": "review", "suit_direct": "direct", "suit_after_review": "after"}
_RESULTS = 5  # columns of a group of table four
_VALUE = TokenKind.VALUE
Span = tuple[int, int]


def columns_by_place(
    number: str, header: Sequence[Token], rows: Sequence[PrintedRow], form: Sequence[str]
) -> tuple[str, ...]:
    """Return the columns of table three or four as their names stand over the values below.

    Nothing is returned unless the values of the rows stand in columns apart from each other, and
    the words over each are one whole name of the form, another one over each.
    """
    spans = _columns(rows, len(form), _FEWEST[number])
    if not spans:
        return ()
    words = [(_zone(token, spans), plain(token.text)) for token in _from_top(header)]
    names = [_named(number, [text for at, text in words if at == n]) for n in range(len(spans))]
    if number == "4":
        groups = _groups(words)
        names = [f"{groups[n // _RESULTS]}.{name}" for n, name in enumerate(names) if groups]
    return tuple(names) if set(names) == set(form) else ()


def _columns(rows: Sequence[PrintedRow], count: int, fewest: int) -> list[Span]:
    """Return where the values of the first whole rows begin and end, where they keep apart."""
    whole = [row.values for row in rows if _is_in_line(row, count)][:_ASKED]
    if len(whole) < fewest:
        return []
    spans = [
        (min(one.place.start for one in column), max(one.place.end for one in column))
        for column in zip(*whole, strict=True)
    ]
    return spans if all(left[1] < right[0] for left, right in pairwise(spans)) else []


def _is_in_line(row: PrintedRow, count: int) -> bool:
    if row.is_row or row.keeps_blanks or len(row.values) != count:
        return False
    lines = {token.place.block for token in row.values}
    return len(lines) == 1 and all(token.kind is _VALUE for token in row.values)


def _from_top(header: Sequence[Token]) -> list[Token]:
    return sorted(header, key=lambda one: (one.place.block, one.place.start))


def _zone(token: Token, spans: Sequence[Span]) -> int:
    """Return the column that the middle of a word stands over, -1 left of all of them."""
    walls = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    first = spans[0][0] - (walls[0] - spans[0][1])
    middle = (token.place.start + token.place.end) / 2
    return sum(wall < middle for wall in (first, *walls)) - 1


def _named(number: str, words: Sequence[str]) -> str:
    """Return the column that the lowest words over it name, without the headings above these."""
    for first in range(len(words)):
        text = "".join(words[first:])
        names = [name for name, word in words_of(number).items() if word.search(text)]
        if len(names) == 1:
            return names[0]
    return ""


def _groups(words: Sequence[tuple[int, str]]) -> list[str]:
    """Return the three groups of table four as they stand, each over the middle of its columns."""
    own: dict[int, str] = {}
    for name, kind in _GROUPS.items():
        word = pattern_of("tables", "outcome", kind)
        zones = [zone for zone, text in words if word.match(text)]
        if len(zones) != 1 or not 0 < zones[0] % _RESULTS < _RESULTS - 1:
            return []
        own[zones[0] // _RESULTS] = name
    return [own[n] for n in sorted(own)] if len(own) == len(_GROUPS) else []
