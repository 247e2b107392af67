"""A ledger of any earlier revision comes up to today's with every decision; a later one is left."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from pipelines.errors import LedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import HEAD, REVISIONS
from pipelines.ledger.table import metadata

FIRST = Path(__file__).parent / "ledger_of_revision_1.sqlite"  # written by the first version
SUBJECTS = ["a" * 64 + ":0", "a" * 64 + ":0:disclosure.total", "130306200:2022", "f1" * 8]
# The table as the first version made it on a server: without number and without guards.
ON_A_SERVER = (
    "CREATE TABLE decision (id SERIAL NOT NULL PRIMARY KEY, made_at TIMESTAMP WITH TIME ZONE "
    "NOT NULL, made_by VARCHAR(80) NOT NULL, kind VARCHAR(20) NOT NULL, "
    "subject VARCHAR(200) NOT NULL, body JSON NOT NULL)",
    "CREATE INDEX ix_decision_subject ON decision (subject)",
    "INSERT INTO decision (made_at, made_by, kind, subject, body) "
    "VALUES ('2026-01-05 08:00:00+00', '王某', 'filing', '130306200:2022', '{}')",
)


@pytest.fixture
def old(tmp_path):
    return shutil.copy(FIRST, tmp_path / "ledger.sqlite")


def rows(path):
    with closing(sqlite3.connect(path)) as connection:
        said = "id, made_at, made_by, kind, subject, body"
        return connection.execute(f"SELECT {said} FROM decision ORDER BY id").fetchall()


def test_a_ledger_of_the_first_version_keeps_every_decision(old):
    before = rows(old)
    ledger = Ledger(f"sqlite:///{old}")
    assert ledger.revision() == "0001"
    assert [one.subject for one in ledger.decisions()] == SUBJECTS
    assert ledger.decisions()[1].body == {"expected": "57", "value": "58", "reason": "原件为58"}
    assert (ledger.revision(), ledger.missing_guards()) == (HEAD, [])
    assert ledger.append("filing", "b", {}, by="x") == len(before) + 1
    assert rows(old)[:-1] == before
    assert ledger.first_break() is None


def test_a_copy_is_made_before_an_upgrade_and_opens_like_the_ledger(old):
    before = rows(old)
    done = Ledger(f"sqlite:///{old}").upgrade()
    assert (done.before, done.after) == ("0001", HEAD)
    assert rows(done.copy) == before
    assert Ledger(f"sqlite:///{done.copy}").revision() == "0001"
    assert Ledger(f"sqlite:///{old}").upgrade().copy is None  # nothing more to do
    assert sorted(path.name for path in old.parent.iterdir()) == ["ledger.sqlite", done.copy.name]


def test_a_new_ledger_has_the_schema_that_the_code_asks(ledger_url):
    ledger = Ledger(ledger_url)
    assert ledger.revision() == ""
    ledger.append("filing", "a", {}, by="x")
    assert (ledger.revision(), ledger.missing_guards()) == (HEAD, [])
    with create_engine(ledger_url, poolclass=NullPool).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_revisions_are_those_that_the_code_names():
    script = ScriptDirectory(str(Path("pipelines/ledger/migrations").resolve()))
    assert [one.revision for one in script.walk_revisions()][::-1] == list(REVISIONS)


def number(url, revision):
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_a_ledger_of_a_later_version_is_refused_in_one_sentence_and_left(ledger_url):
    Ledger(ledger_url).append("filing", "a", {}, by="x")
    number(ledger_url, "9999")
    for attempt in (Ledger(ledger_url).decisions, Ledger(ledger_url).upgrade):
        with pytest.raises(LedgerError, match=r"revision 9999.*update mingcha") as fault:
            attempt()
        assert "\n" not in str(fault.value)
    with pytest.raises(LedgerError, match="9999"):
        Ledger(ledger_url).append("filing", "b", {}, by="x")
    number(ledger_url, HEAD)
    assert [one.subject for one in Ledger(ledger_url).decisions()] == ["a"]


def test_an_old_ledger_on_a_server_waits_for_a_word(postgresql):
    name = postgresql.database()
    for statement in ON_A_SERVER:
        postgresql.run(statement, name)
    ledger = Ledger(postgresql.address(name))
    with pytest.raises(LedgerError, match="mingcha ledger upgrade"):
        ledger.decisions()
    assert ledger.missing_guards() != []
    assert ledger.upgrade().before == "0001"
    assert [one.made_by for one in ledger.decisions()] == ["王某"]
    assert ledger.append("filing", "b", {}, by="x") == 2
    assert ledger.first_break() is None
    assert (ledger.revision(), ledger.missing_guards()) == (HEAD, [])


def test_an_upgrade_that_fails_half_way_leaves_the_ledger_as_it_was(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE decision_no_replace (a)")  # in the way of nothing
        connection.execute(  # in the way of the guard of that name
            "CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision "
            "WHEN 0 BEGIN SELECT 1; END"
        )
        connection.commit()
    before = rows(old)
    ledger = Ledger(f"sqlite:///{old}")
    with pytest.raises(LedgerError):
        ledger.upgrade()
    assert (rows(old), ledger.revision()) == (before, "0001")


def test_processes_that_meet_an_old_ledger_at_once_upgrade_it_once(old):
    script = (
        "import sys; from pipelines.ledger.ledger import Ledger\n"
        "print(Ledger(sys.argv[1]).append('filing', 'x', {}, by='x'))"
    )
    crew = [
        subprocess.Popen([sys.executable, "-c", script, f"sqlite:///{old}"], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = sorted(int(one.communicate()[0]) for one in crew)
    assert said == [5, 6, 7]
    assert len([path for path in old.parent.iterdir() if "revision" in path.name]) == 1
