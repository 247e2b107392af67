"""Servers under 50 clients and 200 silent connections: `python -m tests.bench.servers [NAME …]`.

Every server that is installed answers for the same application over the same store, two processes
of four threads each. Three times: the clients alone, then beside 200 connections that were opened
and say nothing, stop within the headers, or stop within a body, then beside 200 that send a byte
of a header a second. Each client asks for a page as soon as the last is there.
"""

from __future__ import annotations

import argparse
import http.client
import importlib.util
import math
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from pipelines.settings import ROOT
from tests.bench.desk_people import HOST, Seen, read
from tests.e2e.conftest import free_port

CLIENTS, SILENT = 50, 200
LONGEST = 120.0
_GUNICORN = "-m gunicorn -c gunicorn.conf.py -b {} app:server() -k"
SERVERS = {  # name: what must be installed, and what is run
    "gunicorn gthread": ("gunicorn", f"{_GUNICORN} gthread"),
    "gunicorn gevent": ("gevent", f"{_GUNICORN} gevent --worker-connections 400"),
    "gunicorn waitress": ("waitress", f"{_GUNICORN} components.serving.worker.Worker"),
    "waitress alone": (
        "waitress",
        "-m waitress --threads=8 --connection-limit=1000 --asyncore-use-poll --listen={} "
        "--call app:server",
    ),
    "granian": (
        "granian",
        "-m granian --interface wsgi --workers 2 --blocking-threads 4 --factory "
        "--host {host} --port {port} app:server",
    ),
    "hypercorn": ("hypercorn", "-m hypercorn -w 2 -b {} --read-timeout 30 wsgi:app:server()"),
}
_HEAD = b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
_STARTS = (b"", b"GET / HTTP/1.1\r\nHost: x", _HEAD + b"Content-Length: 90000\r\n\r\n{")


@contextmanager
def serving(name: str) -> Iterator[tuple[int, int]]:
    """Start a server and give its port and process."""
    port = free_port()
    words = SERVERS[name][1].replace("{}", f"{HOST}:{port}").format(host=HOST, port=port).split()
    server = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=dict(os.environ) | {"MINGCHA_DESK": "open"},  # noqa: TID251 - the server inherits
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _until_healthy(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, 9)
            server.wait(timeout=20)


def _until_healthy(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until and server.poll() is None:
        try:
            line = http.client.HTTPConnection(HOST, port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


@contextmanager
def strangers(port: int, *, is_dripping: bool) -> Iterator[None]:
    """Hold silent connections open, opening again what is closed; or let each drip."""
    stop = Event()
    if is_dripping:
        threads = [Thread(target=_drip, args=(port, stop), daemon=True)]
    else:
        threads = [Thread(target=_hold, args=(port, stop), daemon=True)]
    for one in threads:
        one.start()
    time.sleep(1)
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join(10)


def _hold(port: int, stop: Event) -> None:
    with ExitStack() as held:
        for number in range(SILENT):
            _opened(held, port, _STARTS[number % len(_STARTS)])
        stop.wait(LONGEST)


def _drip(port: int, stop: Event) -> None:
    with ExitStack() as held:
        lines = [_opened(held, port, b"GET / HTTP/1.1\r\nHost: x\r\nX: ") for _ in range(SILENT)]
        while not stop.wait(1):
            for one in filter(None, lines):
                with suppress(OSError):
                    one.send(b"a")


def _opened(held: ExitStack, port: int, start: bytes) -> socket.socket | None:
    try:
        line = held.enter_context(socket.create_connection((HOST, port), timeout=5))
        line.sendall(start)
    except OSError:
        return None
    return line


def clients(port: int, seconds: float) -> tuple[str, int]:
    """Let the clients ask for so long; return the figures in words and the number of answers."""
    seen, stop = Seen(), Event()
    people = [
        Thread(target=read, args=(port, seen, number, stop, 0.0), daemon=True)
        for number in range(CLIENTS)
    ]
    start = time.perf_counter()
    for one in people:
        one.start()
    stop.wait(seconds)
    stop.set()
    for one in people:
        one.join(70)
    took = time.perf_counter() - start
    times = sorted(one for kind in seen.times.values() for one in kind)
    if not times:
        return f"no answer at all; {dict(seen.faults)}", 0
    p95 = times[math.ceil(0.95 * len(times)) - 1]
    said = f"{len(times) / took:6.1f} a second, median {statistics.median(times) * 1000:6.0f} ms, "
    said += f"p95 {p95 * 1000:6.0f}, longest {times[-1] * 1000:6.0f}; "
    return said + f"faults {sum(seen.faults.values())} {dict(seen.faults.most_common(2))}", len(
        times
    )


def memory(process: int) -> float:
    """Return the resident megabytes of a process and all below it."""
    pages = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
            waiting += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> int:
    """Measure the servers that are asked for and installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(SERVERS))
    parser.add_argument("--seconds", type=float, default=15)
    asked = parser.parse_args()
    for name in asked.names:
        if importlib.util.find_spec(SERVERS[name][0]) is None:
            print(f"{name}: not installed", flush=True)
            continue
        with serving(name) as (port, process):
            clients(port, 5)  # warm
            for words, is_dripping in (("alone", None), ("silent", False), ("dripping", True)):
                with ExitStack() as around:
                    if is_dripping is not None:
                        around.enter_context(strangers(port, is_dripping=is_dripping))
                    said, _ = clients(port, min(asked.seconds, LONGEST))
                load = os.getloadavg()[0]
                print(f"{name:18s} {words:9s} {said}; {memory(process):.0f} MB; load {load:.1f}")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
