"""How the desk stands is kept as rows: those of a replay, however much was decided before."""

import pkgutil
import random
from collections import Counter

import pytest
from sqlalchemy import Engine, event

from pipelines.desk.inbox import Inbox
from pipelines.ledger.desk_book import DeskBook, Reach
from pipelines.ledger.draft_states import DraftAssignment, body_of, draft_states
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings

ANSWER = {0: DraftAssignment("130306100", 2023)}
ACTS = (
    body_of("received", name="a.html"),
    body_of("kept"),
    body_of("filed", answers=ANSWER, filed_on="2024-01-31"),
    body_of("returned", answers=ANSWER, returned_on="2024-02-01", reasons=["a blank"]),
    body_of("withdrawn", reason="a slip"),
)


def hash_of(number):
    return f"{number:064x}"


def decided(ledger, count, seed=1):
    """Write a history of so many decisions about some documents, faults among them."""
    chance = random.Random(seed)  # noqa: S311 - a history, no secret
    entries = []
    for _ in range(count):
        sha256 = hash_of(chance.randrange(40))
        entries.append(
            chance.choice(
                [
                    ("draft", sha256, chance.choice(ACTS)),
                    ("assignment", f"{sha256}:0", {"agency_id": "130306100", "report_year": 2023}),
                    ("verdict", "ab" * 8, {"verdict": "confirmed"}),
                ]
            )
        )
    for start in range(0, count, 50):
        ledger.append_all(entries[start : start + 50], by="li")


def test_the_rows_are_those_of_a_replay_whenever_somebody_asks(ledger_url):
    ledger = Ledger(ledger_url)
    desk = DeskBook(ledger)
    for turn in range(4):
        decided(ledger, 60, seed=turn)
        replayed = draft_states(ledger.decisions())
        assert desk.every_state() == replayed
        others = DeskBook(Ledger(ledger_url))  # another process, which has applied nothing itself
        assert others.every_state() == replayed
        mine = [
            one for one in ledger.decisions(kind="assignment") if one.subject[:64] == hash_of(7)
        ]
        assert desk.words([hash_of(7)]) == mine


def test_rows_of_another_version_are_made_anew(ledger_url, monkeypatch):
    ledger = Ledger(ledger_url)
    decided(ledger, 80)
    before = DeskBook(ledger).every_state()
    monkeypatch.setattr("pipelines.ledger.standing.VERSION", 2)
    assert DeskBook(ledger).every_state() == before


def test_a_document_touched_meanwhile_is_not_listed_as_it_was(ledger_url):
    ledger = Ledger(ledger_url)
    desk = DeskBook(ledger)
    ledger.append("draft", hash_of(1), ACTS[0], by="li")
    [(draft, touched)] = desk.stale("r1")
    ledger.append("draft", hash_of(1), ACTS[1], by="li")
    row = {
        "part": 0,
        "agency_id": "",
        "county_code": "",
        "area": "",
        "report_year": None,
        "said": {},
    }
    desk.put_reports(draft.sha256, [row], reading="r1", touched=touched)
    assert desk.counts() == {}
    [(draft, touched)] = desk.stale("r1")
    desk.put_reports(draft.sha256, [row], reading="r1", touched=touched)
    assert (desk.counts(), desk.stale("r1")) == ({"draft": 1}, [])


def read(desk, *, reading="r1"):
    """List one report or two of every document on a desk, of three places in turn."""
    for draft, touched in desk.stale(reading):
        number = int(draft.sha256, 16)
        codes = [f"13030{(number + part) % 3}" for part in range(1 + number % 2)]
        rows = [
            {
                "part": part,
                "agency_id": f"{code}100",
                "county_code": code,
                "area": code,
                "report_year": 2023,
                "said": {},
            }
            for part, code in enumerate(codes)
        ]
        desk.put_reports(draft.sha256, rows, reading=reading, touched=touched)


def test_pages_of_a_list_are_its_parts_and_states_are_counted_as_listed(ledger_url):
    ledger = Ledger(ledger_url)
    desk = DeskBook(ledger)
    decided(ledger, 300)
    read(desk)
    for reach in (
        Reach(),
        Reach(states=("filed", "draft")),
        Reach(county="130301"),
        Reach(codes=("130302",), signature="li"),
        Reach(codes=("130302", "130301"), signature="wang"),
    ):
        listed = desk.listed(reach)
        pages = [desk.listed(reach, 7, offset) for offset in range(0, len(listed) + 7, 7)]
        assert [row for page in pages for row in page] == listed
        assert desk.counts(reach) == Counter(draft.state for draft, _ in listed)
    assert len(desk.listed()) > 40


def test_a_first_page_takes_no_more_steps_after_many_filings(tmp_path):
    """Steps of the database, which a busy machine does not change."""
    steps = []

    def cost(count):
        ledger = Ledger(f"sqlite:///{tmp_path / f'{count}.sqlite'}")
        desk = DeskBook(ledger)
        for act in (ACTS[0], ACTS[2]):
            ledger.append_all([("draft", hash_of(n), act) for n in range(count)], by="li")
        read(desk)
        steps.clear()
        assert (desk.stale("r1"), len(desk.listed(Reach(), 10))) == ([], 10)
        assert sum(desk.counts().values()) >= count
        return len(steps)

    def counted(connection, _):
        connection.set_progress_handler(lambda: steps.append(1), 10)

    event.listen(Engine, "connect", counted)
    try:
        few, many = cost(20), cost(400)
    finally:
        event.remove(Engine, "connect", counted)
    assert 0 < many < 1.5 * few


@pytest.fixture
def desk(tmp_path):
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return Settings(ROOT / "data", tmp_path / "archive", tmp_path / "store", ledger)


def test_opening_and_listing_read_no_more_rows_after_many_decisions(desk, monkeypatch):
    """What was decided about other documents is not read again by whoever opens one."""
    read = []
    for module, name in (
        ("ledger", "decision_of"),
        ("standing", "decision_of"),
        ("standing", "from_plain"),
        ("desk_book", "from_plain"),
    ):
        place = f"pipelines.ledger.{module}.{name}"
        real = pkgutil.resolve_name(place.rpartition(".")[0] + ":" + name)
        monkeypatch.setattr(place, lambda row, real=real: read.append(1) or real(row))
    box = Inbox(desk, builds_after=False)
    page = min((ROOT / "data/demo/documents").glob("*/*.html"))
    receipt = box.receive("a.html", page.read_bytes(), by="li")
    box.drafts()

    def cost():
        read.clear()
        box.look(receipt.sha256)
        box.listed(Reach(by="li", sha256=receipt.sha256), 40)
        return len(read)

    first = cost()
    assert first > 0
    decided(Ledger(desk.ledger), 600)
    box.drafts()  # once: what was decided meanwhile is applied
    assert cost() == first
