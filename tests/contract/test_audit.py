"""The comparison of locks with advisories finds what is vulnerable, and says when it cannot."""

import json
import zipfile

import pytest

from pipelines.settings import ROOT
from tests.audit import LOCKS, found_in, locked, main


def advisory(name, *events, versions=(), **more):
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    package = {"ecosystem": "PyPI", "name": name}
    affected = {"package": package, "ranges": ranges, "versions": list(versions)}
    return {"id": "X-1", "affected": [affected]} | more


@pytest.mark.parametrize(
    ("known", "applies"),
    [
        (advisory("flask", {"introduced": "0"}, {"fixed": "3.1.3"}), False),
        (advisory("Flask", {"introduced": "0"}, {"fixed": "3.1.4"}), True),
        (advisory("flask", {"introduced": "3.2"}), False),
        (advisory("flask", {"introduced": "3.0"}, {"last_affected": "3.1.3"}), True),
        (advisory("flask", {"introduced": "0"}, {"fixed": "1"}, {"introduced": "3"}), True),
        (advisory("flask", versions=["3.1.3"]), True),
        (advisory("flask", {"introduced": "0"}, withdrawn="2026-01-01"), False),
        (advisory("django", {"introduced": "0"}), False),
    ],
)
def test_an_advisory_applies_to_the_versions_it_names(known, applies):
    assert bool(found_in("flask==3.1.3 \\\n    --hash=sha256:00\n", [known])) is applies


def test_every_package_of_the_locks_is_seen():
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert len(locked(text)) == len(pins) > 10


def test_a_list_a_line_each_a_folder_and_a_zip_are_read(tmp_path, capsys):
    bad = advisory("flask", {"introduced": "0"})
    forms = {"list.json": json.dumps([bad]), "lines.jsonl": f"{json.dumps(bad)}\n" * 2}
    for name, text in forms.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert main(tmp_path / name) == 1
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(bad), encoding="utf-8")
    assert main(folder) == 1
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as bundle:
        bundle.writestr("one.json", json.dumps(bad))
    assert main(tmp_path / "all.zip") == 1
    assert "flask" in capsys.readouterr().out


def test_a_file_that_says_nothing_of_python_is_no_clean_bill(tmp_path):
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    assert main(tmp_path / "empty.json") == 2
