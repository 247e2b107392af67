"""How an entry gets into the ledger: in turn, after what its writer saw, chained to the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from pipelines.errors import ChangedMeanwhileError
from pipelines.ledger.chain import FIRST, ChainHead, chained
from pipelines.ledger.draft_states import KIND as DRAFT
from pipelines.ledger.draft_states import is_act
from pipelines.ledger.table import DECISION, in_turn


@dataclass(frozen=True, slots=True)
class Seen:
    """The last word on a subject that somebody saw before deciding; 0 where there was none."""

    kind: str
    subject: str
    number: int


def append(
    connection: Connection, rows: Sequence[Mapping[str, Any]], seen: Sequence[Seen] = ()
) -> list[int]:
    """Write rows behind the last entry and return their numbers; within a transaction of its own.

    Raises:
        ChangedMeanwhileError: another has decided since, who is named.
    """
    in_turn(connection)
    for state in seen:
        _compare(last_word(connection, state.kind, state.subject), state)
    before = _last_digest(connection)
    numbers = _numbers(connection, len(rows))
    numbered = [dict(row) | {"id": number} for row, number in zip(rows, numbers, strict=True)]
    connection.execute(DECISION.insert(), chained(numbered, before))
    return numbers


def head(connection: Connection) -> ChainHead:
    """Return how far the ledger goes."""
    count = connection.execute(select(func.count()).select_from(DECISION)).scalar_one()
    return ChainHead(int(count), _last_digest(connection))


def _last_digest(connection: Connection) -> str:
    query = select(DECISION.c.digest).order_by(DECISION.c.id.desc()).limit(1)
    return str(connection.execute(query).scalar() or FIRST)


def last_word(connection: Connection, kind: str, subject: str) -> Row[Any, Any, Any, Any] | None:
    """Return the entry that is the last word on a subject, as whoever decides on it sees it."""
    query = (
        select(DECISION.c.id, DECISION.c.made_by, DECISION.c.made_at, DECISION.c.body)
        .where(DECISION.c.subject == subject, DECISION.c.kind == kind)
        .order_by(DECISION.c.id)
    )
    entries = connection.execute(query).all()
    if kind != DRAFT:  # a correction that was taken back leaves none in force
        return entries[-1] if entries and not _is_withdrawn(entries[-1].body) else None
    acts = [entry for entry in entries[1:] if is_act(entry.body)]
    return acts[-1] if acts else next(iter(entries), None)


def _is_withdrawn(body: object) -> bool:
    return isinstance(body, Mapping) and bool(body.get("is_withdrawn"))


def _compare(last: Row[Any, Any, Any, Any] | None, seen: Seen) -> None:
    number = int(last.id) if last is not None else 0
    if number == seen.number:
        return
    by = str(last.made_by) if last is not None else "-"
    at = last.made_at if last is not None else datetime.now(UTC)
    said = f"{by} has decided on {seen.subject} meanwhile (entry {number})"
    raise ChangedMeanwhileError(said, "changed_meanwhile", by=by, at=at, number=number)


def _numbers(connection: Connection, count: int) -> list[int]:
    """Return the numbers of the next entries: they are digested with them."""
    if connection.dialect.name == "postgresql":
        sequence = text("SELECT nextval(pg_get_serial_sequence('decision', 'id'))")
        return [int(connection.execute(sequence).scalar_one()) for _ in range(count)]
    last = connection.execute(select(func.max(DECISION.c.id))).scalar() or 0
    return [int(last) + step for step in range(1, count + 1)]
