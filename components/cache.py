"""Answers kept while their publication is served: one cache for all pages, bounded in bytes."""

import io
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar

import pandas as pd
from cachetools import LRUCache

from pipelines.store.store import Store

_MOST_BYTES: Final = 96 * 2**20  # of one worker, whatever the store
_SAMPLE: Final = 1_000
_SMALL, _CELL = 20_000, 64  # cells of a small frame, and bytes of one that holds a text
P = ParamSpec("P")
R = TypeVar("R")


def size_of(value: object) -> int:
    """Return about how many bytes a value takes: as it is pickled, frames by some of their rows."""
    measure = _Measure()
    try:
        measure.dump(value)
    except (pickle.PicklingError, AttributeError, TypeError, RecursionError):
        return _MOST_BYTES // 64  # something that holds a connection or a function
    return measure.written.tell() + measure.bytes_of_frames


class _Measure(pickle.Pickler):
    """Pickles a value for its size; what its frames take is reckoned, for texts are many."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        self.bytes_of_frames = 0
        super().__init__(self.written, protocol=5)

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as the library has it
        """Reckon a frame: a small one by its cells, a large one by up to a thousand of its rows."""
        if not isinstance(value, pd.DataFrame):
            return NotImplemented
        if value.size < _SMALL:
            self.bytes_of_frames += value.size * _CELL
            return str, ()
        some = value.iloc[:: max(1, len(value) // _SAMPLE)]
        taken = int(some.memory_usage(deep=True).sum())
        self.bytes_of_frames += taken * len(value) // max(1, len(some))
        return str, ()


_kept: Final[LRUCache[object, object]] = LRUCache(_MOST_BYTES, getsizeof=size_of)
_lock: Final = Lock()
_MISSING: Final = object()


def forget() -> None:
    """Let everything go: for measurements of what is asked for the first time."""
    with _lock:
        _kept.clear()


def kept_for_publication(question: Callable[P, R]) -> Callable[P, R]:
    """Keep what a question returns under its arguments, a store under what it has published.

    The result is shared by all readers: nobody changes it. One too large to keep is returned.
    """

    @wraps(question)
    def ask(*args: P.args, **options: P.kwargs) -> R:
        published = tuple(arg.info().digest for arg in args if isinstance(arg, Store))
        key = (question, published, args, tuple(sorted(options.items())))
        with _lock:
            found = _kept.get(key, _MISSING)
        if found is not _MISSING:
            return found  # type: ignore[return-value]
        result = question(*args, **options)
        with _lock, suppress(ValueError):  # larger than everything that may be kept
            _kept[key] = result
        return result

    return ask
