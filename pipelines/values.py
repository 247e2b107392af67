"""Values that a reading makes by the thousand, and whole numbers out of texts that may be any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Make a class of values that nothing changes, and that the type checker guards.

        A page gives a thousand of them: guarded at run time too they take five times as long.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)


def whole(text: object, most: int = 9) -> int | None:
    """Return the number that a text of digits says, None where it says none or has too many.

    Digits are 0 to 9 alone: `int` fails on “²”, which is a digit, and beyond 4,300 of them.
    """
    said = str(text).strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= most else None


__all__ = ["value", "whole"]
