"""The revisions of the ledger's tables, oldest first, as Alembic runs them."""
