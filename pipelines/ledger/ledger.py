"""What people decided: one append-only table, replayed by every build."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from pipelines.errors import LedgerError
from pipelines.ledger.decisions import Decision
from pipelines.ledger.rows import is_empty, lines, load
from pipelines.ledger.schema import Upgrade, missing_guards, prepare, revision, upgrade
from pipelines.ledger.table import DECISION, engine

KINDS: Final = frozenset({"assignment", "correction", "verdict", "filing", "roster", "draft"})
_FAULTS: Final = (SQLAlchemyError, ImportError, OSError, sqlite3.Error)
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
                made = [connection.execute(DECISION.insert(), row) for row in rows]
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
        query = select(DECISION).where(DECISION.c.id > after).order_by(DECISION.c.id)
        query = query.where(DECISION.c.kind == kind) if kind else query
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
        columns = select(DECISION.c.id, DECISION.c.made_at).where(DECISION.c.kind == kind)
        try:
            with self._open().connect() as connection:
                row = connection.execute(columns.order_by(DECISION.c.id.desc()).limit(1)).first()
        except _FAULTS as error:
            raise self._fault(error) from error
        return (int(row[0]), row[1]) if row else None

    def revision(self) -> str:
        """Return the revision of the schema as it lies there, "" where there is no ledger yet.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._asked():
            return revision(engine(self._url)) if self._is_there() else ""

    def upgrade(self) -> Upgrade:
        """Bring the schema up to today's revision; a ledger in a file is copied first.

        Raises:
            LedgerError: it is of a later revision, or cannot be written.
        """
        with self._asked():
            return upgrade(engine(self._url))

    def missing_guards(self) -> list[str]:
        """Return which guards against changed or removed decisions are not in force.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._asked():
            return missing_guards(engine(self._url)) if self._is_there() else []

    def count(self) -> int:
        """Return how many decisions there are.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        if not self._is_there():
            return 0
        with self._asked(), self._open().connect() as connection:
            query = select(func.count()).select_from(DECISION)
            return int(connection.execute(query).scalar_one())

    def damage(self) -> str:
        """Return what a ledger in a file has that is not whole, "" where it is or is on a server.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._asked():
            opened = engine(self._url)
            if opened.dialect.name != "sqlite" or not self._is_there():
                return ""
            with opened.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        return "" if found == "ok" else str(found)

    def is_empty(self) -> bool:
        """Tell whether there are neither decisions nor accounts; asking makes nothing.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._asked():
            return not self._is_there() or is_empty(engine(self._url))

    def write_out(self, put: Callable[[str, Iterator[str]], None]) -> None:
        """Give `put` every table that has to be kept, with its rows as lines, of one moment.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._asked():
            if self._is_there():
                lines(self._open(), put)

    def write_in(self, tables: Mapping[str, Path]) -> None:
        """Write files of such lines into an empty ledger: all of them or none.

        Raises:
            LedgerError: the ledger cannot be written, or the lines are none of ours.
        """
        with self._asked(), ExitStack() as files:
            given = {
                name: files.enter_context(path.open(encoding="utf-8"))
                for name, path in tables.items()
            }
            load(self._open(), given)

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
            opened = engine(self._url)
            prepare(opened)
            self._engine = opened
        return self._engine

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            yield
        except (*_FAULTS, ValueError, KeyError) as error:
            raise self._fault(error) from error

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


def _in_turn(connection: Connection) -> None:
    """Let appends wait for each other: a number is seen only when all smaller ones are."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_APPENDING)))


def _aware(row: dict[str, Any]) -> dict[str, Any]:
    """Attach the time zone that SQLite forgets."""
    if row["made_at"].tzinfo is None:
        row["made_at"] = row["made_at"].replace(tzinfo=UTC)
    return row
