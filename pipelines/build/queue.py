"""Builds in the background: asked for in a queue, made one at a time in a process of their own.

A request is a file beside the store; whoever asks starts a builder, and a builder that finds
another at work leaves the request to it. What was asked for while a build ran, however often, is
one more build. A builder that was killed leaves its requests: `resume` takes them up again. A build
that failed by the machine (a full disk, a database that is down) is tried again after a while: a
filing that was acknowledged must not wait for somebody to ask once more.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from pipelines.build import background
from pipelines.settings import Settings

NEVER, QUEUED, RUNNING, DONE, FAILED = "never", "queued", "running", "done", "failed"
_PROCESS: Final = "pipelines.build.process"
_QUEUE: Final = "queue"
_LOCK: Final = ".builder.lock"
_STATE: Final = "build.json"
_INTERRUPTED: Final = "interrupted"
_LONGEST: Final = 500  # letters of a fault that are kept
_PASSING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENOMEM})
PAUSES: Final = (5.0, 15.0, 60.0, 300.0, 900.0, 1800.0)  # seconds; an hour in all


@dataclass(frozen=True, slots=True)
class Build:
    """The last build, or the one that runs; moments are UTC in ISO 8601, "" where none.

    `error` says why a build failed ("interrupted": its process was killed); the store before it
    stays published. `is_waiting` tells that one more build is asked for.
    """

    state: str = NEVER  # never | queued | running | done | failed
    started: str = ""
    ended: str = ""
    error: str = ""
    digest: str = ""  # of the store that is published since
    is_waiting: bool = False


def enqueue(settings: Settings, *, start: bool = True) -> None:
    """Ask for a build of what is there now, and return at once.

    Args:
        settings: whose store.
        start: start a builder; False only leaves the request, for one that runs elsewhere.
    """
    queue = settings.store / _QUEUE
    queue.mkdir(parents=True, exist_ok=True)
    partial = queue / f".{uuid4().hex}"
    partial.write_text(_now(), encoding="utf-8")
    partial.rename(queue / f"{time.time_ns():020d}-{uuid4().hex}")
    if start:
        background.start(_PROCESS, settings)


def resume(settings: Settings) -> bool:
    """Start a builder where a request waits that nobody works on; return whether one did."""
    if not _requests(settings.store) or background.is_held(settings.store / _LOCK):
        return False
    background.start(_PROCESS, settings)
    return True


def last(settings: Settings) -> Build:
    """Return the build that runs, else the last one that did."""
    folder = settings.store
    waiting, running = bool(_requests(folder)), background.is_held(folder / _LOCK)
    build = _read(folder / _STATE)
    state = build.state
    if running:
        state = RUNNING if state == RUNNING else QUEUED
    elif state == RUNNING:
        build = Build(FAILED, build.started, build.ended, _INTERRUPTED, build.digest)
        state = FAILED
    if waiting and state in {NEVER, DONE}:
        state = QUEUED
    return Build(state, build.started, build.ended, build.error, build.digest, waiting)


def work(
    settings: Settings,
    build: Callable[[Settings], Path],
    pauses: Sequence[float] = PAUSES,
) -> int:
    """Make the builds that are asked for until none is, and return how many were tried.

    Where another builder is at work, none is made here: it will see the request. `pauses` are the
    seconds before each further try of a build that the machine let fail.
    """
    count = 0
    while _requests(settings.store):
        with background.alone(settings.store / _LOCK) as is_mine:
            if not is_mine:
                return count
            while asked := _requests(settings.store):
                for pause in (*pauses, None):
                    count += 1
                    if _build(settings, build) or pause is None:
                        break
                    time.sleep(pause)
                    asked = _requests(settings.store)  # the next try sees these too
                for request in asked:
                    request.unlink(missing_ok=True)
        # Between the last look and the end of the lock another may have asked: look once more.
    return count


def _build(settings: Settings, build: Callable[[Settings], Path]) -> bool:
    """Make one build; return False where the machine let it fail: another time it may go."""
    before = _read(settings.store / _STATE)
    started = _now()
    _write(settings.store, Build(RUNNING, started, digest=before.digest))
    try:
        target = build(settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, the store before it stays
        said = f"{type(error).__name__}: {error}"[:_LONGEST]
        _write(settings.store, Build(FAILED, started, _now(), said, before.digest))
        return not _is_of_the_machine(error)
    digest = target.stem.rpartition("-")[2]
    _write(settings.store, Build(DONE, started, _now(), digest=digest))
    return True


def _is_of_the_machine(error: Exception) -> bool:
    """Tell a disk that is full or a database that is down from what fails every time."""
    from duckdb import IOException  # noqa: PLC0415 - loaded by whoever builds, not by who asks
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    causes = (error, error.__cause__, error.__context__)
    return any(
        isinstance(one, (IOException, OperationalError))
        or (isinstance(one, OSError) and one.errno in _PASSING)
        for one in causes
    )


def _requests(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / _QUEUE).glob("[0-9]*"))


def _read(path: Path) -> Build:
    try:
        return Build(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Build()


def _write(folder: Path, build: Build) -> None:
    partial = folder / f".{_STATE}.{os.getpid()}"
    with suppress(OSError):  # a full disk takes no word of itself either: the request stays
        partial.write_text(json.dumps(asdict(build), ensure_ascii=False), encoding="utf-8")
        os.replace(partial, folder / _STATE)  # noqa: PTH105 - the atomic call, by its name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
