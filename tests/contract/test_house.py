"""Rules of the house that a reader of the code relies on."""

import ast
import importlib.util
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    [*ROOT.glob("pipelines/**/*.py"), *ROOT.glob("components/**/*.py"), ROOT / "app.py"]
)
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")


LONGEST = 400  # lines of a module that can be read in one sitting


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


def chinese_in(text: str) -> list[str]:
    """Return the strings of a module that are written in Chinese; "\\u4e00" is a range."""
    constants = strings(ast.parse(text)) if CJK.search(text) else ()
    written = [ast.get_source_segment(text, node) or "" for node in constants]
    return [segment for segment in written if CJK.search(segment)]


def test_words_for_people_and_words_of_reports_are_data():
    assert chinese_in('"""文档"""\nname = "政府"\nspan = "[\\u4e00-\\u9fff]"  # 范围') == ['"政府"']
    assert len(SOURCES) > 300
    written = {str(source): chinese_in(source.read_text(encoding="utf-8")) for source in SOURCES}
    assert {source: found for source, found in written.items() if found} == {}


def test_a_module_can_be_read_in_one_sitting():
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {source: length for source, length in lengths.items() if length > LONGEST} == {}


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


LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))
TOGETHER = ("requirements.lock", "requirements-pictures.lock", "requirements-dev.lock")
TOGETHER_FOR = {"audit": TOGETHER, "bench": TOGETHER[:1]}
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)


def pinned_in(*locks: str) -> list[str]:
    texts = [(ROOT / lock).read_text(encoding="utf-8") for lock in locks]
    return [name for text in texts for name, _ in PIN.findall(text)]


def test_a_lock_is_hashed_and_names_no_address():
    assert len(LOCKS) == 6
    for lock in LOCKS:
        head, *pins = re.split(r"^(?=\S)", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
        assert head == "", lock
        assert len(pins) > 10, lock
        assert [pin for pin in pins if not PIN.match(pin) or " --hash=sha256:" not in pin] == []
        assert [pin for pin in pins if "://" in pin or " @ " in pin] == []


def test_no_lock_repeats_what_it_is_installed_with():
    for name, others in ({"dev": ()} | TOGETHER_FOR).items():
        together = [*(others or TOGETHER[:2]), f"requirements-{name}.lock"]
        pinned = pinned_in(*together)
        assert sorted(pinned) == sorted(set(pinned)), name


def test_the_pictures_that_are_kept_are_few_and_shown():
    kept = {path for path in (ROOT / "docs").rglob("*") if path.suffix in {".jpg", ".png", ".gif"}}
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert kept == shown
    assert len(kept) <= 12
    assert sum(path.stat().st_size for path in kept) <= 2_000_000
