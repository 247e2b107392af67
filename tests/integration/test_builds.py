"""Builds in the background: one at a time, none lost, and a failed one leaves the old store."""

import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.build import background, run
from pipelines.build import queue as builds
from pipelines.desk.inbox import Inbox
from pipelines.store.store import Store
from tests.soak.injuries import leave_no_room, small_disk

ROOT = Path(__file__).resolve().parents[2]


def queued(settings):
    builds.enqueue(settings, start=False)


def finished():
    for process in background.started:
        process.wait()


def test_nothing_was_ever_built_here(installation):
    assert builds.last(installation) == builds.Build()
    assert not builds.resume(installation)


def test_what_is_asked_for_during_a_build_is_one_more_build(installation, tmp_path):
    made = []

    def build(settings):
        made.append(builds.last(settings))
        if len(made) == 1:
            for _ in range(3):
                queued(settings)
        return tmp_path / f"mingcha-{len(made)}.duckdb"

    for _ in range(4):
        queued(installation)
    assert builds.last(installation).state == builds.QUEUED
    assert builds.work(installation, build) == 2
    assert [one.state for one in made] == [builds.RUNNING] * 2
    assert (builds.last(installation).state, builds.last(installation).digest) == ("done", "2")
    assert not builds.last(installation).is_waiting
    assert builds.work(installation, build) == 0


def test_two_builders_never_work_at_once(installation, tmp_path):
    """The second leaves its request to the first, which is at work."""
    others = []

    def build(settings):
        if not others:
            queued(settings)
            second = threading.Thread(
                target=lambda: others.append(builds.work(settings, build)), daemon=True
            )
            second.start()
            second.join()
        return tmp_path / "mingcha-1.duckdb"

    queued(installation)
    assert builds.work(installation, build) == 2
    assert others == [0]


def test_a_builder_that_finds_another_at_work_leaves_before_it_loads_what_builds(installation):
    queued(installation)
    places = json.dumps(background.places(installation))
    script = (
        "import sys; from pipelines.build import process\n"
        "print(process.main(sys.stdin), *{'duckdb', 'sqlalchemy', 'pandas'} & {*sys.modules})"
    )
    with background.alone(installation.store / background.BUILDING) as is_mine:
        assert is_mine
        command = [sys.executable, "-c", script]
        said = subprocess.run(
            command, input=places, capture_output=True, check=True, cwd=ROOT, text=True
        )
    assert said.stdout.split() == ["0"]
    assert builds.last(installation).is_waiting


def test_a_failed_build_says_why_and_is_not_tried_for_ever(installation, tmp_path):
    def fail(_):
        raise OSError(28, "No space left on device")

    queued(installation)
    builds.work(installation, lambda _: tmp_path / "mingcha-old.duckdb")
    queued(installation)
    assert builds.work(installation, fail, pauses=(0, 0)) == 3
    last = builds.last(installation)
    assert (last.state, last.is_waiting) == (builds.FAILED, False)
    assert "No space left" in last.error
    assert last.digest == "old"  # that one is still published
    assert last.started <= last.ended


def test_a_build_that_a_full_disk_let_fail_is_made_once_there_is_room(installation, tmp_path):
    tries = []

    def build(_):
        tries.append(1)
        if len(tries) < 3:
            raise OSError(28, "No space left on device")
        return tmp_path / "mingcha-new.duckdb"

    queued(installation)
    builds.work(installation, build, pauses=(0, 0, 0))
    last = builds.last(installation)
    assert (last.state, last.digest, len(tries)) == (builds.DONE, "new", 3)


def test_a_build_that_fails_every_time_is_tried_once(installation):
    def fail(_):
        raise FileNotFoundError(2, "No such file")

    queued(installation)
    assert builds.work(installation, fail, pauses=(60,)) == 1


def test_a_failed_build_in_a_process_leaves_the_store_that_was_there(installation):
    builds.enqueue(installation)
    finished()
    digest = Store(installation.store).info().digest
    assert builds.last(installation).digest == digest
    (installation.published / "reports.csv").write_text("nonsense\n", encoding="utf-8")
    builds.enqueue(installation)
    finished()
    assert builds.last(installation).state == builds.FAILED
    assert builds.last(installation).error
    assert Store(installation.store).info().digest == digest


def test_many_who_ask_at_once_start_few_builds_and_lose_none(installation):
    for _ in range(3):
        builds.enqueue(installation)
    finished()
    assert builds.last(installation).state == builds.DONE
    assert not builds.last(installation).is_waiting


def test_a_killed_builder_is_told_and_its_request_taken_up_again(installation):
    (installation.store / "queue").mkdir(parents=True)
    places = json.dumps(background.places(installation))
    slow = (
        "import sys, signal\nfrom pipelines.build import process as builder\n"
        "def halt(_):\n    print('here', flush=True)\n    signal.pause()\n"
        "builder.build = halt\nbuilder.main(sys.stdin)\n"
    )
    queued(installation)
    with subprocess.Popen(
        [sys.executable, "-c", slow],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        process.stdin.write(places)
        process.stdin.close()
        assert process.stdout.readline() == "here\n"
        assert builds.last(installation).state == builds.RUNNING
        assert not builds.resume(installation)
        process.kill()
    last = builds.last(installation)
    assert (last.state, last.error, last.is_waiting) == (builds.FAILED, "interrupted", True)
    assert builds.resume(installation)
    finished()
    assert builds.last(installation).state == builds.DONE


def test_builders_that_are_killed_one_after_the_other_come_at_longer_pauses(installation):
    queued(installation)
    now = datetime.now(UTC)
    moments = {0: now, 1: now - timedelta(seconds=6), 2: now, 9: now - timedelta(hours=1)}
    states = {
        kills: builds.Build(builds.RUNNING, at.isoformat(), kill_count=kills)
        for kills, at in moments.items()
    }
    assert [builds._is_too_soon(one) for one in states.values()] == [False, False, True, False]
    builds._write(installation.store, states[2])
    assert not builds.resume(installation)
    assert builds.work(installation, lambda _: Path("mingcha-1.duckdb")) == 1
    assert builds.last(installation).kill_count == 3


def test_what_was_decided_and_never_asked_for_is_built(installation, page):
    """A process killed between the entry and its request, or a disk with no room for it."""
    run.build(installation)
    box = Inbox(installation, builds_after=False)
    got = box.receive("a.html", page("a.html").read_bytes(), by="x")
    assert not builds.resume(installation)  # a draft changes no figure
    seen = box.look(got.sha256).decision_id
    box.file(got.sha256, filed_on=date(2023, 1, 20), seen=seen, by="x")
    assert builds.resume(installation)
    finished()
    assert got.sha256 in set(Store(installation.store).reports("real")["sha256"])
    assert not builds.resume(installation)
    (installation.published / "reports.csv").write_text("nonsense\n", encoding="utf-8")
    box.withdraw(got.sha256, reason="y", by="x")
    assert builds.resume(installation)
    finished()
    assert builds.last(installation).state == builds.FAILED
    assert not builds.resume(installation)  # not for ever


def test_a_filing_on_a_full_disk_is_acknowledged_and_its_build_asked_for_later(
    installation, page, tmp_path
):
    """The ledger may be a database elsewhere: it has the entry though no request can be written."""
    run.build(installation)
    box = Inbox(installation)
    received = box.receive("a.html", page("a.html").read_bytes(), by="x")
    seen = box.look(received.sha256).decision_id
    queue = installation.store / "queue"
    queue.mkdir(exist_ok=True)
    with small_disk(queue, 1) as is_small:
        if not is_small:
            pytest.skip("no disk of its own can be mounted here")
        leave_no_room(queue)
        with pytest.raises(OSError, match="No space left"):
            builds.enqueue(installation, start=False)
        assert box.file(received.sha256, filed_on=date(2023, 1, 20), seen=seen, by="x")
        assert [file.name for file in queue.iterdir()] == ["ballast"]
    assert builds.resume(installation)
    finished()
    assert received.sha256 in set(Store(installation.store).reports("real")["sha256"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"what": 1}'])
def test_a_state_that_cannot_be_read_is_none(installation, text):
    installation.store.mkdir(parents=True)
    (installation.store / "build.json").write_text(text, encoding="utf-8")
    assert builds.last(replace(installation)).state == builds.NEVER
