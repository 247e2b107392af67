"""Two texts side by side: their paragraphs aligned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.copying.letters import letters
from pipelines.copying.prose import Prose, Stretch
from pipelines.copying.shingles import Hashes, shingles, shipped, within

SAME = "same"
CHANGED = "changed"
ONLY_LEFT = "only_left"
ONLY_RIGHT = "only_right"
BOILERPLATE = "boilerplate"
_ALIKE = 0.25  # of the shingles of both paragraphs, for them to stand beside each other
_TEMPLATE = 0.8


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One row of a side-by-side view.

    `state` is same | changed | only_left | only_right | boilerplate (both say the form's words).
    """

    state: str
    left: Stretch | None = None
    right: Stretch | None = None


def side_by_side(left: Prose, right: Prose, aside: Hashes | None = None) -> tuple[AlignedRow, ...]:
    """Return the paragraphs of two texts as rows, in the order of both.

    Args:
        left: one text.
        right: the other.
        aside: boilerplate, ordered; the form's own where none is given.
    """
    known = shipped() if aside is None else aside
    return tuple(_rows(left.stretches, right.stretches, known))


def _rows(left: Sequence[Stretch], right: Sequence[Stretch], aside: Hashes) -> Iterator[AlignedRow]:
    i = j = 0
    for beside, other in [*_aligned(left, right), (len(left), len(right))]:
        yield from (AlignedRow(ONLY_LEFT, left=stretch) for stretch in left[i:beside])
        yield from (AlignedRow(ONLY_RIGHT, right=stretch) for stretch in right[j:other])
        if beside < len(left):
            yield _row(left[beside], right[other], aside)
        i, j = beside + 1, other + 1


def _row(left: Stretch, right: Stretch, aside: Hashes) -> AlignedRow:
    mine = letters(left.text)
    if mine != letters(right.text):
        return AlignedRow(CHANGED, left, right)
    return AlignedRow(BOILERPLATE if _is_boilerplate(mine, aside) else SAME, left, right)


def _is_boilerplate(text: str, aside: Hashes) -> bool:
    own = shingles(text)
    return len(own) > 0 and float(np.mean(within(own, aside))) >= _TEMPLATE


def _aligned(left: Sequence[Stretch], right: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return the pairs of paragraphs, in order in both, that share the most in sum."""
    mine = [letters(one.text) for one in left]
    other = [letters(one.text) for one in right]
    gain = _gains(mine, other)
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if gain[i][j] and best[i][j] == gain[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gains(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
    """Return how many shingles each pair of paragraphs shares, 0 where they are not alike."""
    mine = [set(shingles(text).tolist()) for text in left]
    other = [set(shingles(text).tolist()) for text in right]
    return [
        [
            _gain(len(one & two), len(one), len(two), is_equal=left[i] == right[j])
            for j, two in enumerate(other)
        ]
        for i, one in enumerate(mine)
    ]


def _gain(common: int, left: int, right: int, *, is_equal: bool) -> float:
    if is_equal:
        return common + 1.0
    return float(common) if 2 * common >= _ALIKE * (left + right) and common else 0.0
