"""The servers that are measured, on free ports of this machine, each stopped when it is done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import ROOT
from tests.serving import serve_command

HOST = "127.0.0.1"
OTHER = ROOT / ".venv-bench" / "bin" / "python"  # where Streamlit is installed
_WAIT = 60.0


@dataclass(frozen=True)
class Server:
    """One that answers: its port and its first process."""

    port: int
    process: int

    def spent(self) -> float:
        """Return the seconds of processor time of the process and its children so far."""
        beats = 0
        for one in [self.process, *_children(self.process)]:
            words = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            beats += int(words[11]) + int(words[12])
        return beats / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(word) for word in text.split()]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@contextmanager
def mingcha(workers: int = 2) -> Iterator[Server]:
    """Serve the published store as `make serve` does and give the server."""
    port = free_port()
    more = {"GUNICORN_CMD_ARGS": f"--workers={workers}"}
    with _running(serve_command(port), port, "/healthz", MINGCHA_DESK="open", **more) as process:
        yield Server(port, process)


@contextmanager
def bare_dash() -> Iterator[Server]:
    """Serve a bare Dash page over the same store as ours is served, and give the server."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--workers=2", "--threads=4"),
        *("-b", f"{HOST}:{port}", "tests.bench.bare_page:server()"),
    ]
    with _running(command, port, "/_dash-layout", PYTHONPATH=str(ROOT)) as process:
        yield Server(port, process)


@contextmanager
def streamlit(*words: str) -> Iterator[Server]:
    """Serve the Streamlit page over the same store and give the server; the page gets the words."""
    if not OTHER.exists():
        raise SystemExit("Streamlit is not installed: run `make bench`")
    port = free_port()
    command = [str(OTHER), "-m", "streamlit", "run", "tests/bench/streamlit_page.py"]
    for name, value in (
        ("server.headless", "true"),
        ("server.address", HOST),
        ("server.port", str(port)),
        ("server.fileWatcherType", "none"),
        ("browser.gatherUsageStats", "false"),
    ):
        command += [f"--{name}", value]
    command += ["--", *words] if words else []
    with _running(command, port, "/_stcore/health", PYTHONPATH=str(ROOT)) as process:
        yield Server(port, process)


@contextmanager
def _running(command: Sequence[str], port: int, health: str, **more: str) -> Iterator[int]:
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(os.environ) | more,  # noqa: TID251 - the server inherits
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_healthy(f"http://{HOST}:{port}{health}", server)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=20)


def _until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + _WAIT
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 - our own
                if reply.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} did not answer")
