"""A document that takes long holds no web page up: it is kept, and read by a process of its own."""

import pytest

from pipelines.build import background
from pipelines.build.evidence import Evidence
from pipelines.desk import reading
from pipelines.desk.inbox import Inbox


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.0)
    yield
    for one in background.started:
        one.wait()


def test_what_takes_longer_than_a_page_waits_is_read_in_the_background(installation, page, hasty):
    box = Inbox(installation, builds_after=False)
    got = box.receive("a.html", page("a.html").read_bytes(), by="x")
    assert (got.state, got.is_reading, got.rejection) == ("draft", True, None)
    assert "后台" in got.sentence()
    row = box.drafts().iloc[0]
    for one in background.started:
        one.wait()
    assert "后台" in row["rejection_zh"] or row["title"]
    assert len(box.look(got.sha256).parts) == 1
    assert box.receive("a.html", page("a.html").read_bytes(), by="x").report_count == 1


def test_while_the_process_reads_nobody_waits_for_it(installation, page, hasty):
    box = Inbox(installation, builds_after=False)
    got = box.receive("a.html", page("a.html").read_bytes(), by="x")
    for one in background.started:
        one.wait()
    box._library.outcomes._path(got.sha256).unlink()
    other = Inbox(installation, builds_after=False)
    with background.alone(installation.store / reading._LOCK):
        assert other.look(got.sha256).parts == ()  # or it would wait for itself, for ever


def test_a_source_nobody_read_is_read_where_it_can_be_ended(installation, page, hasty, monkeypatch):
    from pipelines.build import evidence

    monkeypatch.setattr(evidence, "_PATIENCE", 0.0)
    box = Inbox(installation, builds_after=False)
    got = box.receive("a.html", page("a.html").read_bytes(), by="x")
    for one in background.started:
        one.wait()
    box._library.outcomes._path(got.sha256).unlink()
    assert Evidence(installation).report(got.sha256) is None
    monkeypatch.setattr(evidence, "_PATIENCE", 60.0)
    assert Evidence(installation).report(got.sha256) is not None
