"""A change makes computed again what it decides, and nothing else."""

import shutil
from pathlib import Path

import pytest

from pipelines.digests import COMPARING, JUDGING, PUBLISHING, digest_of, reading_digest

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "data" / "reference"
NOTHING, STORE, RULES = set(), {"store"}, {"store", "rules"}
READ = {"store", "reading"}
# file → what stands at its end, and what must be computed again for it
CHANGES = {
    "parse/report.py": ("x = 1", READ),
    "read/html.py": ("x = 1", READ),
    "agencies/names.py": ("x = 1", READ),
    "values.py": ("x = 1", READ),
    "catalogue/lexicon/tables.toml": ('[new]\nword = "x"', READ),
    "catalogue/templates/2021.toml": ("# a remark", NOTHING),
    "catalogue/members.csv": ("x,,,,,,,", READ),
    "catalogue/rejections.toml": ('[new]\nzh = "x"', NOTHING),
    "copying/copying.toml": ("[new]\nword = 1", {"store", "comparing"}),
    "validate/rules/t3.toml": ('[[rule]]\nid = "x"', RULES),
    "validate/checks.toml": ("[new]\nword = 1", RULES),
    "filing/deadlines.toml": ("[new]\nword = 1", RULES),
    "build/assemble.py": ("x = 1", STORE),
    "sql/schema/dimensions.sql": ("-- x", STORE),
    "papers/templates/circular.toml": ('[new]\nzh = "x"', NOTHING),
    "score/score.toml": ("[new]\nword = 1", NOTHING),
    "fetch/fetch.toml": ("[new]\nword = 1", NOTHING),
    "cli/messages.toml": ('[new.word]\nzh = "x"', NOTHING),
    "desk/history.toml": ("[new]\nword = 1", NOTHING),
    "accounts/roles.py": ("x = 1", NOTHING),
}


def digests(home):
    digest_of.cache_clear()
    reading_digest.cache_clear()
    return {
        "reading": reading_digest(REFERENCE, (), home),
        "comparing": digest_of(COMPARING, home),
        "rules": digest_of(JUDGING, home),
        "store": digest_of(PUBLISHING, home),
    }


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    home = tmp_path_factory.mktemp("package") / "pipelines"
    shutil.copytree(ROOT / "pipelines", home, ignore=shutil.ignore_patterns("__pycache__"))
    return home


def test_each_kind_of_file_changes_what_it_decides(package):
    before, wrong = digests(package), {}
    for name, (addition, expected) in CHANGES.items():
        path = package / name
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text.rstrip()}\n{addition}\n", encoding="utf-8")
        changed = {key for key, value in digests(package).items() if value != before[key]}
        path.write_text(text, encoding="utf-8")
        if changed != expected:
            wrong[name] = (changed, expected)
    assert not wrong
    assert digests(package) == before


def test_a_file_that_is_added_or_renamed_counts(package):
    before = digests(package)["reading"]
    added = package / "parse" / "added.py"
    added.write_text("", encoding="utf-8")
    assert digests(package)["reading"] != before
    added.unlink()
    assert digests(package)["reading"] == before
