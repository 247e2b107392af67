"""Two web hosts of one installation, one with a copy of the store, while it is published."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from pipelines.build.run import build
from pipelines.documents.archive import Archive
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.e2e.conftest import free_port
from tests.integration.test_cluster import BADGE, PAGES

WAIT = 180.0
ASKED = "/api/v1/reports?dataset=real&county=130306"
OPENER = build_opener(ProxyHandler({}))


@dataclass
class Host:
    """A web host, with a reader that asks it as soon as the last answer is there."""

    address: str
    answers: list[tuple[int, str]] = field(default_factory=list)  # status and store of each
    is_over: threading.Event = field(default_factory=threading.Event)

    def ask(self):
        try:
            with OPENER.open(self.address + ASKED, timeout=WAIT) as reply:
                return reply.status, json.load(reply)["store"]
        except HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")[:200]

    def read(self):
        while not self.is_over.is_set():
            self.answers.append(self.ask())

    def serves(self, digest):
        """Tell whether the host comes to serve a publication, to its reader too."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until and self.answers[-1:] != [(200, digest)]:
            time.sleep(0.05)
        return self.answers[-1] == (200, digest)


@contextmanager
def web_host(office):
    port = free_port()
    told = {
        "MINGCHA_ARCHIVE": str(office.archive),
        "MINGCHA_STORE": str(office.store),
        "MINGCHA_LEDGER": office.ledger,
        "MINGCHA_SECRET": "of-both-hosts-and-as-long-as-one-must-be",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "app:server()"],
        cwd=ROOT,
        env=dict(os.environ) | told,  # noqa: TID251 - passed on
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    host = Host(f"http://127.0.0.1:{port}")
    reader = threading.Thread(target=host.read)
    try:
        until = time.monotonic() + WAIT
        while not answers(host):
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
        reader.start()
        yield host
    finally:
        host.is_over.set()
        if reader.is_alive():
            reader.join(WAIT)
        server.send_signal(signal.SIGTERM)
        server.wait(WAIT)


def answers(host):
    try:
        return host.ask()[0]
    except URLError:
        return 0


def copied(store, there):
    """Copy what is published as docs/operations.md says: the files first, then the pointer."""
    there.mkdir(exist_ok=True)
    for file in sorted(store.glob("mingcha-*.duckdb")):
        if not (there / file.name).exists():
            shutil.copyfile(file, there / ".coming")
            (there / ".coming").replace(there / file.name)
    (there / ".pointer").symlink_to((store / "current").readlink())
    (there / ".pointer").replace(there / "current")


@pytest.mark.slow
def test_no_reader_of_two_hosts_meets_an_error_while_it_is_published(
    postgresql, tmp_path, shipped_readings
):
    ledger = postgresql.address(postgresql.database())
    office = Settings(ROOT / "data", tmp_path / "archive", tmp_path / "store", ledger)
    distant = Settings(office.data, office.archive, tmp_path / "copy", ledger)
    shipped_readings(office.store)
    build(office)
    copied(office.store, distant.store)
    published = [Store(office.store).info().digest]
    with web_host(office) as near, web_host(distant) as far:
        for number, page in enumerate(PAGES[:4]):
            text = page.read_text("utf-8").replace(BADGE, "").replace("清岚县", "抚宁区")
            Archive(office.archive).put(text.encode(), f"{number}.html")
            build(office)
            published.append(Store(office.store).info().digest)
            assert near.serves(published[-1])
            copied(office.store, distant.store)
            assert far.serves(published[-1])
    assert len(set(published)) == 5
    for host in (near, far):
        assert {status for status, _ in host.answers} == {200}
        assert {digest for _, digest in host.answers} <= set(published)
        assert len(host.answers) > len(published)
