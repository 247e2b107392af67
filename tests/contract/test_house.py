"""Rules of the house that a reader of the code relies on."""

import ast
import importlib.util
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    [*ROOT.glob("pipelines/**/*.py"), *ROOT.glob("components/**/*.py"), ROOT / "app.py"]
)
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def strings(tree):
    """Yield every string constant that is not a docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        said = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if said and id(node) not in docstrings:
            yield node


@pytest.mark.parametrize("source", SOURCES, ids=names(SOURCES))
def test_words_for_people_and_words_of_reports_are_data(source):
    text = source.read_text(encoding="utf-8")
    written = [ast.get_source_segment(text, node) or "" for node in strings(ast.parse(text))]
    assert not [segment for segment in written if CJK.search(segment)]  # "\\u4e00" is a range


@pytest.mark.parametrize("source", SOURCES, ids=names(SOURCES))
def test_a_module_can_be_read_in_one_sitting(source):
    assert len(source.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_module_is_a_drawer_for_leftovers():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "tools"}
    assert not [source for source in SOURCES if source.stem in drawers]


def test_importing_the_front_door_opens_nothing(tmp_path):
    watch = (
        "import duckdb, sqlalchemy; opened = []\n"
        "duckdb.connect = lambda *a, **k: opened.append(a)\n"
        "sqlalchemy.create_engine = lambda *a, **k: opened.append(a)\n"
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import app; print(len(opened))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"


def test_nobody_else_owns_our_two_packages():
    for package in ("pipelines", "components"):
        origin = importlib.util.find_spec(package).origin
        assert Path(origin).is_relative_to(ROOT)
        assert set(packages_distributions().get(package, ["mingcha"])) == {"mingcha"}


LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_hashed_and_names_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_runtime_lock_agrees_with_the_other_locks(lock):
    def pins(lock):
        text = (ROOT / lock).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))

    other = pins(lock)
    assert all(other[name] == version for name, version in pins("requirements.lock").items())
