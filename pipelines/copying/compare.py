"""How much of their own words two texts share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pipelines.copying.letters import measure
from pipelines.copying.shingles import Hashes, distinct, within

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


@dataclass(frozen=True)
class ShingledText:
    """A text ready to be compared: its shingles in their order, and which are its own."""

    every: Hashes
    own: Marks

    @classmethod
    def of(cls, every: Hashes, aside: Hashes) -> ShingledText:
        """Set aside what is boilerplate where a text comes from."""
        return cls(every, ~within(every, aside))

    @cached_property
    def words(self) -> Hashes:
        """Return the different shingles of its own, in order."""
        return distinct(self.every[self.own])

    @cached_property
    def count(self) -> int:
        """Return how many of its characters are its own."""
        return _covered(self.own)

    @property
    def has_enough(self) -> bool:
        """Tell whether it says enough of its own to be called a copy."""
        known = measure()
        least = max(known["own_least"], known["own_share"] * len(self.every))
        return bool(self.count >= least)


def likeness(left: ShingledText, right: ShingledText) -> Likeness:
    """Compare two texts: what one of them has of its own and the other has too."""
    left_common = _covered(left.own & within(left.every, right.words))
    right_common = _covered(right.own & within(right.every, left.words))
    own = left.count + right.count
    return Likeness(
        similarity=(left_common + right_common) / own if own else 0.0,
        shared_count=min(left_common, right_common),
        left_count=left.count,
        right_count=right.count,
        is_judged=left.has_enough and right.has_enough,
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
