"""Paths on this machine → bytes: files one by one, folders in order, faults in one sentence."""

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.errors import CollectError

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
MANIFEST: Final = "manifest.csv"
LIMIT: Final = 512 * 2**20  # more is not even opened; what a reader accepts is its own affair


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file and, where a list beside it says so, the address it was published at."""

    path: Path
    address: str = ""


def files(paths: Iterable[Path]) -> Iterator[InputFile]:
    """Yield the files of paths: files as they are, folders to the bottom, in order of names.

    Hidden files and links to folders are left out. A folder may hold `manifest.csv` with the
    columns path and address: it says where its files were published and is none of them itself.

    Raises:
        CollectError: a path is not there or is neither a file nor a folder.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - a name too long is no folder, not an error
            addresses = _addresses(path / MANIFEST)
            for found in _inside(path):
                inner = found.relative_to(path).as_posix()
                if not (addresses and inner == MANIFEST):
                    yield InputFile(found, addresses.get(inner, ""))
        else:
            yield InputFile(_checked(path))


def _addresses(manifest: Path) -> dict[str, str]:
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
            return {row["path"]: row["address"] or "" for row in rows}
    except (OSError, UnicodeError, csv.Error, KeyError):  # not there, or not such a list
        return {}


def load(path: Path) -> bytes:
    """Return the bytes of one file.

    Raises:
        CollectError: it is missing, a folder, too large or not readable.
    """
    checked = _checked(path)
    try:
        size = checked.stat().st_size
        if size > LIMIT:
            raise _fault("too_large", path, size=size // 2**20, limit=LIMIT // 2**20)
        return checked.read_bytes()
    except OSError as error:
        raise _fault("unreadable", path, why=error.strerror or error) from error


def shown(path: Path) -> str:
    """Return a path as text that can always be printed, whatever its bytes are."""
    text = os.fsencode(path).decode("utf-8", errors="replace")
    return _CONTROL.sub("?", text)


def _fault(code: str, path: Path, **detail: object) -> CollectError:
    """Return a fault that says which path it is about, shortened where it has no end."""
    name = shown(path)[:200]
    said = ", ".join([code.replace("_", " "), *(str(part) for part in detail.values())])
    return CollectError(f"{name}: {said}", code, path=name, **detail)


def _checked(path: Path) -> Path:
    try:
        if path.is_dir():
            raise _fault("folder", path)
        if not path.exists():
            raise _fault("missing", path)
        if not path.is_file():
            raise _fault("not_a_file", path)
    except OSError as error:
        raise _fault("unreadable", path, why=error.strerror) from error
    return path


def _inside(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise _fault("unreadable", Path(error.filename), why=error.strerror) from error

    for root, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                yield path
