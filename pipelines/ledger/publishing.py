"""One machine publishes at a time, where several share a ledger on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import func, select

from pipelines.ledger.ledger import Ledger

_PUBLISHING: Final = 7_264_003  # the key of a lock that only publications take


@contextmanager
def publishing(ledger: Ledger) -> Iterator[None]:
    """Wait until no other machine publishes, and let none begin meanwhile.

    On a server that is a lock of the database, freed too where the connection breaks; a ledger in
    a file is of one machine, whose folder has a lock of its own.

    Raises:
        LedgerError: the ledger cannot be reached.
    """
    connection = None
    with ledger.opened() as engine:
        if engine is not None and engine.dialect.name == "postgresql":
            connection = engine.connect()
            connection.execute(select(func.pg_advisory_lock(_PUBLISHING)))
    try:
        yield
    finally:
        if connection is not None:
            connection.close()  # the session's end frees the lock
