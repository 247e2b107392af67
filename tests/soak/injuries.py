"""What is done to a site that people work at: kills, a database that stops, a disk that is full."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from tests.postgres import Server, programs

HOST = "127.0.0.1"
NEAR = 6.0  # seconds after an injury in which a request may fail of it
_HEAD = b"POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\n"
_HOSTILE: Sequence[bytes] = (
    b"",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1",
    _HEAD + b"Content-Length: 90000\r\n\r\n{",
    _HEAD + b"Content-Length: 99999999\r\n\r\n",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffff\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"GET /" + b"a" * 40_000,
    b"\r\n" * 2_000,
)


@dataclass
class Injuries:
    """When something was done, and what; `until` is when it was over."""

    spans: list[tuple[float, float, str]] = field(default_factory=list)

    def note(self, words: str, start: float) -> None:
        """Note one that is over now."""
        self.spans.append((start, time.monotonic(), words))

    def near(self, since: float, until: float) -> str:
        """Return what a request that failed may have failed of, "" where nothing was done then."""
        return next(
            (words for start, end, words in self.spans if start <= until and since <= end + NEAR),
            "",
        )

    def before(self, moment: float) -> str:
        """Return the last injury that was over by a moment, and how long ago."""
        past = [(moment - end, words) for _, end, words in self.spans if end <= moment]
        return "{:.1f} s after {}".format(*min(past)) if past else "before any injury"


def descendants(process: int) -> list[int]:
    """Return all processes below one."""
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            own = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
            found += (children := [int(word) for word in own.split()])
            waiting += children
    return found


def memory(process: int) -> float:
    """Return the megabytes of a process and all below it, what they share counted once (PSS)."""
    total = 0
    for one in [process, *descendants(process)]:
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 2**10


def kill_now_and_then(
    process: int, times: int, within: float, stop: Event, injuries: Injuries
) -> None:
    """Kill a random process below the server's first one, so often within so many seconds."""
    chance = random.Random(7)  # noqa: S311 - whom to kill
    for _ in range(times):
        if stop.wait(within / times):
            return
        below = descendants(process)
        if below:
            start = time.monotonic()
            with suppress(ProcessLookupError):
                os.kill(chance.choice(below), signal.SIGKILL)
            injuries.note("a kill", start)


def trouble(port: int, count: int, stop: Event) -> None:
    """Keep so many silent and hostile connections; what is hung up on comes again."""
    lines: list[socket.socket | None] = [None] * count
    with ExitStack() as held:
        turn = 0
        while not stop.wait(0.5):
            for number, line in enumerate(lines):
                if line is None or _is_over(line):
                    if line is not None:
                        line.close()
                    lines[number] = _opened(held, port, _HOSTILE[turn % len(_HOSTILE)])
                    turn += 1


def _opened(held: ExitStack, port: int, start: bytes) -> socket.socket | None:
    try:
        line = held.enter_context(socket.create_connection((HOST, port), timeout=2))
        line.sendall(start)
        line.setblocking(False)
    except OSError:
        return None
    return line


def _is_over(line: socket.socket) -> bool:
    try:
        return line.recv(65536) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def stop_database(database: Server, seconds: float, injuries: Injuries) -> None:
    """Stop PostgreSQL at once, as a power cut does, and start it again."""
    home, start = programs(), time.monotonic()
    who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    control: list[str] = [*who, str(home / "pg_ctl"), "-D", str(database.socket / "data"), "-w"]
    quiet = {"stdout": subprocess.DEVNULL, "cwd": database.socket}
    options = f"-c listen_addresses= -k {database.socket}"
    log = str(database.socket / "log")
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
    time.sleep(seconds)
    subprocess.run([*control, "-l", log, "-o", options, "start"], check=True, **quiet)
    injuries.note("PostgreSQL stopped", start)


def fill_disk(folder: Path, seconds: float, injuries: Injuries) -> None:
    """Leave no byte on the disk of a folder for a while."""
    start = time.monotonic()
    ballast = leave_no_room(folder)
    time.sleep(seconds)
    ballast.unlink(missing_ok=True)
    injuries.note("the disk was full", start)


def leave_no_room(folder: Path) -> Path:
    """Fill the disk of a folder to its last byte and return the file that does."""
    ballast = folder / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(2**20))
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(512))
    return ballast


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Put a folder on a disk of its own that can be filled; False where that is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "mingcha-soak", str(folder)]
    is_there = subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def at(moments: Sequence[tuple[float, Callable[[], object]]], stop: Event) -> None:
    """Do things at their moments, in seconds from now."""
    begin = time.monotonic()
    for moment, do in sorted(moments, key=lambda one: one[0]):
        if stop.wait(max(0.0, begin + moment - time.monotonic())):
            return
        do()
