"""The ledger's tables as lines, all of one moment: how decisions travel between databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, DateTime, Engine, Table, func, inspect, select, text

from pipelines.ledger import account_tables as tables
from pipelines.ledger.schema import prepare
from pipelines.ledger.table import DECISION

# Sessions and attempts to sign in are of the day: they stay behind.
KEPT: Final[Mapping[str, Table]] = {
    one.name: one for one in (DECISION, tables.account, tables.change)
}
_BATCH: Final = 1_000


def lines(engine: Engine, put: Callable[[str, Iterator[str]], None]) -> None:
    """Give `put` each table that is there with its rows as JSON, in the order of their numbers.

    All rows are of one moment, whoever writes meanwhile.
    """
    is_server = engine.dialect.name != "sqlite"
    options = {"isolation_level": "REPEATABLE READ"} if is_server else {}
    with engine.connect().execution_options(**options) as connection:
        if not is_server:
            connection.exec_driver_sql("BEGIN")  # reading alone begins nothing
        there = set(inspect(connection).get_table_names())
        for name, table in KEPT.items():
            if name in there:
                put(name, _lines(connection, table))


def is_empty(engine: Engine) -> bool:
    """Tell whether a database holds nothing that a restored ledger could collide with."""
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return not any(
            connection.execute(select(table).limit(1)).first()
            for name, table in KEPT.items()
            if name in there
        )


def load(engine: Engine, given: Mapping[str, Iterable[str]]) -> None:
    """Write rows with their own numbers into an empty database: all of them or none."""
    prepare(engine)
    if set(given) - {DECISION.name}:
        tables.make(engine)
    with engine.begin() as connection:
        for name, table in KEPT.items():
            batch: list[dict[str, Any]] = []
            for line in given.get(name, ()):
                batch.append(_row(table, json.loads(line)))
                if len(batch) >= _BATCH:
                    connection.execute(table.insert(), batch)
                    batch = []
            if batch:
                connection.execute(table.insert(), batch)
            if name in given and engine.dialect.name == "postgresql":
                _count_on(connection, table)


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        said = {name: _said(value) for name, value in row.items()}
        yield json.dumps(said, ensure_ascii=False, sort_keys=True)


def _said(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if not isinstance(value, datetime):
        return value
    whole = value if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite forgets the zone
    return whole.astimezone(UTC).isoformat()


def _row(table: Table, said: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: _meant(column, said[column.name]) for column in table.columns}


def _meant(column: Column[Any], value: Any) -> Any:  # noqa: ANN401
    return datetime.fromisoformat(value) if isinstance(column.type, DateTime) else value


def _count_on(connection: Connection, table: Table) -> None:
    """Let the next number follow the last one that was written here."""
    last = connection.execute(select(func.max(table.c.id))).scalar()
    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
    if last:
        connection.execute(text(f"SELECT setval({sequence}, {int(last)})"))
