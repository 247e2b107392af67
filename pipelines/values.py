"""Values that a reading makes by the thousand: frozen for the type checker, plain at run time."""

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


__all__ = ["value"]
