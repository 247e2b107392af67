"""Compare the locks with advisories in a file, without a network: `python -m tests.audit FILE`.

FILE holds advisories in the OSV format (https://ossf.github.io/osv-schema/): one JSON record, a
list of them, one a line, a folder of records, or a ZIP of them as OSV publishes for PyPI. It ends
with 1 when a package in a lock is vulnerable, and with 2 when the file says nothing of PyPI.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from pipelines.settings import ROOT

LOCKS: Final = ("requirements.lock", "requirements-dev.lock")
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
Advisory = Mapping[str, Any]


def advisories(path: Path) -> Iterator[Advisory]:
    """Yield every advisory of a file, a ZIP or a folder."""
    if path.is_dir():
        for one in sorted(path.rglob("*.json")):
            yield from _records(one.read_text(encoding="utf-8"))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as bundle:
            for name in bundle.namelist():
                if name.endswith(".json"):
                    yield from _records(bundle.read(name).decode("utf-8"))
    else:
        yield from _records(path.read_text(encoding="utf-8"))


def _records(text: str) -> Iterator[Advisory]:
    try:
        found = json.loads(text)
    except ValueError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    yield from found if isinstance(found, list) else [found]


def locked(text: str) -> dict[str, str]:
    """Return the packages of a lock with their versions."""
    return {canonicalize_name(name): version for name, version in _PINNED.findall(text)}


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Tell whether a version is one of those that an advisory speaks of."""
    if version in affected.get("versions", ()):
        return True
    spans = [one for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM"]
    return any(_is_within(version, one.get("events", ())) for one in spans)


def _is_within(version: str, events: Sequence[Mapping[str, str]]) -> bool:
    """Walk the events of a range in the order of their versions; what cannot be read counts."""
    try:
        own, is_in = Version(version), False
        for kind, at in sorted(
            ((kind, at) for event in events for kind, at in event.items()),
            key=lambda one: Version(one[1]),
        ):
            if kind == "introduced" and own >= Version(at):
                is_in = True
            elif (kind == "fixed" and own >= Version(at)) or (
                kind == "last_affected" and own > Version(at)
            ):
                is_in = False
    except InvalidVersion:
        return True
    return is_in


def found_in(text: str, known: Sequence[Advisory]) -> list[tuple[str, str, str]]:
    """Return package, version and advisory for whatever is vulnerable in a lock."""
    pinned = locked(text)
    return sorted(
        (name, pinned[name], str(one.get("id", "?")))
        for one in known
        if not one.get("withdrawn")
        for affected in one.get("affected", ())
        if affected.get("package", {}).get("ecosystem") == "PyPI"
        and (name := canonicalize_name(affected["package"]["name"])) in pinned
        and is_affected(pinned[name], affected)
    )


def main(path: Path) -> int:
    """Compare both locks with a file of advisories."""
    known = list(advisories(path))
    about = [
        one
        for one in known
        if any(a.get("package", {}).get("ecosystem") == "PyPI" for a in one.get("affected", ()))
    ]
    if not about:
        print(f"{path}: no advisory about a Python package", file=sys.stderr)
        return 2
    wrong = 0
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        found = found_in(text, about)
        print(f"{lock}: {len(locked(text))} packages, {len(about)} advisories, {len(found)} apply")
        for name, version, number in found:
            print(f"  {name} {version}: {number}")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
