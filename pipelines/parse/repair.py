"""Cells that lost or gained a space: divided or joined only where one reading is possible.

The form's own arithmetic is the judge between readings; it never alters a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipelines.model import Status
from pipelines.parse.budget import Budget
from pipelines.parse.cells import read_cell
from pipelines.parse.tokens import Token, TokenKind

Sums = list[tuple[tuple[int, ...], int]]  # positions of addends and of their total
_LONGEST = 24  # digits of one glued row: more would take too long to divide
_JOINED = 3  # tokens that one number may have fallen into


def divide(token: Token, columns: Sequence[str], budget: Budget) -> tuple[Token, ...] | None:
    """Divide glued digits into cells, or return None where no division, or more than one, fits."""
    text = token.text
    count = len(columns)
    if count == 1:
        return (_piece(token, 0, len(text), text),)
    if not text.isdecimal() or not text.isascii() or not count <= len(text) <= _LONGEST:
        return None
    if len(text) == count and set(text) == {"0"}:
        return tuple(_piece(token, n, n + 1) for n in range(count))
    sizes = _sizes(columns)
    ways = _Division(text, sizes, budget).ways() if sizes else []
    pairs = list(pairwise((0, *ways[0]))) if len(ways) == 1 else []
    if not pairs or any(start == end for start, end in pairs):
        return None
    return tuple(_piece(token, start, end, text[start:end]) for start, end in pairs)


def _sizes(columns: Sequence[str]) -> tuple[int, ...]:
    """Return how many addends stand before each total, nothing where totals stand elsewhere."""
    sizes: list[int] = []
    at = 0
    for addends, total in _sums(columns):
        if addends != tuple(range(at, total)):
            return ()
        sizes.append(len(addends))
        at = total + 1
    return tuple(sizes) if at == len(columns) else ()


def _piece(token: Token, start: int, end: int, digits: str = "") -> Token:
    place = replace(token.place, start=token.place.start + start, end=token.place.start + end)
    return replace(
        token, text=token.text[start:end], kind=TokenKind.VALUE, place=place, digits=digits
    )


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


class _Division:
    """The ways to cut glued digits so that every sum holds, empty cells thought of too.

    A number never begins with a needless 0. Two ways are as good as none, so that no more are
    looked for; a search that outruns the document's budget finds none.
    """

    def __init__(self, text: str, sizes: tuple[int, ...], budget: Budget) -> None:
        self._text = text
        self._sizes = sizes  # addends of each group; its total stands behind them
        self._budget = budget
        self._groups: dict[tuple[int, int], list[tuple[int, ...]]] = {}
        self._parts: dict[tuple[int, int, int, int], list[tuple[int, ...]]] = {}

    def ways(self) -> list[tuple[int, ...]]:
        """Return where each cell ends, two ways at most."""
        ways = self._from(0, 0)
        return ways if self._budget.left >= 0 else []

    def _from(self, start: int, group: int) -> list[tuple[int, ...]]:
        """Return the ways to read the groups from one on in the text from a place on."""
        if group == len(self._sizes):
            return [()] if start == len(self._text) else []
        known = self._groups.get((start, group))
        if known is None:
            known = self._groups[start, group] = self._of_group(start, group)
        return known

    def _of_group(self, start: int, group: int) -> list[tuple[int, ...]]:
        cuts_of_group: list[tuple[int, ...]] = []
        is_last = group == len(self._sizes) - 1
        for first in range(start, len(self._text) + 1):
            for end in self._ends(first, len(self._text)):
                if (is_last and end != len(self._text)) or not self._budget.spend():
                    continue
                rest = self._from(end, group + 1)
                total = int(self._text[first:end] or "0")
                parts = self._split(start, first, self._sizes[group], total) if rest else []
                cuts_of_group += [(*cuts, end, *later) for cuts in parts for later in rest]
                if len(cuts_of_group) > 1:
                    return cuts_of_group[:2]
        return cuts_of_group

    def _ends(self, at: int, stop: int) -> range:
        is_zero = self._text[at : at + 1] == "0"
        return range(at, min(at + 1, stop) + 1) if is_zero else range(at, stop + 1)

    def _split(self, at: int, stop: int, count: int, total: int) -> list[tuple[int, ...]]:
        """Return the ways to cut a stretch into so many cells that add up to the total."""
        if count == 0:
            return [()] if at == stop and total == 0 else []
        longest = len(str(total))
        if stop - at > count * longest:
            return []
        key = (at, stop, count, total)
        known = self._parts.get(key)
        if known is not None or not self._budget.spend():
            return known or []
        cuts: list[tuple[int, ...]] = []
        for end in self._ends(at, min(stop, at + longest)):
            rest = total - int(self._text[at:end] or "0")
            if rest >= 0:
                cuts += [(end, *later) for later in self._split(end, stop, count - 1, rest)]
            if len(cuts) > 1:
                break
        self._parts[key] = cuts[:2]
        return cuts[:2]


def rejoin(values: Sequence[Token], columns: Sequence[str]) -> tuple[Token, ...] | None:
    """Join neighbouring digits on one line where the row is too long and one joining fits."""
    sums = _sums(columns)
    surplus = len(values) - len(columns)
    if not sums or not 0 < surplus < _JOINED or not all(_is_digits(one) for one in values):
        return None
    readings = [row for row in _joinings(list(values), surplus) if _holds(row, sums)]
    return tuple(readings[0]) if len(readings) == 1 else None


def _is_digits(token: Token) -> bool:
    text = token.digits or token.text
    return text.isdecimal() and text.isascii()


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
    return all(_adds_up(row, addends, total) for addends, total in sums)


def _adds_up(row: Sequence[Token], addends: Sequence[int], total: int) -> bool:
    *parts, whole = (_count(row[n]) or 0 for n in (*addends, total))
    return sum(parts) == whole


def _count(token: Token) -> int | None:
    """Return the number of a cell as it is written (1,234, １２, 3件), 0 for a mark of none."""
    if _is_digits(token):
        return int(token.digits or token.text)
    reading = read_cell(token.digits or token.text)
    if reading.value is not None:
        return int(reading.value) if reading.value == int(reading.value) else None
    return None if reading.status is Status.LOST else 0


def _counted(tokens: Sequence[Token | None]) -> list[Token]:
    return [token for token in tokens if token is not None and _count(token) is not None]


def closed_up(values: Sequence[Token], columns: Sequence[str]) -> tuple[Token, ...] | None:
    """Close up digits that a space or a line's end divides within one cell.

    In narrow columns 5007 stands as 500 over 7. The cells of a sum are closed up where it then
    holds, and stay as they are where it does not.
    """
    broken = frozenset(n for n, one in enumerate(values) if _is_broken(one))
    if broken and _holds_otherwise(values, columns):
        return None
    whole = [_closed(one) if n in broken else one for n, one in enumerate(values)]
    row = list(values)
    for addends, total in _sums(columns) if broken else []:
        cells = (*addends, total)
        if all(_is_digits(whole[n]) for n in cells) and _adds_up(whole, addends, total):
            for n in broken.intersection(cells):
                row[n] = whole[n]
    return tuple(row) if row != list(values) else None


def _holds_otherwise(values: Sequence[Token], columns: Sequence[str]) -> bool:
    """Tell whether a row adds up with the first number of its cells alone, the other one a remark.

    In the cells of a page no line is broken for want of room, as it is in those of a PDF.
    """
    if any(token.place.page is not None for token in values):
        return False
    first = [replace(one, digits=(one.text.split() or [""])[0]) for one in values]
    return all(map(_is_digits, first)) and _holds(first, _sums(columns))


def _closed(token: Token) -> Token:
    return replace(token, digits="".join(token.text.split()))


def _is_broken(token: Token) -> bool:
    pieces = token.text.split()
    is_digits = all(piece.isdecimal() and piece.isascii() for piece in pieces)
    return len(pieces) > 1 and is_digits and pieces[0] != "0"


def holds(tokens: Sequence[Token | None], columns: Sequence[str]) -> bool:
    """Tell whether a row is numbers and marks only and every sum the form prints in it holds."""
    row = _counted(tokens)
    sums = _sums(columns)
    is_whole = len(row) == len(tokens) == len(columns)
    return is_whole and bool(sums) and _holds(row, sums)


def sums_broken(tokens: Sequence[Token | None], columns: Sequence[str]) -> int:
    """Return how many sums of a row of numbers do not hold, 0 where all of these total 0.

    Agencies leave the totals so where they fill in the parts.
    """
    row = _counted(tokens)
    if len(row) != len(columns):
        return 0
    broken = [total for addends, total in _sums(columns) if not _adds_up(row, addends, total)]
    is_left = not any(_count(row[total]) for total in broken)
    return 0 if is_left else len(broken)


def holds_only_in(
    tokens: Sequence[Token | None], form: Sequence[str], columns: Sequence[str]
) -> bool:
    """Tell whether the sums hold in the form's order of columns and not in the other."""
    row = _counted(tokens)
    if len(row) != len(tokens) or len(form) != len(columns):
        return False
    here, there = _sums(columns), _sums(form)
    return bool(here and there) and _holds(row, there) and not _holds(row, here)
