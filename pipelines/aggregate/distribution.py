"""How many lie where: the values of a ranking of hundreds as a few ranges with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

import numpy as np

_MOST: Final = 10  # ranges of one width
_SKEWED: Final = 20  # times the median: above it, ranges of one width would hold all in the first
_NICE: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class ValueRange:
    """From `low` to below `high`, the last to `high` itself: how many values lie there."""

    low: float
    high: float
    count: int


def distribution(values: Sequence[float]) -> tuple[ValueRange, ...]:
    """Return the ranges of known values and how many lie in each; none where all are alike.

    Their edges are round numbers: of one width, or 1, 3, 10, 30 … where a few are far above the
    middle. Every value lies in one of them.
    """
    if len(values) == 0 or min(values) == max(values):
        return ()
    edges = _edges(np.asarray(values, dtype="float64"))
    counts = np.histogram(values, edges)[0]
    pairs = zip(edges, edges[1:], counts, strict=False)
    return tuple(ValueRange(float(low), float(high), int(n)) for low, high, n in pairs)


def _edges(values: np.ndarray) -> list[float]:
    least, most = float(values.min()), float(values.max())
    if least >= 0 and most > max(_SKEWED * float(np.median(values)), _SKEWED):
        last = ceil(2 * log10(most)) + 2
        steps = [10 ** (n // 2) * (3 if n % 2 else 1) for n in range(last)]
        top = next(n for n, step in enumerate(steps) if step >= most)
        bottom = max((n for n, step in enumerate(steps) if step <= least), default=-1)
        return [*([0.0] if bottom < 0 else []), *map(float, steps[max(bottom, 0) : top + 1])]
    rough = (most - least) / _MOST
    power = 10.0 ** floor(log10(rough))
    width = next(power * nice for nice in _NICE if power * nice >= rough * (1 - 1e-9))
    first = floor(least / width)
    edges = [round((first + n) * width, 10) for n in range(_MOST + 3)]
    last = next(n for n, edge in enumerate(edges) if edge >= most)  # no share lies above 100
    return edges[: last + 1]
