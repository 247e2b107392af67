"""A build that processes share gives what one process gives, whatever becomes of the processes."""

import multiprocessing
import os
import signal

import pytest

from pipelines.build import fill, judging, shared
from pipelines.build.run import build
from pipelines.desk.recording import Correction, correct
from pipelines.documents import crew
from pipelines.documents.archive import Archive
from pipelines.errors import MingchaError

AGENCIES = ("抚宁区茶棚乡", "抚宁区留守营镇", "泾阳县太平镇")
MARK = "died"  # a file in the store's folder: the first process has died


@pytest.fixture
def office(installation, page):
    """Return an installation with three townships' years, one of them corrected by a person."""
    archive = Archive(installation.archive)
    for agency in AGENCIES:
        for year in (2021, 2022):
            document, _ = archive.put(page(agency=agency, year=year).read_bytes(), f"{year}.html")
    build(installation)
    cell = ("request.received", "natural_person", "", "1")
    correct(installation, Correction(document.sha256, 0, *cell, "7", "as printed"), by="甲")
    return installation


@pytest.fixture
def many(monkeypatch):
    """Let three documents be enough for processes."""
    monkeypatch.setattr(shared, "WORTH", 1)
    monkeypatch.setattr(fill, "_PILE", 2)
    monkeypatch.setattr(crew, "process_count", lambda: 2)


def dying_judge(settings):
    """Return a judge whose first process is ended by the system in the middle of its work."""
    judge = judging.judging(settings)

    def do(task):
        mark = settings.store / MARK
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return judge(task)

    return do


def dead_judge(_settings):
    def do(_task):
        os.kill(os.getpid(), signal.SIGKILL)

    return do


def test_processes_give_what_one_gives_also_when_one_is_killed(
    office, everything, monkeypatch, many
):
    with monkeypatch.context() as alone:
        alone.setattr(crew, "process_count", lambda: 1)
        serial = everything(build(office, is_whole=True))
    assert serial["findings"]
    assert everything(build(office, is_whole=True)) == serial
    monkeypatch.setattr(judging, "judging", dying_judge)
    assert everything(build(office, is_whole=True)) == serial
    assert (office.store / MARK).exists()
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_again_stops_the_build_and_leaves_what_is_published(
    office, monkeypatch, many
):
    before = (office.store / "current").resolve()
    monkeypatch.setattr(judging, "judging", dead_judge)
    with pytest.raises(MingchaError) as stopped:
        build(office, is_whole=True)
    assert stopped.value.code == "build_process"
    assert (office.store / "current").resolve() == before
    assert before.exists()


def test_an_interrupt_ends_the_processes_too(office, many):
    before = (office.store / "current").resolve()

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(office, interrupt, is_whole=True)
    assert multiprocessing.active_children() == []
    assert (office.store / "current").resolve() == before


def test_little_work_starts_no_process(office, monkeypatch):
    monkeypatch.setattr(crew, "process_count", lambda: 2)
    monkeypatch.setattr(crew, "run", None)
    build(office, is_whole=True)
