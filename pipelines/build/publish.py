"""Publish: archive, ledger and data files become a new database file, then the pointer moves."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import duckdb
from filelock import FileLock

from pipelines.build.described import name_and_explain
from pipelines.build.stage import Stage, insert
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Catalogue, Indicator, split_id
from pipelines.digests import PUBLISHING, digest_of
from pipelines.errors import StoreError
from pipelines.sql import statement
from pipelines.store.condition import WHOLE, Condition, note
from pipelines.store.hierarchy import Rank, member_rank, rank_of
from pipelines.store.integrity import damage, put_in_place, remove
from pipelines.store.meanings import code_rows, note_en
from pipelines.store.pointer import point, published, served
from pipelines.store.provenance import UNKNOWN, Provenance
from pipelines.store.rows import RAW, SCHEMA_VERSION, STORAGE
from pipelines.store.store import Store

KEPT: Final = 2  # earlier files that stay as the rollback
_WRITING: Final[dict[str, Any]] = {
    "storage_compatibility_version": STORAGE,
    "checkpoint_threshold": "4GB",  # once, at the end: each leaves blocks that nothing uses
    "threads": 1,  # sums of decimals come out the same every time
    "memory_limit": "1GB",  # beyond it the disk: a build of everything fits any machine
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_RECEIVED: Final = ("report", "document")  # which reports are current: only those are judged
_PLACED: Final = (
    *("agency", "figure", "figure_by_indicator", "figure_published", "mart_request", "filing"),
)
_JUDGED: Final = (
    *("finding", "finding_in_time", "finding_count", "progress", "decision"),
    "input",
)
STEPS: Final = (*_RECEIVED, *_PLACED, "similar", *_JUDGED)
Fill = Callable[[Stage], None]
_COUNTIES: Final = """SELECT short_name FROM dim_agency
    WHERE dataset = 'real' AND level = 'county' AND length(agency_id) = 6"""
Plan = Callable[[Stage], bool]


def _nothing(_: Stage) -> None:
    """Add nothing to the staging tables."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a publication is made of, in turn.

    `plan` says in the copy of what is published which units change, or that all do; `fill` gives
    the rows of documents; `place` agencies and who was expected, once the reports are there;
    `examine` what can be said of the reports once it is known which of them are current.
    """

    fill: Fill
    place: Fill = _nothing
    examine: Fill = _nothing
    plan: Plan | None = None


def publish(
    folder: Path,
    digest: str,
    work: Work,
    *,
    origin: Provenance = UNKNOWN,
    is_anew: bool = False,
) -> Path:
    """Build `mingcha-<digest>.duckdb` where no whole one is there and point `current` at it.

    Where `work` has a plan and a whole store of the same schema is published, the new file is a
    copy of it in which the units that change are written anew; else everything is. A file that is
    damaged, or that is to be built anew, gets another name, so that nobody who has the old one
    open mixes them up: `mingcha-2-<digest>`.

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
            _written(partial, digest, work, origin, None if is_anew else _carried(folder, origin))
            put_in_place(partial, target)
        point(folder, target)
        note(folder, Condition(target.name, WHOLE, "", datetime.now(UTC).isoformat("T", "seconds")))
        for path in {*same} - {target}:
            remove(path)
        _prune(folder, target)
    return target


def _carried(folder: Path, origin: Provenance) -> Path | None:
    """Return the published file where what it holds may be carried over."""
    try:
        current = published(folder).resolve(strict=True)
    except OSError:
        return None
    return current if _is_ours(current, origin) else None


def _is_ours(path: Path, origin: Provenance) -> bool:
    """Tell whether a file is whole and says that it is this installation's."""
    try:
        said = Store.at(path).info().provenance.installation
    except StoreError:
        return False
    return said == origin.installation and not damage(path)


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


def _written(path: Path, digest: str, work: Work, origin: Provenance, carried: Path | None) -> None:
    if carried is not None and work.plan is not None:
        shutil.copyfile(carried, path)
        if _write(path, digest, work, origin, is_carried=True):
            return
        _sweep(path.parent)
    _write(path, digest, work, origin, is_carried=False)


def _write(path: Path, digest: str, work: Work, origin: Provenance, *, is_carried: bool) -> bool:
    """Write a file; return False where the plan says that everything changes."""
    with duckdb.connect(str(path), config=_WRITING) as connection:  # noqa: TID251 - publish may
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {RAW}; USE {RAW}")
        for name in ("units", "staging", *(() if is_carried else ("tables", "dimensions"))):
            connection.execute(statement("schema", name))
        stage = Stage(connection, is_carried=is_carried)
        if not is_carried:
            _describe(connection)
        elif work.plan is None or not work.plan(stage):
            return False
        work.fill(stage)
        if not is_carried:
            stage.run("every_unit")
        stage.run(*_RECEIVED)
        work.place(stage)
        stage.run(*_PLACED)
        _spell(stage)
        work.examine(stage)
        stage.run(*_JUDGED)
        given = {
            "digest": digest,
            "version": SCHEMA_VERSION,
            "installation": origin.installation,
            "entries": origin.entry_count,
            "ledger_digest": origin.ledger_digest,
        }
        connection.execute(statement("build", "counts"), given)
        if not is_carried:
            name_and_explain(connection)
        connection.execute("CHECKPOINT")
    return True


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the catalogue into the file, so that it describes itself."""
    # Reading the rules takes a fifth of a second: no verb that only asks waits for them.
    from pipelines.build.rule_rows import rule_rows  # noqa: PLC0415

    known = catalogue()
    indicators = [
        (
            *(position, entry.id, *split_id(entry.id), entry.table, _printed_by(entry, known)),
            *(entry.label_zh, entry.label_en, entry.unit, entry.kind, entry.dimension),
            *(entry.comparable, entry.note, note_en(entry.note), *_rank(rank_of(entry.indicator))),
        )
        for position, entry in enumerate(known.indicators)
    ]
    members = [
        (
            *(position, entry.dimension, entry.member, entry.label_zh, entry.label_en),
            *(entry.colour, *_rank(member_rank(entry.dimension, entry.member))),
        )
        for position, entry in enumerate(known.members)
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
        insert(connection, table, rows)


def _printed_by(entry: Indicator, known: Catalogue) -> str:
    return ";".join(known.printing(entry.indicator, entry.table)) or "any"


def _rank(one: Rank) -> tuple[str, str, bool]:
    return one.parent, one.group, one.is_total


def _spell(stage: Stage) -> None:
    """Let agencies that report or should, and their places, be found by pinyin and former name.

    44,000 others need none.
    """
    rows = stage.ask(statement("build", "spelled"))
    if rows:
        # The tables of pinyin take a third of a second to load.
        from pipelines.agencies.spelling import former_names, spelled  # noqa: PLC0415

        before = former_names({short for (short,) in stage.ask(_COUNTIES)})
        spellings = [
            (name, short, " ".join([spelled(name), *before.get(short, ())]), spelled(short))
            for name, short in rows
        ]
        stage.mark("stage_spelling", spellings)
        stage.run("spelling")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when a build is killed."""
    with FileLock(folder / ".lock"):
        yield


def _sweep(folder: Path) -> None:
    """Remove what a killed build left behind; under the lock nobody else is building."""
    for pattern in (".building-*", ".pointer-*"):
        for path in folder.glob(pattern):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def prune(folder: Path) -> list[Path]:
    """Remove what the published file of a folder has replaced, but for the last ones before it.

    A publication does so by itself; a copy of its folder on another host only grows.

    Returns the files that were removed, the latest first.

    Raises:
        StoreError: nothing is published there, so nothing is known to be replaced.
    """
    served(folder)
    with alone(folder):
        return _prune(folder, served(folder))


def _prune(folder: Path, target: Path) -> list[Path]:
    others = [path for path in folder.glob("mingcha-*.duckdb") if path.name != target.name]
    replaced = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]
    for path in replaced:
        remove(path)
    return replaced
