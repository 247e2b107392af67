"""What was asked for and nobody works on is taken up again, while the service runs.

A builder or fetcher that the system killed leaves its requests, and a worker killed between an
entry of the ledger and its request leaves none: whoever was told “filed” must not wait for the
next person to ask.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event
from typing import Final

from pipelines.build import queue as builds
from pipelines.desk import fetch_queue as fetches
from pipelines.errors import MingchaError
from pipelines.settings import Settings

PAUSE: Final = 10.0  # seconds between two looks
_QUEUES: Final[Sequence[Callable[[Settings], bool]]] = (builds.resume, fetches.resume)


def resume(settings: Settings) -> int:
    """Start what is wanted and not at work, and return how many processes that were.

    A ledger or disk that does not answer is left for the next look.
    """
    count = 0
    for one in _QUEUES:
        with suppress(MingchaError, OSError):
            count += one(settings)
    return count


def watch(settings: Settings, stop: Event, pause: float = PAUSE) -> None:
    """Look now, and again after each pause, until told to stop."""
    resume(settings)
    while not stop.wait(pause):
        resume(settings)
