"""What Alembic runs: the revisions, on the connection and in the transaction it was given."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite too: the caller holds the transaction, all of it or nothing
)
with context.begin_transaction():
    context.run_migrations()
