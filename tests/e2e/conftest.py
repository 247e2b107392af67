"""The real server on a free port, a store built from what ships, and the system's browser."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.settings import ROOT
from tests.serving import serve_command

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WAIT = 180.0  # seconds: a loaded machine is slow, not wrong
expect.set_options(timeout=WAIT * 1000)
OFFICER = "funing"
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
OF_COLOURS = ", runOnly: ['color-contrast', 'link-in-text-block']"


def chromium() -> str:
    """Return the path of the system's browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or pytest.fail("no chromium: run `make browser`")


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until_healthy(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as reply:  # noqa: S310
                if reply.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not answer")


@contextmanager
def served(ours: Mapping[str, str]) -> Iterator[str]:
    """Serve what these settings name with the very command of `make serve`."""
    port = free_port()
    server = subprocess.Popen(
        serve_command(port),
        cwd=ROOT,
        env=dict(os.environ) | dict(ours),  # noqa: TID251 - the server inherits
        stderr=subprocess.DEVNULL,
    )
    try:
        until_healthy(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=WAIT)


@contextmanager
def served_to_an_officer(
    home: Path, shipped: Path, county: str, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve a copy of the store to one officer of a county, `funing`; return the address.

    `more` is set in the server's environment beside where its own things are.
    """
    shutil.copytree(shipped, home / "store")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    book = Accounts(ledger)
    book.add(Account(0, OFFICER, "", "officer", (county,)), PASSWORD, by="root")
    book.close()
    ours = {"MINGCHA_STORE": str(home / "store"), "MINGCHA_LEDGER": ledger}
    ours |= {"MINGCHA_ARCHIVE": str(home / "archive")}
    with served(ours | dict(more or {})) as address:
        yield address


@pytest.fixture(scope="session")
def address(shipped, tmp_path_factory):
    """Serve the store and return the address."""
    ledger = f"sqlite:///{tmp_path_factory.mktemp('address') / 'ledger.sqlite'}"
    ours = {"MINGCHA_STORE": str(shipped), "MINGCHA_LEDGER": ledger}
    with served(ours) as one:
        yield one


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield one
        one.close()


def visit(page: Page, href: str) -> None:
    """Go to an address and wait until its page is drawn."""
    page.goto(href)
    page.wait_for_selector("main article h1")


def typed(page: Page, text: str) -> None:
    """Type into the box for a place or an agency, and take what is highlighted."""
    before = page.url
    box = page.locator(".header .place-box input")
    box.fill(text)
    expect(page.locator(".header .place-drop li.is-at")).to_be_visible()
    box.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)


def grave(page: Page, rules: str = "") -> list[tuple[str, str]]:
    """Return what a checker of accessibility calls serious or critical on a page."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations'] {rules}}})")
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def barriers(browser: Browser, address: str, hrefs: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the grave barriers of pages in both schemes, every fold of theirs opened.

    The other scheme changes colours alone: a page is looked at again by the rules about them.
    """
    context = browser.new_context(base_url=address, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(WAIT * 1000)
    found = []
    for href in hrefs:
        page.emulate_media(color_scheme="light")
        visit(page, href)
        expect(page.locator("#shell-live")).not_to_be_empty()
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        found += [(href, *one) for one in grave(page)]
        page.emulate_media(color_scheme="dark")
        found += [(f"{href} in the dark", *one) for one in grave(page, OF_COLOURS)]
    context.close()
    return found


class Watch:
    """What a page said to the console and asked of the network."""

    def __init__(self, page: Page, address: str) -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        self.address = address
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note)

    def _hear(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(f"{message.text} ({message.location['url']})")

    def _note(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(request.url)


@contextmanager
def officer_page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the desk as the officer who signed in; the page must be silent and stay at home."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT * 1000)
    watch = Watch(page, address)
    page.goto("/login?next=/import")
    page.fill("input[name=name]", OFFICER)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector("#importing-files", state="attached")
    yield page
    context.close()
    assert watch.strangers == []
    assert watch.errors == []


@pytest.fixture
def page(browser: Browser, address: str):
    """Return a fresh page; it must have been silent and have stayed at home."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1440, "height": 900}, accept_downloads=True
    )
    one = context.new_page()
    one.set_default_timeout(WAIT * 1000)
    watch = Watch(one, address)
    yield one
    context.close()
    assert watch.strangers == []
    assert watch.errors == []
