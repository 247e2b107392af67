"""Work in a process of its own: started from a web page, one at a time, outliving who asked."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from filelock import FileLock, Timeout

from pipelines.settings import Settings

BUILDING: Final = ".builder.lock"  # behind which a builder works
# Seconds: who only asks whether somebody works holds the lock for a moment too.
_PATIENCE, _GLANCE, _PAUSE = 0.5, 0.03, 0.01
# What a process is told of the settings: what decides its work, and no secret but the ledger's.
_PLACES: Final = ("data", "archive", "store")
_WORDS: Final = ("ledger", "workers", "time_zone")
_LISTS: Final = ("fetch_hosts", "examples")
started: list[subprocess.Popen[str]] = []


def start(module: str, settings: Settings) -> None:
    """Start a module; its standard input tells it where: a ledger's address may hold a secret."""
    started[:] = [one for one in started if one.poll() is None]  # the ended are buried
    process = subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        start_new_session=True,  # a web worker that is stopped must not take the work with it
        text=True,
    )
    if process.stdin is not None:
        json.dump(places(settings), process.stdin)
        process.stdin.close()
    started.append(process)


def places(settings: Settings) -> dict[str, object]:
    """Return what a process must be told of an installation."""
    found: dict[str, object] = {name: str(getattr(settings, name).resolve()) for name in _PLACES}
    found |= {name: getattr(settings, name) for name in _WORDS}
    return found | {name: list(getattr(settings, name)) for name in _LISTS}


def settings_from(stream: TextIO) -> Settings:
    """Read what `start` wrote."""
    values = json.load(stream)
    given: dict[str, Any] = {name: Path(values[name]) for name in _PLACES}
    given |= {name: str(values[name]) for name in _WORDS}
    given |= {name: tuple(values[name]) for name in _LISTS}
    return Settings(**given)


def is_held(lock: Path) -> bool:
    """Tell whether a process works behind a lock."""
    if not lock.exists():
        return False
    asked = FileLock(lock)
    try:
        asked.acquire(_GLANCE, poll_interval=_PAUSE)
    except Timeout:
        return True
    asked.release()
    return False


@contextmanager
def alone(lock: Path) -> Iterator[bool]:
    """Hold a lock, or say that another does; the system frees it at a kill."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    wanted = FileLock(lock)
    try:
        wanted.acquire(_PATIENCE, poll_interval=_PAUSE)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        wanted.release()
