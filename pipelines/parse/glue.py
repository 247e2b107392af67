"""Cells that lost or gained a space: divided or joined only where one reading is possible.

The form's own arithmetic is the judge between readings; it never alters a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipelines.parse.strands import Sort, Token

Sums = list[tuple[tuple[int, ...], int]]  # positions of addends and of their total
_LONGEST = 24  # digits of one glued row: more would take too long to divide
_STEPS = 50_000  # of a search for divisions
_JOINED = 3  # tokens that one number may have fallen into


def divide(token: Token, columns: Sequence[str]) -> tuple[Token, ...] | None:
    """Divide glued digits into cells, or return None where no division, or more than one, fits."""
    text = token.text
    count = len(columns)
    if count == 1:
        return (_piece(token, 0, len(text), text),)
    if not text.isdecimal() or not text.isascii() or not count <= len(text) <= _LONGEST:
        return None
    if len(text) == count and set(text) == {"0"}:
        return tuple(_piece(token, n, n + 1) for n in range(count))
    sums = _sums(columns)
    cuts = _divisions(text, count, sums) if sums else []
    pairs = list(pairwise(cuts[0])) if len(cuts) == 1 else []
    if not pairs or any(start == end for start, end in pairs):
        return None
    return tuple(_piece(token, start, end, text[start:end]) for start, end in pairs)


def _piece(token: Token, start: int, end: int, digits: str = "") -> Token:
    place = replace(token.place, start=token.place.start + start, end=token.place.start + end)
    return replace(token, text=token.text[start:end], sort=Sort.VALUE, place=place, digits=digits)


def _sums(columns: Sequence[str]) -> Sums:
    return _sums_of(tuple(columns))


@lru_cache(maxsize=256)
def _sums_of(columns: tuple[str, ...]) -> Sums:
    """Return (addends, total) positions of every sum that the form prints in one row."""
    sums = []
    for at, name in enumerate(columns):
        group, _, last = name.rpartition(".")
        if last == "total":
            addends = tuple(
                n
                for n, other in enumerate(columns)
                if n != at and other.rpartition(".")[0] == group
            )
            sums.append((addends, at))
    whole = {6} if len(sums) == 1 else {4}
    return sums if sums and {len(addends) for addends, _ in sums} == whole else []


def _divisions(text: str, count: int, sums: Sums) -> list[tuple[int, ...]]:
    """Return where to cut so that every sum holds, two ways at most, empty cells thought of too.

    A number never begins with a needless 0. A search that grows too long counts as undecided.
    """
    stack: list[tuple[int, ...]] = [(0,)]
    found: list[tuple[int, ...]] = []
    for _ in range(_STEPS):
        if not stack or len(found) > 1:
            return found
        cuts = stack.pop()
        done, at = len(cuts) - 1, cuts[-1]
        if done == count:
            found += [cuts] if at == len(text) else []
            continue
        ends = (at, at + 1) if text[at : at + 1] == "0" else range(at, len(text) + 1)
        longer = ((*cuts, end) for end in ends)
        stack.extend(one for one in longer if _may_hold(text, one, sums))
    return []


def _may_hold(text: str, cuts: tuple[int, ...], sums: Sums) -> bool:
    known = len(cuts) - 1
    values = [int(text[start:end] or "0") for start, end in pairwise(cuts)]
    return all(
        sum(values[n] for n in addends) == values[total]
        for addends, total in sums
        if max((*addends, total)) < known
    )


def rejoin(values: Sequence[Token], columns: Sequence[str]) -> tuple[Token, ...] | None:
    """Join neighbouring digits on one line where the row is too long and one joining fits."""
    sums = _sums(columns)
    surplus = len(values) - len(columns)
    if not sums or not 0 < surplus < _JOINED or not all(_is_digits(one) for one in values):
        return None
    readings = [row for row in _joinings(list(values), surplus) if _holds(row, sums)]
    return tuple(readings[0]) if len(readings) == 1 else None


def _is_digits(token: Token) -> bool:
    return token.text.isdecimal() and token.text.isascii()


def _joinings(values: list[Token], surplus: int) -> Iterator[list[Token]]:
    if surplus == 0:
        yield values
        return
    for n in range(len(values) - 1):
        left, right = values[n], values[n + 1]
        if left.place.block == right.place.block and (left.digits or left.text) != "0":
            gap = right.place.start - left.place.end
            if 0 < gap <= 2:
                joined = _joined(left, right, gap)
                yield from _joinings([*values[:n], joined, *values[n + 2 :]], surplus - 1)


def _joined(left: Token, right: Token, gap: int) -> Token:
    place = replace(left.place, end=right.place.end)
    digits = (left.digits or left.text) + (right.digits or right.text)
    return replace(left, text=left.text + " " * gap + right.text, place=place, digits=digits)


def _holds(row: Sequence[Token], sums: Sums) -> bool:
    values = [int(token.digits or token.text) for token in row]
    return all(sum(values[n] for n in addends) == values[total] for addends, total in sums)


def closed_up(values: Sequence[Token], columns: Sequence[str]) -> tuple[Token, ...] | None:
    """Close up digits that a space divides within one cell, where the sum says they belong so."""
    broken = [n for n, one in enumerate(values) if not _is_digits(one) and _is_broken(one)]
    sums = _sums(columns) if len(broken) == 1 else []
    if not sums:
        return None
    row = list(values)
    one = row[broken[0]]
    row[broken[0]] = replace(one, digits="".join(one.text.split()))
    if not all(_is_digits(t) or t.digits for t in row) or not _holds(row, sums):
        return None
    return tuple(row)


def _is_broken(token: Token) -> bool:
    pieces = token.text.split()
    return (
        len(pieces) == 2 and all(p.isdecimal() and p.isascii() for p in pieces) and pieces[0] != "0"
    )


def holds_only_in(
    tokens: Sequence[Token | None], form: Sequence[str], columns: Sequence[str]
) -> bool:
    """Tell whether the sums hold in the form's order of columns and not in the other."""
    row = [token for token in tokens if token is not None and _is_digits(token)]
    if len(row) != len(tokens) or len(form) != len(columns):
        return False
    here, there = _sums(columns), _sums(form)
    return bool(here and there) and _holds(row, there) and not _holds(row, here)
