"""What a disk breaks is found, named and mended: one record, one document, the store."""

import random
import subprocess
from dataclasses import replace

import pytest

from components.application import create_app
from pipelines.build import background, mending
from pipelines.build import queue as builds
from pipelines.build.mending import look_over
from pipelines.build.run import build
from pipelines.desk.inbox import Inbox
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import ArchiveError, LedgerError, is_full
from pipelines.ledger.ledger import Ledger
from pipelines.operations.doctor import FAIL, OK, WARN, examined
from pipelines.settings import ROOT
from pipelines.store.condition import DAMAGED, EARLIER, WHOLE
from pipelines.store.integrity import damage, seal_of
from pipelines.store.store import Store


@pytest.fixture
def office(environment, page):
    list(ingest(environment, [InputFile(page("a.html")), InputFile(page("b.html", year=2023))]))
    build(environment)
    return environment


def published(office):
    return (office.store / "current").resolve()


def states(office, subject):
    return {one.code: one.state for one in examined(office) if one.subject == subject}


def flipped(path, seed):
    """Flip one bit of a file, somewhere."""
    data = bytearray(path.read_bytes())
    place = random.Random(seed).randrange(8 * len(data))  # noqa: S311 - not a secret
    data[place // 8] ^= 1 << place % 8
    path.write_bytes(data)


def test_of_forty_flipped_bits_every_one_is_found(office):
    path = published(office)
    whole = path.read_bytes()
    unseen = []
    for seed in range(40):
        flipped(path, seed)
        unseen += [seed] if not damage(path) else []
        path.write_bytes(whole)
    assert (unseen, damage(path)) == ([], "")


BROKEN = {
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "one bit": lambda path: flipped(path, 7),
    "empty": lambda path: path.write_bytes(b""),
    "another file": lambda path: path.write_bytes(b"no database" * 999),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_damaged_store_is_told_by_doctor_and_mended_by_build(how, office, mingcha):
    path = published(office)
    BROKEN[how](path)
    [code] = states(office, "store")
    assert states(office, "store")[code] == FAIL
    status, said, _ = mingcha("doctor", "--lang", "en")
    assert (status, "internal error" in said) == (2, False)
    assert "mingcha build" in said
    assert mingcha("build")[0] == 0
    assert damage(published(office)) == ""
    assert len(Store(office.store).reports("real")) > 1
    assert mingcha("doctor")[0] == 1  # nobody has made a backup yet
    assert {one.subject for one in examined(office) if one.state != OK} == {"backup"}
    assert len(list(office.store.glob("mingcha-*.duckdb"))) == 1


def test_an_earlier_store_serves_until_the_damaged_one_is_built_anew(office, page):
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    first = published(office)
    list(ingest(office, [InputFile(page("c.html", year=2021))]))
    second = build(office)
    assert look_over(office).state == WHOLE
    flipped(second, 3)
    assert look_over(office).state == EARLIER
    assert published(office) == first
    health = client.get("/readyz")
    assert (health.status_code, health.get_json()["state"]) == (200, "an earlier store serves")
    assert states(office, "store")["store_earlier"] == WARN
    assert builds.last(office).is_waiting
    builds.work(office, build)
    assert damage(published(office)) == ""
    assert published(office) != first
    assert client.get("/readyz").get_json()["state"] == "ok"


def test_where_no_earlier_store_is_left_health_says_so(office):
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    assert client.get("/readyz").status_code == 200
    flipped(published(office), 5)
    assert look_over(office).state == DAMAGED
    assert client.get("/readyz").status_code == 503
    builds.work(office, build)
    assert client.get("/readyz").get_json()["state"] == "ok"


def test_the_start_of_a_service_mends_in_the_background(office):
    flipped(published(office), 5)
    background.start(mending.PROCESS, office)
    assert background.started[-1].wait() == 0
    assert damage(published(office)) == ""
    assert builds.last(office).state == builds.DONE


def test_a_store_without_a_digest_is_read_through(office):
    path = published(office)
    seal_of(path).unlink()
    assert damage(path) == ""
    path.write_bytes(path.read_bytes()[:-300_000])
    assert damage(path)


def test_the_digest_is_one_that_others_can_check(office):
    said = subprocess.run(
        ["sha256sum", "-c", seal_of(published(office)).name], cwd=office.store, check=False
    )
    assert said.returncode == 0


CUTS = {
    "cut": lambda record: record.write_bytes(record.read_bytes()[:40]),
    "empty": lambda record: record.write_bytes(b""),
    "another's": lambda record: record.write_text('{"sha256": "x"}'),
    "no mapping": lambda record: record.write_text("[]"),
    "bytes": lambda record: record.write_bytes(b"\xff\xfe\x00"),
    "another time": lambda record: record.write_text(
        record.read_text().replace('"received_at": "2', '"received_at": "x')
    ),
}


@pytest.mark.parametrize("how", CUTS)
def test_one_cut_record_is_set_aside_and_named_and_the_rest_goes_on(how, office, page, mingcha):
    archive = Archive(office.archive)
    first, second = archive.documents()
    CUTS[how](first.path.with_suffix(".json"))
    code, _, said = mingcha("build")
    assert (code, first.sha256 in said) == (0, True)
    rows = Store(office.store).documents("real").set_index("sha256")
    assert rows.loc[first.sha256, "code"] == "archive_record"
    assert rows.loc[second.sha256, "outcome"] == "read"
    assert states(office, "archive")["records_broken"] == FAIL
    list(ingest(office, [InputFile(page("a.html")), InputFile(page("b.html", year=2023))]))
    build(office)
    assert list(archive.broken()) == []
    assert set(Store(office.store).documents("real")["outcome"]) == {"read"}


def test_a_document_whose_bytes_are_gone_costs_itself_alone(office):
    first, second = Archive(office.archive).documents()
    for kept in [*(office.store / "parsed").rglob("*.*"), *office.store.glob("mingcha-*")]:
        kept.unlink()
    first.path.unlink()
    second.path.write_bytes(b"changed")
    build(office)
    assert set(Store(office.store).documents("real")["code"]) == {"archive_damaged"}


@pytest.fixture
def small(tmp_path):
    """Return a file system of its own with room for a third of a megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(path):
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        file.writelines(b"0" * 4096 for _ in range(10_000))


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_full_disk_takes_no_document_and_is_called_so(environment, page, small, monkeypatch):
    """A real full disk: a file system of its own, filled."""
    full = replace(environment, archive=small / "archive")
    list(ingest(full, [InputFile(page("a.html"))]))
    fill(small / "fill")
    before = files(full.archive)
    [receipt] = ingest(full, [InputFile(page("b.html", year=2023))])
    assert "the disk is full" in receipt.error
    assert files(full.archive) == before
    found = {one.code for one in examined(full) if one.subject == "folders"}
    assert {"disk_is_full"} == found - {"writable"}
    box = Inbox(full, builds_after=False)
    with pytest.raises(ArchiveError, match="the disk is full"):
        box.receive("c.html", page("c.html", year=2021).read_bytes(), by="x")
    (small / "fill").unlink()
    assert box.receive("c.html", page("c.html", year=2021).read_bytes(), by="x").is_kept


def test_a_disk_that_is_full_while_building_is_said(office, mingcha, small, monkeypatch):
    monkeypatch.setenv("MINGCHA_STORE", str(small / "store"))
    code, _, said = mingcha("build", "--lang", "en")
    assert (code, "the disk is full" in said, "internal" in said) == (2, True, False)
    assert not (small / "store" / "current").exists()


def test_a_ledger_on_a_full_disk_takes_nothing_and_says_so(environment, mingcha, small):
    ledger = Ledger(f"sqlite:///{small / 'ledger.sqlite'}")
    ledger.append("filing", "2022:130306200", {}, by="x")
    fill(small / "fill")
    many = [("filing", f"2022:{number}", {"note": "x" * 5_000}) for number in range(200)]
    with pytest.raises(LedgerError) as refused:
        ledger.append_all(many, by="x")
    assert is_full(refused.value)
    (small / "fill").unlink()
    assert ledger.append("filing", "2022:130306200", {}, by="x") == ledger.count()
    assert ledger.first_break() is None
