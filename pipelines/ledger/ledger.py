"""What people decided: one append-only table, replayed by every build."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, Select, select
from sqlalchemy.exc import SQLAlchemyError

from pipelines.errors import LedgerError
from pipelines.ledger import standing
from pipelines.ledger.appending import Seen, append, head, last_word
from pipelines.ledger.chain import FIRST, Break, ChainHead, first_break
from pipelines.ledger.decisions import Decision, decision_of
from pipelines.ledger.entries import SetAside, fault_of, is_too_large
from pipelines.ledger.rows import is_empty, lines, load
from pipelines.ledger.schema import (
    Upgrade,
    missing_guards,
    prepare,
    revision,
    upgrade,
    upgrade_plan,
)
from pipelines.ledger.table import DECISION, INSTALLATION, engine, file_of, in_turn

KINDS: Final = frozenset(
    {"assignment", "correction", "verdict", "filing", "roster", "draft", "task"}
)
_FAULTS: Final = (SQLAlchemyError, ImportError, OSError, sqlite3.Error)
Entry = tuple[str, str, Mapping[str, Any]]  # kind, subject, body
_SAID: Final = tuple(DECISION.c[name] for name in Decision.__slots__)


class Ledger:
    """Append and replay. SQLite by default; any SQLAlchemy URL serves several machines.

    Asking never makes a ledger: of one that is not there, all there is to say is that nothing was
    decided. Every method raises LedgerError where the ledger cannot be read or written.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None

    def append(
        self,
        kind: str,
        subject: str,
        body: Mapping[str, Any],
        *,
        by: str,
        seen: int | None = None,
    ) -> int:
        """Record one decision and return its number; nothing is ever replaced.

        Args:
            kind: what it is about.
            subject: whom it is about.
            body: what it says.
            by: who decided.
            seen: the last word of this kind on the subject that they saw, 0 where there was none;
                without it the decision counts whatever was said meanwhile.

        Raises:
            ChangedMeanwhileError: another has decided since.
            LedgerError: the kind is unknown, nobody decided, or the ledger cannot be written.
        """
        states = () if seen is None else (Seen(kind, subject, seen),)
        return self.append_all([(kind, subject, body)], by=by, seen=states)[0]

    def append_all(
        self, entries: Sequence[Entry], *, by: str, seen: Sequence[Seen] = ()
    ) -> list[int]:
        """Record several decisions of one person at once, all or none, and return their numbers.

        What the person saw is compared and the decisions are written in one transaction.

        Raises:
            ChangedMeanwhileError: another has decided since.
            LedgerError: as for one.
        """
        rows = [_row(entry, by) for entry in entries]
        with self._asked(), self._open().begin() as connection:
            return append(connection, rows, seen)

    def last_number(self, kind: str, subject: str) -> int:
        """Return the number of the last word on a subject, 0 where there is none."""
        with self._connected() as connection:
            word = last_word(connection, kind, subject) if connection else None
        return int(word.id) if word is not None else 0

    def head(self) -> ChainHead:
        """Return how many entries there are and the digest of the last."""
        with self._connected() as connection:
            return head(connection) if connection else ChainHead()

    def digest_at(self, count: int) -> str:
        """Return the digest of the entry that was the last when there were so many, "" if none."""
        query = select(DECISION.c.digest).order_by(DECISION.c.id).offset(count - 1).limit(1)
        rows = self._rows(query) if count > 0 else ()
        return str(rows[0]["digest"]) if rows else FIRST

    def first_break(self) -> Break | None:
        """Return the first entry that does not follow from those before it, None where all do."""
        with self._connected() as connection:
            query = select(DECISION).order_by(DECISION.c.id)
            rows = connection.execute(query).mappings() if connection else ()
            return first_break(dict(row) for row in rows)

    def installation(self) -> str:
        """Return the id of the installation whose ledger this is, "" where it says none."""
        rows = self._rows(select(INSTALLATION.c.id))
        return str(rows[0]["id"]) if rows else ""

    def belong_to(self, installation: str) -> None:
        """Write into the ledger whose it is; one that says so already is not asked."""
        with self._asked(), self._open().begin() as connection:
            in_turn(connection)
            if connection.execute(select(INSTALLATION.c.id)).first() is None:
                connection.execute(INSTALLATION.insert(), {"id": installation})

    def decisions(
        self, after: int = 0, kind: str | None = None, skip: int = 0, subject: str = ""
    ) -> Sequence[Decision]:
        """Return decisions, or those of one kind or on one subject, in the order they were made.

        `after` leaves out all up to that number, `skip` so many of the first.

        An entry that cannot be is left out: `set_aside` names it.
        """
        query = select(*_SAID).where(DECISION.c.id > after).order_by(DECISION.c.id)
        query = query.where(DECISION.c.kind == kind) if kind else query
        query = query.where(DECISION.c.subject == subject) if subject else query
        query = query.offset(skip) if skip else query
        entries = map(decision_of, self._rows(query))
        return [one for one in entries if not fault_of(one.kind, one.subject, one.body)]

    def set_aside(self) -> list[SetAside]:
        """Return the entries that cannot be: they count nowhere and stop nothing."""
        columns = (DECISION.c.id, DECISION.c.kind, DECISION.c.subject, DECISION.c.body)
        entries = [dict(row) for row in self._rows(select(*columns).order_by(DECISION.c.id))]
        return [
            SetAside(entry["id"], entry["kind"], entry["subject"], why)
            for entry in entries
            if (why := fault_of(entry["kind"], entry["subject"], entry["body"]))
        ]

    @property
    def url(self) -> str:
        """Return where the ledger is."""
        return self._url

    def latest(self, kind: str) -> tuple[int, datetime] | None:
        """Return number and moment of the last decision of a kind: while they stay, nothing new."""
        columns = select(DECISION.c.id, DECISION.c.made_at).where(DECISION.c.kind == kind)
        rows = self._rows(columns.order_by(DECISION.c.id.desc()).limit(1))
        return (int(rows[0]["id"]), rows[0]["made_at"]) if rows else None

    def revision(self) -> str:
        """Return the revision of the schema as it lies there, "" where there is no ledger yet."""
        with self._asked():
            return revision(engine(self._url)) if self._is_there() else ""

    def upgrade(self) -> Upgrade:
        """Bring the schema up to today's revision; a ledger in a file is copied first.

        Raises:
            LedgerError: it is of a later revision, or cannot be written.
        """
        with self._asked():
            opened = engine(self._url)
            done = upgrade(opened)
            standing.make(opened)  # whoever may upgrade makes what the service itself may not
            return done

    def upgrade_plan(self) -> tuple[str, list[tuple[str, str]]]:
        """Return the revision that the ledger has, and number and title of each step to today's.

        A ledger that is not there yet needs none.

        Raises:
            LedgerError: it is of a later revision, or cannot be read.
        """
        if not self.revision():
            return "", []
        with self._asked():
            return upgrade_plan(engine(self._url))

    def missing_guards(self) -> list[str]:
        """Return which guards against changed or removed decisions are not in force."""
        with self._asked():
            return missing_guards(engine(self._url)) if self._is_there() else []

    def count(self) -> int:
        """Return how many decisions there are."""
        return self.head().entry_count

    def damage(self) -> str:
        """Return what a ledger in a file has that is not whole, "" where it is; on servers too."""
        with self._asked():
            opened = engine(self._url)
            if opened.dialect.name != "sqlite" or not self._is_there():
                return ""
            with opened.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        return "" if found == "ok" else str(found)

    def is_empty(self) -> bool:
        """Tell whether there are neither decisions nor accounts; asking makes nothing."""
        with self._asked():
            return not self._is_there() or is_empty(engine(self._url))

    def write_out(self, put: Callable[[str, Iterator[str]], None]) -> None:
        """Give `put` every table that has to be kept, with its rows as lines, of one moment."""
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

    @contextmanager
    def opened(self) -> Iterator[Engine | None]:
        """Give the way to the ledger for questions of one's own, None where there is none yet."""
        with self._asked():
            yield self._open() if self._is_there() else None

    @contextmanager
    def _connected(self) -> Iterator[Connection | None]:
        """Give a connection, None where there is no ledger yet."""
        with self.opened() as opened, opened.connect() if opened else nullcontext() as connection:
            yield connection

    def _rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """Return the rows of an answer, none where there is no ledger yet."""
        with self._connected() as connection:
            return connection.execute(query).mappings().all() if connection else ()

    def _is_there(self) -> bool:
        """Tell whether there may be decisions; asking never makes a file."""
        with self._asked():
            file = file_of(self._url)
            return file is None or file.exists()

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
    why = fault_of(kind, subject, body) or ("size" if is_too_large(body) else "")
    if why:
        raise LedgerError(f"no such decision can be: {why}", "entry_refused", why=why)
    return {
        "made_at": datetime.now(UTC),
        "made_by": by[:80],
        "kind": kind,
        "subject": subject,
        "body": dict(body),
    }
