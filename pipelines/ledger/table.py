"""The way to the ledger's database, and its table as today's code asks it."""

import os
from pathlib import Path
from threading import Lock
from typing import Final

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
    event,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.pool import NullPool

from pipelines.ledger.body import dumps, loads

_PATIENCE: Final = 30.0  # seconds that a writer waits for the others
_REACH: Final = 5  # seconds until a server that does not answer counts as down
_WRITING: Final = 7_264_002  # the key of a lock that only writers of the ledger take
OWNED: Final = 0o600
_OTHERS: Final = 0o077
_making: Final = Lock()
metadata: Final = MetaData()
DECISION: Final = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("previous", String(64), nullable=False, server_default=""),
    Column("digest", String(64), nullable=False, server_default=""),
)
INSTALLATION: Final = Table("installation", metadata, Column("id", String(32), primary_key=True))


def engine(url: str) -> Engine:
    """Return the way to a ledger; on a server no connection outlives its question.

    A body that cannot be read is given as its text: one bad line hides no other.
    """
    made = make_url(url)
    json = {"json_serializer": dumps, "json_deserializer": loads}
    if made.get_backend_name() != "sqlite":
        patience = {"connect_timeout": _REACH} if made.get_driver_name() == "psycopg" else {}
        return create_engine(url, poolclass=NullPool, connect_args=patience, **json)
    opened = create_engine(url, connect_args={"timeout": _PATIENCE}, **json)
    if path := file_of(url):
        event.listen(opened, "do_connect", lambda *_: own(path))
    return opened


def file_of(url: str) -> Path | None:
    """Return the file that a ledger is; None for one on a server, or in memory.

    Raises:
        sqlalchemy.exc.ArgumentError: it is no address of a database.
    """
    made = make_url(url)
    in_file = made.get_backend_name() == "sqlite" and made.database not in {None, "", ":memory:"}
    return Path(str(made.database)) if in_file else None


def make_tables(engine: Engine, tables: MetaData) -> None:
    """Make the tables that stand beside the decisions, all or none, where one is missing.

    In a file a table is there as soon as it is made: who came meanwhile would meet half of them.
    """
    if set(inspect(engine).get_table_names()) >= set(tables.tables):
        return
    with engine.begin() as connection:
        in_turn(connection)
        tables.create_all(connection)


def in_turn(connection: Connection) -> None:
    """Let writers wait for each other: a number is seen only when all smaller ones are."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_WRITING)))
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # else reading alone begins nothing


def may_others(path: Path, bits: int = _OTHERS) -> bool:
    """Tell whether others than its owner may read or write a file; Windows does not say so here."""
    return os.name == "posix" and bool(path.stat().st_mode & bits)


def own(path: Path) -> None:
    """Let only its owner read a ledger in a file: it holds names and hashes of passwords.

    One that is there is never opened here: the system frees every lock that a process holds on a
    file, those of the database too, as soon as any of its handles on that file is closed.
    """
    try:
        with _making:  # nobody has it open yet: each connection comes through here first
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDONLY, OWNED))
        if may_others(path):
            path.chmod(OWNED)
    except OSError:  # the database says itself why it cannot be opened; another's file stays as is
        return
