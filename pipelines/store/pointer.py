"""What names the published file: `current`, a link, or a small file where there are no links."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipelines.errors import StoreError

POINTER: Final = "current"
_LONGEST: Final = 256  # bytes of the name of a file


def published(folder: Path) -> Path:
    """Return the file that is published in a folder, whether it is there or not.

    Where a copy of the folder followed the link, `current` is the published file itself.

    Raises:
        FileNotFoundError: nothing is.
    """
    pointer = folder / POINTER
    if pointer.is_symlink():
        return folder / pointer.readlink()
    with pointer.open("rb") as file:
        begin = file.read(_LONGEST)
    is_name = len(begin) < _LONGEST and b"\0" not in begin  # a database has both
    return folder / begin.decode("utf-8").strip() if is_name else pointer


def served(folder: Path) -> Path:
    """Return the published file itself.

    Raises:
        StoreError: nothing is published, or it is gone.
    """
    try:
        return whole(published(folder))
    except OSError as error:
        raise _nothing(folder) from error


def whole(file: Path) -> Path:
    """Return where a file of a store lies, past every link.

    Raises:
        StoreError: it is not there.
    """
    try:
        return file.resolve(strict=True)
    except OSError as error:
        raise _nothing(file.parent) from error


def _nothing(folder: Path) -> StoreError:
    return StoreError(f"nothing is published in {folder}: run `mingcha build`")


def point(folder: Path, target: Path) -> None:
    """Let `current` name another file; under the lock, as whatever changes the folder."""
    with suppress(FileNotFoundError):
        if published(folder) == folder / target.name:
            return
    fresh = folder / f".pointer-{os.getpid()}"
    try:
        fresh.symlink_to(target.name)
    except OSError:  # Windows lets few make links, and some file systems have none
        fresh.write_text(target.name, encoding="utf-8")
    os.utime(target)
    os.replace(fresh, folder / POINTER)  # noqa: PTH105 - the atomic call, by its name
