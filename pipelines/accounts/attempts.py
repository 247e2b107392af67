"""Attempts to sign in: counted in the ledger's database, so that all servers count together."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from pipelines.ledger.account_tables import attempt

WINDOW: Final = timedelta(minutes=15)
MOST_BY_NAME: Final = 5
MOST_BY_ADDRESS: Final = 30  # a whole office may come from one address
_KEPT: Final = timedelta(days=1)
_COUNTING: Final = 7_264_003  # the key of a lock that only attempts take
_FAILED, _GOOD, _REFUSED = "failed", "good", "refused"


def begin(connection: Connection, name: str, address: str) -> int | None:
    """Count one more attempt and return its number; None where there were too many.

    It counts as failed until it is known to be good: a hundred attempts at once are a hundred.
    What is refused does not count: the lock ends a quarter of an hour after the last real one.
    """
    if connection.dialect.name == "postgresql":  # or attempts at once would not see each other
        connection.execute(select(func.pg_advisory_xact_lock(_COUNTING)))
    now = datetime.now(UTC)
    connection.execute(attempt.delete().where(attempt.c.made_at < now - _KEPT))
    row = {"made_at": now, "name": _digest(name), "address": _digest(address), "outcome": _FAILED}
    number = int((connection.execute(attempt.insert(), row).inserted_primary_key or (0,))[0])
    if _is_too_many(connection, row["name"], row["address"], now - WINDOW):
        _set(connection, number, _REFUSED)
        return None
    return number


def good(connection: Connection, number: int) -> None:
    """Record that an attempt was good: what failed before under its name is forgotten."""
    _set(connection, number, _GOOD)


def forgive(connection: Connection, name: str) -> None:
    """Unlock a name."""
    now = datetime.now(UTC)
    row = {"made_at": now, "name": _digest(name), "address": "", "outcome": _GOOD}
    connection.execute(attempt.insert(), row)


def _is_too_many(connection: Connection, name: object, address: object, since: datetime) -> bool:
    failed = (attempt.c.outcome == _FAILED) & (attempt.c.made_at >= since)
    last_good = (
        select(func.coalesce(func.max(attempt.c.id), 0))
        .where(attempt.c.name == name, attempt.c.outcome == _GOOD)
        .scalar_subquery()
    )
    of_name = select(func.count()).where(failed, attempt.c.name == name, attempt.c.id > last_good)
    of_address = select(func.count()).where(failed, attempt.c.address == address)
    by_name = int(connection.execute(of_name).scalar_one())
    by_address = int(connection.execute(of_address).scalar_one())
    return by_name > MOST_BY_NAME or by_address > MOST_BY_ADDRESS


def _set(connection: Connection, number: int, outcome: str) -> None:
    connection.execute(attempt.update().where(attempt.c.id == number).values(outcome=outcome))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
