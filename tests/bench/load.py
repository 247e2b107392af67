"""What a browser has to fetch, and how long until a chart answers: `python -m tests.bench.load`.

Serves the published store as `make serve` does and opens pages in the system's browser with an
empty cache, on a line of 10 Mbit/s and 20 ms that the browser itself keeps to. Bytes are what came
over the wire, compressed, with headers. A chart is interactive when a pointer on a bar is answered
with its figures. A reload is asked for as a reader does, with what the browser has kept.
"""

from __future__ import annotations

import os
import statistics
import time
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.bench import serving
from tests.e2e.conftest import FLAGS, chromium

FIRST_MOST = 1_800_000  # bytes of a first load
RELOAD_MOST = 25_000
READY_MOST = 3.5  # seconds until a chart is interactive
TIMES = 3
_LINE = {"offline": False, "latency": 20}
_SPEED = 10_000_000 / 8  # bytes a second, either way
_CHART = "/counts?dataset=demo"
_BAR = ".js-plotly-plot .bars .point path"
_LABEL = ".js-plotly-plot .hoverlayer .hovertext"


@dataclass
class Wire:
    """What came over the wire since it was last asked."""

    sizes: list[float] = field(default_factory=list)

    def listen(self, session: CDPSession) -> None:
        """Count every response as it ends."""
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            _LINE | {"downloadThroughput": _SPEED, "uploadThroughput": _SPEED},
        )
        session.on(
            "Network.loadingFinished", lambda told: self.sizes.append(told["encodedDataLength"])
        )

    def take(self) -> int:
        """Return the bytes, and count from nothing."""
        total = int(sum(self.sizes))
        self.sizes.clear()
        return total


def ready(page: Page) -> None:
    """Wait until the chart answers a pointer on its first bar."""
    bar = page.locator(_BAR).first
    bar.wait_for(state="attached")
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        with suppress(BrowserError):
            place = bar.bounding_box()
            if place:
                across = place["x"] + place["width"] - 4 - time.monotonic() % 1  # it has to move
                page.mouse.move(across, place["y"] + place["height"] / 2)
                page.locator(_LABEL).first.wait_for(state="attached", timeout=100)
                return
    raise SystemExit("the chart does not answer")


def visit(browser: Browser, address: str, path: str) -> tuple[int, int, float | None]:
    """Return the bytes of a first load and of a reload, and the seconds until a chart answers."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, wire = context.new_page(), Wire()
    wire.listen(context.new_cdp_session(page))
    start = time.perf_counter()
    page.goto(address + path, wait_until="commit")
    seconds = None
    if path == _CHART:
        ready(page)
        seconds = time.perf_counter() - start
    page.locator("#main h1").wait_for()
    page.wait_for_load_state("networkidle")
    first = wire.take()
    page.reload(wait_until="load")
    page.locator("#main h1").wait_for()
    page.wait_for_load_state("networkidle")
    again = wire.take()
    context.close()
    return first, again, seconds


def main() -> None:
    """Print bytes and seconds of the first page and of a page with a chart."""
    print(f"load {os.getloadavg()[0]:.1f}; {TIMES} visits each, the median")
    print(f"{'page':24s} {'first kB':>9s} {'reload kB':>9s} {'interactive s':>13s}")
    with serving.mingcha() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for path in ("/", _CHART):
            seen = [
                visit(browser, f"http://{serving.HOST}:{server.port}", path) for _ in range(TIMES)
            ]
            first, again = (statistics.median(one[part] for one in seen) for part in (0, 1))
            waits = [one[2] for one in seen if one[2] is not None]
            wait = f"{statistics.median(waits):13.2f}" if waits else f"{'no chart':>13s}"
            print(f"{path:24s} {first / 1000:9.1f} {again / 1000:9.1f} {wait}", flush=True)
        browser.close()
    goals = f"{FIRST_MOST / 1000:9.0f} {RELOAD_MOST / 1000:9.0f} {READY_MOST:13.1f}"
    print(f"{'asked for, at most':24s} {goals}")


if __name__ == "__main__":
    main()
