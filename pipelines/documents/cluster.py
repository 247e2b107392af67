"""Work on other machines: tasks go to a Dask cluster and are done there as they are done here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import Final, TypeVar

from pipelines.documents import workers
from pipelines.documents.workers import Failure
from pipelines.errors import MingchaError

_BATCH: Final = 8  # tasks that are sent together: what is done again where a machine dies
_AHEAD: Final = 2  # batches that wait for each thread of the cluster
_REACH: Final = "15s"  # until a scheduler that does not answer counts as down
T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C")
_Done = list[tuple[T, R | Failure]]


def run(
    address: str,
    work: Callable[[C], Callable[[T], R]],
    context: C,
    tasks: Iterable[T],
    *,
    seconds: Callable[[T], float],
    warm: str = "",
) -> Iterator[tuple[T, R | Failure]]:
    """Yield (task, result or failure) in the order they are done, as `workers.run` does.

    Each machine does its tasks in a process of its own, so that a document costs itself alone. A
    machine that is lost is made up for by the others: a task may be done twice, and must be such
    that this changes nothing. Where those are lost too, the tasks have failed ("crashed").

    Raises:
        MingchaError: the scheduler does not answer, or no machine can do the work.
    """
    queue = iter(tasks)
    with _cluster(address) as (executor, thread_count):
        running: dict[Future[_Done[T, R]], Sequence[T]] = {}
        while True:
            while len(running) < _AHEAD * thread_count and (batch := list(islice(queue, _BATCH))):
                limits = [seconds(task) for task in batch]
                running[executor.submit(_do, work, context, batch, limits, warm)] = batch
            if not running:
                return
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                yield from _results(future, running.pop(future))


def _results(future: Future[_Done[T, R]], batch: Sequence[T]) -> _Done[T, R]:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

    try:
        return future.result()
    except KilledWorker:
        return [(task, Failure("crashed")) for task in batch]


def _do(
    work: Callable[[C], Callable[[T], R]],
    context: C,
    batch: Sequence[T],
    limits: Sequence[float],
    warm: str,
) -> _Done[T, R]:
    """Do a batch on the machine that it was sent to, each task within its own seconds."""
    limit = {id(task): one for task, one in zip(batch, limits, strict=True)}
    return list(
        workers.run(work, context, batch, count=1, seconds=lambda task: limit[id(task)], warm=warm)
    )


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that loads half a second
    except ImportError as error:
        sentence = "workers on other machines need the extra: pip install mingcha[cluster]"
        raise MingchaError(sentence, "no_cluster_extra") from error
    try:
        client = Client(address, timeout=_REACH, set_as_default=False)
    except (OSError, ValueError) as error:
        sentence = f"no scheduler answers at {address}"
        raise MingchaError(sentence, "no_scheduler", address=address) from error
    with client:
        machines = client.scheduler_info(n_workers=-1)["workers"].values()
        thread_count = sum(int(worker["nthreads"]) for worker in machines)
        if not thread_count:
            sentence = f"the scheduler at {address} has no workers"
            raise MingchaError(sentence, "no_workers", address=address)
        yield client.get_executor(pure=False), thread_count
