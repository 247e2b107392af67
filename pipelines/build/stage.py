"""The file that a publication writes: rows staged by batches, steps of SQL, questions to it.

A full build and a publication of what changed take the same steps: the first begins with empty
tables and changes every unit, the second with a copy of what is published.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import duckdb

from pipelines.sql import statement
from pipelines.store.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class StagedReport:
    """A report of a document, as the store will know it; `agency_id` is empty while it is open."""

    report_id: int
    dataset: str
    agency_id: str
    report_year: int | None
    sha256: str
    part: int
    standing: str  # current | superseded | waiting


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes: units, documents that came, went or were decided on, and those to be read."""

    units: frozenset[int]
    documents: frozenset[str]
    staged: frozenset[str]


class Stage:
    """The staging tables of one build: rows go in by batches and leave no trace in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, is_carried: bool = False) -> None:
        self._connection = connection
        self.is_carried = is_carried
        """Whether the tables hold what is published, of which only some units change."""

    def add(self, rows: Rows) -> None:
        """Append a batch to the staging tables."""
        for part in fields(rows):
            insert(self._connection, f"stage_{part.name}", getattr(rows, part.name))

    def run(self, *steps: str) -> None:
        """Run steps of `sql/build` in turn."""
        for name in steps:
            self._connection.execute(statement("build", name))

    def ask(self, query: str, **given: object) -> list[Row]:
        """Return the rows of a question to the tables as they are now."""
        return self._connection.execute(query, given).fetchall()

    def mark(self, table: str, rows: Iterable[int] | Iterable[Row]) -> None:
        """Write down units, documents or reports that this publication computes anew."""
        insert(self._connection, table, [one if isinstance(one, tuple) else (one,) for one in rows])

    def reports(self, areas: Collection[int] | None = None) -> Sequence[StagedReport]:
        """Return the reports of documents of some areas, or of all, after all are there."""
        query = """SELECT report_id, dataset, agency_id, report_year, sha256, part, standing
            FROM report
            WHERE source = 'document'
                AND ($is_all OR list_contains($areas::BIGINT[], report_id // 100000000))
            ORDER BY report_id"""
        rows = self.ask(query, is_all=areas is None, areas=sorted(areas or ()))
        return [StagedReport(*row) for row in rows]

    def excerpts(self, units: Collection[int] | None = None) -> Mapping[str, int]:
        """Return the ids of the current excerpts of some units, or of all, by what names them."""
        query = """SELECT concat_ws(':', agency_id, report_year, address), report_id
            FROM report
            WHERE source = 'excerpt' AND standing = 'current'
                AND ($is_all OR list_contains($units::BIGINT[], report_id // 1000000))
            ORDER BY report_id"""
        return dict(self.ask(query, is_all=units is None, units=sorted(units or ())))


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Append rows by many in one statement: row by row costs ten times as much."""
    if not rows:
        return
    import pandas as pd  # noqa: PLC0415 - half a second that nobody who only asks waits for

    connection.register("batch", pd.DataFrame(rows, dtype=object))
    connection.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608 - ours
    connection.unregister("batch")
