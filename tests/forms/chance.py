"""Seeded chance of the accuracy documents."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Throws of one document; the same key gives the same document."""

    def __init__(self, *key: object) -> None:
        self._random = random.Random("|".join(map(str, key)))  # noqa: S311 - not for secrets

    def often(self, share: float) -> bool:
        """Return True with the given share."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self._random.randrange(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        return self._random.sample(list(choices), min(count, len(choices)))
