"""How long a chart takes to be drawn anew after a choice: `python -m tests.bench.redraw`.

Serves the published store as `make serve` does and a bare Dash page over the same store, and takes
one indicator after another from the same control in the system's browser, twice. Counted from the
click until the browser has set the other chart.
"""

from __future__ import annotations

import os
import statistics
from contextlib import AbstractContextManager

from playwright.sync_api import Page, sync_playwright

from components.ids import Filters
from tests.bench import serving
from tests.bench.bare_page import SEARCH
from tests.e2e.conftest import FLAGS, chromium

AT_MOST = 300  # milliseconds at the median
CONTROL = f"#{Filters.INDICATOR.value}"
CHOICES = (  # as the control names them: no chart is like the one before it
    "一、本年新收政府信息公开申请数量",
    "规范性文件：本年制发",
    "（七）总计 · 表三",
    "行政许可：处理决定数量",
    "行政处罚：处理决定数量",
)
_WATCH = """() => {
    const drawn = () => [...document.querySelectorAll(".js-plotly-plot .main-svg")]
        .map(picture => picture.textContent).join("");
    const before = drawn();
    let begun = 0;
    document.addEventListener("pointerdown", () => { begun = performance.now(); },
        {capture: true, once: true});
    window.redrawn = new Promise(resolve => {
        const look = () => {
            const bars = document.querySelector(".js-plotly-plot .points path");
            const took = performance.now() - begun;
            if (begun && bars && drawn() !== before) resolve(took);
            else if (begun && took > 20000) resolve(NaN);  // it was not drawn at all
            else requestAnimationFrame(look);
        };
        look();
    });
}"""


def choose(page: Page, words: str) -> float:
    """Take an indicator from the control; return the milliseconds until its chart is set."""
    page.locator(CONTROL).click()
    menu = page.locator(".dash-dropdown-content")
    menu.locator("input[type=search]").fill(words)
    option = menu.locator(".dash-dropdown-option", has_text=words).first
    option.wait_for()
    page.evaluate(_WATCH)
    option.click()
    return float(page.evaluate("() => window.redrawn"))


def measured(page: Page, address: str) -> tuple[list[float], list[float]]:
    """Return what every choice took at the first time and at the second."""
    page.goto(address)
    page.locator(".js-plotly-plot .points path").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    first, again = ([choose(page, words) for words in CHOICES] for _ in range(2))
    return first, again


def main() -> None:
    """Print the medians of both pages; fail where ours is slower than it may be."""
    sites: dict[str, tuple[AbstractContextManager[serving.Server], str]] = {
        "this page": (serving.mingcha(), f"/counts{SEARCH}"),
        "a bare Dash page": (serving.bare_dash(), "/"),
    }
    print(f"load {os.getloadavg()[0]:.1f}; milliseconds from a choice to its chart, the median")
    print(f"{'':20s} {'first':>7s} {'again':>7s} {'all':>7s} {'longest':>8s}")
    medians = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, (site, path) in sites.items():
            with site as server:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                first, again = measured(page, f"http://{serving.HOST}:{server.port}{path}")
                page.close()
            medians.append(statistics.median([*first, *again]))
            figures = (statistics.median(first), statistics.median(again), medians[-1])
            longest = max([*first, *again])
            print(f"{name:20s} " + " ".join(f"{one:7.0f}" for one in figures) + f" {longest:8.0f}")
        browser.close()
    print(f"{'asked for, at most':20s} {AT_MOST:23d}")


if __name__ == "__main__":
    main()
