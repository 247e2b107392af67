"""A file that hangs or kills its worker costs itself; the rest of it, and the rest, is read."""

import multiprocessing
import os
import signal
import threading
import time
import zipfile

import pytest

from pipelines.build.run import build
from pipelines.documents import reception
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.outcomes import Outcomes
from pipelines.documents.reception import ingest
from pipelines.store.store import Store

pytestmark = pytest.mark.slow


def sources(*paths):
    return [InputFile(path) for path in paths]


@pytest.fixture
def bundle(page, tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as made:
        for year in (2021, 2022):
            made.write(page(f"{year}.html", year=year), f"{year}.html")
        made.writestr("empty.html", b"")
    return tmp_path / "two.zip"


@pytest.fixture
def impatient(monkeypatch):
    """Return a function that gives no time at all to the calls of `patience` it is told."""

    def be(*refused):
        calls = []
        real = reception.patience

        def patience(path):
            calls.append(path)
            return 0.0 if len(calls) - 1 in refused else real(path)

        monkeypatch.setattr(reception, "patience", patience)
        monkeypatch.setattr(reception, "process_count", lambda: 1)
        return calls

    return be


def test_a_zip_whose_worker_hangs_is_taken_apart_and_read(installation, bundle, page, impatient):
    calls = impatient(0)
    receipts = list(ingest(installation, sources(bundle, page("alone.html", year=2023))))
    assert calls.count(bundle) > 1  # it was given up once
    assert len(receipts) == 4
    assert sum(one.report_count for one in receipts) == 3
    assert [one.rejection.code for one in receipts if one.rejection] == ["empty"]


def test_a_document_that_hangs_by_itself_is_rejected_and_built_around(
    installation, bundle, page, impatient
):
    impatient(0, 2)  # the ZIP, and then its first document
    receipts = list(ingest(installation, sources(bundle)))
    said = sorted(one.rejection.code for one in receipts if one.rejection)
    assert said == ["empty", "timeout"]
    assert sum(one.report_count for one in receipts) == 1
    build(installation)
    documents = Store(installation.store).documents("real")
    assert sorted(documents["outcome"]) == ["read", "rejected", "rejected"]


def test_a_file_that_cannot_even_be_kept_is_one_receipt(installation, bundle, page, impatient):
    impatient(0, 2)  # the ZIP, then keeping it; the page between has time
    receipts = list(ingest(installation, sources(bundle, page("alone.html", year=2023))))
    assert [one.rejection.code for one in receipts if one.rejection] == ["timeout"]
    assert sum(one.report_count for one in receipts) == 1


def test_an_unreadable_path_is_an_error_of_that_path_alone(installation, page, tmp_path):
    receipts = list(ingest(installation, sources(tmp_path / "gone.html", page())))
    assert [bool(one.error) for one in sorted(receipts, key=lambda one: one.name)] == [True, False]


def test_a_build_reads_what_no_outcome_is_kept_of(installation, page):
    list(ingest(installation, sources(page("a.html"), page("b.html", year=2023))))
    for kept in (installation.store / "parsed").rglob("*.pickle"):
        kept.write_bytes(b"cut short")
    build(installation)
    assert len(Store(installation.store).reports("real").query("source == 'document'")) == 2


def test_a_reader_that_the_system_kills_costs_no_document(installation, page):
    """Killed before it is ready, and killed at work: all are read in the end."""
    archive = Archive(installation.archive)
    texts = [page(f"{n}.html", year=2021).read_bytes() + b"<!-- %d -->" % n for n in range(24)]
    documents = [archive.put(data, f"{n}.html", "")[0] for n, data in enumerate(texts)]
    kept = Outcomes(installation.store / "parsed", installation.reference)
    ended = []

    def kill():
        for is_time in (lambda: True, lambda: any(kept.has(one.sha256) for one in documents)):
            while not (is_time() and multiprocessing.active_children()):
                time.sleep(0.002)
            for one in multiprocessing.active_children():
                os.kill(one.pid, signal.SIGKILL)
                ended.append(one.pid)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    assert reception.read_missing(installation, documents) == []
    killer.join()
    assert len(ended) > 1
    unread = [one.name for one in documents if not kept.get(one.sha256).reports]
    assert unread == []
