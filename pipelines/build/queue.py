"""Builds in the background: asked for in a queue, made one at a time in a process of their own.

A request is a file beside the store; whoever asks starts a builder, and a builder that finds
another at work leaves the request to it. What was asked for while a build ran, however often, is
one more build. A builder that was killed leaves its requests: `resume` takes them up again. A build
that failed by the machine (a full disk, a database that is down) is tried again after a while: a
filing that was acknowledged must not wait for somebody to ask once more.

Between an entry of the ledger and the request that follows from it, its process may be killed or
the disk be full: `resume` also asks where the ledger holds what no build has seen.
"""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from pipelines.build import background
from pipelines.build.assemble import LAID_OVER
from pipelines.build.ownership import provenance
from pipelines.ledger.draft_states import KEPT, KIND, RECEIVED
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings

NEVER, QUEUED, RUNNING, DONE, FAILED = "never", "queued", "running", "done", "failed"
_PROCESS: Final = "pipelines.build.process"
_QUEUE: Final = "queue"
_STATE: Final = "build.json"
_INTERRUPTED: Final = "interrupted"
_LONGEST: Final = 500  # letters of a fault that are kept
_PASSING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENOMEM})
QUIET: Final = 0.3  # seconds without a new request before a build begins,
_LONGEST_WAIT: Final = 1.0  # and the longest that is waited for them
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
    entry_count: int = -1  # of the ledger when the last one that ended began; -1 where unknown
    kill_count: int = 0  # how many before this one, in a row, were killed


def enqueue(settings: Settings, *, start: bool = True) -> None:
    """Ask for a build of what is there now, and return at once.

    Args:
        settings: whose store.
        start: start a builder; False only leaves the request, for one that runs elsewhere.
    """
    queue = settings.store / _QUEUE
    queue.mkdir(parents=True, exist_ok=True)
    partial = queue / f".{uuid4().hex}"
    try:
        partial.write_text(_now(), encoding="utf-8")
        partial.rename(queue / f"{time.time_ns():020d}-{uuid4().hex}")
    finally:
        partial.unlink(missing_ok=True)
    if start:
        background.start(_PROCESS, settings)


def enqueue_for_entry(settings: Settings) -> None:
    """Ask for the build that shows an entry of the ledger; on a full disk `resume` asks later.

    Who filed must not be told that it failed: the entry is in the ledger, whatever the disk does.
    """
    try:
        enqueue(settings)
    except OSError as error:
        if error.errno not in _PASSING:
            raise


def resume(settings: Settings) -> bool:
    """Start a builder where one is wanted and none is at work; return whether one was.

    Wanted is one where a request waits, and where people decided what no build has seen. After
    one that was killed the next comes at once, then after longer and longer pauses.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    if background.is_held(settings.store / background.BUILDING) or _is_too_soon(
        _read(settings.store / _STATE)
    ):
        return False
    if not _requests(settings.store) and not is_behind(settings):
        return False
    enqueue(settings)
    return True


def _is_too_soon(last: Build) -> bool:
    """Tell whether builders are killed one after the other, and the last of them just now."""
    if last.state != RUNNING or not last.kill_count:
        return False
    pause = timedelta(seconds=PAUSES[min(last.kill_count, len(PAUSES)) - 1])
    return datetime.now(UTC) < datetime.fromisoformat(last.started) + pause


def is_behind(settings: Settings) -> bool:
    """Tell whether the ledger holds what changes figures and was not there at the last build."""
    seen = _read(settings.store / _STATE).entry_count
    if seen < 0:  # a store that was built by hand says itself how far the ledger went
        origin = provenance(settings)
        if not origin.installation:
            return False
        seen = origin.entry_count
    ledger = Ledger(settings.ledger)
    if ledger.count() <= seen:
        return False
    later = ledger.decisions(skip=seen)
    return any(
        one.kind not in LAID_OVER and not (one.kind == KIND and one.body["act"] in {RECEIVED, KEPT})
        for one in later
    )


def last(settings: Settings) -> Build:
    """Return the build that runs, else the last one that did."""
    folder = settings.store
    waiting, running = bool(_requests(folder)), background.is_held(folder / background.BUILDING)
    build = _read(folder / _STATE)
    state = build.state
    if running:
        state = RUNNING if state == RUNNING else QUEUED
    elif state == RUNNING:
        build, state = replace(build, error=_INTERRUPTED), FAILED
    if waiting and state in {NEVER, DONE}:
        state = QUEUED
    return replace(build, state=state, is_waiting=waiting)


def work(
    settings: Settings,
    build: Callable[[Settings], Path],
    pauses: Sequence[float] = PAUSES,
    quiet: float = 0.0,
) -> int:
    """Make the builds that are asked for until none is, and return how many were tried.

    Where another builder is at work, none is made here: it will see the request. `pauses` are the
    seconds before each further try of a build that the machine let fail; `quiet` those without a
    new request that are waited for, so that what is filed one after the other is one publication.
    """
    count = 0
    while _requests(settings.store):
        with background.alone(settings.store / background.BUILDING) as is_mine:
            if not is_mine:
                return count
            while _requests(settings.store):
                _settle(settings.store, quiet)
                asked = _requests(settings.store)
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
    kills = before.kill_count + 1 if before.state == RUNNING else 0
    state = Build(
        RUNNING,
        _now(),
        digest=before.digest,
        entry_count=before.entry_count,
        kill_count=kills,
    )
    _write(settings.store, state)
    try:
        state = replace(state, entry_count=Ledger(settings.ledger).count())
        target = build(settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, the store before it stays
        said = f"{type(error).__name__}: {error}"[:_LONGEST]
        _write(settings.store, replace(state, state=FAILED, ended=_now(), error=said))
        return not _is_of_the_machine(error)
    digest = target.stem.rpartition("-")[2]
    _write(settings.store, replace(state, state=DONE, ended=_now(), digest=digest))
    return True


def _is_of_the_machine(error: Exception) -> bool:
    """Tell a disk that is full or a database that is down from what fails every time."""
    from duckdb import IOException, OutOfMemoryException  # noqa: PLC0415 - only builders load it
    from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError  # noqa: PLC0415

    passing = (IOException, OutOfMemoryException, MemoryError, InterfaceError, OperationalError)
    return any(
        isinstance(one, passing)
        or (isinstance(one, OSError) and one.errno in _PASSING)
        or (isinstance(one, DBAPIError) and one.connection_invalidated)
        for one in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it came of, to the first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _settle(folder: Path, quiet: float) -> None:
    """Wait until nobody has asked for some seconds, for a second at most."""
    end = time.monotonic() + _LONGEST_WAIT
    while quiet and time.monotonic() < end:
        newest = max((int(one.name.partition("-")[0]) for one in _requests(folder)), default=0)
        ahead = quiet - (time.time_ns() - newest) / 1e9
        if ahead <= 0:
            return
        time.sleep(min(ahead, quiet))


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
