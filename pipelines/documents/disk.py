"""Files that are whole or not there, and on the disk before anybody hears of them."""

import os
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there, whoever else writes it, whatever is cut off.

    The bytes and then the name of the file reach the disk before this returns.
    """
    partial = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)  # noqa: PTH105 - the atomic call, by its name
    except OSError:
        partial.unlink(missing_ok=True)  # a full disk is not filled further
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows opens no folders
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
