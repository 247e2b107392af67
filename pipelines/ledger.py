"""What people decided: one append-only table, replayed by every build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from pipelines.decide import Decision
from pipelines.errors import LedgerError

KINDS: Final = frozenset({"assignment", "correction", "verdict", "filing", "roster"})
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
_GUARDS: Final = tuple(
    f"CREATE TRIGGER IF NOT EXISTS decision_no_{verb.lower()} BEFORE {verb} ON decision "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)


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
        if kind not in KINDS:
            raise LedgerError(f"{kind!r} is not a kind of decision: {', '.join(sorted(KINDS))}")
        if not by.strip() or not subject.strip():
            raise LedgerError("a decision needs a person and a subject")
        row = {
            "made_at": datetime.now(UTC),
            "made_by": by[:80],
            "kind": kind,
            "subject": subject,
            "body": dict(body),
        }
        try:
            with self._open().begin() as connection:
                number = connection.execute(_decision.insert(), row).inserted_primary_key
        except (SQLAlchemyError, ImportError) as error:
            raise self._fault(error) from error
        return int(number[0]) if number else 0

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
        except (SQLAlchemyError, ImportError) as error:
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
        except (SQLAlchemyError, ImportError) as error:
            raise self._fault(error) from error
        return (int(row[0]), row[1]) if row else None

    def _is_there(self) -> bool:
        """Tell whether there may be decisions; asking never makes a file."""
        try:
            url = make_url(self._url)
        except SQLAlchemyError as error:
            raise self._fault(error) from error
        in_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
        return not in_file or Path(str(url.database)).exists()

    def _open(self) -> Engine:
        """Open the ledger; where it is new, make its table and the guards of its rows."""
        if self._engine is None:
            engine = create_engine(self._url)
            try:
                _metadata.create_all(engine)
            except SQLAlchemyError:  # another process may have made it meanwhile
                if not inspect(engine).has_table("decision"):
                    raise
            if engine.dialect.name == "sqlite":
                with engine.begin() as connection:
                    for guard in _GUARDS:
                        connection.execute(text(guard))
            self._engine = engine
        return self._engine

    def _fault(self, error: Exception) -> LedgerError:
        first = str(getattr(error, "orig", None) or error).splitlines()[0]
        shown = re.sub(r"//[^@/]*@", "//", self._url)  # a password is nobody's business
        return LedgerError(f"the ledger {shown}: {first}")


def _aware(row: dict[str, Any]) -> dict[str, Any]:
    """Attach the time zone that SQLite forgets."""
    if row["made_at"].tzinfo is None:
        row["made_at"] = row["made_at"].replace(tzinfo=UTC)
    return row
