"""Publish: archive, ledger and data files become a new database file, then the pointer moves."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from pipelines.agencies.spelling import former_names, spelled
from pipelines.build.described import name_and_explain
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import split_id
from pipelines.digests import PUBLISHING, digest_of
from pipelines.errors import StoreError
from pipelines.sql import statement
from pipelines.store.condition import WHOLE, Condition, note
from pipelines.store.hierarchy import Rank, member_rank, rank_of
from pipelines.store.integrity import damage, put_in_place, remove
from pipelines.store.meanings import code_rows, note_en
from pipelines.store.provenance import UNKNOWN, Provenance
from pipelines.store.rows import RAW, SCHEMA_VERSION, STORAGE, Row, Rows
from pipelines.store.store import POINTER, Store

KEPT: Final = 2  # earlier files that stay as the rollback
_WRITING: Final[dict[str, Any]] = {
    "threads": 1,  # sums of decimals come out the same every time
    "storage_compatibility_version": STORAGE,
    "memory_limit": "1GB",  # beyond it the disk: a build of everything fits any machine
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_FIRST_STEPS: Final = ("report", "agency")  # which reports are current: only those are judged
_STEPS: Final = (
    *_FIRST_STEPS,
    "figure",
    "figure_by_indicator",
    "figure_published",
    "filing",
    "finding",
    "finding_in_time",
    "finding_count",
    "progress",
    "decision",
    "document",
    "mart_area",
    "similar",
)
Fill = Callable[["Stage"], None]


def _nothing(_: Stage) -> None:
    """Add nothing to the staging tables."""


@dataclass(frozen=True, slots=True)
class StagedReport:
    """A report of a document, as the store will know it; `agency_id` is empty while it is open."""

    report_id: int
    dataset: str
    agency_id: str
    report_year: int | None
    sha256: str
    part: int
    standing: str  # current | superseded | waiting


class Stage:
    """The staging tables of one build: rows go in by batches and leave no trace in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def add(self, rows: Rows) -> None:
        """Append a batch to the staging tables."""
        for part in fields(rows):
            _insert(self._connection, f"stage_{part.name}", getattr(rows, part.name))

    def reports(self) -> Sequence[StagedReport]:
        """Return the reports of documents, after all are there: current, superseded, waiting."""
        query = (
            "SELECT report_id, dataset, agency_id, report_year, sha256, part, standing FROM report "
            "WHERE source = 'document' ORDER BY report_id"
        )
        return [StagedReport(*row) for row in self._connection.execute(query).fetchall()]

    def excerpts(self) -> Mapping[int, int]:
        """Return the ids of the current excerpts by the keys they came with."""
        query = (
            "SELECT report_key, report_id FROM report "
            "WHERE source = 'excerpt' AND standing = 'current' ORDER BY report_id"
        )
        return dict(self._connection.execute(query).fetchall())


def publish(
    folder: Path,
    digest: str,
    fill: Fill,
    examine: Fill = _nothing,
    *,
    origin: Provenance = UNKNOWN,
    is_anew: bool = False,
) -> Path:
    """Build `mingcha-<digest>.duckdb` where no whole one is there and point `current` at it.

    `fill` gives the rows of everything received; `examine` what can be said of the reports once
    it is known which of them are current. One that is damaged, or that is to be built anew, gets
    another name, so that nobody who has the old one open mixes them up: `mingcha-2-<digest>`.

    Whatever happens on the way, `current` names a whole file: the one before or the new one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        _sweep(folder)
        same = sorted(folder.glob(f"mingcha-*{digest}.duckdb"))
        whole = [] if is_anew else [path for path in same if _is_ours(path, origin)]
        target = whole[0] if whole else _free_name(folder, digest)
        if not whole:
            partial = folder / f".building-{os.getpid()}.duckdb"
            _write(partial, digest, fill, examine, origin)
            put_in_place(partial, target)
        point(folder, target)
        note(folder, Condition(target.name, WHOLE, "", datetime.now(UTC).isoformat("T", "seconds")))
        for path in {*same} - {target}:
            remove(path)
        _prune(folder, target)
    return target


def _is_ours(path: Path, origin: Provenance) -> bool:
    """Tell whether a file is whole and says that it is this installation's."""
    try:
        installation = Store.at(path).info().provenance.installation
    except StoreError:
        return False
    return installation == origin.installation and not damage(path)


def _free_name(folder: Path, digest: str) -> Path:
    names = chain((f"mingcha-{digest}",), (f"mingcha-{n}-{digest}" for n in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.duckdb").exists())


def fingerprint(parts: Iterator[bytes] | Sequence[bytes]) -> str:
    """Return the digest of everything a build depends on, the code that decides it included."""
    version = f"{SCHEMA_VERSION} {duckdb.__version__} {digest_of(PUBLISHING)}"
    whole = hashlib.sha256(version.encode())
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]


def _write(path: Path, digest: str, fill: Fill, examine: Fill, origin: Provenance) -> None:
    with duckdb.connect(str(path), config=_WRITING) as connection:  # noqa: TID251 - publish may
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(f"CREATE SCHEMA {RAW}; USE {RAW}")
        for name in ("dimensions", "staging"):
            connection.execute(statement("schema", name))
        _describe(connection)
        stage = Stage(connection)
        fill(stage)
        for name in _STEPS:
            connection.execute(statement("build", name))
            if name == _FIRST_STEPS[-1]:
                examine(stage)
        _spell(connection)
        given = {
            "digest": digest,
            "version": SCHEMA_VERSION,
            "installation": origin.installation,
            "entries": origin.entry_count,
            "ledger_digest": origin.ledger_digest,
        }
        connection.execute(statement("build", "counts"), given)
        connection.execute("ALTER TABLE report DROP COLUMN report_key")
        name_and_explain(connection)
        connection.execute("CHECKPOINT")


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the catalogue into the file, so that it describes itself."""
    # Reading the rules takes a fifth of a second: no verb that only asks waits for them.
    from pipelines.build.rule_rows import rule_rows  # noqa: PLC0415

    known = catalogue()
    indicators = [
        (
            *(position, one.id, *split_id(one.id), one.table, ";".join(one.templates)),
            *(one.label_zh, one.label_en, one.unit, one.kind, one.dimension, one.comparable),
            *(one.note, note_en(one.note), *_rank(rank_of(one.indicator))),
        )
        for position, one in enumerate(known.indicators)
    ]
    members = [
        (
            *(position, one.dimension, one.member, one.label_zh, one.label_en, one.colour),
            *_rank(member_rank(one.dimension, one.member)),
        )
        for position, one in enumerate(known.members)
    ]
    printed = [
        (form.id, table.number, *slot, position)
        for form in known.templates
        for table in form.table
        for position, slot in enumerate(table.slots())
    ]
    for table, rows in (
        ("dim_indicator", indicators),
        ("dim_member", members),
        ("dim_printed", printed),
        ("dim_rule", list(rule_rows())),
        ("dim_code", list(code_rows())),
    ):
        _insert(connection, table, rows)


def _rank(one: Rank) -> tuple[str, str, bool]:
    return one.parent, one.group, one.is_total


def _spell(connection: duckdb.DuckDBPyConnection) -> None:
    """Let agencies that report or should, and their places, be found by pinyin and former name.

    44,000 others need none.
    """
    rows = connection.execute(statement("build", "spelled")).fetchall()
    before = former_names({short for _, short, is_county in rows if is_county})
    spellings = [
        (name, short, " ".join([spelled(name), *before.get(short, ())]), spelled(short))
        for name, short, _ in rows
    ]
    _insert(connection, "stage_spelling", spellings)
    connection.execute(statement("build", "spelling"))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Append rows in one statement: row by row costs ten times as much."""
    if not rows:
        return
    connection.register("batch", pd.DataFrame(rows, dtype=object))
    connection.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608 - ours
    connection.unregister("batch")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when a build is killed."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(folder: Path) -> None:
    """Remove what a killed build left behind; under the lock nobody else is building."""
    for pattern in (".building-*", ".pointer-*"):
        for path in folder.glob(pattern):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def point(folder: Path, target: Path) -> None:
    """Let `current` name another file; under the lock, as whatever changes the folder."""
    pointer = folder / POINTER
    if pointer.is_symlink() and pointer.readlink() == Path(target.name):
        return
    fresh = folder / f".pointer-{os.getpid()}"
    fresh.symlink_to(target.name)
    os.utime(target)
    os.replace(fresh, pointer)  # noqa: PTH105 - the atomic call, by its name


def _prune(folder: Path, target: Path) -> None:
    others = [path for path in folder.glob("mingcha-*.duckdb") if path != target]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        remove(path)
