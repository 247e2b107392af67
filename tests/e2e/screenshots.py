"""Screenshots for people to look at, of the store that is published (data/store).

`python -m tests.e2e.screenshots` takes every page at each width into build/screenshots, which is
not kept; with `--shown` it takes the few pictures that README and docs show into docs/pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import FLAGS, chromium, served  # noqa: E402

WIDTHS = {1440: 900, 1024: 768, 390: 844}
PAGES = {
    "overview": "/",
    "overview-demo": "/?dataset=demo&y=2023",
    "counts": "/counts",
    "mix": "/mix",
    "trends": "/trends",
    "counts-demo": "/counts?dataset=demo&a=990101001",
    "years-demo": "/counts?dataset=demo&by=year",
    "index-demo": "/trends?dataset=demo&measure=index&a=990101001&a=990101002",
    "mix-demo": "/mix?dataset=demo&by=year",
    "trends-demo": "/trends?dataset=demo",
    "requests-demo": "/requests?dataset=demo",
    "requests-years-demo": "/requests?dataset=demo&by=year&a=990101007",
    "requests": "/requests",
    "reviews-demo": "/reviews?dataset=demo",
    "reviews-years-demo": "/reviews?dataset=demo&by=year",
    "compare-demo": "/compare?dataset=demo&a=990101001&a=990101002&a=990101007&y=2023",
    "compare-years-demo": "/compare?dataset=demo&a=990101007&y=2020..2021&sort=change&show=text",
    "compare": "/compare",
    "rollup-demo": "/rollup?dataset=demo&y=2020&cell=request.received[total]",
    "rollup-forms-demo": "/rollup?dataset=demo&y=2021",
    "rollup": "/rollup",
    "report-demo": "/report/990101-c5bf45ba/2024?dataset=demo",
    "report-lit-demo": "/report/990101-c5bf45ba/2024?dataset=demo&cell=request.carried_in[total]",
    "report-2014-demo": "/report/990101001/2018?dataset=demo",
    "report-excerpt": "/report/130306200/2020",
    "compliance": "/compliance",
    "compliance-demo": "/compliance?dataset=demo",
    "compliance-one-demo": "/compliance?dataset=demo&a=990101003",
    "findings-demo": "/findings?dataset=demo&at=b3441c1d93676ad7",
    "findings": "/findings",
    "similarity-demo": "/similarity?dataset=demo&y=2023",
    "similarity-texts-demo": "/similarity?dataset=demo&left=990101005:2023&right=990101006:2023",
    "data": "/data",
    "data-demo": "/data?dataset=demo&table=3&i=request.received",
    "import": "/import",
    "history": "/history",
    "about": "/about?show=table-3",
    "find": "/find?q=zhen",
    "empty": "/counts?a=130306999",
}
SHOWN = {  # in README and docs: what a picture is called, and the page it shows
    "report": "report-lit-demo",
    "overview": "overview-demo",
    "findings": "findings-demo",
    "compare": "compare-demo",
}
SIZE = {"width": 1440, "height": 900}
PATIENCE = 180_000  # milliseconds: a loaded machine is slow, not wrong


def shoot(browser: Browser, address: str, folder: Path) -> None:
    """Take every page at each width, and at a desk's width in the other language and scheme."""
    ways = [*((width, "zh", "light") for width in WIDTHS), (1440, "en", "dark")]
    for width, language, scheme in ways:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme=scheme,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        for name, href in PAGES.items():
            mark = "&" if "?" in href else "?"
            page.goto(href + (f"{mark}lang=en" if language == "en" else ""))
            page.wait_for_selector("main article h1")
            page.wait_for_timeout(900)
            file = folder / f"{name}-{width}-{language}-{scheme}.jpg"
            page.screenshot(path=file, full_page=True, type="jpeg", quality=50)
        context.close()


def shoot_shown(browser: Browser, address: str, folder: Path) -> None:
    """Take what README and docs show: a desk's window in each language, no longer than it is."""
    page = browser.new_page(base_url=address, viewport=SIZE, color_scheme="light")
    page.set_default_timeout(PATIENCE)
    for name, shown in SHOWN.items():
        for language in ("zh", "en"):
            mark = "&" if "?" in PAGES[shown] else "?"
            page.goto(f"{PAGES[shown]}{mark}lang={language}")
            page.wait_for_selector("main article h1")
            page.wait_for_timeout(900)  # a chart is drawn after its page; a person sees if not
            file = folder / f"{name}.{language}.jpg"
            page.screenshot(path=file, type="jpeg", quality=70)
    page.close()


def main() -> None:
    """Serve what is published, take the pictures, stop."""
    is_shown = "--shown" in sys.argv
    folder = ROOT / ("docs/pictures" if is_shown else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with served({"MINGCHA_DESK": "open"}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        (shoot_shown if is_shown else shoot)(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main()
