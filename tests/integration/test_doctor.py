"""The doctor looks, says what to do, and changes nothing."""

import json
import re
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from werkzeug.serving import make_server

from components.application import create_app
from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.build.queue import DONE, NEVER, QUEUED, RUNNING, enqueue, work
from pipelines.build.run import build
from pipelines.cli.words import MESSAGES, say_in
from pipelines.documents.archive import Archive
from pipelines.ledger.ledger import Ledger
from pipelines.operations.backup import backup
from pipelines.operations.doctor import FAIL, OK, WARN, examined, worst
from pipelines.settings import ROOT
from pipelines.store.store import Store


@pytest.fixture
def well(environment):
    """Return an installation where everything is in order."""
    build(environment)
    return environment


def found(settings, **given):
    """Return the state of every check by its code."""
    return {one.code: one.state for one in examined(settings, **given)}


def changed(settings, statement):
    with closing(sqlite3.connect(settings.data / "ledger.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_whole_installation_is_well_and_stays_as_it_was(well, tmp_path):
    Ledger(well.ledger).append("verdict", "f" * 16, {"verdict": "confirmed"}, by="x")
    Archive(well.archive).put(b"<p>a report</p>", "a.html")
    build(well)
    backup(well, tmp_path / "kept.tar")
    before = {path: path.stat().st_mtime_ns for path in well.data.rglob("*") if path.is_file()}
    states = found(well)
    assert set(states) == {
        *("writable", "space", "shipped", "documents", "ledger_fine"),
        *("belongs", "published", "builds_never", "no_accounts"),
        *("reading_machine_default", "backup_made", "site_unasked"),
    }
    assert set(states.values()) == {OK}
    assert before == {p: p.stat().st_mtime_ns for p in well.data.rglob("*") if p.is_file()}


def test_nothing_is_made_where_nothing_is(environment):
    before = sorted(environment.data.rglob("*"))
    states = found(environment)
    assert (states["unpublished"], states["ledger_none"]) == (WARN, OK)
    assert sorted(environment.data.rglob("*")) == before


def test_a_changed_document_is_found_and_named(well):
    archive = Archive(well.archive)
    document, _ = archive.put(b"<p>a report</p>", "a.html")
    archive.put(b"<p>another</p>", "b.html")
    document.path.write_bytes(b"changed")
    [one] = [one for one in examined(well, is_whole=True) if one.subject == "archive"]
    assert (one.state, one.code, one.parts["first"]) == (FAIL, "damaged", document.sha256)
    document.path.unlink()
    assert found(well)["damaged"] == FAIL


def test_a_ledger_without_a_guard_is_a_fault(well):
    Ledger(well.ledger).append("filing", "a", {}, by="x")
    changed(well, "DROP TRIGGER decision_no_update")
    [one] = [one for one in examined(well) if one.subject == "ledger"]
    assert (one.state, one.parts) == (FAIL, {"names": "decision_no_update"})


def test_the_guards_on_a_server_are_looked_at_too(well, postgresql):
    name = postgresql.database()
    there = replace(well, ledger=postgresql.address(name))
    assert found(there)["ledger_none"] == OK
    Ledger(there.ledger).append("filing", "a", {}, by="x")
    assert found(there)["ledger_fine"] == OK
    postgresql.run("ALTER TABLE decision DISABLE TRIGGER decision_no_change", name)
    assert found(there)["unguarded"] == FAIL
    unreachable = replace(well, ledger="postgresql+psycopg://x:secret@/x?host=/no/such/folder")
    said = [one for one in examined(unreachable) if one.state == FAIL]
    assert {one.subject for one in said} >= {"ledger"}
    assert "secret" not in str(said)


def test_a_ledger_of_another_revision_is_said_and_left_alone(well):
    Ledger(well.ledger).append("filing", "a", {}, by="x")
    changed(well, "UPDATE alembic_version SET version_num = '0001'")
    assert found(well)["ledger_earlier"] == WARN
    assert Ledger(well.ledger).revision() == "0001"
    changed(well, "UPDATE alembic_version SET version_num = '9999'")
    assert found(well)["ledger_later"] == FAIL


def test_a_store_that_lags_behind_or_is_broken_is_told_apart(well):
    Archive(well.archive).put(b"<p>a report</p>", "a.html")
    assert found(well)["outdated"] == WARN
    target = (well.store / "current").resolve()
    (well.store / "current").unlink()
    moved = target.rename(target.with_name("mingcha-0123456789abcdef.duckdb"))
    (well.store / "current").symlink_to(moved.name)
    assert found(well)["misnamed"] == FAIL
    moved.write_bytes(b"no database")
    [one] = [one for one in examined(well) if one.subject == "store"]
    assert (one.state, one.code) == (FAIL, "store_damaged")
    moved.unlink()
    [one] = [one for one in examined(well) if one.subject == "store"]
    assert (one.state, one.code) == (FAIL, "store_damaged")


def test_what_ships_and_is_missing_is_a_fault(well):
    (well.data / "reference" / "hosts.csv").unlink()
    [one] = [one for one in examined(well) if one.subject == "reference"]
    assert (one.state, one.parts["count"]) == (FAIL, 1)


def test_a_build_that_failed_is_told_with_its_reason(well):
    def failing(_):
        raise ValueError("no room")

    enqueue(well, start=False)
    work(well, failing)
    [one] = [one for one in examined(well) if one.subject == "builds"]
    assert (one.state, one.code) == (WARN, "build_failed")
    assert "no room" in one.parts["why"]


def test_accounts_without_an_administrator_and_open_keys_are_said(well):
    book = Accounts(well.ledger)
    book.add(Account(0, "li", "", "reader", ()), "correct horse battery", by="x")
    assert found(well)["no_administrator"] == WARN
    book.add(Account(0, "wang", "", "administrator", ()), "correct horse battery", by="x")
    assert found(well)["accounts"] == OK
    key = well.data / "ledger.sqlite.key"
    key.write_text("k" * 64)
    key.chmod(0o644)
    assert found(well)["keyless"] == FAIL
    half = replace(well, secret="s" * 40, proxy_header="X-User", proxy_address="127.0.0.1")
    assert found(half)["proxy_unknown"] == FAIL


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_exit_code_is_the_worst_of_all(lang, well, mingcha, told):
    code, said, _ = mingcha("doctor", "--lang", lang)
    assert code == 0
    assert len(said.splitlines()) == len(list(examined(well)))
    Archive(well.archive).put(b"<p>a report</p>", "a.html")
    assert mingcha("doctor", "--lang", lang)[0] == 1
    (well.data / "reference" / "hosts.csv").unlink()
    assert mingcha("doctor", "--lang", lang)[0] == 2
    lines = told("doctor", "--lang", lang)
    assert {line["state"] for line in lines} == {OK, WARN, FAIL}
    assert all(line["says"] for line in lines)
    assert worst(list(examined(well))) == 2


@pytest.mark.parametrize("is_forgetful", [True, False])
def test_a_proxy_that_forgets_who_asks_and_opens_the_figures_is_told(well, is_forgetful):
    """Behind it every request looks like one of this machine: only asking from outside shows it."""
    site = create_app(Store(well.store), ROOT / "assets", well).server

    def proxied(environ, start):
        kept = "127.0.0.1:8050" if is_forgetful else environ["HTTP_HOST"]
        return site(environ | {"HTTP_HOST": kept}, start)

    server = make_server("127.0.0.2", 0, proxied, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        asked = replace(well, address=f"http://127.0.0.2:{server.server_port}")
        states = {one.code: one.state for one in examined(asked) if one.subject == "site"}
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert ("site_metrics" in states) == is_forgetful
    assert states.get("site_metrics", FAIL) != OK


def test_chinese_sentences_hold_no_word_of_the_code(well, mingcha):
    """What is written to be read says never, closed and sample in the reader's own words."""
    for state in (NEVER, QUEUED, RUNNING, DONE):
        for lang in ("zh", "en"):
            assert state not in say_in(f"doctor.builds_{state}", lang) or lang == "en"
    _, said, _ = mingcha("where", "--lang", "zh")
    shown = dict(line.split("：", 1) for line in said.splitlines())
    assert shown["没有用户时，本机可作决定"] == "不可以"
    assert shown["随附的例子"] == "公开摘录（sample） · 模拟区（demo）"
    _, said, _ = mingcha("where", "--json")
    assert (json.loads(said)["desk"], json.loads(said)["examples"]) == ("closed", "sample demo")


def test_sentences_that_a_browser_shows_name_no_option_of_a_command():
    """Rosters and accounts are worked at in the browser by the same faults as by the command."""
    raised = set()
    pattern = re.compile(r'LineError\(\s*"([a-z_.]+)"|"(account_[a-z_]+)"')
    for folder in ("pipelines/filing", "pipelines/accounts", "components/managing"):
        for file in (ROOT / folder).glob("*.py"):
            for line, account in pattern.findall(file.read_text("utf-8")):
                raised.add(line or f"fault.{account}")
    known = {name for name in raised if MESSAGES.has(name)} - {"fault.account_nobody"}
    assert len(known) > 12
    options = re.compile(r"(^|\s|“)--[a-z]")
    both = [(name, MESSAGES.text(name, lang)) for name in known for lang in ("zh", "en")]
    assert [name for name, words in both if options.search(words)] == []
