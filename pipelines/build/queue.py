"""Builds in the background: asked for in a queue, made one at a time in a process of their own.

A request is a file beside the store; whoever asks starts a builder, and a builder that finds
another at work leaves the request to it. What was asked for while a build ran, however often, is
one more build. A builder that was killed leaves its requests: `resume` takes them up again.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from pipelines.settings import Settings

NEVER, QUEUED, RUNNING, DONE, FAILED = "never", "queued", "running", "done", "failed"
_QUEUE: Final = "queue"
_LOCK: Final = ".builder.lock"
_STATE: Final = "build.json"
_INTERRUPTED: Final = "interrupted"
_TRIES, _PAUSE = 10, 0.05  # seconds
_LONGEST: Final = 500  # letters of a fault that are kept
_started: list[subprocess.Popen[str]] = []


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
        _start(settings)


def resume(settings: Settings) -> bool:
    """Start a builder where a request waits that nobody works on; return whether one did."""
    if not _requests(settings.store) or _is_running(settings.store):
        return False
    _start(settings)
    return True


def last(settings: Settings) -> Build:
    """Return the build that runs, else the last one that did."""
    folder = settings.store
    waiting, running = bool(_requests(folder)), _is_running(folder)
    said = _read(folder / _STATE)
    state = said.state
    if running:
        state = RUNNING if state == RUNNING else QUEUED
    elif state == RUNNING:
        said = Build(FAILED, said.started, said.ended, _INTERRUPTED, said.digest)
        state = FAILED
    if waiting and state in {NEVER, DONE}:
        state = QUEUED
    return Build(state, said.started, said.ended, said.error, said.digest, waiting)


def work(settings: Settings, build: Callable[[Settings], Path]) -> int:
    """Make the builds that are asked for until none is, and return how many were made.

    Where another builder is at work, none is made here: it will see the request.
    """
    count = 0
    while _requests(settings.store):
        with _alone(settings.store) as is_mine:
            if not is_mine:
                return count
            while asked := _requests(settings.store):
                _build(settings, build)
                count += 1
                for request in asked:
                    request.unlink(missing_ok=True)
        # Between the last look and the end of the lock another may have asked: look once more.
    return count


def _build(settings: Settings, build: Callable[[Settings], Path]) -> None:
    before = _read(settings.store / _STATE)
    started = _now()
    _write(settings.store, Build(RUNNING, started, digest=before.digest))
    try:
        target = build(settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, the store before it stays
        said = f"{type(error).__name__}: {error}"[:_LONGEST]
        _write(settings.store, Build(FAILED, started, _now(), said, before.digest))
    else:
        digest = target.stem.rpartition("-")[2]
        _write(settings.store, Build(DONE, started, _now(), digest=digest))


def _start(settings: Settings) -> None:
    """Start a builder; its standard input tells it where: a ledger's address may hold a secret."""
    _started[:] = [one for one in _started if one.poll() is None]  # the ended are buried
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines.build.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        start_new_session=True,  # a web worker that is stopped must not take the build with it
        text=True,
    )
    if process.stdin is not None:
        json.dump(_places(settings), process.stdin)
        process.stdin.close()
    _started.append(process)


def _places(settings: Settings) -> dict[str, str]:
    return {
        "data": str(settings.data.resolve()),
        "archive": str(settings.archive.resolve()),
        "store": str(settings.store.resolve()),
        "ledger": settings.ledger,
    }


def _requests(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / _QUEUE).glob("[0-9]*"))


def _is_running(folder: Path) -> bool:
    if not (folder / _LOCK).exists():
        return False
    with (folder / _LOCK).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Hold the builders' lock, or say that another does; the system frees it at a kill."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        yield any(_holds(lock) for _ in range(_TRIES))


def _holds(lock: IO[str]) -> bool:
    """Try to take the lock; who only asks whether somebody works holds it for a moment too."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        time.sleep(_PAUSE)
        return False
    return True


def _read(path: Path) -> Build:
    try:
        return Build(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Build()


def _write(folder: Path, one: Build) -> None:
    partial = folder / f".{_STATE}.{os.getpid()}"
    partial.write_text(json.dumps(asdict(one), ensure_ascii=False), encoding="utf-8")
    os.replace(partial, folder / _STATE)  # noqa: PTH105 - the atomic call, by its name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
