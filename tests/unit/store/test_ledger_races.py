"""Of many who decide on the same state at once exactly one does; the others learn who was first."""

import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from threading import Barrier

import pytest
from sqlalchemy import event, inspect

from pipelines.errors import ChangedMeanwhileError
from pipelines.ledger import account_tables, standing
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import HEAD, revision
from pipelines.ledger.table import engine, in_turn
from pipelines.settings import ROOT

CROWD = 20
RIVAL = (
    "import sys; from pipelines.errors import ChangedMeanwhileError\n"
    "from pipelines.ledger.ledger import Ledger\n"
    "ledger = Ledger(sys.argv[1]); ledger.count(); print('ready', flush=True)\n"
    "for round in sys.stdin:\n"
    "    try: print(ledger.append('verdict', round.strip(), {}, by=sys.argv[2], seen=0))\n"
    "    except ChangedMeanwhileError as late: print(late.detail['by'])\n"
    "    sys.stdout.flush()\n"
)


def test_of_twenty_threads_one_decides_and_the_others_are_told_who(ledger_url):
    first = Ledger(ledger_url).append("verdict", "f" * 16, {}, by="first")
    start = Barrier(CROWD)

    def decide(number):
        ledger = Ledger(ledger_url)
        ledger.count()
        start.wait()
        try:
            return ledger.append(
                "verdict", "f" * 16, {"n": number}, by=f"p{number}", seen=first
            ), ""
        except ChangedMeanwhileError as late:
            return 0, late.detail["by"]

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(decide, range(CROWD)))
    winners = [number for number, _ in answers if number]
    [last] = Ledger(ledger_url).decisions(after=first)
    assert winners == [last.id]
    assert {by for number, by in answers if not number} == {last.made_by}


def test_of_two_processes_one_decides_each_time(ledger_url):
    Ledger(ledger_url).append("filing", "a", {}, by="x")
    rivals = [
        subprocess.Popen(
            [sys.executable, "-c", RIVAL, ledger_url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("wang", "li")
    ]
    assert [one.stdout.readline() for one in rivals] == ["ready\n"] * 2
    for turn in range(25):
        for one in rivals:
            one.stdin.write(f"finding{turn}\n")
            one.stdin.flush()
        said = [one.stdout.readline().strip() for one in rivals]
        [entry] = [one for one in Ledger(ledger_url).decisions() if one.subject == f"finding{turn}"]
        assert sorted(said) == sorted([str(entry.id), entry.made_by])
    for one in rivals:
        one.stdin.close()
        assert one.wait() == 0
        one.stdout.close()


def test_the_same_bytes_again_do_not_come_between(ledger_url):
    ledger = Ledger(ledger_url)
    first = ledger.append("draft", "a" * 64, {"act": "received"}, by="x", seen=0)
    ledger.append("draft", "a" * 64, {"act": "received"}, by="y")
    filed = ledger.append("draft", "a" * 64, {"act": "filed"}, by="x", seen=first)
    with pytest.raises(ChangedMeanwhileError) as late:
        ledger.append("draft", "a" * 64, {"act": "withdrawn"}, by="y", seen=first)
    assert (late.value.detail["by"], late.value.detail["number"]) == ("x", filed)


def test_every_lock_of_the_database_has_a_key_of_its_own():
    """A sign-in that shared the key of publications would wait for a build to end."""
    sources = [*(ROOT / "pipelines").rglob("*.py"), *(ROOT / "components").rglob("*.py")]
    keys = [
        key for path in sources for key in re.findall(r"\b7_264_\d{3}\b", path.read_text("utf-8"))
    ]
    assert len(keys) == len(set(keys)) == 4, keys


@pytest.mark.parametrize("tables", [standing, account_tables])
def test_nobody_meets_tables_that_another_process_has_half_made(tables, tmp_path):
    """Of two who first come at once the second waits: it failed at a table that was there."""
    file = tmp_path / "ledger.sqlite"
    first = next(iter(tables.metadata.tables.values()))
    refused = []

    def come_meanwhile(*_, **__):
        with closing(sqlite3.connect(file, timeout=0)) as other:
            try:
                other.execute(f"CREATE TABLE {first.name} (one INTEGER)")
            except sqlite3.OperationalError as error:
                refused.append(str(error))

    event.listen(first, "before_create", come_meanwhile)
    try:
        tables.make(engine(f"sqlite:///{file}"))
    finally:
        event.remove(first, "before_create", come_meanwhile)
    assert refused == ["database is locked"]
    made = inspect(engine(f"sqlite:///{file}")).get_table_names()
    assert set(made) == set(tables.metadata.tables)


@pytest.mark.parametrize("turn", range(1, 6))
def test_a_ledger_that_another_makes_meanwhile_is_never_taken_for_an_old_one(turn, ledger_url):
    """Made between two questions, it was of revision 0001: on a server the reader was refused."""
    asked, way = count(1), engine(ledger_url)

    def make_meanwhile(*_):
        if next(asked) == turn:
            Ledger(ledger_url).append("filing", "a", {}, by="x")

    event.listen(way, "before_cursor_execute", make_meanwhile)
    assert revision(way) in {"", HEAD}


def test_a_second_way_to_a_ledger_in_a_file_leaves_the_locks_of_the_first(tmp_path):
    """POSIX frees all locks of a process on a file with any handle on it that is closed."""
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    Ledger(url).append("filing", "a", {}, by="x")
    other = (
        "import sqlite3, sys\n"
        "try: sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error: print(error)"
    )
    with engine(url).connect() as writing:
        in_turn(writing)
        assert Ledger(url).count() == 1
        command = [sys.executable, "-c", other, str(tmp_path / "ledger.sqlite")]
        assert subprocess.check_output(command, text=True) == "database is locked\n"
