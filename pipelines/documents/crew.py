"""Tasks shared out: to processes of this machine, or to the machines of a cluster."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from pipelines.documents import cluster, workers
from pipelines.documents.workers import Failure
from pipelines.settings import Settings

WARM: Final = "pipelines.documents.warm"  # for documents that a page waits for
T = TypeVar("T")
R = TypeVar("R")


def run(
    settings: Settings,
    work: Callable[[Settings], Callable[[T], R]],
    tasks: Iterable[T],
    *,
    count: int,
    seconds: Callable[[T], float],
    warm: str = "",
) -> Iterator[tuple[T, R | Failure]]:
    """Do tasks here, or on the machines of a cluster; what a page waits for is always done here.

    Whoever works is told no address of the ledger, no key and no token.
    """
    told = replace(settings, ledger="", secret="", proxy_secret="", metrics_token="")
    if settings.workers and not warm:
        return cluster.run(settings.workers, work, told, tasks, seconds=seconds, warm=WARM)
    return workers.run(work, told, tasks, count=count, seconds=seconds, warm=warm)


def process_count() -> int:
    """Return how many processes of this machine work at once."""
    return max(1, min(8, os.cpu_count() or 1))
