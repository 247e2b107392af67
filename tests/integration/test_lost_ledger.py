"""A ledger that is lost, another's or cut short stops a build; drafts never count silently."""

import json
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipelines.build import ownership
from pipelines.build.run import build
from pipelines.desk.inbox import Inbox
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import LostLedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.operations.backup import backup
from pipelines.operations.doctor import FAIL, OK, examined
from pipelines.operations.restore import into, restore
from pipelines.store.store import Store


@pytest.fixture
def office(environment, page, ledger_url):
    """Return a built installation with a document that counts and a draft that does not."""
    office = replace(environment, ledger=ledger_url)
    list(ingest(office, [InputFile(page("a.html"))]))
    box = Inbox(office, builds_after=False)
    draft = box.receive("b.html", page("b.html", year=2023).read_bytes(), by="王某")
    assert draft.state == "draft"
    build(office)
    assert counted(office) == 1
    return office


def counted(office):
    counts = Store(office.store).info().built_from
    return sum(count for item, count in counts.items() if item.startswith("document.real."))


def empty(office, tmp_path):
    """Return the installation with a ledger in which nothing is."""
    return replace(office, ledger=f"sqlite:///{tmp_path / 'nothing.sqlite'}")


def stopped(office):
    before = (office.store / "current").resolve()
    with pytest.raises(LostLedgerError) as stop:
        build(office)
    assert (office.store / "current").resolve() == before
    return stop.value.code


def test_a_lost_ledger_stops_a_build_and_is_accepted_only_with_a_word(office, tmp_path):
    lost = empty(office, tmp_path)
    assert stopped(lost) == "ledger_lost"
    [said] = [one for one in examined(lost) if one.subject == "belonging"]
    assert (said.state, said.error.code) == (FAIL, "ledger_lost")
    build(lost, accepts_lost_ledger=True)
    assert counted(lost) == 1  # the draft still does not count
    build(lost)  # said once, it is said
    assert counted(lost) == 1
    Ledger(lost.ledger).append("filing", "2022:130306200", {"filed_on": "2023-01-02"}, by="x")
    build(lost)
    assert stopped(empty(office, tmp_path / "again")) == "ledger_lost"


def test_without_ledger_and_store_the_archive_says_so_itself(office, tmp_path):
    lost = replace(empty(office, tmp_path), store=tmp_path / "new_store")
    with pytest.raises(LostLedgerError):
        build(lost)
    build(lost, accepts_lost_ledger=True)
    assert counted(lost) == 1


def test_a_draft_that_the_ledger_forgot_is_brought_in_again_as_a_draft(office, tmp_path, page):
    lost = empty(office, tmp_path)
    build(lost, accepts_lost_ledger=True)
    again = Inbox(lost, builds_after=False)
    assert again.receive("b.html", page("b.html", year=2023).read_bytes(), by="x").state == "draft"
    build(lost)
    assert counted(lost) == 1


def test_another_installations_ledger_stops_a_build(office, tmp_path, page):
    other = into(office, tmp_path / "other")
    list(ingest(other, [InputFile(page("c.html", year=2021))]))
    for number in range(9):
        Ledger(other.ledger).append("filing", f"2022:13030610{number}", {}, by="x")
    build(other)
    assert stopped(replace(office, ledger=other.ledger)) == "ledger_foreign"
    assert stopped(replace(office, store=other.store)) == "ledger_shorter"
    assert stopped(replace(other, archive=office.archive)) == "ledger_foreign"


def test_a_ledger_with_fewer_or_other_entries_than_the_store_saw_stops_a_build(office, tmp_path):
    ledger = Ledger(office.ledger)
    backup(office, tmp_path / "early.tar")
    ledger.append("filing", "2022:130306200", {"filed_on": "2023-01-02"}, by="x")
    build(office)
    early = into(office, tmp_path / "early")
    restore(early, tmp_path / "early.tar")
    build(early)
    assert stopped(replace(early, store=office.store)) == "ledger_shorter"
    Ledger(early.ledger).append("filing", "2022:130306200", {"filed_on": "2023-01-09"}, by="x")
    assert stopped(replace(early, store=office.store)) == "ledger_rewritten"


def test_a_backup_restored_is_the_same_installation(office, tmp_path):
    backup(office, tmp_path / "b.tar")
    there = into(office, tmp_path / "there")
    restore(there, tmp_path / "b.tar")
    path = build(there)
    assert Store(there.store).info().provenance == Store(office.store).info().provenance
    assert path.name == (office.store / "current").resolve().name
    states = {one.code: one.state for one in examined(there) if one.subject == "belonging"}
    assert states == {"belongs": OK}


def test_an_installation_from_before_gets_its_id_and_its_drafts_their_mark(office):
    archive = Archive(office.archive)
    (office.archive / "installation.json").unlink()
    with create_engine(office.ledger, poolclass=NullPool).begin() as connection:
        connection.execute(text("DELETE FROM installation"))
    for document in archive.documents():
        record = document.path.with_suffix(".json")
        said = json.loads(record.read_text())
        said.pop("came_as", None)
        record.write_text(json.dumps(said))
    (office.store / "current").unlink()
    build(office)
    assert sorted(one.came_as for one in archive.documents()) == ["", "draft"]
    found = ownership.ownership(office, archive.documents())
    assert found.archive.installation == found.ledger == found.store.installation != ""


def test_a_backup_goes_back_where_archive_and_ledger_were_lost_and_the_store_was_not(
    environment, mingcha, page, tmp_path
):
    mingcha("inbox", "add", page("b.html", year=2023), "--by", "王")
    mingcha("backup", tmp_path / "early.tar")
    mingcha("ingest", page("a.html"))
    Ledger(environment.ledger).append("filing", "2022:130306200", {}, by="x")
    mingcha("build")
    (environment.data / "ledger.sqlite").unlink()
    shutil.rmtree(environment.archive)
    assert mingcha("build")[0] == 2
    assert mingcha("restore", tmp_path / "early.tar")[0] == 0
    assert (mingcha("build")[0], mingcha("doctor")[0], counted(environment)) == (0, 0, 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_says_what_is_lost_and_how_to_go_on(lang, environment, mingcha, page):
    mingcha("inbox", "add", page("b.html", year=2023), "--by", "王")
    mingcha("build")
    (environment.data / "ledger.sqlite").unlink()
    code, _, said = mingcha("build", "--lang", lang)
    assert (code, "--accept-lost-ledger" in said) == (2, True)
    assert mingcha("doctor")[0] == 2
    assert mingcha("build", "--accept-lost-ledger")[0] == 0
    assert counted(environment) == 0
