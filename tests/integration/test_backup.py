"""What cannot be built anew travels in one checked file, and comes back whole or not at all."""

import gzip
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.build.run import build
from pipelines.desk.recording import Correction, assign, correct
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import BackupError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import HEAD
from pipelines.operations.backup import backup
from pipelines.operations.restore import into, restore


@pytest.fixture
def office(installation, page, ledger_url):
    """Return an installation with two documents, two decisions and an account."""
    office = replace(installation, ledger=ledger_url)
    receipts = list(
        ingest(office, [InputFile(page("a.html")), InputFile(page("b.html", year=2023))])
    )
    sha256 = receipts[0].sha256
    assign(office, (sha256, 0), "130306100", by="王某")
    one = Correction(sha256, 0, "disclosure.total", "", "", "1", "2", "原件为2")
    correct(office, one, by="李某")
    Accounts(ledger_url).add(
        Account(0, "wang", "王某", "reader", ()), "correct horse battery", by="x"
    )
    return office


def kept(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_comes_back_and_the_store_is_the_same(office, tmp_path):
    name = "b.tar.zst"
    made = backup(office, tmp_path / name)
    assert (made.document_count, made.damaged) == (2, [])
    assert made.rows == {"decision": 2, "account": 1, "account_change": 1}
    elsewhere = into(office, tmp_path / "elsewhere")
    done = restore(elsewhere, tmp_path / name)
    assert (done.document_count, done.rows, done.damaged) == (2, made.rows, ())
    assert kept(elsewhere.archive) == kept(office.archive)
    before, after = Ledger(office.ledger).decisions(), Ledger(elsewhere.ledger).decisions()
    assert [one.made_at for one in after] == [one.made_at for one in before]
    assert after == before
    assert Accounts(elsewhere.ledger).sign_in("wang", "correct horse battery", "::1")
    assert build(elsewhere).name == build(office).name
    assert Ledger(elsewhere.ledger).append("filing", "a", {}, by="x") == 3


def test_a_ledger_in_a_file_moves_to_a_server(installation, postgresql, tmp_path):
    Ledger(installation.ledger).append("filing", "a", {"filed_on": "2023-01-02"}, by="王某")
    backup(installation, tmp_path / "b.tar.gz")
    moved = replace(into(installation, tmp_path / "new"))
    moved = replace(moved, ledger=postgresql.address(postgresql.database()))
    restore(moved, tmp_path / "b.tar.gz")
    assert Ledger(moved.ledger).decisions() == Ledger(installation.ledger).decisions()
    assert Ledger(moved.ledger).append("filing", "b", {}, by="x") == 2
    with pytest.raises(BackupError, match="not empty"):
        restore(replace(moved, archive=tmp_path / "other" / "archive"), tmp_path / "b.tar.gz")


def test_nothing_is_overwritten(office, tmp_path):
    backup(office, tmp_path / "b.tar")
    before = kept(office.archive), Ledger(office.ledger).decisions()
    for place in (office, replace(office, archive=tmp_path / "empty")):
        with pytest.raises(BackupError, match="not empty"):
            restore(place, tmp_path / "b.tar")
    with pytest.raises(BackupError, match="is there already"):
        backup(office, tmp_path / "b.tar")
    assert (kept(office.archive), Ledger(office.ledger).decisions()) == before


def test_only_its_owner_reads_a_backup(installation, tmp_path):
    Archive(installation.archive).put(b"<p>a report</p>", "a.html")
    backup(installation, tmp_path / "b.tar.gz")
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["b.tar.gz"]


def test_a_damaged_document_is_left_out_and_named(environment, tmp_path, mingcha):
    archive = Archive(environment.archive)
    damaged, _ = archive.put(b"<p>one</p>", "a.html")
    archive.put(b"<p>two</p>", "b.html")
    damaged.path.write_bytes(b"changed")
    code, _, said = mingcha("backup", tmp_path / "b.tar")
    assert (code, damaged.sha256 in said) == (1, True)
    folder = tmp_path / "new"
    code, said, warned = mingcha("restore", tmp_path / "b.tar", "--into", folder, "--lang", "en")
    assert (code, "1 documents" in said, damaged.sha256 in warned) == (1, True, True)
    assert (folder / "store" / "current").exists()


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz", "b.tgz", "b.tar.zst"])
def test_a_backup_is_packed_as_its_name_says_and_known_by_its_bytes(name, installation, tmp_path):
    Archive(installation.archive).put(b"<p>a report</p>" * 99, "a.html")
    backup(installation, tmp_path / name)
    path = (tmp_path / name).rename(tmp_path / "renamed")
    place = into(installation, tmp_path / "new")
    assert restore(place, path).document_count == 1
    assert kept(place.archive) == kept(installation.archive)


def whole(installation, tmp_path):
    """Return the members of a good backup by name."""
    Archive(installation.archive).put(b"<p>a report</p>", "a.html")
    Ledger(installation.ledger).append("filing", "a", {}, by="x")
    backup(installation, tmp_path / "good.tar")
    with tarfile.open(tmp_path / "good.tar") as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}


def written(path, members, odd=()):
    with tarfile.open(path, "w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for info in odd:
            tar.addfile(info)
    return path


def refused(installation, tmp_path, path):
    """Restore, and return what was said; nothing may have been written anywhere."""
    place = into(installation, tmp_path / "new" / "place")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BackupError) as fault:
        restore(place, path)
    made = set(tmp_path.rglob("*")) - set(before)
    assert made <= {tmp_path / "new", tmp_path / "new" / "place"}
    assert "\n" not in str(fault.value)
    return str(fault.value)


OUTSIDE = (
    *("../out.txt", "/out/of/here.txt", "archive/../../out.html", "archive/ab/../../x.html"),
    *("archive/ab/" + "cd" * 32 + ".html", "ledger/../decision.jsonl", "archive/.ssh/keys"),
    *("./format.json", "archive\\ab\\x.html", "ledger/x.jsonl/y", "archive/zz/x.html", "evil.py"),
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_member_never_leaves_its_place(name, installation, tmp_path):
    members = whole(installation, tmp_path)
    path = written(tmp_path / "b.tar", {"format.json": members["format.json"], name: b"x"})
    assert "b.tar" in refused(installation, tmp_path, path)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_taken(kind, installation, tmp_path):
    odd = tarfile.TarInfo("archive/ab/" + "ab" * 32 + ".html")
    odd.type, odd.linkname = kind, "/etc/passwd"
    path = written(tmp_path / "b.tar", whole(installation, tmp_path), [odd])
    refused(installation, tmp_path, path)


def swapped(members, ending, change):
    return {n: change(data) if n.endswith(ending) else data for n, data in members.items()}


def relisted(members, old, new):
    """Move a member to another name, and say so in the list."""
    manifest = json.loads(members["manifest.json"])
    manifest["members"][new] = manifest["members"].pop(old)
    moved = {new if name == old else name: data for name, data in members.items()}
    return moved | {"manifest.json": json.dumps(manifest).encode()}


def document(members):
    return next(name for name in members if name.endswith(".html"))


FAULTY = {
    "a changed document": lambda m: swapped(m, ".html", lambda data: data + b" "),
    "a changed decision": lambda m: swapped(m, ".jsonl", lambda d: d.replace(b'"x"', b'"y"')),
    "a changed record": lambda m: swapped(m, document(m)[-69:-5] + ".json", lambda d: d + b" "),
    "no list": lambda m: {n: d for n, d in m.items() if n != "manifest.json"},
    "no head": lambda m: {n: d for n, d in m.items() if n != "format.json"},
    "a document less": lambda m: {n: d for n, d in m.items() if n != document(m)},
    "a document more": lambda m: m | {"archive/ab/" + "ab" * 32 + ".html": b"x"},
    "a document of another name": lambda m: relisted(
        m, document(m), "archive/ab/" + "ab" * 32 + ".html"
    ),
    "a list that is none": lambda m: m | {"manifest.json": b"[1"},
    "a later form": lambda m: m | {"format.json": b'{"format": 2, "ledger_revision": ""}'},
    "a later ledger": lambda m: m | {"format.json": b'{"format": 1, "ledger_revision": "9"}'},
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_backup_with_a_fault_is_refused_whole(fault, installation, tmp_path):
    members = FAULTY[fault](whole(installation, tmp_path))
    refused(installation, tmp_path, written(tmp_path / "b.tar", members))


def test_what_is_cut_short_or_no_backup_is_refused(installation, tmp_path):
    whole(installation, tmp_path)
    data = (tmp_path / "good.tar").read_bytes()
    packed = gzip.compress(data)
    path = tmp_path / "b.tar.gz"
    for some in (
        data[: len(data) // 2],
        packed[: len(packed) // 2],
        packed[:90],
        b"",
        b"x" * 5000,
        b"\x1f\x8b",
    ):
        path.write_bytes(some)
        refused(installation, tmp_path, path)
    path.write_bytes(b"\x28\xb5\x2f\xfd" + data[:999])
    refused(installation, tmp_path, path)
    path.unlink()
    refused(installation, tmp_path, path)


def test_decisions_made_while_a_backup_runs_are_all_in_or_all_out(installation, tmp_path):
    """A writer goes on throughout; what a backup holds is the ledger as it was at one moment."""
    url = installation.ledger
    Ledger(url).append("filing", "first", {}, by="x")
    script = (
        "import sys; from pipelines.ledger.ledger import Ledger; ledger = Ledger(sys.argv[1])\n"
        "print('go', flush=True)\n"
        "while True: ledger.append_all([('filing', 'a', {}), ('filing', 'b', {})], by='x')"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script, url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout.readline() == "go\n"
        for number in range(5):
            backup(installation, tmp_path / f"{number}.tar")
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    for number in range(5):
        with tarfile.open(tmp_path / f"{number}.tar") as tar:
            lines = tar.extractfile("ledger/decision.jsonl").read().splitlines()
        subjects = [json.loads(line)["subject"] for line in lines]
        assert subjects == ["first", *["a", "b"] * (len(subjects) // 2)]


def test_the_verbs_say_what_they_did(mingcha, environment, page, tmp_path):
    list(ingest(environment, [InputFile(page("a.html"))]))
    assert mingcha("backup", tmp_path / "b.zip")[0] == 2
    code, said, _ = mingcha("backup", tmp_path / "b.tar.zst", "--lang", "en")
    assert (code, "1 documents" in said) == (0, True)
    code, _, said = mingcha("restore", tmp_path / "b.tar.zst")
    assert (code, "--into" in said) == (2, True)
    code, said, _ = mingcha("restore", tmp_path / "b.tar.zst", "--into", tmp_path / "n")
    assert code == 0
    assert Path(os.path.realpath(tmp_path / "n" / "store" / "current")).name in said
    for more in ((), ("--preview",)):
        code, said, _ = mingcha("ledger", "upgrade", "--lang", "en", *more)
        assert (code, HEAD in said) == (0, True)


def test_the_preview_of_an_upgrade_names_its_steps_and_changes_nothing(mingcha, environment):
    Ledger(environment.ledger).append("filing", "a", {}, by="x")
    with sqlite3.connect(environment.ledger.removeprefix("sqlite:///")) as old:
        old.execute("UPDATE alembic_version SET version_num = '0002'")
    code, said, _ = mingcha("ledger", "upgrade", "--preview", "--lang", "en")
    assert (code, "0003  Each entry holds the digest" in said) == (0, True)
    assert Ledger(environment.ledger).revision() == "0002"


def test_a_restore_that_is_killed_before_the_end_leaves_nothing_that_counts(environment, tmp_path):
    """Killed when everything is read and checked, and nothing is moved in yet."""
    Archive(environment.archive).put(b"<p>a report</p>", "a.html")
    Ledger(environment.ledger).append("filing", "a", {}, by="x")
    backup(environment, tmp_path / "b.tar")
    place = into(environment, tmp_path / "new")
    script = (
        "import sys, signal; from pathlib import Path; from pipelines.operations import restore\n"
        "from pipelines.settings import settings\n"
        "def halt(_): print('here', flush=True); signal.pause()\n"
        "restore._archive = halt\n"
        "restore.restore(restore.into(settings(), Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, tmp_path / "new", tmp_path / "b.tar"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert not place.archive.exists()
    assert Ledger(place.ledger).is_empty()
    assert restore(place, tmp_path / "b.tar").document_count == 1
    assert kept(place.archive) == kept(environment.archive)
