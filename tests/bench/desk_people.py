"""The people of the desk's bench: readers and importers over HTTP, and what they saw."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Event, Lock
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.forms.chance import Chance
from tests.rules.pages.figures import two_years
from tests.rules.pages.render import rendered

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds after which an answer counts as none
VIEWS = (
    ("/counts", "?dataset=demo"),
    ("/counts", "?dataset=demo&y=2022"),
    ("/counts", "?i=request.received"),
    ("/counts", "?by=year&lang=en"),
    ("/", "?dataset=demo"),
    ("/", ""),
    ("/compliance", "?dataset=demo"),
    ("/findings", "?dataset=demo&severity=error"),
    ("/findings", "?dataset=demo&lang=en"),
    ("/report/990101001/2023", "?dataset=demo"),
    ("/report/990101002/2022", "?dataset=demo&lang=en"),
)
FILES = (
    ("/counts.csv?dataset=demo", b"\xef\xbb\xbf"),
    ("/counts.xlsx?dataset=demo", b"PK\x03\x04"),
    ("/report/990101001/2023.csv?dataset=demo", b"\xef\xbb\xbf"),
    ("/healthz", b"{"),
)
FILE_EVERY = 6  # of the requests of a reader one is for a file
YEARS = (2021, 2022, 2023, 2024)
_ENDS = ("shell-header", "shell-ribbon", "main", "shell-foot")
_AT = re.compile(r"at=([0-9a-f]{64})")


@dataclass
class Filing:
    """One report that was brought in: whose it is, and how far the server said it got."""

    sha256: str
    agency: str
    year: int
    is_filed: bool = False
    filed_at: float = 0.0
    is_doubtful: bool = False  # asked to be filed, and no answer came


@dataclass
class Seen:
    """What all of them saw, from many threads."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    moments: list[tuple[float, float, str]] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    reopened: int = 0  # a kept connection had been closed meanwhile
    lock: Lock = field(default_factory=Lock)

    def took(self, kind: str, start: float) -> None:
        """Note how long an answer took."""
        with self.lock:
            self.times[kind].append(time.perf_counter() - start)

    def fault(self, words: str, since: float | None = None) -> None:
        """Note something that must not be, from when it was asked for until now (monotonic)."""
        now = time.monotonic()
        with self.lock:
            self.moments.append((now if since is None else since, now, words))

    @property
    def faults(self) -> Counter[str]:
        """What must not be, and how often it was."""
        return Counter(words for _, _, words in self.moments)


class UnansweredError(Exception):
    """A request that got no answer, or one that nobody can use."""


class Line:
    """One connection, kept as a browser keeps it."""

    def __init__(self, port: int, seen: Seen) -> None:
        self.port, self.seen = port, seen
        self.asked = 0.0  # when the last request was made (monotonic)
        self.open: http.client.HTTPConnection | None = None

    def ask(self, kind: str, path: str, body: bytes | None = None, form: str = "") -> bytes:
        """Return the body of an answer; all else is a fault that is noted."""
        heads = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        heads |= {"Origin": f"http://{HOST}:{self.port}"}
        heads |= {"Content-Type": form} if form else {}
        start, self.asked = time.perf_counter(), time.monotonic()
        try:
            status, found = self._exchange(path, body, heads)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.seen.fault(f"{kind}: no answer ({type(error).__name__})", self.asked)
            raise UnansweredError from error
        self.seen.took(kind, start)
        if status != 200:
            said = found[:160].decode("utf-8", "replace")
            self.seen.fault(f"{kind}: {status} {path.partition('?')[0]} {said}", self.asked)
            raise UnansweredError
        return found

    def close(self) -> None:
        """Hang up."""
        if self.open is not None:
            self.open.close()
        self.open = None

    def _exchange(
        self, path: str, body: bytes | None, heads: Mapping[str, str]
    ) -> tuple[int, bytes]:
        if self.open is not None:
            try:
                return self._once(path, body, heads)
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()  # the server does not keep idle connections for long
                with self.seen.lock:
                    self.seen.reopened += 1
        return self._once(path, body, heads)

    def _once(self, path: str, body: bytes | None, heads: Mapping[str, str]) -> tuple[int, bytes]:
        if self.open is None:
            self.open = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        self.open.request("GET" if body is None else "POST", path, body, dict(heads))
        reply = self.open.getresponse()
        found = reply.read()
        packed = reply.getheader("Content-Encoding") == "gzip"
        return reply.status, gzip.decompress(found) if packed else found

    def draw(self, kind: str, path: str, search: str) -> bytes:
        """Return the page of an address as the browser gets it."""
        body = {
            "output": "...".join(f"{end}.children" for end in _ENDS).join(("..", "..")),
            "outputs": [{"id": end, "property": "children"} for end in _ENDS],
            "changedPropIds": ["shell-url.search"],
            "inputs": [
                {"id": "shell-url", "property": "pathname", "value": path},
                {"id": "shell-url", "property": "search", "value": search},
                {"id": "shell-narrow", "property": "data", "value": False},
            ],
            "state": [],
        }
        sent = json.dumps(body).encode()
        found = self.ask(kind, "/_dash-update-component", sent, "application/json")
        try:
            told = json.loads(found)
            is_drawn, notice = bool(told["response"]["main"]["children"]), told.get("sideUpdate")
        except (ValueError, KeyError, TypeError):
            is_drawn, notice = False, found[:80]
        if notice or not is_drawn:
            place = path + search.partition("?at=")[0]
            self.seen.fault(f"{kind}: {place} cannot be read: {notice or found[:80]}", self.asked)
            raise UnansweredError
        return found


def read(port: int, seen: Seen, number: int, stop: Event, pause: float) -> None:
    """Read page after page, with a file now and then; stop for so many seconds after each."""
    line = Line(port, seen)
    for turn in count(number):
        if stop.is_set():
            break
        try:
            if turn % FILE_EVERY == 0:
                path, start = FILES[turn // FILE_EVERY % len(FILES)]
                if not line.ask("file", path).startswith(start):
                    seen.fault(f"file: {path} is no such file", line.asked)
            else:
                line.draw("page", *VIEWS[turn % len(VIEWS)])
        except UnansweredError:
            time.sleep(0.2)
        if pause:
            stop.wait(pause)
    line.close()


def bring(port: int, seen: Seen, number: int, stop: Event, known: frozenset[str]) -> None:
    """Bring in one report after another, look at each and file it."""
    for agency, year, name, data in _reports(number, known):
        if stop.is_set():
            break
        line = Line(port, seen)
        try:
            one = _uploaded(line, agency, year, name, data)
            if one is not None and not stop.is_set():
                _filed(line, one)
        except UnansweredError:
            time.sleep(0.2)
        line.close()


def _reports(number: int, known: frozenset[str]) -> Iterator[tuple[str, int, str, bytes]]:
    """Yield reports of towns that nobody else writes for and that have none in the store."""
    for turn in count():
        chance = Chance("desk", number, turn)
        one = two_years(chance, "township", YEARS[(number + turn) % len(YEARS)])[1]
        if one.body.id in known:
            continue
        name, data = rendered(one, f"desk|{number}|{turn}", ("plain", "word", "nested")[turn % 3])
        yield one.body.id, one.year, f"{number}-{turn}-{name}", data


def _uploaded(line: Line, agency: str, year: int, name: str, data: bytes) -> Filing | None:
    edge = uuid4().hex
    head = f'--{edge}\r\nContent-Disposition: form-data; name="by"\r\n\r\n甲\r\n--{edge}\r\n'
    head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
    body = f"{head}Content-Type: text/html\r\n\r\n".encode() + data + f"\r\n--{edge}--\r\n".encode()
    said = line.ask("upload", "/import/files", body, f"multipart/form-data; boundary={edge}")
    word = json.loads(said)["results"][0]
    found = _AT.search(word["href"])
    if not word["is_kept"] or found is None:
        line.seen.fault(f"upload: not kept: {word['said']}", line.asked)
        return None
    one = Filing(found[1], agency, year)
    with line.seen.lock:
        line.seen.filings.append(one)
    return one


def _filed(line: Line, one: Filing) -> None:
    at = f"{one.sha256}:0"
    page = json.loads(line.draw("look", "/import", f"?{urlencode({'at': at})}"))
    seen = _hidden(page, "seen")
    if seen is None:
        line.seen.fault("look: the draft cannot be filed from its page", line.asked)
        return
    day = datetime.now(UTC).astimezone().date().isoformat()
    form = {"at": at, "act": "file", "seen": seen, "day": day, "by": "甲"}
    form |= {"agency": one.agency, "year": str(one.year)}
    one.is_doubtful = True
    line.ask("filing", "/import/act", urlencode(form).encode(), "application/x-www-form-urlencoded")
    one.is_filed, one.is_doubtful, one.filed_at = True, False, time.time()


def _hidden(part: Any, name: str) -> str | None:
    """Return what a page sends along under a name, None where it has no such field."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("name") == name and "value" in one:
                return str(one["value"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return None
