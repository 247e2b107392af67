"""How much of their own words two texts share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.copying.shingles import Hashes, measure, within

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share: the share of their own characters, and how many those are.

    `is_judged` is False where one of them says too little of its own to be called a copy.
    """

    similarity: float
    shared_count: int
    left_count: int
    right_count: int
    is_judged: bool


def likeness(left: Hashes, right: Hashes, aside: Hashes) -> Likeness:
    """Compare two texts by their shingles; what is set aside is nobody's own.

    Args:
        left: the shingles of one text in their order.
        right: those of the other.
        aside: boilerplate, ordered.
    """
    left_own, right_own = ~within(left, aside), ~within(right, aside)
    left_common = left_own & within(left, np.unique(right[right_own]))
    right_common = right_own & within(right, np.unique(left[left_own]))
    counts = [_covered(marks) for marks in (left_own, right_own, left_common, right_common)]
    own = counts[0] + counts[1]
    return Likeness(
        similarity=(counts[2] + counts[3]) / own if own else 0.0,
        shared_count=min(counts[2], counts[3]),
        left_count=counts[0],
        right_count=counts[1],
        is_judged=_has_enough(counts[0], left) and _has_enough(counts[1], right),
    )


def spread(marks: Marks) -> Marks:
    """Return which characters are covered by marked shingles."""
    size: int = measure()["gram"]
    covered = np.zeros(len(marks) + size - 1, dtype=np.bool_)
    for step in range(size):
        covered[step : step + len(marks)] |= marks
    return covered


def _covered(marks: Marks) -> int:
    return int(np.count_nonzero(spread(marks))) if len(marks) else 0


def _has_enough(count: int, whole: Hashes) -> bool:
    known = measure()
    return bool(count >= max(known["own_least"], known["own_share"] * len(whole)))
