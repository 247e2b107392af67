"""What two texts say in the same words, with its places in both."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import numpy as np

from pipelines.copying.compare import Marks
from pipelines.copying.letters import measure, placed_letters
from pipelines.copying.prose import Prose, sentence_end
from pipelines.copying.shingles import Hashes, shingles, shipped, within
from pipelines.model import Place

_Part = tuple[bool, int, int]  # whether a template's, first letter, last
_LOOKED_AT = 16  # places of the other text that are tried for one place of this
_SCRAP = 4  # letters: fewer of a paragraph are not worth a light
_TEMPLATE = 0.8  # of a passage, what must be boilerplate for it to be a template's


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that both texts have in a run; numbers, years and punctuation may differ.

    `left` and `right` are its places, one a paragraph it runs through; `count` its letters.
    `is_template` tells sentences that every report has: the form's own and titles of laws.
    """

    left: tuple[Place, ...]
    right: tuple[Place, ...]
    count: int
    is_template: bool


@dataclass(frozen=True)
class Spelled:
    """A prose letter by letter: what is compared, and where each letter stands."""

    prose: Prose

    @cached_property
    def _letters(self) -> tuple[str, list[tuple[int, int]], list[int]]:
        text, spots, ends = "", [], []
        for number, stretch in enumerate(self.prose.stretches):
            spelled, offsets = placed_letters(stretch.text)
            breaks = (mark.start() for mark in sentence_end().finditer(stretch.text))
            ends += [len(text) + bisect_left(offsets, mark) for mark in breaks]
            ends.append(len(text) + len(spelled))
            spots += [(number, offset) for offset in offsets]
            text += spelled
        return text, spots, ends

    @property
    def text(self) -> str:
        """Return the letters."""
        return self._letters[0]

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences, or what is left of them, between two letters."""
        ends = self._letters[2]
        inside = ends[bisect_right(ends, start) : bisect_left(ends, end)]
        for stop in (*dict.fromkeys(inside), end):
            yield start, stop
            start = stop

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where some letters stand, one place a paragraph, scraps left out."""
        listed: list[Place] = []
        for number, group in groupby(self._letters[1][start:end], key=itemgetter(0)):
            offsets = [offset for _, offset in group]
            if len(offsets) >= _SCRAP or end - start < _SCRAP:
                stretch = self.prose.stretches[number]
                listed.append(stretch.place(offsets[0], offsets[-1] + 1))
        return tuple(listed)


def passages(left: Prose, right: Prose, aside: Hashes | None = None) -> tuple[Passage, ...]:
    """Return the longest runs of words in common, in the order of the left text.

    Args:
        left: one text; no two of its passages overlap.
        right: the other; a passage that it has once may answer to several of the left.
        aside: boilerplate, ordered; the form's own where none is given.
    """
    mine, other = Spelled(left), Spelled(right)
    template = within(shingles(mine.text), shipped() if aside is None else aside)
    listed = []
    for start, at, count in runs(mine.text, other.text):
        for is_template, first, last in _parted(mine, template, start, start + count):
            there = at + first - start
            places = mine.places(first, last), other.places(there, there + last - first)
            listed.append(Passage(*places, last - first, is_template))
    return tuple(listed)


def _parted(mine: Spelled, template: Marks, start: int, end: int) -> Iterator[_Part]:
    """Yield the sentences of a run, those of one kind together; a scrap goes with the next."""
    size: int = measure()["gram"]
    parts: list[_Part] = []
    begin = start
    for _, last in mine.parts(start, end):
        marks = template[begin : last - size + 1]
        if len(marks) == 0 and last < end:
            continue
        is_template = bool(np.mean(marks) >= _TEMPLATE) if len(marks) else parts[-1][0]
        if parts and is_template == parts[-1][0]:
            parts[-1] = (is_template, parts[-1][1], last)
        else:
            parts.append((is_template, begin, last))
        begin = last
    yield from parts


def runs(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, start in the right text, length) of the longest runs, left to right."""
    least: int = measure()["passage"]
    where: dict[str, list[int]] = {}
    for j in range(len(right) - least + 1):
        where.setdefault(right[j : j + least], []).append(j)
    i, follow = 0, 0
    while i <= len(left) - least:
        starts = where.get(left[i : i + least])
        if not starts:
            i += 1
            continue
        # a text that goes on where the last run ended is taken before one elsewhere
        tried = sorted(starts, key=lambda j: abs(j - follow))[:_LOOKED_AT]
        at, count = max(((j, _common(left, i, right, j)) for j in tried), key=lambda one: one[1])
        yield i, at, count
        i, follow = i + count, at + count


def _common(left: str, i: int, right: str, j: int) -> int:
    count, longest = 0, min(len(left) - i, len(right) - j)
    step = 64
    while step:
        while count + step <= longest and (
            left[i + count : i + count + step] == right[j + count : j + count + step]
        ):
            count += step
        step //= 2
    return count


def longest(shared: Sequence[Passage], count: int) -> tuple[Passage, ...]:
    """Return the longest passages that are not a template's, the longest first."""
    own = [passage for passage in shared if not passage.is_template]
    return tuple(sorted(own, key=lambda passage: -passage.count)[:count])
