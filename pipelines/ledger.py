"""What people decided: one append-only table, replayed by every build."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from pipelines.decide import Decision
from pipelines.errors import LedgerError
from pipelines.ledger_schema import Upgrade, missing_guards, prepare, revision, upgrade

KINDS: Final = frozenset({"assignment", "correction", "verdict", "filing", "roster", "draft"})
_metadata = MetaData()
_decision = Table(
    "decision",
    _metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("body", JSON, nullable=False),
)
_FAULTS: Final = (SQLAlchemyError, ImportError, OSError, sqlite3.Error)
_PATIENCE: Final = 30.0  # seconds that a writer waits for the others
Entry = tuple[str, str, Mapping[str, Any]]  # kind, subject, body
_APPENDING: Final = 7_264_002  # the key of a lock that only appends take


class Ledger:
    """Append and replay. SQLite by default; any SQLAlchemy URL serves several machines."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None

    def append(self, kind: str, subject: str, body: Mapping[str, Any], *, by: str) -> int:
        """Record one decision and return its number; nothing is ever replaced.

        Raises:
            LedgerError: the kind is unknown, nobody decided, or the ledger cannot be written.
        """
        return self.append_all([(kind, subject, body)], by=by)[0]

    def append_all(self, entries: Sequence[Entry], *, by: str) -> list[int]:
        """Record several decisions of one person at once, all or none, and return their numbers.

        Raises:
            LedgerError: as for one.
        """
        rows = [_row(entry, by) for entry in entries]
        try:
            with self._open().begin() as connection:
                _in_turn(connection)
                _in_turn(connection)
                made = [connection.execute(_decision.insert(), row) for row in rows]
                numbers = [one.inserted_primary_key for one in made]
        except _FAULTS as error:
            raise self._fault(error) from error
        return [int(number[0]) if number else 0 for number in numbers]

    def decisions(self, after: int = 0, kind: str | None = None) -> Sequence[Decision]:
        """Return decisions, or those of one kind, in the order they were made.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        if not self._is_there():
            return []
        query = select(_decision).where(_decision.c.id > after).order_by(_decision.c.id)
        query = query.where(_decision.c.kind == kind) if kind else query
        try:
            with self._open().connect() as connection:
                rows = connection.execute(query).mappings()
                return [Decision(**_aware(dict(row))) for row in rows]
        except _FAULTS as error:
            raise self._fault(error) from error

    @property
    def url(self) -> str:
        """Return where the ledger is."""
        return self._url

    def latest(self, kind: str) -> tuple[int, datetime] | None:
        """Return number and moment of the last decision of a kind: while they stay, nothing new.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        if not self._is_there():
            return None
        columns = select(_decision.c.id, _decision.c.made_at).where(_decision.c.kind == kind)
        try:
            with self._open().connect() as connection:
                row = connection.execute(columns.order_by(_decision.c.id.desc()).limit(1)).first()
        except _FAULTS as error:
            raise self._fault(error) from error
        return (int(row[0]), row[1]) if row else None

    def revision(self) -> str:
        """Return the revision of the schema as it lies there, "" where there is no ledger yet.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        try:
            return revision(_engine(self._url)) if self._is_there() else ""
        except _FAULTS as error:
            raise self._fault(error) from error

    def upgrade(self) -> Upgrade:
        """Bring the schema up to today's revision; a ledger in a file is copied first.

        Raises:
            LedgerError: it is of a later revision, or cannot be written.
        """
        try:
            return upgrade(_engine(self._url))
        except _FAULTS as error:
            raise self._fault(error) from error

    def missing_guards(self) -> list[str]:
        """Return which guards against changed or removed decisions are not in force.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        try:
            return missing_guards(_engine(self._url)) if self._is_there() else []
        except _FAULTS as error:
            raise self._fault(error) from error

    def count(self) -> int:
        """Return how many decisions there are.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        if not self._is_there():
            return 0
        try:
            with self._open().connect() as connection:
                query = select(func.count()).select_from(_decision)
                return int(connection.execute(query).scalar_one())
        except _FAULTS as error:
            raise self._fault(error) from error

    def _is_there(self) -> bool:
        """Tell whether there may be decisions; asking never makes a file."""
        try:
            url = make_url(self._url)
        except SQLAlchemyError as error:
            raise self._fault(error) from error
        in_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
        return not in_file or Path(str(url.database)).exists()

    def _open(self) -> Engine:
        """Open the ledger, made or brought up to today's schema where that is safe."""
        if self._engine is None:
            engine = _engine(self._url)
            prepare(engine)
            self._engine = engine
        return self._engine

    def _fault(self, error: Exception) -> LedgerError:
        first = str(getattr(error, "orig", None) or error).splitlines()[0]
        shown = re.sub(r"//[^@/]*@", "//", self._url)  # a password is nobody's business
        return LedgerError(f"the ledger {shown}: {first}")


def _row(entry: Entry, by: str) -> dict[str, Any]:
    kind, subject, body = entry
    if kind not in KINDS:
        raise LedgerError(f"{kind!r} is not a kind of decision: {', '.join(sorted(KINDS))}")
    if not by.strip() or not subject.strip():
        raise LedgerError("a decision needs a person and a subject")
    return {
        "made_at": datetime.now(UTC),
        "made_by": by[:80],
        "kind": kind,
        "subject": subject,
        "body": dict(body),
    }


def _engine(url: str) -> Engine:
    """Return the way to a ledger; on a server no connection outlives its question."""
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        return create_engine(url, connect_args={"timeout": _PATIENCE})
    return create_engine(url, poolclass=NullPool)


def _in_turn(connection: Connection) -> None:
    """Let appends wait for each other: a number is seen only when all smaller ones are."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_APPENDING)))


def _aware(row: dict[str, Any]) -> dict[str, Any]:
    """Attach the time zone that SQLite forgets."""
    if row["made_at"].tzinfo is None:
        row["made_at"] = row["made_at"].replace(tzinfo=UTC)
    return row
