"""Documents are read on several machines as on one: here a scheduler and two workers of its own."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from pipelines.build import shared
from pipelines.build.run import build
from pipelines.documents import cluster
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.publishing import publishing
from pipelines.settings import ROOT, Settings
from tests.e2e.conftest import free_port
from tests.integration.test_what_changed import rows

PAGES = sorted((ROOT / "data/demo/documents").glob("99010100[1-5]/20*.html"))
BADGE = "模拟数据：本页由程序生成，地名、机关和数字都是虚构的"
DASK = (sys.executable, "-m", "dask")


@pytest.fixture
def machines():
    """Give the address of a scheduler and the processes of its two workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    given = {"cwd": ROOT, "stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    env = dict(os.environ) | {"PYTHONPATH": str(ROOT)}  # noqa: TID251 - passed on
    host, port = "127.0.0.1", address.rpartition(":")[2]
    quiet = ("--no-dashboard", "--host", host)
    started = [subprocess.Popen([*DASK, "scheduler", *quiet, "--port", port], env=env, **given)]
    alone = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--death-timeout", "60")
    for _ in range(2):
        command = [*DASK, "worker", address, *alone, "--host", host]
        started.append(subprocess.Popen(command, env=env, **given))
    try:
        until_there(address)
        yield address, started[1:]
    finally:
        for one in started:
            one.kill()
            one.wait()


def until_there(address):
    from distributed import Client

    with Client(address, timeout="120s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)


def papers(folder):
    """Write the simulated reports as real ones: their badge makes them no documents."""
    folder.mkdir()
    for number, page in enumerate(PAGES):
        text = page.read_text("utf-8").replace(BADGE, "").replace("清岚县", "抚宁区")
        (folder / f"{number:03d}.html").write_text(text, "utf-8")
    return [InputFile(path) for path in sorted(folder.iterdir())]


@pytest.mark.slow
def test_a_machine_that_is_killed_costs_nothing(machines, tmp_path, monkeypatch):
    address, (first, _) = machines
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    here = Settings(ROOT / "data", tmp_path / "archive", tmp_path / "here", ledger)
    there = replace(here, store=tmp_path / "there", workers=address)
    offered = papers(tmp_path / "in")
    receipts = []
    for receipt in ingest(there, offered):
        receipts.append(receipt)
        if len(receipts) == 3:
            first.send_signal(signal.SIGKILL)
    assert sorted(receipt.name for receipt in receipts) == [str(one.path) for one in offered]
    assert not [one for one in receipts if one.rejection or one.error]
    for path in (there.store / "parsed").glob("*/*/*.pickle"):
        if path.name > "8":
            path.unlink()  # a build reads what is missing on the machines that are left
    with monkeypatch.context() as few:
        few.setattr(shared, "WORTH", 1)  # so few documents are rows, and judged, there as well
        made_there = rows(build(there))
    assert made_there == rows(build(here))


@pytest.mark.slow
def test_no_machine_is_one_sentence(tmp_path):
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    nowhere = f"tcp://127.0.0.1:{free_port()}"
    office = Settings(ROOT / "data", tmp_path / "a", tmp_path / "s", ledger, workers=nowhere)
    cluster_reach, cluster._REACH = cluster._REACH, "1s"
    try:
        with pytest.raises(MingchaError, match="no scheduler answers"):
            list(ingest(office, papers(tmp_path / "in")[:1]))
    finally:
        cluster._REACH = cluster_reach


def test_one_publishes_at_a_time(postgresql):
    url = postgresql.address(postgresql.database())
    first, second = Ledger(url), Ledger(url)
    events = []

    def publish(ledger, name):
        with publishing(ledger):
            events.append(f"{name} begins")

    with publishing(first):
        other = threading.Thread(target=publish, args=(second, "second"))
        other.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while other.is_alive() and not postgresql.run(waiting)[0][0]:
            time.sleep(0.02)
        events.append("first ends")
    other.join()
    assert events == ["first ends", "second begins"]
