"""Fifty readers at once on the counts page, beside a Streamlit page with the same chart.

`python -m tests.bench.crowd` serves the published store as `make serve` does, lets fifty clients
ask for views one after another, each as soon as it has the last answer, and does the same with a
Streamlit page over the same store (which has to be installed in .venv-bench: `make bench` does
that). An answer of ours is the whole page of a view; one of Streamlit's is a run of its script,
from the request until the client is told that the script has finished. Streamlit is one process;
ours is measured with the two workers of `make serve` and with one; Streamlit also with what is
loaded taken out of the collection of garbage that it asks for after every run. Before anything is
measured both have answered every view, and drawn the same bars.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from pipelines.settings import ROOT
from tests.bench import serving

CLIENTS = 50
ANSWERS = 6  # of each client
AT_MOST = 150.0  # seconds that one crowd may take
AT_LEAST = 3.0  # times the answers a second of the alternative
VIEWS = (
    "?dataset=demo",
    "?dataset=demo&y=2022",
    "?dataset=demo&i=request.received",
    "?dataset=demo&i=request.received&y=2023",
    "?dataset=demo&by=year",
    "?dataset=demo&by=year&lang=en",
)
_ENCODINGS = "gzip, deflate, br, zstd"  # what a browser says it reads
_ENDS = ("shell-header", "shell-ribbon", "main", "shell-foot")


@dataclass
class Times:
    """Seconds of each first document and answer, of all answers, and of the server's processor."""

    documents: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    together: float = 0.0
    spent: float = 0.0

    @property
    def rate(self) -> float:
        """Return answers a second."""
        return len(self.answers) / self.together

    def line(self, name: str) -> str:
        """Return one line of the table."""
        cells = [f"{name:24s}", f"{len(self.answers):7d}", f"{self.rate:8.1f}"]
        for seconds in (self.answers, self.documents):
            last = statistics.quantiles(seconds, n=20)[-1]
            cells += [f"{statistics.median(seconds) * 1000:8.0f}", f"{last * 1000:8.0f}"]
        cells += [f"{self.spent / len(self.answers) * 1000:8.1f}"]
        return " ".join(cells)


async def timed(into: list[float], work: Awaitable[object]) -> None:
    """Add the seconds that the work takes."""
    start = time.perf_counter()
    await work
    into.append(time.perf_counter() - start)


async def all_at_once(each: Callable[[int], Awaitable[None]]) -> float:
    """Let every client do its part; return the seconds until the last is done."""
    start = time.perf_counter()
    async with asyncio.timeout(AT_MOST):
        await asyncio.gather(*(each(client) for client in range(CLIENTS)))
    return time.perf_counter() - start


class Reader:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, encodings: str = _ENCODINGS) -> bytes:
        """Ask for a document."""
        return await self._ask(f"GET {path} HTTP/1.1", b"", encodings)

    async def view(self, search: str, encodings: str = _ENCODINGS) -> bytes:
        """Ask for the page of a view of the counts."""
        body = {
            "output": "...".join(f"{end}.children" for end in _ENDS).join(("..", "..")),
            "outputs": [{"id": end, "property": "children"} for end in _ENDS],
            "changedPropIds": ["shell-url.search"],
            "inputs": [
                {"id": "shell-url", "property": "pathname", "value": "/counts"},
                {"id": "shell-url", "property": "search", "value": search},
                {"id": "shell-narrow", "property": "data", "value": False},
            ],
            "state": [],
        }
        head = "POST /_dash-update-component HTTP/1.1"
        return await self._ask(head, json.dumps(body).encode(), encodings)

    def close(self) -> None:
        """Hang up."""
        if self.streams:
            self.streams[1].close()
        self.streams = None

    async def _ask(self, head: str, body: bytes, encodings: str) -> bytes:
        lines = [head, f"Host: {serving.HOST}:{self.port}", f"Accept-Encoding: {encodings}"]
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", "", ""]
        text = "\r\n".join(lines).encode() + body
        if self.streams:
            try:
                return await self._exchange(text)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()  # the server does not keep idle connections for long
        return await self._exchange(text)

    async def _exchange(self, text: bytes) -> bytes:
        if self.streams is None:
            self.streams = await asyncio.open_connection(serving.HOST, self.port)
        source, sink = self.streams
        sink.write(text)
        await sink.drain()
        first, *lines = (await source.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        body = await _body(source, headers)
        if headers.get("connection") == "close":
            self.close()
        if first.split()[1] != "200":
            raise SystemExit(f"{first}: {body[:200]!r}")
        return body


async def _body(source: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await source.readexactly(int(headers["content-length"]))
    parts = []
    while size := int(await source.readline(), 16):
        parts.append(await source.readexactly(size))
        await source.readexactly(2)
    await source.readline()
    return b"".join(parts)


async def _warm(port: int) -> None:
    """Ask for every view, over many connections so that every worker answers."""

    async def each(client: int) -> None:
        one = Reader(port)
        for search in VIEWS if client < 16 else ():
            await one.view(search)
        one.close()

    await all_at_once(each)


async def our_crowd(server: serving.Server) -> Times:
    """Let the clients open the page and then ask for views."""
    port = server.port
    await _warm(port)
    times, readers = Times(), [Reader(port) for _ in range(CLIENTS)]

    async def open_page(client: int) -> None:
        path = f"/counts{VIEWS[client % len(VIEWS)]}"
        await timed(times.documents, readers[client].get(path))

    async def read(client: int) -> None:
        for turn in range(ANSWERS):
            search = VIEWS[(client + turn) % len(VIEWS)]
            await timed(times.answers, readers[client].view(search))

    await all_at_once(open_page)
    before = server.spent()
    times.together = await all_at_once(read)
    times.spent = server.spent() - before
    for one in readers:
        one.close()
    return times


def bars(figure: dict[str, Any]) -> list[list[object]]:
    """Return what a chart draws: the two axes' values of every trace."""
    return [[trace.get("x"), trace.get("y")] for trace in figure["data"]]


async def our_bars(port: int) -> list[list[list[object]]]:
    """Return what our page draws in each view."""
    one = Reader(port)
    drawn = [bars(_figure(json.loads(await one.view(search, "identity")))) for search in VIEWS]
    one.close()
    return drawn


def _figure(part: Any) -> dict[str, Any]:
    """Return the one chart within a page."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "figure" in one:
                return dict(one["figure"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    raise SystemExit("the page has no chart")


def their_crowd(server: serving.Server) -> tuple[Times, list[list[list[object]]]]:
    """Let as many clients of Streamlit do the same; return also what it draws in each view."""
    command = [str(serving.OTHER), "-m", "tests.bench.streamlit_crowd"]
    command += [str(server.port), str(server.process)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=3 * AT_MOST, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-2000:])
    told = json.loads(done.stdout)
    drawn = told.pop("bars")
    return Times(**told), drawn


def main() -> None:
    """Print answers a second and latencies of both, and their ratio."""
    print(f"{CLIENTS} clients, {ANSWERS} answers each; load {os.getloadavg()[0]:.1f}", flush=True)
    heads = ("answers", "a second", "median", "p95", "document", "p95", "server")
    print(
        f"{'':24s} {heads[0]:>7s} "
        + " ".join(f"{head:>8s}" for head in heads[1:])
        + "  (ms; server: processor time)"
    )
    rates = {}
    for name, workers in (("2 workers of 4 threads", 2), ("1 worker of 4 threads", 1)):
        with serving.mingcha(workers) as server:
            ours = asyncio.run(our_bars(server.port))
            times = asyncio.run(our_crowd(server))
        print(times.line(name), flush=True)
        rates[name] = times.rate
    for other, arguments in (("Streamlit", ()), ("Streamlit, frozen", ("frozen",))):
        with serving.streamlit(*arguments) as server:
            times, theirs = their_crowd(server)
        if ours != theirs:
            raise SystemExit("the two do not draw the same bars: nothing is compared")
        told = "; ".join(f"{rate / times.rate:.1f} times with {n}" for n, rate in rates.items())
        print(f"{times.line(other)}\n  ours: {told}", flush=True)
    print(f"asked for: {AT_LEAST:.0f} times Streamlit; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
