"""A backup put back: read and checked whole beside the archive, and only then moved in."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from pipelines.documents.archive import NO_LEDGER, Archive, Owner
from pipelines.errors import BackupError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import REVISIONS
from pipelines.operations.backup_format import (
    ARCHIVE,
    FAULTS,
    FORMAT,
    HEAD,
    LEDGER,
    MANIFEST,
    is_member,
    unpacked,
)
from pipelines.settings import Settings

_CHUNK: Final = 1 << 20
_LARGEST: Final = 1 << 30  # one member: far above any report, any ledger and any list


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `damaged` names documents that were broken when the backup was made."""

    document_count: int
    rows: Mapping[str, int]
    damaged: tuple[str, ...]


def into(settings: Settings, folder: Path) -> Settings:
    """Return the settings of an installation whose archive, ledger and store lie in a folder."""
    return replace(
        settings,
        archive=folder / "archive",
        store=folder / "store",
        ledger=f"sqlite:///{(folder / 'ledger.sqlite').resolve()}",
    )


def restore(settings: Settings, source: Path) -> Restored:
    """Put a backup back where archive and ledger are empty; the store is to be built then.

    Raises:
        BackupError: something is there already, or the backup is broken, foreign or newer.
        LedgerError: the ledger cannot be written.
    """
    ledger = Ledger(settings.ledger)
    if not Archive(settings.archive).is_empty():
        raise _in_the_way(settings.archive)
    if not ledger.is_empty():
        raise _in_the_way(Path("MINGCHA_LEDGER"))
    settings.archive.parent.mkdir(parents=True, exist_ok=True)
    staging = settings.archive.parent / f".restoring-{uuid4().hex}"
    try:
        staging.mkdir(mode=0o700)
        manifest = _staged(source, staging)
        counts = _counted(staging)
        documents = _archive(staging)
        ledger.write_in({path.stem: path for path in (staging / "ledger").glob("*.jsonl")})
        _belong(ledger, documents, _said(source, staging / HEAD))
        Archive(settings.archive).clear()
        documents.replace(settings.archive)
    except OSError as error:
        raise BackupError(f"{source}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Restored(
        sum(1 for name in manifest["members"] if name.startswith(ARCHIVE)) // 2,
        counts,
        tuple(manifest["damaged"]),
    )


def _in_the_way(place: Path) -> BackupError:
    said = f"{place} is not empty: a restore overwrites nothing"
    return BackupError(said, "restore_there", path=place)


def _broken(source: Path, why: str) -> BackupError:
    return BackupError(f"{source}: {why}", "backup_broken", path=source, why=why)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with unpacked(source) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            yield tar
    except (tarfile.TarError, *FAULTS) as error:
        raise _broken(source, str(error) or type(error).__name__) from error


def _staged(source: Path, staging: Path) -> dict[str, Any]:
    """Write the members into a folder, check them against the list, and return the list."""
    staged: dict[str, dict[str, Any]] = {}
    with _opened(source) as tar:
        for member in tar:
            if not member.isreg() or not is_member(member.name) or member.name in staged:
                raise _broken(source, f"{member.name[:100]!r}")
            if member.size > _LARGEST:
                raise _broken(source, f"{member.name}: {member.size}")
            stream = tar.extractfile(member)
            if stream is not None:
                staged[member.name] = _kept(stream, staging / member.name)
            if member.name == HEAD:
                _check_form(source, staging / HEAD)
    staged.pop(MANIFEST, None)
    manifest = _said(source, staging / MANIFEST)
    if manifest.get("members") != staged or HEAD not in staged:
        raise _broken(source, MANIFEST)
    _check_names(source, staged)
    return {"members": staged, "damaged": manifest.get("damaged", [])}


def _kept(stream: IO[bytes], path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
            size += file.write(chunk)
    return {"sha256": whole.hexdigest(), "size": size}


def _said(source: Path, path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(source, path.name) from error
    return content if isinstance(content, dict) else {}


def _check_form(source: Path, path: Path) -> None:
    said = _said(source, path)
    if said.get("format") != FORMAT or said.get("ledger_revision") not in {"", *REVISIONS}:
        word = f"{said.get('format')} / {said.get('ledger_revision')}"
        raise BackupError(f"{source}: form {word} is not known", "backup_newer", path=source)


def _check_names(source: Path, members: Mapping[str, Mapping[str, Any]]) -> None:
    """A document is called by its hash and has its record beside it."""
    for name, member in members.items():
        if not name.startswith(ARCHIVE):
            continue
        path = Path(name)
        is_record = path.suffix == ".json"
        if not is_record and path.stem != member["sha256"]:
            raise _broken(source, name)
        if not is_record and str(path.with_suffix(".json")) not in members:
            raise _broken(source, name)


def _counted(staging: Path) -> dict[str, int]:
    folder = staging / LEDGER
    return {path.stem: path.read_bytes().count(b"\n") for path in sorted(folder.glob("*.jsonl"))}


def _belong(ledger: Ledger, documents: Path, head: Mapping[str, Any]) -> None:
    """Let both be the installation's that the backup was made of."""
    whose = Owner(str(head.get("installation", "")), str(head.get("ledger", NO_LEDGER)))
    if whose.installation:
        Archive(documents).belong_to(whose)
        if ledger.head().entry_count:
            ledger.belong_to(whose.installation)


def _archive(staging: Path) -> Path:
    folder = staging / ARCHIVE
    folder.mkdir(exist_ok=True)
    return folder
