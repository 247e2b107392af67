"""A build is a pure function of its inputs, and whatever happens the pointer names a whole file."""

import os
import signal
import subprocess
import sys

import pytest

from pipelines.build.publish import KEPT, Work, prune, publish
from pipelines.build.run import build
from pipelines.desk.recording import assign
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.store.rows import Rows
from pipelines.store.store import Store

# A build that stops at a chosen moment: the test kills it there.
SLOW = """
import signal, sys
from pipelines.build import run
from pipelines.build import publish
from pipelines.settings import settings
moment = sys.argv[1]
def halt(*_):
    print("here", flush=True)
    signal.pause()
if moment == "start":
    run.fill = halt
elif moment == "rows":
    whole = run.fill
    def fill(*given):
        whole(*given)
        halt()
    run.fill = fill
elif moment == "written":
    publish.put_in_place = halt
elif moment == "pointer":
    publish.point = halt
elif moment == "prune":
    publish._prune = halt
run.build(settings())
"""


def sources(*paths):
    return [InputFile(path) for path in paths]


@pytest.mark.slow
def test_the_same_inputs_give_the_same_name_and_the_same_rows(installation, page, everything):
    list(ingest(installation, sources(page("a.html"), page("b.html", year=2023))))
    first = build(installation)
    rows = everything(first)
    first.unlink()
    for kept in (installation.store / "parsed").rglob("*.pickle"):
        kept.unlink()
    second = build(installation)
    assert second.name == first.name
    assert everything(second) == rows
    assert rows["report"]
    assert rows["figure"]


def test_another_document_or_decision_gives_another_name(installation, page):
    names = [build(installation).name]
    [receipt] = ingest(installation, sources(page()))
    names.append(build(installation).name)
    assign(installation, (receipt.sha256, 0), "130306100", by="a person")
    names.append(build(installation).name)
    assert len(set(names)) == 3


def test_a_changed_excerpt_gives_another_name(installation):
    first = build(installation)
    figures = installation.published / "figures.csv"
    figures.write_text(figures.read_text().replace(",57,", ",58,"))
    assert build(installation).name != first.name


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["start", "rows", "written", "pointer", "prune"])
def test_a_build_killed_at_any_moment_leaves_the_published_store_as_it_was(
    moment, installation, everything, elsewhere
):
    before = build(installation)
    rows = everything(before)
    figures = installation.published / "figures.csv"
    figures.write_text(figures.read_text().replace(",57,", ",58,"))
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, moment], stdout=subprocess.PIPE, env=elsewhere, text=True
    )
    try:
        assert process.stdout.readline().strip() == "here"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    published = (installation.store / "current").resolve()
    if moment == "prune":
        assert published != before
        assert Store(installation.store).info().digest in published.name
    else:
        assert published == before
        assert everything(published) == rows
    after = build(installation)
    assert (installation.store / "current").resolve() == after
    assert after != before
    assert not list(installation.store.glob(".building-*"))
    cells = Store(installation.store).cells("real", "disclosure.total", agencies=["130306200"])
    assert 58.0 in set(cells["value"])


@pytest.mark.slow
def test_two_builds_at_once_do_not_collide(installation, elsewhere):
    script = (
        "from pipelines.build.run import build\nfrom pipelines.settings import settings\n"
        "print(build(settings()))"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, env=elsewhere, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1] == str((installation.store / "current").resolve())


def test_the_two_earlier_files_stay_as_the_rollback(tmp_path):
    def nothing(stage):
        stage.add(Rows())

    for number in range(5):
        publish(tmp_path, f"{number:016x}", Work(nothing))
        for path in tmp_path.glob("mingcha-*.duckdb"):
            os.utime(path, (int(path.stem[-1], 16), int(path.stem[-1], 16)))
    kept = sorted(path.name for path in tmp_path.glob("mingcha-*.duckdb"))
    assert len(kept) == KEPT + 1
    assert kept[-1] == (tmp_path / "current").readlink().name
    assert kept == [f"mingcha-{number:016x}.duckdb" for number in (2, 3, 4)]


def test_a_copy_on_another_host_is_pruned_by_the_rule_of_the_publisher(
    tmp_path, installation, mingcha
):
    ours, copy = tmp_path / "ours", installation.store
    copy.mkdir(parents=True)

    def files(folder):
        return sorted(path.name for path in folder.glob("mingcha-*"))

    assert mingcha("prune")[0] == 2  # nothing is published: nothing is known to be replaced
    for number in range(5):
        publish(ours, f"{number:016x}", Work(lambda stage: stage.add(Rows())))
        for path in ours.glob("mingcha-*.duckdb"):
            os.utime(path, (int(path.stem[-1], 16), int(path.stem[-1], 16)))
        subprocess.run(["cp", "-a", *ours.glob("mingcha-*"), ours / "current", copy], check=True)
    assert len(files(copy)) == 10
    code, out, err = mingcha("prune", "--lang", "en")
    removed = [line.split()[-1] for line in out.splitlines()]
    assert (code, removed) == (0, [f"mingcha-{n:016x}.duckdb" for n in (1, 0)])
    assert "archive" in err  # which installation it was
    assert files(copy) == files(ours)
    os.utime(copy / (copy / "current").readlink(), (0, 0))  # whatever its age: it is published
    publish(copy / "elsewhere", "f" * 16, Work(lambda stage: stage.add(Rows())))
    (copy / "elsewhere" / f"mingcha-{'f' * 16}.duckdb").rename(copy / f"mingcha-{'f' * 16}.duckdb")
    assert prune(copy) == [copy / f"mingcha-{2:016x}.duckdb"]
    assert (copy / "current").resolve(strict=True).name == f"mingcha-{4:016x}.duckdb"


def test_a_reader_sees_the_next_publication_without_being_told(installation):
    build(installation)
    store = Store(installation.store)
    before = store.info().digest
    figures = installation.published / "figures.csv"
    figures.write_text(figures.read_text().replace(",57,", ",59,"))
    build(installation)
    assert store.info().digest != before
    assert 59.0 in set(store.cells("real", "disclosure.total")["value"])


def test_a_failed_build_leaves_no_half_file_under_the_final_name(installation):
    before = build(installation)
    reports = installation.published / "reports.csv"
    reports.write_text(reports.read_text().replace(",2020,", ",many,"))
    with pytest.raises(ValueError, match="many"):
        build(installation)
    assert (installation.store / "current").resolve() == before
    assert [path.name for path in installation.store.glob("mingcha-*.duckdb")] == [before.name]
