"""What a question to the store costs, beside the cheapest question there is, in the same run.

`python -m tests.bench.questions` asks the published store; answers that are kept are not counted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from pipelines.settings import settings
from pipelines.store.store import Store

TIMES = 15


def milliseconds(store: Store, ask: Callable[[], object]) -> float:
    """Return the median processor time of a question that is answered anew each time."""
    spent = []
    for _ in range(TIMES):
        store._kept.clear()
        start = time.process_time()
        ask()
        spent.append(time.process_time() - start)
    return statistics.median(spent) * 1000


def main() -> None:
    """Print the cost of every kind of question."""
    store = Store(settings().store)
    agencies = store.agencies("demo")["agency_id"].tolist()
    first = agencies[0]
    questions: dict[str, Callable[[], object]] = {
        "members (the cheapest)": store.members,
        "cells, a county": lambda: store.cells("demo", "request.received", agencies=agencies),
        "cells, the whole sample": lambda: store.cells("real", "disclosure.total"),
        "mix, a county": lambda: store.mix(
            "demo", "category", "disclosure.by_category", agencies=agencies
        ),
        "reports, a county": lambda: store.reports("demo", agencies),
        "agencies": lambda: store.agencies("real"),
        "search": lambda: store.find_agencies("real", first[:4]),
        "sums of the nation": lambda: store.totals("real", "disclosure.total", "", "nation"),
        "one report explained": lambda: store.explain(first, 2022),
    }
    for name, ask in questions.items():
        print(f"{name:26s} {milliseconds(store, ask):6.1f} ms")


if __name__ == "__main__":
    main()
