"""Attempts to sign in: counted in the ledger's database, so that all servers count together.

What locks is a name from an address: who tries passwords locks out nobody but those at the same
address. An address that tries many names is locked as a whole. Only where a name is tried from
everywhere is it locked everywhere, and even then not where its owner signed in before.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from pipelines.accounts.sessions import digest
from pipelines.ledger.account_tables import attempt

FREE: Final = 5  # failures of a name at an address before there is a delay
FREE_OF_ADDRESS: Final = 30  # of all names at an address: a whole office may come from one
MOST_OF_NAME: Final = 100  # in an hour, from everywhere (ASVS 2.2.1)
FIRST_DELAY: Final = timedelta(seconds=30)  # it doubles with each failure
LONGEST_DELAY: Final = timedelta(hours=1)
_HOUR: Final = timedelta(hours=1)
_WINDOW: Final = timedelta(days=1)  # failures that are older are forgotten
_KEPT: Final = timedelta(days=90)  # how long an address is one that a name signed in from
_COUNTING: Final = 7_264_004  # the key of a lock that only attempts take
_FAILED, _GOOD, _REFUSED = "failed", "good", "refused"
_ANYWHERE: Final = ""


def begin(connection: Connection, name: str, address: str) -> int | timedelta:
    """Count one more attempt and return its number; how long to wait where it is refused.

    It counts as failed until it is known to be good: a hundred attempts at once are a hundred.
    What is refused does not count: a lock does not grow by being tried.
    """
    if connection.dialect.name == "postgresql":  # or attempts at once would not see each other
        connection.execute(select(func.pg_advisory_xact_lock(_COUNTING)))
    now = datetime.now(UTC)
    is_old = (attempt.c.made_at < now - _WINDOW) & (attempt.c.outcome != _GOOD)
    connection.execute(attempt.delete().where(is_old | (attempt.c.made_at < now - _KEPT)))
    row = {"made_at": now, "name": digest(name), "address": digest(address), "outcome": _FAILED}
    number = int((connection.execute(attempt.insert(), row).inserted_primary_key or (0,))[0])
    wait = _wait(connection, str(row["name"]), str(row["address"]), now)
    if wait <= timedelta(0):
        return number
    _set(connection, number, _REFUSED)
    return wait


def good(connection: Connection, number: int) -> None:
    """Record that an attempt was good: what failed before at its address is forgotten."""
    _set(connection, number, _GOOD)


def forgive(connection: Connection, name: str) -> None:
    """Unlock a name, wherever it was tried."""
    now = datetime.now(UTC)
    row = {"made_at": now, "name": digest(name), "address": _ANYWHERE, "outcome": _GOOD}
    connection.execute(attempt.insert(), row)


def _wait(connection: Connection, name: str, address: str, now: datetime) -> timedelta:
    own, here = attempt.c.name == name, attempt.c.address == address
    last_good = _last_good(connection, own & (here | (attempt.c.address == _ANYWHERE)))
    pair, _ = _failed(connection, own & here & (attempt.c.id > last_good))
    site, _ = _failed(connection, here)
    unlocked = _last_good(connection, own & (attempt.c.address == _ANYWHERE))
    everywhere, first = _failed(
        connection, own & (attempt.c.id > unlocked) & (attempt.c.made_at >= now - _HOUR)
    )
    waits = [
        _delay(pair, FREE, _before(connection, own & here, now)),
        _delay(site, FREE_OF_ADDRESS, _before(connection, here, now)),
    ]
    if everywhere > MOST_OF_NAME and not _last_good(connection, own & here) and first:
        waits.append(first + _HOUR - now)
    return max(waits)


def _delay(failures: int, free: int, since: timedelta) -> timedelta:
    """Return how long to wait still; the attempt itself is one of the failures."""
    beyond = failures - 1 - free
    if beyond < 0:
        return timedelta(0)
    doubled: int = 2 ** min(beyond, 20)
    return min(FIRST_DELAY * doubled, LONGEST_DELAY) - since


def _failed(connection: Connection, which: ColumnElement[bool]) -> tuple[int, datetime | None]:
    """Return how many attempts failed, and when the first of them did."""
    asked = select(func.count(), func.min(attempt.c.made_at)).where(
        which, attempt.c.outcome == _FAILED
    )
    count, first = connection.execute(asked).one()
    return int(count), _aware(first)


def _before(connection: Connection, which: ColumnElement[bool], now: datetime) -> timedelta:
    """Return how long ago the last failure before the present attempt was."""
    asked = (
        select(attempt.c.made_at)
        .where(which, attempt.c.outcome == _FAILED)
        .order_by(attempt.c.id.desc())
        .offset(1)
        .limit(1)
    )
    last = _aware(connection.execute(asked).scalar())
    return now - last if last else _WINDOW


def _last_good(connection: Connection, which: ColumnElement[bool]) -> int:
    asked = select(func.coalesce(func.max(attempt.c.id), 0)).where(
        which, attempt.c.outcome == _GOOD
    )
    return int(connection.execute(asked).scalar_one())


def _aware(moment: datetime | None) -> datetime | None:
    """Return a moment with its zone: SQLite keeps none."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _set(connection: Connection, number: int, outcome: str) -> None:
    connection.execute(attempt.update().where(attempt.c.id == number).values(outcome=outcome))
