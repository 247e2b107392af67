"""Guards where they were missing: on PostgreSQL all of them, on SQLite against a replaced row."""

from typing import Final

from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE: Final = (
    # REPLACE INTO removes the old row without asking the guard of DELETE.
    "CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision "
    "WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
)
_POSTGRESQL: Final = (
    "CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    "CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON decision "
    "FOR EACH ROW EXECUTE FUNCTION decision_stays()",
    "CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision "
    "FOR EACH STATEMENT EXECUTE FUNCTION decision_stays()",
    "ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_change",
    "ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_truncate",
)


def upgrade() -> None:
    """Add the guards of this dialect."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(statement)
