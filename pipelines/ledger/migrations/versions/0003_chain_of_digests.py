"""Each entry holds the digest of the one before and its own; whose ledger it is stands in it."""

from typing import Final

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.chain import chained

revision = "0003"
down_revision = "0002"

_DECISION: Final = sa.table(
    "decision",
    sa.column("id", sa.Integer),
    sa.column("made_at", sa.DateTime(timezone=True)),
    sa.column("made_by", sa.String),
    sa.column("kind", sa.String),
    sa.column("subject", sa.String),
    sa.column("body", sa.JSON),
    sa.column("previous", sa.String),
    sa.column("digest", sa.String),
)
_SAID: Final = ("id", "made_at", "made_by", "kind", "subject", "body")
# The rows that are there get their digests: the guard against changes steps aside meanwhile.
_ASIDE: Final = {
    "sqlite": "DROP TRIGGER decision_no_update",
    "postgresql": "ALTER TABLE decision DISABLE TRIGGER decision_no_change",
}
_BACK: Final = {
    "sqlite": "CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "postgresql": "ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_change",
}


def upgrade() -> None:
    """Add both columns, fill them in the order of the numbers, and make the place of the id."""
    dialect = op.get_context().dialect.name
    for name in ("previous", "digest"):
        text = sa.Column(name, sa.String(64), nullable=False, server_default="")
        op.add_column("decision", text)
    op.create_table("installation", sa.Column("id", sa.String(32), primary_key=True))
    connection = op.get_bind()
    columns = [_DECISION.c[name] for name in _SAID]
    rows = connection.execute(sa.select(*columns).order_by(_DECISION.c.id)).mappings().all()
    if not rows:
        return
    op.execute(_ASIDE[dialect])
    for row in chained(dict(one) for one in rows):
        connection.execute(
            _DECISION.update()
            .where(_DECISION.c.id == row["id"])
            .values(previous=row["previous"], digest=row["digest"])
        )
    op.execute(_BACK[dialect])
