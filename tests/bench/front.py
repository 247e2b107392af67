"""What an answer costs the server, page by page: `python -m tests.bench.front`.

Asks the published store through the application, as a browser does, in one process. Three columns
of the median processor time in milliseconds over the views of a page:
  new    nothing is kept: the first answer after a publication
  first  the first answer to a view, when other views were answered before
  again  the second answer to the same view
The last column is the size of the first answer in kB, before compression.
"""

from __future__ import annotations

import atexit
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import product

from flask.testing import FlaskClient

from components import cache
from components.application import create_app
from components.view import PATHS
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store

AT_MOST = 50.0  # what a callback may cost at the median
PLACES = ("", "dataset=demo", "dataset=demo&a=990101001&a=990101002", "county=130306")
YEARS = ("", "y=2022", "y=2021..2024")
WAYS = {
    "/": ("",),
    "/counts": ("", "by=year", "i=request.received"),
    "/mix": ("", "by=year", "d=channel", "measure=count"),
    "/trends": ("", "measure=index", "i=request.received"),
    "/requests": ("", "by=year"),
    "/reviews": ("", "by=year"),
    "/compliance": ("", "sort=findings"),
    "/findings": ("", "severity=error"),
    "/similarity": ("", "by=year"),
}
LANGUAGES = ("", "lang=en")


def views(path: str) -> list[str]:
    """Return the query strings of a page's views."""
    ways = WAYS.get(path, ("",))
    return [
        "?" + "&".join(filter(None, parts)) for parts in product(PLACES, YEARS, ways, LANGUAGES)
    ]


def served(store: Store) -> FlaskClient:
    """Return the application as a worker serves it: what it has loaded is no garbage."""
    client = create_app(store, ROOT / "assets").server.test_client()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return client


def ask(client: FlaskClient, path: str, search: str) -> tuple[float, int]:
    """Return the processor time of one answer in milliseconds, and its size."""
    ends = ("shell-header", "shell-ribbon", "main", "shell-foot")
    body = {
        "output": "...".join(f"{end}.children" for end in ends).join(("..", "..")),
        "outputs": [{"id": end, "property": "children"} for end in ends],
        "changedPropIds": ["shell-url.pathname"],
        "inputs": [
            {"id": "shell-url", "property": "pathname", "value": path},
            {"id": "shell-url", "property": "search", "value": search},
            {"id": "shell-narrow", "property": "data", "value": False},
        ],
        "state": [],
    }
    text = json.dumps(body)
    start = time.process_time()
    reply = client.post("/_dash-update-component", data=text, content_type="application/json")
    spent = time.process_time() - start
    if reply.status_code != 200:
        raise SystemExit(f"{path}{search}: {reply.status_code}")
    return spent * 1000, len(reply.data)


def yardstick() -> float:
    """Return what a fixed piece of work costs here and now, so that two runs may be compared."""
    spent = []
    for _ in range(9):
        start = time.process_time()
        sum(len(str(n)) for n in range(100_000))
        spent.append(time.process_time() - start)
    return statistics.median(spent) * 1000


def forget(store: Store) -> None:
    """Forget every kept answer; words are of no publication and stay."""
    store._kept.clear()
    cache.forget()
    for name, module in list(sys.modules.items()):
        for cached in vars(module).values() if name.startswith("components.") else ():
            own = str(getattr(cached, "__module__", ""))  # also where it was imported into
            is_ours = own.startswith("components.") and own != "components.words"
            if is_ours and hasattr(cached, "cache_clear"):
                cached.cache_clear()


def measure(client: FlaskClient, store: Store, path: str) -> tuple[float, float, float, float]:
    """Return the medians of a page: new, first and again, and the size of an answer."""
    asked = views(path)
    new = []
    for search in asked[:: max(1, len(asked) // 12)]:
        forget(store)
        new.append(ask(client, path, search)[0])
    forget(store)
    ask(client, path, "?dataset=demo&y=2020..2025")  # the publication's own frames are known now
    first = [ask(client, path, search) for search in asked]
    again = [ask(client, path, asked[-1])[0] for _ in range(9)]
    spent, sizes = zip(*first, strict=True)
    middle = statistics.median
    return middle(new), middle(spent), middle(again), middle(sizes) / 1000


def pages() -> Iterator[str]:
    """Yield the pages to ask for: those named, or all."""
    named = [name for name in sys.argv[1:] if name.startswith("/")]
    yield from named or [*(path for path in PATHS if path != "/find"), "/report/990101001/2024"]


def main() -> None:
    """Print what each page costs; fail where one costs more than it may."""
    store = Store(settings().store)
    client = served(store)
    print(f"a fixed piece of work (100,000 numbers written) takes {yardstick():.0f} ms")
    print(f"{'page':26s} {'views':>5s} {'new':>7s} {'first':>7s} {'again':>7s} {'kB':>7s}")
    slow = []
    for path in pages():
        new, first, again, size = measure(client, store, path)
        print(f"{path:26s} {len(views(path)):5d} {new:7.1f} {first:7.1f} {again:7.1f} {size:7.1f}")
        slow += [path] if first > AT_MOST else []
    print(f"median first answer over {AT_MOST:.0f} ms: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
