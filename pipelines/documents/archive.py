"""Every document ever received, unedited, by the SHA-256 of its bytes; adding only."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from pipelines.errors import ArchiveError, is_full

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_RECORD = ".json"
_INSTALLATION = "installation.json"
DRAFT = "draft"
NO_LEDGER, KEPT_LEDGER, GIVEN_UP = "none", "kept", "given_up"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as received: what they were called, where they came from, when, and where they lie.

    `came_as` is "draft" where they were received on the desk: without a word of the ledger that
    they were filed they do not count.
    """

    sha256: str
    name: str
    address: str
    received_at: str  # UTC, ISO 8601
    path: Path
    came_as: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A document whose record cannot be read, and why; its bytes may be whole."""

    sha256: str
    why: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it is: the installation's id, and what it knows of the ledger beside it."""

    installation: str = ""
    ledger: str = NO_LEDGER  # none | kept | given_up: lost, and a person said to go on without


class Archive:
    """A folder `ab/abcdef….html` with a record `abcdef….json` beside each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(
        self, data: bytes, name: str, address: str = "", *, came_as: str = ""
    ) -> tuple[Document, bool]:
        """Keep bytes and return their document, and whether they are new here.

        The record is written last: bytes without a record that can be read were cut short, and
        are put again. The first receipt of the same bytes is the one that counts.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._find(sha256)
        if known is not None:
            return known, False
        suffix = PurePosixPath(name.lower()).suffix
        suffix = suffix if _SUFFIX.fullmatch(suffix) and suffix != _RECORD else ".bin"
        path = self._folder / sha256[:2] / f"{sha256}{suffix}"
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        document = Document(sha256, name, address, now, path, came_as)
        try:
            self._made(path.parent)
            write_whole(path, data)
            _write_record(document)
        except OSError as error:
            raise cannot_write(path, error) from error
        return document, True

    def mark_draft(self, document: Document) -> None:
        """Let a document say itself that it came as a draft: those received before said nothing."""
        try:
            _write_record(replace(document, came_as=DRAFT))
        except OSError as error:
            raise cannot_write(document.path, error) from error

    def owner(self) -> Owner:
        """Return whose archive it is, as far as it says so."""
        try:
            said = json.loads((self._folder / _INSTALLATION).read_text(encoding="utf-8"))
            return Owner(str(said["installation"]), str(said["ledger"]))
        except FileNotFoundError:
            return Owner()
        except (OSError, ValueError, KeyError, TypeError) as error:
            path = self._folder / _INSTALLATION
            raise ArchiveError(f"{path} cannot be read: {error!r}") from error

    def is_empty(self) -> bool:
        """Tell whether nothing was received: whose archive it is may stand there all the same."""
        if not self._folder.is_dir():
            return True
        return all(path.name == _INSTALLATION for path in self._folder.iterdir())

    def clear(self) -> None:
        """Remove an empty archive, for another to take its place."""
        (self._folder / _INSTALLATION).unlink(missing_ok=True)

    def belong_to(self, owner: Owner) -> None:
        """Write into the archive whose it is."""
        path = self._folder / _INSTALLATION
        text = json.dumps(asdict(owner), sort_keys=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())
        except OSError as error:
            raise cannot_write(path, error) from error

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
        """Yield every document whose record can be read, in the order of the hashes.

        `broken` names the others: one cut file hides none of the rest.
        """
        yield from (one for one in self.records() if isinstance(one, Document))

    def broken(self) -> Iterator[BrokenRecord]:
        """Yield the documents whose record cannot be read, in the order of the hashes."""
        yield from (one for one in self.records() if isinstance(one, BrokenRecord))

    def records(self) -> Iterator[Document | BrokenRecord]:
        """Yield what every record says, or that it cannot be read, in the order of the hashes."""
        for sha256 in self.hashes():
            try:
                yield _document(self._record(sha256))
            except ArchiveError as error:
                yield BrokenRecord(sha256, str(error))

    def hashes(self) -> Iterator[str]:
        """Yield the hash of every record, whatever state it is in, in order."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            names = os.listdir(folder)  # noqa: PTH208 - a path a file costs as much as reading it
            stems = (name.removesuffix(_RECORD) for name in names if name.endswith(_RECORD))
            yield from sorted(stem for stem in stems if len(stem) == 64 and _is_hash(stem))

    def _record(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}{_RECORD}"

    def _find(self, sha256: str) -> Document | None:
        record = self._record(sha256)
        if not record.exists():
            return None
        try:
            return _document(record)
        except ArchiveError:  # the same bytes again mend a record that was cut
            return None

    def _made(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(self._folder)


def cannot_write(path: Path, error: OSError) -> ArchiveError:
    """Return what says that nothing could be written, and of a full disk that it is full."""
    if is_full(error):
        said = f"the disk is full: make room for {path.parent}"
        return ArchiveError(said, "disk_full", path=path.parent)
    return ArchiveError(f"{path} cannot be written: {error.strerror}")


def _document(record: Path) -> Document:
    try:
        entry = json.loads(record.read_text(encoding="utf-8"))
        path = record.parent / PurePosixPath(entry["path"]).name
        words = [str(entry[name]) for name in ("sha256", "name", "address", "received_at")]
        datetime.fromisoformat(words[-1])
        if words[0] != record.stem:
            raise ValueError(f"it is about {words[0]!r}")
        return Document(words[0], words[1], words[2], words[3], path, entry.get("came_as", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{record} is not a record of the archive: {error!r}") from error


def _write_record(document: Document) -> None:
    record = asdict(document) | {"path": document.path.name}
    if not document.came_as:
        del record["came_as"]
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    write_whole(document.path.with_suffix(_RECORD), text.encode("utf-8", "replace"))


def _is_hash(text: str) -> bool:
    return len(text) >= 6 and re.fullmatch("[0-9a-f]{6,64}", text) is not None


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
