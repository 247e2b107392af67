"""What earlier commands made of the vocabulary's patterns, in a folder of this user alone.

One file for each version of the interpreter, named by it. A list is found by the very pattern that
it was made of, so none can be stale. A file that is damaged, somebody else's or open to others is
as good as none, and one that cannot be written stops nothing.
"""

import hashlib
import json
import os
import stat
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pipelines.patterns import INTERPRETER, Code, Key, recalled

LEAST: Final = 20  # so many new ones are worth writing the file again
MOST: Final = 5_000  # with more, former vocabularies are in it: it begins anew
_DIGEST: Final = hashlib.sha256().digest_size
_NUMBER: Final = "I"  # four bytes, as the interpreter's own


def path_in(folder: Path) -> Path:
    """Return the file of this interpreter."""
    return folder / f"patterns-{hashlib.sha256(INTERPRETER.encode()).hexdigest()[:16]}"


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Let what is done within use what earlier commands compiled, and leave behind what is new."""
    known = read(folder)
    with recalled(known) as new:
        try:
            yield
        finally:
            write(folder, known, new)


def read(folder: Path) -> dict[Key, Code]:
    """Return what is kept, by pattern; nothing where it cannot be used."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _codes(_own(path_in(folder)))
    return {}


def write(folder: Path, known: Mapping[Key, Code], new: Mapping[Key, Code]) -> None:
    """Keep what was made beside what is known, if it is worth it and can be."""
    if len(new) < LEAST:
        return
    codes = {**known, **new} if len(known) + len(new) <= MOST else new
    with suppress(OSError, OverflowError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_bytes(codes))
            Path(name).replace(path_in(folder))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _own(path: Path) -> bytes:
    """Return the bytes of a file that nobody else can have written.

    Raises:
        OSError: it is not there, or others may write it or its folder.
    """
    with path.open("rb") as file:
        for status in (os.fstat(file.fileno()), path.parent.stat()):
            is_open = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or is_open):
                raise PermissionError(path)
        return file.read()


def _codes(content: bytes) -> dict[Key, Code]:
    """Return what the bytes of a file hold.

    Raises:
        ValueError, KeyError, TypeError: they are not what was written.
    """
    whole = memoryview(content)
    if hashlib.sha256(whole[_DIGEST:]).digest() != whole[:_DIGEST]:
        raise ValueError
    size = int.from_bytes(whole[_DIGEST : _DIGEST + 4], "little")
    start = _DIGEST + 4 + size
    numbers = array(_NUMBER)
    numbers.frombytes(whole[start:])
    entries = json.loads(bytes(whole[_DIGEST + 4 : start]))
    return {
        (text, given): Code(flags, count, groups, numbers[first:last])
        for text, given, flags, count, groups, first, last in entries
    }


def _bytes(codes: Mapping[Key, Code]) -> bytes:
    numbers, entries = array(_NUMBER), []
    for (text, given), code in codes.items():
        first = len(numbers)
        numbers.extend(code.numbers)
        made_of = (text, given, code.flags, code.group_count, code.groups)
        entries.append((*made_of, first, len(numbers)))
    head = json.dumps(entries, default=dict).encode()
    body = len(head).to_bytes(4, "little") + head + numbers.tobytes()
    return hashlib.sha256(body).digest() + body
