"""Addresses fetched in the background: in order, with progress, stoppable, taken up again."""

import json

import pytest

from pipelines.desk import fetch_queue
from pipelines.desk.fetch_queue import MOST_WAITING, enqueue, requests, stop, work
from pipelines.desk.received import DraftReceipt, InboxError


def kept(address, by):
    yield DraftReceipt(address, "a" * 64, state="draft")


def test_asking_leaves_a_request_and_asks_no_site(installation):
    enqueue(installation, [f"http://a.gov.cn/{n}" for n in range(100)], by="x", start=False)
    assert requests(installation)[0].state == "waiting"


def test_a_request_that_an_earlier_version_wrote_is_taken_up(installation):
    key = enqueue(installation, ["http://a.gov.cn/1"], by="x", start=False)
    [file] = installation.store.glob(f"*/{key}.json")
    file.write_text(json.dumps(json.loads(file.read_text()) | {"asked_at": "2026-01-01T08:00"}))
    assert work(installation, kept) == 1
    assert requests(installation)[0].state == "done"


def test_every_address_gets_its_word_and_progress_is_seen_meanwhile(installation):
    enqueue(installation, ["http://a.gov.cn/1", "http://a.gov.cn/2"], by="x", start=False)
    seen = []

    def fetch(address, by):
        one = requests(installation)[0]
        seen.append((one.state, one.done, by))
        yield from kept(address, by)

    assert work(installation, fetch) == 1
    assert seen == [("running", 0, "x"), ("running", 1, "x")]
    one = requests(installation)[0]
    assert (one.state, one.done) == ("done", 2)
    assert [word["name"] for word in one.words] == ["http://a.gov.cn/1", "http://a.gov.cn/2"]


def test_a_stop_ends_it_after_the_address_under_way(installation):
    key = enqueue(installation, [f"http://a.gov.cn/{n}" for n in range(5)], by="x", start=False)

    def fetch(address, by):
        stop(installation, key)
        yield from kept(address, by)

    work(installation, fetch)
    one = requests(installation)[0]
    assert (one.state, one.done, len(one.words)) == ("stopped", 1, 1)
    assert work(installation, fetch) == 0


def test_what_a_killed_process_left_is_taken_up_where_it_stood(installation):
    enqueue(installation, ["http://a.gov.cn/1", "http://a.gov.cn/2"], by="x", start=False)

    def killed(address, by):
        if address.endswith("2"):
            raise KeyboardInterrupt
        yield from kept(address, by)

    with pytest.raises(KeyboardInterrupt):
        work(installation, killed)
    assert requests(installation)[0].state == "waiting"
    work(installation, kept)
    one = requests(installation)[0]
    assert (one.state, len(one.words)) == ("done", 2)


def test_the_queue_is_bounded(installation):
    for number in range(MOST_WAITING):
        enqueue(installation, [f"http://a.gov.cn/{number}"], by="x", start=False)
    with pytest.raises(InboxError):
        enqueue(installation, ["http://a.gov.cn/"], by="x", start=False)
    with pytest.raises(InboxError):
        enqueue(installation, [f"http://a.gov.cn/{n}" for n in range(10_000)], by="x", start=False)
    assert work(installation, kept) == MOST_WAITING


def test_a_time_that_is_over_ends_it(installation, monkeypatch):
    monkeypatch.setattr(fetch_queue, "LONGEST", -1.0)
    enqueue(installation, ["http://a.gov.cn/1"], by="x", start=False)
    work(installation, kept)
    assert requests(installation)[0].state == "stopped"
