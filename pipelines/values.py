"""Values that a reading makes by the thousand, and whole numbers out of texts that may be any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Make a class of values that nothing changes, and that the type checker guards.

        A page gives a thousand of them: guarded at run time too they take five times as long. They
        are pickled as their class and its arguments: half the time, and bytes, of slots by name.
        """

        def made(cls: type) -> type:
            built = dataclass(slots=slots, unsafe_hash=frozen)(cls)
            names = [one.name for one in fields(built)]
            of = attrgetter(*names, names[0])  # one more, so that it is always a tuple
            built.__reduce__ = lambda self: (built, of(self)[:-1])
            return built

        return made


def whole(text: object, most: int = 9) -> int | None:
    """Return the number that a text of digits says, None where it says none or has too many.

    Digits are 0 to 9 alone: `int` fails on “²”, which is a digit, and beyond 4,300 of them.
    """
    said = str(text).strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= most else None


__all__ = ["value", "whole"]
