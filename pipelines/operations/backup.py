"""A backup: what cannot be built anew, the archive and the ledger, in one checked file."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final
from uuid import uuid4

from pipelines.documents.archive import Archive, Document
from pipelines.errors import ArchiveError, BackupError, is_full
from pipelines.ledger.ledger import Ledger
from pipelines.operations.backup_format import ARCHIVE, FORMAT, HEAD, LEDGER, MANIFEST, packed
from pipelines.operations.last_backup import MadeBackup, note
from pipelines.settings import Settings

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_NAME: Final = re.compile(r"mingcha-(\d{8}-\d{6})\.tar(?:\.gz|\.zst)?")


@dataclass(slots=True)
class Backup:
    """What a backup holds; `damaged` documents are not in it, for their bytes are not theirs."""

    document_count: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    broken_entry: int = 0  # the first entry of the ledger that does not follow, 0 where all do


def backup(settings: Settings, target: Path) -> Backup:
    """Write a backup; the file is whole or not there, and only its owner may read it.

    A ledger whose entries do not follow each other is taken as it is, and named.

    The ledger is taken first: whatever document it speaks of was in the archive before.

    Raises:
        BackupError: the file is there already or cannot be written, or there is nothing to back up.
        LedgerError: the ledger cannot be read.
    """
    if target.exists():
        raise BackupError(f"{target} is there already", "backup_there", path=target)
    made = Backup()
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with _written(partial, target.name) as tar:
            _Writer(tar, made).everything(settings)
        if not made.document_count and not any(made.rows.values()) and not made.damaged:
            raise BackupError(
                "archive and ledger are empty: nothing was backed up; is this the installation?",
                "backup_empty",
                archive=settings.archive,
                ledger=settings.shown_ledger,
            )
        partial.rename(target)
        note(settings, MadeBackup(datetime.now(UTC), str(target.absolute())))
    except OSError as error:
        if is_full(error):
            said = f"{target}: the disk is full"
            raise BackupError(said, "disk_full", path=target.parent) from error
        raise BackupError(f"{target}: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return made


@contextmanager
def _written(partial: Path, name: str) -> Iterator[tarfile.TarFile]:
    """Open a new file that only its owner may read, and bring it to the disk in the end."""
    number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        stream = packed(file, name)
        with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            yield tar
        if stream is not file:
            stream.close()
        file.flush()
        os.fsync(file.fileno())


class _Writer:
    """Members go in one by one; what they were is listed in the last."""

    def __init__(self, tar: tarfile.TarFile, made: Backup) -> None:
        self._tar = tar
        self._made = made
        self._members: dict[str, dict[str, Any]] = {}

    def everything(self, settings: Settings) -> None:
        """Write the head, the ledger, the archive and the list of it all."""
        ledger = Ledger(settings.ledger)
        head = {"format": FORMAT, "mingcha": version("mingcha"), "made_at": _now()}
        owner = Archive(settings.archive).owner()
        whose = {"installation": owner.installation, "ledger": owner.ledger}
        self._json(HEAD, head | {"ledger_revision": ledger.revision()} | whose)
        ledger.write_out(self._table)
        broken = ledger.first_break()
        self._made.broken_entry = broken.id if broken else 0
        for document in _documents(Archive(settings.archive), self._made):
            self._document(document)
        said = {"members": self._members, "damaged": self._made.damaged}
        self._json(MANIFEST, said)

    def _table(self, name: str, lines: Iterator[str]) -> None:
        count = 0
        with TemporaryFile() as file:
            for line in lines:
                file.write(line.encode() + b"\n")
                count += 1
            self._member(f"{LEDGER}{name}.jsonl", file, file.tell())
        self._made.rows[name] = count

    def _document(self, document: Document) -> None:
        folder = f"{ARCHIVE}{document.sha256[:2]}/"
        record = document.path.with_suffix(".json").read_bytes()
        data = document.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            self._made.damaged.append(document.sha256)
            return
        self._bytes(folder + document.path.name, data)
        self._bytes(f"{folder}{document.sha256}.json", record)
        self._made.document_count += 1

    def _json(self, name: str, said: Any) -> None:  # noqa: ANN401 - whatever is said
        self._bytes(name, json.dumps(said, ensure_ascii=False, sort_keys=True).encode())

    def _bytes(self, name: str, data: bytes) -> None:
        self._member(name, io.BytesIO(data), len(data))

    def _member(self, name: str, file: IO[bytes], size: int) -> None:
        file.seek(0)
        whole = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, file)
        self._members[name] = {"sha256": whole, "size": size}


def _documents(archive: Archive, made: Backup) -> Iterator[Document]:
    """Yield the documents whose bytes are there; the others are named as damaged."""
    for sha256 in archive.hashes():
        try:
            document = archive.find(sha256)
        except ArchiveError:
            made.damaged.append(sha256)
            continue
        if document.path.is_file():
            yield document
        else:
            made.damaged.append(sha256)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def superseded(names: Iterable[str]) -> list[str]:
    """Return the names of backups that may go, oldest first.

    The newest backup of each of the last 7 days, 4 weeks and 12 months that have one stays. What
    is not called as the timer calls its backups is nobody's business here, and stays.
    """
    made = sorted(
        (datetime.strptime(found[1], "%Y%m%d-%H%M%S"), name)  # noqa: DTZ007 - by the host's clock
        for name in names
        if (found := _NAME.fullmatch(name))
    )
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    staying: set[str] = set()
    for count, period in periods:
        newest = {period(moment.date()): name for moment, name in made}
        staying |= set(list(newest.values())[-count:])
    return [name for _, name in made if name not in staying]
