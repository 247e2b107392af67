"""Work in processes: one task at a time each, so that a crash or a hang costs that task alone."""

import gc
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

from pipelines.errors import MingchaError

try:
    import resource
except ImportError:  # not on this system: no limit of memory
    resource = None  # type: ignore[assignment]

MEMORY: Final = 4 * 2**30
GARBAGE: Final = (
    100_000,
    20,
    20,
)  # values by the thousand and hardly a cycle: it is looked for rarely
_START: Final = 60.0
_FORKS: Final = "forkserver"
_GUNICORN: Final = "gunicorn.app.wsgiapp"
_HIRES: Final = 3  # one that the system kills while it starts says nothing about the work
T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task has no result: its process died ("crashed") or took too long ("timeout")."""

    code: str


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    tasks: list[T] = field(default_factory=list)  # none or one
    until: float = 0.0


def run(
    work: Callable[[C], Callable[[T], R]],
    context: C,
    tasks: Iterable[T],
    *,
    count: int,
    seconds: Callable[[T], float],
    warm: str = "",
) -> Iterator[tuple[T, R | Failure]]:
    """Yield (task, result or failure) in the order they are done.

    `work(context)` is called once in every process and returns what does one task; all of it must
    be importable and picklable. `seconds(task)` is how long a task may take. Tasks are taken as
    workers become free, so they may be endless.

    `warm` names a module: a process that has loaded it stays, and workers are its copies, at work
    within hundredths of a second where others take a second to load. What they see of the
    environment is of the moment when that process began.
    """
    queue = iter(tasks)
    crew: list[_Worker[T]] = []
    try:
        for task in queue:
            if len(crew) < count:
                _give(_hire(crew, work, context, warm), task, seconds(task))
                continue
            done = _next(crew, work, context, warm)
            yield done[1], done[2]
            _give(done[0], task, seconds(task))
        while any(worker.tasks for worker in crew):
            _, task, result = _next(crew, work, context, warm)
            yield task, result
    finally:
        for worker in crew:
            worker.pipe.close()
            worker.process.terminate()
            worker.process.join()


def get_ready(warm: str) -> None:
    """Start the process that workers will be copies of, unless it is there; nobody waits for it."""
    if _FORKS in multiprocessing.get_all_start_methods():
        with _uninterrupted():
            _warmed(warm)
            forkserver.ensure_running()


def _warmed(warm: str) -> BaseContext:
    copying = multiprocessing.get_context(_FORKS)
    servers = [_GUNICORN] if _GUNICORN in sys.modules else []  # each copy imports its parent's main
    copying.set_forkserver_preload([warm, *servers])
    return copying


def _hire(
    crew: list[_Worker[T]], work: Callable[[C], Callable[[T], R]], context: C, warm: str
) -> _Worker[T]:
    for _ in range(_HIRES):
        worker: _Worker[T] = _started(work, context, warm)
        try:
            is_ready = worker.pipe.poll(_START) and worker.pipe.recv() is None
        except (EOFError, OSError):
            is_ready = False
        if is_ready:
            crew.append(worker)
            return worker
        _dismiss(worker)
    raise MingchaError("a worker process cannot be started: see what it printed above")


def _started(work: Callable[[C], Callable[[T], R]], context: C, warm: str) -> _Worker[T]:
    is_warm = warm and _FORKS in multiprocessing.get_all_start_methods()
    spawning: Any = _warmed(warm) if is_warm else multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_serve, args=(theirs, work, context), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()
    return _Worker(process, ours)


def _dismiss(worker: _Worker[Any]) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back an interrupt until a process is whole; born meanwhile, it hears none itself.

    Setting a handler in the child comes too late: one that is still importing prints a traceback,
    and so does one whose parent was stopped while handing over its work.
    """
    heard: list[int] = []
    before = None
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = _held_back()
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if before is not None:
            signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def _held_back() -> set[Any] | None:
    """Hold interrupts back from what is started; return what was before, None on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    resource_tracker.ensure_running()  # its own start would lift the mask
    return signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _give(worker: _Worker[T], task: T, seconds: float) -> None:
    worker.tasks = [task]
    worker.until = time.monotonic() + seconds
    try:
        worker.pipe.send(task)
    except OSError:  # it died between two tasks: the next wait says so
        worker.until = 0.0


def _next(
    crew: list[_Worker[T]], work: Callable[[C], Callable[[T], R]], context: C, warm: str
) -> tuple[_Worker[T], T, R | Failure]:
    """Wait for one result; a dead or late worker is replaced, and its task has failed."""
    while True:
        busy = [worker for worker in crew if worker.tasks]
        patience = max(0.0, min(worker.until for worker in busy) - time.monotonic())
        ready = wait([worker.pipe for worker in busy], patience)
        for worker in busy:
            if worker.pipe in ready:
                try:
                    result: R | Failure = worker.pipe.recv()
                except (EOFError, OSError):
                    result = Failure("crashed")
            elif worker.until <= time.monotonic():
                result = Failure("timeout")
            else:
                continue
            task = worker.tasks.pop()
            failed = isinstance(result, Failure)
            free = _replace(worker, crew, work, context, warm) if failed else worker
            return free, task, result


def _replace(
    worker: _Worker[T],
    crew: list[_Worker[T]],
    work: Callable[[C], Callable[[T], R]],
    context: C,
    warm: str,
) -> _Worker[T]:
    crew.remove(worker)
    _dismiss(worker)
    return _hire(crew, work, context, warm)


def _serve(pipe: Connection, work: Callable[[Any], Callable[[Any], Any]], context: object) -> None:
    """Do tasks until the other side is gone; stopping is the parent's affair."""
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    gc.set_threshold(*GARBAGE)
    do = work(context)
    result: object = None  # the first word says that this one is ready
    while True:
        try:
            pipe.send(result)
            task = pipe.recv()
        except (EOFError, OSError):
            return
        result = do(task)
