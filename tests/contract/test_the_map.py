"""docs/house.md names every folder of the product, and no other."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "house.md"
MOST_FILES = 40


def folders():
    """Return the folders of the two packages that hold files."""
    found = set()
    for package in ("pipelines", "components"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                found.add(f"{path.parent.relative_to(ROOT).as_posix()}/")
    return found


def test_every_folder_stands_in_the_map_with_a_line_of_its_own():
    lines = re.findall(
        r"^((?:pipelines|components)/\S*)\s+\S.*$", MAP.read_text("utf-8"), re.MULTILINE
    )
    assert set(lines) ^ folders() == set()  # a folder without a line, or a line without one
    assert len(lines) == len(set(lines))


def test_no_folder_is_too_full_to_be_looked_through():
    crowded = {
        folder: count
        for folder in folders()
        if (count := len(list((ROOT / folder).glob("*.py")))) > MOST_FILES
    }
    assert not crowded


def test_no_class_name_means_two_things():
    where = defaultdict(list)
    for package in ("pipelines", "components"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    where[node.name].append(str(path.relative_to(ROOT)))
    assert not {name: paths for name, paths in where.items() if len(paths) > 1}
