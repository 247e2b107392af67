"""Every document ever received, unedited, by the SHA-256 of its bytes; adding only."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from pipelines.errors import ArchiveError

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_RECORD = ".json"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as received: what they were called, where they came from, when, and where they lie."""

    sha256: str
    name: str
    address: str
    received_at: str  # UTC, ISO 8601
    path: Path


class Archive:
    """A folder `ab/abcdef….html` with a record `abcdef….json` beside each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes, name: str, address: str = "") -> tuple[Document, bool]:
        """Keep bytes and return their document, and whether they are new here.

        The record is written last: bytes without a record were cut short, and are put again.
        The first receipt of the same bytes is the one that counts.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._find(sha256)
        if known is not None:
            return known, False
        suffix = PurePosixPath(name.lower()).suffix
        suffix = suffix if _SUFFIX.fullmatch(suffix) and suffix != _RECORD else ".bin"
        path = self._folder / sha256[:2] / f"{sha256}{suffix}"
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        document = Document(sha256, name, address, now, path)
        record = asdict(document) | {"path": path.name}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
            text = json.dumps(record, ensure_ascii=False, sort_keys=True)
            _write(path.with_suffix(_RECORD), text.encode())
        except OSError as error:
            raise ArchiveError(f"{path} cannot be written: {error.strerror}") from error
        return document, True

    def find(self, sha256: str) -> Document:
        """Return a document by its hash or the beginning of it.

        Raises:
            ArchiveError: none or several documents begin so.
        """
        folder = self._folder / sha256[:2]
        found = sorted(folder.glob(f"{sha256}*{_RECORD}")) if _is_hash(sha256) else []
        if len(found) != 1:
            raise ArchiveError(f"{len(found)} documents of the archive begin with {sha256!r}")
        return _document(found[0])

    def open(self, sha256: str) -> bytes:
        """Return the bytes of a document, checked against its hash.

        Raises:
            ArchiveError: it is not here, or its bytes are not those of its name.
        """
        document = self.find(sha256)
        data = document.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise ArchiveError(f"{document.path} was changed: put the received file back")
        return data

    def documents(self) -> Iterator[Document]:
        """Yield every document, in the order of the hashes."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for record in sorted(folder.glob(f"*{_RECORD}")):
                yield _document(record)

    def hashes(self) -> Iterator[str]:
        """Yield the hash of every record, whatever state it is in, in order."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for record in sorted(folder.glob(f"*{_RECORD}")):
                if _is_hash(record.stem) and len(record.stem) == 64:
                    yield record.stem

    def _find(self, sha256: str) -> Document | None:
        record = self._folder / sha256[:2] / f"{sha256}{_RECORD}"
        return _document(record) if record.exists() else None


def _document(record: Path) -> Document:
    try:
        said = json.loads(record.read_text(encoding="utf-8"))
        path = record.parent / said["path"]
        return Document(said["sha256"], said["name"], said["address"], said["received_at"], path)
    except (OSError, ValueError, KeyError) as error:
        raise ArchiveError(f"{record} is not a record of the archive: {error!r}") from error


def _is_hash(text: str) -> bool:
    return len(text) >= 6 and re.fullmatch("[0-9a-f]{6,64}", text) is not None


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there, whoever else writes it too."""
    partial = path.with_name(f".{path.name}.{uuid4().hex}")
    partial.write_bytes(data)
    os.replace(partial, path)  # noqa: PTH105 - the atomic call, by its name
