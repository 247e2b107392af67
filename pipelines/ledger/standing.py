"""How the documents of the desk stand, kept as rows beside the decisions that they follow from.

The rows are derived: whoever asks first after a decision applies it, so that no question replays
what was decided long ago. They can be dropped at any time and are then made from all decisions.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    select,
    update,
)

from pipelines.identities import Subject
from pipelines.ledger.decisions import SETTLED, Decision, decision_of
from pipelines.ledger.draft_states import KIND, DraftState, follow, from_plain, to_plain
from pipelines.ledger.entries import fault_of
from pipelines.ledger.table import DECISION, in_turn, make_tables

VERSION: Final = 1  # of what the rows are made by: another one makes all of them anew
ROSTER: Final = "roster"
ABSENT: Final = "absent"  # as a reading: the bytes have not come
_FOLLOWED: Final = frozenset({KIND, ROSTER, *SETTLED})
_BATCH: Final = 500
metadata: Final = MetaData()
# One row: how a document stands; `reading` names the reading that its reports are listed by, ""
# where a decision has touched it since.
DOCUMENT: Final = Table(
    "desk_document",
    metadata,
    Column("sha256", String(200), primary_key=True),
    Column("decision_id", Integer, nullable=False, index=True),
    Column("state", String(12), nullable=False, index=True),
    Column("received_by", String(80), nullable=False),
    Column("touched", Integer, nullable=False),
    Column("reading", String(80), nullable=False, index=True),
    Column("said", JSON, nullable=False),
)
# One row: one report of a document, or the document that gave none; as it is listed.
REPORT: Final = Table(
    "desk_report",
    metadata,
    Column("sha256", String(200), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("agency_id", String(40), nullable=False),
    Column("county_code", String(12), nullable=False),
    Column("area", String(12), nullable=False),
    Column("report_year", Integer),
    Column("said", JSON, nullable=False),
    Index("desk_report_by_agency", "agency_id", "report_year"),
)
# One row: a decision about a report of a document, or, under "roster", about who must report.
WORD: Final = Table(
    "desk_word",
    metadata,
    Column("decision_id", Integer, primary_key=True, autoincrement=False),
    Column("subject", String(200), nullable=False, index=True),
)
SEEN: Final = Table(
    "desk_seen",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("last_id", Integer, nullable=False),
)


def make(engine: Engine) -> None:
    """Make the tables where they are not."""
    make_tables(engine, metadata)


def catch_up(engine: Engine) -> None:
    """Apply the decisions that nobody has applied yet, in their order, all or none."""
    with engine.connect() as connection:
        if _seen(connection) == _last(connection):
            return
    with engine.begin() as connection:
        in_turn(connection)
        seen = _seen(connection)
        if seen is None:
            for table in (DOCUMENT, REPORT, WORD, SEEN):
                connection.execute(delete(table))
            connection.execute(SEEN.insert(), {"version": VERSION, "last_id": 0})
            seen = 0
        last = _last(connection)
        while batch := _after(connection, seen):
            _apply(connection, batch)
            seen = batch[-1].id
        connection.execute(update(SEEN).values(last_id=last))


def states(connection: Connection, hashes: Iterable[str]) -> dict[str, DraftState]:
    """Return how some documents stand; what never was on the desk is not among them."""
    query = select(DOCUMENT.c.said).where(DOCUMENT.c.sha256.in_(list(hashes)))
    found = (from_plain(row.said) for row in connection.execute(query))
    return {one.sha256: one for one in found}


def _seen(connection: Connection) -> int | None:
    """Return the last decision that was applied, None where rows are of another version."""
    found = connection.execute(select(SEEN.c.last_id).where(SEEN.c.version == VERSION)).scalar()
    return None if found is None else int(found)


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.max(DECISION.c.id))).scalar() or 0)


def _after(connection: Connection, seen: int) -> list[Decision]:
    query = (
        select(*(DECISION.c[name] for name in Decision.__slots__))
        .where(DECISION.c.id > seen, DECISION.c.kind.in_(_FOLLOWED))
        .order_by(DECISION.c.id)
        .limit(_BATCH)
    )
    return [decision_of(row) for row in connection.execute(query).mappings()]


def _apply(connection: Connection, batch: Sequence[Decision]) -> None:
    sound = [entry for entry in batch if not fault_of(entry.kind, entry.subject, entry.body)]
    drafts = [entry for entry in sound if entry.kind == KIND]
    drafts_now = states(connection, {entry.subject for entry in drafts})
    touched: dict[str, int] = {}
    for entry in drafts:
        follow(drafts_now, entry)
        touched[entry.subject] = entry.id
    if touched:
        connection.execute(delete(DOCUMENT).where(DOCUMENT.c.sha256.in_(list(touched))))
        rows = [
            {
                "sha256": key,
                "decision_id": drafts_now[key].decision_id,
                "state": drafts_now[key].state,
                "received_by": drafts_now[key].received_by,
                "touched": number,
                "reading": "",
                "said": to_plain(drafts_now[key]),
            }
            for key, number in touched.items()
        ]
        connection.execute(DOCUMENT.insert(), rows)
    about = [
        {"decision_id": entry.id, "subject": ROSTER if entry.kind == ROSTER else _document(entry)}
        for entry in sound
        if entry.kind != KIND
    ]
    if about:
        connection.execute(WORD.insert(), about)
    for row in about:
        here = DOCUMENT.c.sha256 == row["subject"]
        changed = {"reading": "", "touched": row["decision_id"]}
        connection.execute(
            update(DOCUMENT).where(here, DOCUMENT.c.touched < row["decision_id"]).values(changed)
        )


def _document(decision: Decision) -> str:
    return Subject.parse(decision.subject).sha256
