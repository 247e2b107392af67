"""The way to the ledger's database, and its table as today's code asks it."""

from __future__ import annotations

from typing import Final

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
    make_url,
)
from sqlalchemy.pool import NullPool

_PATIENCE: Final = 30.0  # seconds that a writer waits for the others
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
)


def engine(url: str) -> Engine:
    """Return the way to a ledger; on a server no connection outlives its question."""
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        return create_engine(url, connect_args={"timeout": _PATIENCE})
    return create_engine(url, poolclass=NullPool)
