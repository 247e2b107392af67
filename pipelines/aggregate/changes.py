"""Against last year: absolute, and relative where the base carries it."""

from typing import Final

LEAST_BASE: Final = 10
_JOINED: Final = frozenset({"A", "B"})


def may_join(comparable: str) -> bool:
    """Tell whether values of different forms may be set against each other."""
    return comparable in _JOINED
