"""The tables of accounts beside the decisions: made when the first account is."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    text,
)

from pipelines.ledger.table import make_tables

metadata: Final = MetaData()
account: Final = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("shown", String(40), nullable=False),
    Column("role", String(16), nullable=False),
    Column("counties", JSON, nullable=False),
    Column("password", String(200), nullable=False),
    Column("is_disabled", Boolean, nullable=False),
)
change: Final = Table(
    "account_change",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("name", String(40), nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("body", JSON, nullable=False),
)
session: Final = Table(
    "account_session",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("token", String(64), nullable=False, unique=True),  # its hash, never itself
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
)
attempt: Final = Table(
    "account_attempt",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False, index=True),
    Column("name", String(64), nullable=False),  # hashed: people type passwords there
    Column("address", String(64), nullable=False),  # hashed
    Column("outcome", String(8), nullable=False),  # failed | good | refused
    Index("account_attempt_by_name", "name", "id"),
    Index("account_attempt_by_address", "address", "made_at"),
)
_SAID: Final = "changes of accounts are append-only"
_GUARDS: Final = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS account_change_no_{verb.lower()} BEFORE {verb} "
        f"ON account_change BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION account_change_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
        "CREATE OR REPLACE TRIGGER account_change_no_change BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON account_change FOR EACH STATEMENT EXECUTE FUNCTION account_change_guard()",
    ),
}


def make(engine: Engine) -> None:
    """Make the tables, and the guards of the record of changes."""
    make_tables(engine, metadata)
    with engine.begin() as connection:
        for guard in _GUARDS.get(engine.dialect.name, ()):
            connection.execute(text(guard))
