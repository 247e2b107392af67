"""The ledger is appended to, never rewritten; the last word on a subject counts."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from pipelines.errors import LedgerError
from pipelines.ledger.decisions import last_words
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.table import in_turn


@pytest.fixture
def url(ledger_url):
    return ledger_url


def change(url, statement):
    """Do what a person with the database's password could do."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text(statement))


def test_decisions_come_back_in_order_with_their_time(url):
    ledger = Ledger(url)
    ledger.append("assignment", "a:0", {"agency_id": "1"}, by="王某")
    ledger.append("assignment", "a:0", {"agency_id": "2"}, by="李某")
    first, second = Ledger(url).decisions()
    assert (first.made_by, second.made_by) == ("王某", "李某")
    assert first.made_at.utcoffset().total_seconds() == 0
    assert abs((datetime.now(UTC) - second.made_at).total_seconds()) < 60
    assert last_words([first, second])["assignment", "a:0"].body == {"agency_id": "2"}
    assert [one.id for one in ledger.decisions(after=first.id)] == [second.id]
    assert [one.id for one in ledger.decisions(kind="verdict")] == []
    assert ledger.latest("assignment")[0] == second.id
    assert ledger.count() == 2


COLUMNS = "(id, made_at, made_by, kind, subject, body)"
ROW = f"{COLUMNS} VALUES (1, '2026-01-01', 'x', 'verdict', 'a', '{{}}')"
CHANGES = {
    "both": ("UPDATE decision SET made_by = 'x'", "DELETE FROM decision"),
    "sqlite": (
        f"REPLACE INTO decision {ROW}",
        f"INSERT OR REPLACE INTO decision {ROW}",
    ),
    "postgresql": (
        "TRUNCATE decision",
        "SET session_replication_role = replica; DELETE FROM decision",
        f"INSERT INTO decision {ROW} ON CONFLICT (id) DO UPDATE SET made_by = 'x'",
    ),
}


def test_nothing_is_rewritten(url):
    ledger = Ledger(url)
    ledger.append("correction", "a:0:x", {"value": 1}, by="a")
    before = ledger.decisions()
    for statement in (*CHANGES["both"], *CHANGES[url.partition("+")[0].partition(":")[0]]):
        with pytest.raises(SQLAlchemyError, match="append-only"):
            change(url, statement)
        assert ledger.decisions() == before
    assert ledger.append("correction", "a:0:x", {"value": 2}, by="b") > before[0].id


@pytest.mark.parametrize(
    ("kind", "subject", "by"),
    [("guess", "a:0", "a"), ("assignment", "", "a"), ("filing", "a", " ")],
)
def test_a_decision_needs_a_kind_a_subject_and_a_person(kind, subject, by, url):
    with pytest.raises(LedgerError):
        Ledger(url).append(kind, subject, {}, by=by)
    assert Ledger(url).decisions() == []


UNREACHABLE = (
    *("sqlite:////no/such/folder/l.sqlite", "nonsense", "mysql://someone:secret@x/y"),
    "postgresql+psycopg://someone:secret@/x?host=/no/such/folder",
)


@pytest.mark.parametrize("where", UNREACHABLE)
def test_a_ledger_that_cannot_be_reached_is_one_clear_fault(where):
    with pytest.raises(LedgerError) as fault:
        Ledger(where).append("filing", "a", {}, by="x")
    assert "\n" not in str(fault.value)
    assert "secret" not in str(fault.value)


def test_asking_for_decisions_makes_no_file(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    assert ledger.decisions() == []
    assert (ledger.revision(), ledger.count(), ledger.missing_guards()) == ("", 0, [])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_one_clear_fault(tmp_path):
    (tmp_path / "ledger.sqlite").write_text("not a database, however long it is" * 9)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}").decisions()


def test_words_of_every_script_come_back_as_they_were(url):
    body = {"reason": "“核对”\u0007 𠮷 \ud7ff", "value": 1.5, "none": None, "list": [1, "二"]}
    Ledger(url).append("verdict", "某:0", body, by="吉𠮷")
    [found] = Ledger(url).decisions()
    assert (found.body, found.subject, found.made_by) == (body, "某:0", "吉𠮷")


SLOW = "VALUES ('2026-01-01 00:00:00', 'slow', 'filing', 'slow', '{}')"
APPEND = (
    "import sys; from pipelines.ledger.ledger import Ledger; ledger = Ledger(sys.argv[1])\n"
    "for n in range(25): print(ledger.append('filing', f'{sys.argv[2]}:{n}', {}, by='x'))"
)


def test_processes_that_append_at_once_lose_nothing_and_keep_their_order(url):
    crew = [
        subprocess.Popen(
            [sys.executable, "-c", APPEND, url, str(n)], stdout=subprocess.PIPE, text=True
        )
        for n in range(3)
    ]
    said = [list(map(int, one.communicate()[0].split())) for one in crew]
    assert [one.returncode for one in crew] == [0, 0, 0]
    found = Ledger(url).decisions()
    assert sorted(number for one in said for number in one) == [one.id for one in found]
    assert len(found) == 75
    for person, numbers in enumerate(said):
        mine = [one for one in found if one.subject.startswith(f"{person}:")]
        assert [one.id for one in mine] == numbers == sorted(numbers)
        assert [one.subject for one in mine] == [f"{person}:{n}" for n in range(25)]


def test_who_reads_on_after_a_number_never_misses_a_smaller_one(postgresql):
    """A slow writer is not overtaken: the second append waits until the first one ends."""
    name = postgresql.database()
    url = postgresql.address(name)
    Ledger(url).append("filing", "first", {}, by="x")
    with create_engine(url, poolclass=NullPool).connect() as slow:
        in_turn(slow)
        slow.execute(text(f"INSERT INTO decision (made_at, made_by, kind, subject, body) {SLOW}"))
        script = APPEND.replace("range(25)", "range(1)")
        other = subprocess.Popen([sys.executable, "-c", script, url, "quick"])
        while not postgresql.run("SELECT 1 FROM pg_locks WHERE NOT granted", name):
            assert other.poll() is None
        assert [one.subject for one in Ledger(url).decisions()] == ["first"]
        slow.commit()
    assert other.wait() == 0
    assert [one.subject for one in Ledger(url).decisions()] == ["first", "slow", "quick:0"]


def test_a_ledger_in_a_file_stays_one_file(tmp_path):
    Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}").append("filing", "a", {}, by="x")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
