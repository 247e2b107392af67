"""The ledger is appended to, never rewritten; the last word on a subject counts."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from pipelines.decide import last_words
from pipelines.errors import LedgerError
from pipelines.ledger import Ledger


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


def test_decisions_come_back_in_order_with_their_time(url):
    ledger = Ledger(url)
    ledger.append("assignment", "a:0", {"agency_id": "1"}, by="王某")
    ledger.append("assignment", "a:0", {"agency_id": "2"}, by="李某")
    first, second = Ledger(url).decisions()
    assert (first.made_by, second.made_by) == ("王某", "李某")
    assert first.made_at.tzinfo is UTC
    assert abs((datetime.now(UTC) - second.made_at).total_seconds()) < 60
    assert last_words([first, second])["assignment", "a:0"].body == {"agency_id": "2"}
    assert [one.id for one in ledger.decisions(after=first.id)] == [second.id]


@pytest.mark.parametrize("change", ["UPDATE decision SET made_by = 'x'", "DELETE FROM decision"])
def test_nothing_is_rewritten(change, url, tmp_path):
    ledger = Ledger(url)
    ledger.append("correction", "a:0:x", {"value": 1}, by="a")
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change)
    connection.close()
    assert [one.made_by for one in ledger.decisions()] == ["a"]


@pytest.mark.parametrize(
    ("kind", "subject", "by"),
    [("guess", "a:0", "a"), ("assignment", "", "a"), ("filing", "a", " ")],
)
def test_a_decision_needs_a_kind_a_subject_and_a_person(kind, subject, by, url):
    with pytest.raises(LedgerError):
        Ledger(url).append(kind, subject, {}, by=by)


UNREACHABLE = ("sqlite:////no/such/folder/l.sqlite", "nonsense", "mysql://someone:secret@x/y")


@pytest.mark.parametrize("where", UNREACHABLE)
def test_a_ledger_that_cannot_be_reached_is_one_clear_fault(where):
    with pytest.raises(LedgerError) as fault:
        Ledger(where).append("filing", "a", {}, by="x")
    assert "\n" not in str(fault.value)
    assert "secret" not in str(fault.value)


def test_asking_for_decisions_makes_no_file(url, tmp_path):
    assert Ledger(url).decisions() == []
    assert list(tmp_path.iterdir()) == []


def test_processes_that_append_at_once_lose_nothing(url):
    script = (
        "import sys; from pipelines.ledger import Ledger; ledger = Ledger(sys.argv[1])\n"
        "for n in range(25): ledger.append('filing', f'{sys.argv[2]}:{n}', {}, by='x')"
    )
    crew = [subprocess.Popen([sys.executable, "-c", script, url, str(n)]) for n in range(3)]
    assert [one.wait() for one in crew] == [0, 0, 0]
    assert len(Ledger(url).decisions()) == 75
