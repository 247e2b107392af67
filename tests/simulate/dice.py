"""Chance that repeats itself: the same key gives the same throws on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws decided by a key alone, whatever the version of Python."""

    def __init__(self, *key: object) -> None:
        self._key = "|".join(map(str, key))
        self._throws = 0

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both possible."""
        self._throws += 1
        said = hashlib.sha256(f"{self._key}|{self._throws}".encode()).digest()
        return low + int.from_bytes(said[:8], "big") % (high - low + 1)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.between(0, len(choices) - 1)]

    def share(self, total: int, weights: Sequence[int]) -> list[int]:
        """Divide a total by weights that waver by a fifth; the parts add up to the total."""
        wavering = [weight * self.between(80, 120) for weight in weights]
        base = sum(wavering) or 1
        parts = [total * weight // base for weight in wavering]
        rest = sorted(range(len(parts)), key=lambda i: (-(total * wavering[i] % base), i))
        for index in rest[: total - sum(parts)]:
            parts[index] += 1
        return parts
