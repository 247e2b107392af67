"""The vocabulary as earlier commands made it, patterns and tables, in a folder of this user alone.

One file for each version of the interpreter, named by it. A list is found by the very pattern that
it was made of, a table by the digest of its text, so none can be stale. A file that is damaged,
somebody else's or open to others is as good as none, and one that cannot be written stops nothing.
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
from typing import Any, Final, NamedTuple

from pipelines.patterns import INTERPRETER, Code, Key, recalled
from pipelines.resources import parsed_before

LEAST: Final = 20  # so many new ones are worth writing the file again
MOST: Final = 5_000  # with more, former vocabularies are in it: it begins anew
_DIGEST: Final = hashlib.sha256().digest_size
_NUMBER: Final = "I"  # four bytes, as the interpreter's own


class CompiledVocabulary(NamedTuple):
    """What was made of it: lists of numbers by pattern, and tables by the digest of their text."""

    codes: Mapping[Key, Code]
    tables: Mapping[str, Mapping[str, Any]]


def path_in(folder: Path) -> Path:
    """Return the file of this interpreter."""
    return folder / f"vocabulary-{hashlib.sha256(INTERPRETER.encode()).hexdigest()[:16]}"


@contextmanager
def reused(folder: Path) -> Iterator[None]:
    """Let what is done within use what earlier commands made, and leave behind what is new."""
    known = read(folder)
    with recalled(known.codes) as codes, parsed_before(known.tables) as tables:
        try:
            yield
        finally:
            write(folder, known, CompiledVocabulary(codes, tables))


def read(folder: Path) -> CompiledVocabulary:
    """Return what is kept; nothing where it cannot be used."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _made_of(_own(path_in(folder)))
    return CompiledVocabulary({}, {})


def write(folder: Path, known: CompiledVocabulary, new: CompiledVocabulary) -> None:
    """Keep what was made beside what is known, if it is worth it and can be."""
    if len(new.codes) + len(new.tables) < LEAST:
        return
    whole = CompiledVocabulary({**known.codes, **new.codes}, {**known.tables, **new.tables})
    lasting = whole if len(whole.codes) + len(whole.tables) <= MOST else new
    with suppress(OSError, OverflowError, TypeError):  # TypeError: a table with a day in it
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_bytes(lasting))
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


def _made_of(content: bytes) -> CompiledVocabulary:
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
    entries, tables = json.loads(bytes(whole[_DIGEST + 4 : start]))
    codes = {
        (text, given): Code(flags, count, groups, numbers[first:last])
        for text, given, flags, count, groups, first, last in entries
    }
    return CompiledVocabulary(codes, tables)


def _bytes(made: CompiledVocabulary) -> bytes:
    numbers, entries = array(_NUMBER), []
    for (text, given), code in made.codes.items():
        first = len(numbers)
        numbers.extend(code.numbers)
        made_of = (text, given, code.flags, code.group_count, code.groups)
        entries.append((*made_of, first, len(numbers)))
    head = json.dumps((entries, made.tables), default=dict).encode()
    body = len(head).to_bytes(4, "little") + head + numbers.tobytes()
    return hashlib.sha256(body).digest() + body
