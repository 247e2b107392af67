"""Columns of a portal on this machine brought to the desk: drafts, straight in, again, refused."""

from datetime import date, timedelta
from functools import partial
from itertools import count

import pytest

from pipelines.desk import fetch_queue
from pipelines.desk.collected import (
    InstallationDesk,
    collection_of,
    due_columns,
    known_columns,
)
from pipelines.desk.inbox import Inbox
from pipelines.desk.received import InboxError
from pipelines.documents.archive import Archive
from pipelines.portals.journal import Journal
from pipelines.portals.verdict import is_whole
from tests.unit.portals.sites import Portal, links, pages, title

TOWNS = ("抚宁区茶棚乡", "抚宁区留守营镇")


@pytest.fixture
def served(page):
    """Return a county's column: two towns, two years, one report at a second address."""
    found, rows = {}, []
    for number, town in enumerate(TOWNS):
        for year in (2021, 2022):
            path = f"/r/{number}/{year}.html"
            found[path] = page(agency=town, year=year).read_text("utf-8")
            rows.append((path, f"{year}年政府信息公开工作年度报告"))  # alike in the list
    found["/twin.html"] = found["/r/0/2021.html"] + "<!-- 17 -->"
    rows.append(("/twin.html", title(TOWNS[0], 2021)))
    return found | {"/nb/": links(*rows, after="<p>共 5 条</p>")}


@pytest.fixture
def portal(served):
    with Portal(pages(served)) as running:
        yield running


@pytest.fixture
def gather(installation, portal, tmp_path):
    """Return a function that collects the column and returns the outcomes of its links."""

    def run(*, counts=False):
        fetcher = portal.fetcher(tmp_path / "turns")
        desk = InstallationDesk(installation, by="王", counts=counts, fetcher=fetcher)
        with collection_of(installation, portal.at("/nb/"), desk) as collection:
            list(collection.run())
            results = collection.state.results.values()
            return sorted(result["outcome"] for result in results), collection

    return run


def test_departments_of_one_column_are_told_apart_and_twins_are_one(installation, gather):
    outcomes, collection = gather()
    assert outcomes == ["new"] * 4 + ["same"]
    assert is_whole(collection.state)
    drafts = Inbox(installation).drafts(states=["draft"])
    assert {(row.agency, row.report_year) for row in drafts.itertuples()} == {
        (name, year)
        for name in ("抚宁区茶棚乡人民政府", "抚宁区留守营镇人民政府")
        for year in (2021, 2022)
    }


def test_a_page_changed_since_is_a_new_draft_and_the_rest_is_left(installation, gather, served):
    gather()
    before = len(Inbox(installation).drafts())
    served["/r/0/2021.html"] = served["/r/0/2021.html"].replace("<td>0</td>", "<td>1</td>", 1)
    served["/r/1/2021.html"] = served["/r/1/2021.html"].replace("查阅点2个", "查阅点3个", 1)
    served["/r/1/2022.html"] += "<!-- seen 18 times -->"
    outcomes, _ = gather()
    assert outcomes.count("changed") == 2  # a figure here, a sentence there
    assert outcomes.count("unchanged") == 3
    assert len(Inbox(installation).drafts()) == before + 2


def test_straight_in_they_count_and_are_no_drafts(installation, gather):
    outcomes, _ = gather(counts=True)
    assert outcomes == ["new"] * 4 + ["same"]
    assert Inbox(installation).drafts().empty
    assert len(list(Archive(installation.archive).documents())) == 4


def test_a_column_being_collected_is_not_collected_twice_at_once(installation, portal, gather):
    desk = InstallationDesk(installation, by="李")
    with collection_of(installation, portal.at("/nb/"), desk), pytest.raises(InboxError):
        gather()


def test_the_plan_looks_again_when_the_months_have_come(installation, gather, portal):
    gather()
    (column,) = known_columns(installation)
    assert column.address == portal.at("/nb/")
    done = column.done_on
    january = date(done.year + 1, 1, 10)
    assert [one.address for one in due_columns(installation, january)] == [column.address]
    assert due_columns(installation, date(done.year + 1, 6, 10)) == []
    assert due_columns(installation, done + timedelta(days=1)) == []


def test_a_host_that_refused_is_left_alone_for_the_day(installation, portal, gather, served):
    served["/nb/"] = (412, "<script>$_ts</script>")
    gather()
    asked = len(portal.asked)
    gather()
    assert len(portal.asked) == asked


def test_the_command_says_what_it_does_not_ask_and_what_it_needs(mingcha):
    code, out, _ = mingcha("collect", "http://example.com/nb/", "--by", "王")
    assert code == 1
    assert "example.com" in out
    assert "没有得到列表" in out
    code, _, err = mingcha("collect", "--by", "王")
    assert (code, "网址" in err) == (1, True)
    assert mingcha("collect", "--due", "--by", "王", "--lang", "en")[0] == 0


@pytest.fixture
def asked_for(installation, portal, tmp_path, monkeypatch):
    """Ask for the column as the page does, with a desk that may ask the portal of this machine."""
    fetcher = portal.fetcher(tmp_path / "turns")
    monkeypatch.setattr(fetch_queue, "InstallationDesk", partial(InstallationDesk, fetcher=fetcher))
    return partial(
        fetch_queue.enqueue,
        installation,
        [portal.at("/nb/")],
        by="王",
        is_columns=True,
        start=False,
    )


def test_a_column_asked_for_on_the_page_has_a_word_for_each_report(installation, asked_for):
    asked_for()
    assert fetch_queue.work(installation) == 1
    (request,) = fetch_queue.requests(installation)
    assert (request.state, request.done, request.kept) == ("done", 1, 4)
    assert [word["is_kept"] for word in request.words] == [True] * 4 + [False]
    assert "5 条，其中年报 5 条，全部得到" in request.words[-1]["zh"]
    assert len(Inbox(installation).drafts(by="王")) == 4


def test_a_column_is_stopped_between_two_steps_and_goes_on_when_asked_again(
    installation, asked_for, monkeypatch
):
    key = asked_for()
    words_of = fetch_queue.collected_words

    def stopping(*given):
        for number, word in enumerate(words_of(*given)):
            if number == 4:
                fetch_queue.stop(installation, key)
            yield word

    monkeypatch.setattr(fetch_queue, "collected_words", stopping)
    fetch_queue.work(installation)
    (request,) = fetch_queue.requests(installation)
    assert request.state == "stopped"
    assert 0 < request.kept < 4
    monkeypatch.setattr(fetch_queue, "collected_words", words_of)
    asked_for()
    fetch_queue.work(installation)
    assert sum(one.kept for one in fetch_queue.requests(installation)) == 4
    assert len(Inbox(installation).drafts()) == 4


def test_cut_short_at_any_line_of_its_journal_no_draft_is_lost_or_doubled(
    installation, portal, gather, served, monkeypatch
):
    """The pages carry a counter, so that a report that is fetched twice has other bytes."""
    counter = count()
    for path in [path for path in served if path.startswith("/r/")]:
        text = served[path]
        served[path] = lambda text=text: f"{text}<!-- seen {next(counter)} times -->"
    append, left = Journal.append, count()

    def cut(journal, event):
        if next(left) % 3 == 2:
            raise KeyboardInterrupt
        append(journal, event)

    monkeypatch.setattr(Journal, "append", cut)
    lives = 0
    while True:
        lives += 1
        try:
            outcomes, _ = gather()
            break
        except KeyboardInterrupt:
            continue
    assert lives > 4
    assert outcomes == ["new"] * 4 + ["same"]
    drafts = Inbox(installation).drafts(states=["draft"])
    assert len(drafts) == 4
    assert len(set(zip(drafts["agency_id"], drafts["report_year"], strict=True))) == 4
