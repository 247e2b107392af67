"""A page from its address: checked, allowed by the site, in turn, every redirect checked anew."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from filelock import FileLock

from pipelines.fetch.policy import FetchError, Policy, policy
from pipelines.fetch.target import Target, target
from pipelines.fetch.visit import SentForm, SiteResponse, visit

_FINE: Final = 200
_NO_RULES: Final = frozenset({404, 410})  # other refusals of robots.txt allow nothing
_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|]")
_LONGEST: Final = 120


class Turns:
    """A folder with a file for every host: who holds it may ask, its age tells since when."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._clock, self._sleep = folder, clock, sleep

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until the host may be asked, and hold the others back meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / hashlib.sha256(host.encode()).hexdigest()[:16]
        with FileLock(path.with_suffix(".lock")):
            since = self._clock() - path.stat().st_mtime if path.exists() else pause
            if 0 <= since < pause:
                self._sleep(pause - since)
            try:
                yield
            finally:
                path.write_text(host, encoding="utf-8")
                now = self._clock()
                os.utime(path, (now, now))


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What was fetched: the address asked for, where it was found, its name, type and bytes."""

    address: str
    found_at: str
    name: str
    kind: str
    data: bytes = field(repr=False)


class Fetcher:
    """Fetches pages for one installation; several threads and processes keep the same turns.

    Args:
        folder: where turns are kept.
        rules: what may be done; the policy that ships where none is given.
        turns: who waits how; for tests.
    """

    def __init__(
        self, folder: Path, rules: Policy | None = None, turns: Turns | None = None
    ) -> None:
        self._rules = rules or policy()
        self._turns = turns or Turns(folder)
        self._robots: dict[str, RobotFileParser] = {}

    def fetch(self, address: str, form: SentForm | None = None, referer: str = "") -> FetchedPage:
        """Return the page of an address, or what it answers to a form.

        Args:
            address: of the page.
            form: what is sent; where the answer leads on, it is asked for without.
            referer: the page that led here, as a browser says it.

        Raises:
            FetchError: it may not be asked for, or did not come; the error says why.
        """
        asked = address.strip()
        found_at = asked
        for _ in range(self._rules.redirects + 1):
            place = target(found_at, self._rules)
            self._check_robots(place)
            with self._turns.turn(place.site, self._pause(place)):
                answer = visit(place, self._rules, self._rules.bytes, form, referer)
            if not answer.onward:
                return self._page(asked, found_at, place, answer)
            found_at, form = urljoin(found_at, answer.onward), None
        raise FetchError("redirects")

    def pages(self, addresses: Iterable[str]) -> Iterator[tuple[str, FetchedPage | FetchError]]:
        """Yield each address, given once, with its page or why there is none."""
        wanted = dict.fromkeys(one.strip() for one in addresses if one.strip())
        for number, address in enumerate(wanted, 1):
            if number > self._rules.addresses:
                yield address, FetchError("too_many", limit=self._rules.addresses)
                return
            try:
                yield address, self.fetch(address)
            except FetchError as error:
                yield address, error

    def _ask(self, one: Target, limit: int) -> SiteResponse:
        with self._turns.turn(one.site, self._pause(one)):
            return visit(one, self._rules, limit)

    def _pause(self, place: Target) -> float:
        robots = self._robots.get(place.site)
        delay = robots.crawl_delay(self._rules.agent) if robots else None
        wanted = max(self._rules.pause, float(delay or 0))
        return min(wanted, max(self._rules.longest_pause, self._rules.pause))

    def _check_robots(self, place: Target) -> None:
        if place.site not in self._robots:
            self._robots[place.site] = self._read_robots(place)
        if not self._robots[place.site].can_fetch(self._rules.agent, place.site + place.path):
            raise FetchError("robots")

    def _read_robots(self, place: Target) -> RobotFileParser:
        """Return what a site allows: without a file everything; where that is unknown, nothing."""
        address, parser = f"{place.site}/robots.txt", RobotFileParser()
        for _ in range(self._rules.redirects + 1):
            try:
                answer = self._ask(target(address, self._rules), self._rules.robots_bytes)
            except FetchError as error:
                raise FetchError("robots_unknown") from error
            if answer.onward:
                address = urljoin(address, answer.onward)
                continue
            if answer.status in _NO_RULES:
                parser.parse([])
                return parser
            if answer.status == _FINE:
                parser.parse(answer.data.decode("utf-8-sig", "replace").splitlines())
                return parser
            break
        raise FetchError("robots_unknown")

    def _page(self, asked: str, found_at: str, place: Target, answer: SiteResponse) -> FetchedPage:
        if answer.status != _FINE:
            raise FetchError("status", status=answer.status, retry_after=answer.retry_after)
        if answer.kind not in self._rules.types:
            raise FetchError("type", type=answer.kind[:60])
        name = _name(place.path, answer.kind)
        return FetchedPage(asked, found_at, name, answer.kind, answer.data)


def _name(path: str, kind: str) -> str:
    """Return what a page is called: the end of its path, with an ending that fits its type."""
    last = PurePosixPath(unquote(urlsplit(path).path)).name
    name = _UNSAFE.sub("_", last)[-_LONGEST:].strip(". ") or "index"
    ending = _ENDINGS.get(kind, "")
    return name if not ending or PurePosixPath(name).suffix else name + ending
