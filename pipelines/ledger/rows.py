"""The ledger's tables as lines, all of one moment: how decisions travel between databases."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, DateTime, Engine, Table, func, inspect, select, text

from pipelines.ledger import account_tables as tables
from pipelines.ledger.body import UnreadableBody
from pipelines.ledger.chain import FIRST, chained, moment
from pipelines.ledger.schema import prepare
from pipelines.ledger.table import DECISION

# Sessions and attempts to sign in are of the day: they stay behind.
KEPT: Final[Mapping[str, Table]] = {
    one.name: one for one in (DECISION, tables.account, tables.change)
}
_DIGESTS: Final = frozenset({"previous", "digest"})
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
    """Write rows with their own numbers into an empty database: all of them or none.

    Digests are taken over as they are, so that what was changed before shows after; rows written
    before there were any get theirs.
    """
    prepare(engine)
    if set(given) - {DECISION.name}:
        tables.make(engine)
    with engine.begin() as connection:
        for name, table in KEPT.items():
            previous = FIRST
            for batch in _batches(given.get(name, ())):
                rows = [_row(table, json.loads(line)) for line in batch]
                if table is DECISION:
                    rows = _with_digests(rows, previous)
                    previous = str(rows[-1]["digest"])
                connection.execute(table.insert(), rows)
            if name in given and engine.dialect.name == "postgresql":
                _count_on(connection, table)


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    source = iter(lines)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        said = {name: _said(value) for name, value in row.items()}
        if isinstance(said.get("body"), UnreadableBody):  # kept as it is, for whoever looks into it
            said["body_text"] = str(said.pop("body"))
        yield json.dumps(said, sort_keys=True)


def _said(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return moment(value) if isinstance(value, datetime) else value


def _row(table: Table, said: Mapping[str, Any]) -> dict[str, Any]:
    if "body_text" in said:
        said = dict(said) | {"body": UnreadableBody(said["body_text"])}
    return {
        column.name: _meant(column, said[column.name])
        for column in table.columns
        if column.name in said or column.name not in _DIGESTS
    }


def _with_digests(rows: list[dict[str, Any]], previous: str) -> list[dict[str, Any]]:
    has_own = all(one.get("digest") for one in rows)
    return rows if has_own else chained(rows, previous)


def _meant(column: Column[Any], value: Any) -> Any:  # noqa: ANN401
    return datetime.fromisoformat(value) if isinstance(column.type, DateTime) else value


def _count_on(connection: Connection, table: Table) -> None:
    """Let the next number follow the last one that was written here."""
    last = connection.execute(select(func.max(table.c.id))).scalar()
    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
    if last:
        connection.execute(text(f"SELECT setval({sequence}, {int(last)})"))
