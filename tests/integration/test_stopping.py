"""A stop lets requests end, and takes no published store with it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress

import pytest

from pipelines.build.queue import enqueue, last, work
from pipelines.build.run import build
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.serving import serve_command

WAIT = 600  # seconds: a loaded machine is slow, not wrong


@pytest.fixture
def office(tmp_path, shipped):
    """Return an installation over the data that ships, with a store of its own."""
    shutil.copytree(shipped, tmp_path / "store", symlinks=True)
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return Settings(ROOT / "data", tmp_path / "archive", tmp_path / "store", ledger)


def environment(office, **more):
    places = {"MINGCHA_DATA": office.data, "MINGCHA_ARCHIVE": office.archive}
    places |= {"MINGCHA_STORE": office.store, "MINGCHA_LEDGER": office.ledger}
    return dict(os.environ) | {name: str(place) for name, place in places.items()} | more  # noqa: TID251


@pytest.fixture
def served(office):
    """Serve it with two workers; give the process and its port."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = serve_command(port)
    given = {"cwd": ROOT, "env": environment(office, MINGCHA_LOG="json")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **given) as process:
        try:
            until(process, lambda: asked(port, "/healthz"))
            yield process, port
        finally:
            if process.poll() is None:
                process.kill()
            process.stderr.close()


def until(process, done):
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            return done()
        time.sleep(0.05)
    pytest.fail("it did not come to pass")


def asked(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT) as reply:
        return reply.read().decode()


def test_a_request_that_is_being_answered_ends_after_a_stop(served):
    process, port = served
    body = b"{}" + b" " * 2_000
    head = (
        f"POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Content-Type: application/json\r\nConnection: close\r\nExpect: 100-continue\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=WAIT)) as asking:
        asking.sendall(head.encode())
        assert asking.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"  # it is being answered
        process.send_signal(signal.SIGTERM)
        while "Worker exiting" not in process.stderr.readline():  # the one that has nothing to do
            assert process.poll() is None
        asking.sendall(body)
        answer = b""
        while piece := asking.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 ")
    assert b"X-Request-Id" in answer
    assert process.wait(WAIT) == 0


def test_the_log_of_a_server_is_json_and_its_workers_count_together(served):
    process, port = served
    for _ in range(20):
        asked(port, "/healthz")
    counted = next(
        float(line.rpartition(" ")[2])
        for line in asked(port, "/metrics").splitlines()
        if line.startswith('mingcha_requests_total{page="health",status="200"}')
    )
    assert counted >= 21  # one of them by which it was seen to be up
    process.send_signal(signal.SIGTERM)
    lines = [json.loads(line) for line in process.stderr.read().splitlines()]
    assert process.wait(WAIT) == 0
    seen = [line for line in lines if line.get("page") == "health"]
    assert len(seen) == counted
    assert len({line["request"] for line in seen}) == len(seen)
    assert any(line["event"].startswith("Listening at: http://127.0.0.1:") for line in lines)


def test_who_presses_ctrl_c_reads_nothing_but_the_log(served):
    process, port = served
    for path in ("/readyz", "/api/v1/info", "/") * 5:
        asked(port, path)
    process.send_signal(signal.SIGINT)
    text = process.stderr.read()
    assert process.wait(WAIT) == 0
    assert [line for line in text.splitlines() if not line.startswith("{")] == []


# A build that waits where nearly everything is written, and says that it is there.
SLOW = """
import signal, sys
from pipelines.build import queue as builds
from pipelines.build import run
from pipelines.build import publish
from pipelines.ledger.ledger import Ledger
from pipelines.settings import settings
def halt(*_):
    print("here", flush=True)
    signal.pause()
publish.os.replace = halt
builds.work(settings(), run.build)
"""


def test_a_build_that_is_stopped_leaves_the_old_store_and_is_made_up_for(office):
    before = (office.store / "current").resolve()
    Ledger(office.ledger).append("assignment", "a" * 64 + ":0", {"agency_id": "1"}, by="x")
    enqueue(office, start=False)
    command = [sys.executable, "-c", SLOW]
    given = {"cwd": ROOT, "env": environment(office)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **given) as process:
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT) == -signal.SIGTERM
    assert (office.store / "current").resolve() == before
    assert Store(office.store).alive()[0] in before.name
    assert last(office).is_waiting
    assert work(office, build) == 1
    after = (office.store / "current").resolve()
    assert after != before
    assert Store(office.store).alive()[0] in after.name
    assert (last(office).state, last(office).is_waiting) == ("done", False)
