"""A stretch of work during which nobody looks for garbage that it does not make."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the search for cyclic garbage while values are made that all live until the end.

    A parse makes thousands of values and no cycle (a test counts them), so each search among them
    is in vain. Threads that overlap only shorten each other's stretch: who finds the search held
    already leaves it to the other to let it go again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
