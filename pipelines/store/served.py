"""The file that is published, read: opened once, asked by one cursor a question, answers kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

import duckdb
import pandas as pd

from pipelines.errors import StoreError
from pipelines.sql import statement
from pipelines.store.pointer import served, whole
from pipelines.store.provenance import UNKNOWN, Provenance
from pipelines.store.questions import WHOLE
from pipelines.store.rows import RAW, SCHEMA_VERSION

READING: Final[dict[str, Any]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_KEPT_ANSWERS: Final = 64  # a page asks the same several times; planning a query costs some ms
_KEPT_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What a published file was built from: a digest of the inputs, and counts by item."""

    digest: str
    schema: int
    built_from: Mapping[str, int]
    provenance: Provenance = UNKNOWN


class ServedFile:
    """A published file, safe to share between threads: a later one is seen by the next question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: Path | None = None  # asked whatever is published
        self._lock = Lock()
        self._opened: Path | None = None
        self._root: duckdb.DuckDBPyConnection | None = None
        self._kept: dict[tuple[Path, str, str], pd.DataFrame] = {}
        self._parsed: dict[str, duckdb.Statement] = {}
        self._info: tuple[Path | None, BuildInfo] = None, BuildInfo("", SCHEMA_VERSION, {})

    @classmethod
    def at(cls, file: Path) -> Self:
        """Return a view of one file of a store, published or not."""
        found = cls(file.parent)
        found._file = file
        return found

    def info(self) -> BuildInfo:
        """Return what the published file was built from; read once a file: all pages ask for it."""
        target = self._published()
        read_of, info = self._info
        if read_of != target:
            info = _build_info(self._rows("info"))
            self._info = target, info
        return info

    def alive(self) -> tuple[str, datetime]:
        """Return digest and birth of what is published, asked of the file, never of what is kept.

        Raises:
            StoreError: nothing is published, or it cannot be read.
        """
        target = self._published()
        try:
            with self._cursor(target) as cursor:
                row = cursor.execute(statement("query", "info")).df()["digest"]
            made = datetime.fromtimestamp(target.stat().st_mtime, UTC)
        except (duckdb.Error, OSError) as error:
            raise _unreadable(target) from error
        return (str(row[0]) if len(row) else ""), made

    def file(self) -> Path:
        """Return the published file itself: what is open stays readable when another follows."""
        return self._published()

    def _rows(self, name: str, **params: object) -> pd.DataFrame:
        return self._asked(name, statement("query", name), params)

    def _asked(self, name: str, sql: str, params: Mapping[str, object]) -> pd.DataFrame:
        target = self._published()
        key = (target, name, repr(sorted(params.items())))
        with self._lock:
            frame = self._kept.get(key)
        if frame is None:
            try:
                with self._cursor(target) as cursor:  # one cursor a call: DuckDB's rule for threads
                    frame = cursor.execute(self._read(cursor, sql), dict(params)).df()
            except duckdb.Error as error:
                raise _unreadable(target) from error
            for column in WHOLE.get(name, ()):
                frame[column] = frame[column].astype("Int64")
            self._keep(key, frame)
        return frame.copy(deep=False)  # a change of the copy never reaches what is kept

    def _read(self, cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
        """Return a question as DuckDB reads it, which takes up to 2 ms: the texts are few."""
        parsed = self._parsed.get(sql)
        if parsed is None:
            [parsed] = cursor.extract_statements(sql)
            self._parsed[sql] = parsed
        return parsed

    def _keep(self, key: tuple[Path, str, str], frame: pd.DataFrame) -> None:
        """Keep an answer for the next panel that asks the same; the oldest goes first."""
        if len(frame) > _KEPT_ROWS:
            return
        with self._lock:
            self._kept[key] = frame
            while len(self._kept) > _KEPT_ANSWERS:
                del self._kept[next(iter(self._kept))]

    def _published(self) -> Path:
        return whole(self._file) if self._file else served(self._folder)

    def _cursor(self, target: Path) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if target != self._opened or self._root is None:
                self._root = _open(target)
                self._opened = target
                self._kept.clear()
            cursor = self._root.cursor()
            cursor.execute(f"USE {RAW}")
            return cursor


def _build_info(rows: pd.DataFrame) -> BuildInfo:
    if rows.empty:
        return BuildInfo("", SCHEMA_VERSION, {})
    counts = dict(zip(rows["item"], rows["item_count"].astype(int), strict=True))
    first = rows.iloc[0]
    origin = Provenance(
        str(first["installation"]), int(first["ledger_entries"]), str(first["ledger_digest"])
    )
    return BuildInfo(str(first["digest"]), int(first["schema_version"]), counts, origin)


def _open(target: Path) -> duckdb.DuckDBPyConnection:
    try:
        root = duckdb.connect(str(target), read_only=True, config=READING)  # noqa: TID251 - store may
        version = root.execute("SELECT max(schema_version) FROM build_info").fetchone()
    except duckdb.Error as error:
        raise _unreadable(target) from error
    if version is None or version[0] != SCHEMA_VERSION:
        raise StoreError(f"{target} was built by another version: run `mingcha build`")
    return root


def _unreadable(target: Path) -> StoreError:
    said = f"{target} cannot be read as a store: run `mingcha build`"
    return StoreError(said, "store_unreadable", path=target)
