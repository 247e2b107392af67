"""All equations and inequalities of the rule book over any number of reports, in one pass."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import _duckdb as duckdb  # its compiled half alone: the other loads longer than a page is judged

from pipelines.catalogue.load import catalogue
from pipelines.sql import statement
from pipelines.validate.frame import FigureRow, Lineage, ReportHead
from pipelines.validate.program import CONDITION, LEFT, RIGHT, Instance, Program, Signature
from pipelines.validate.rulebook import RuleBook, rulebook

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
    "memory_limit": "1GB",
}
FEW = 5_000  # so few reports are judged faster by one thread than threads are started
CONDITIONS = 3  # of one relation, at most


@dataclass(frozen=True, slots=True)
class RelationResult:
    """What one relation says of one report; `mask` tells which doubts its cells carry."""

    report: int
    instance: Instance
    status: str
    left: float
    right: float
    mask: int


@lru_cache(maxsize=4)
def program(book: RuleBook | None = None) -> Program:
    """Return the relations of a rule book as rows; the default is the one that ships."""
    return Program(book or rulebook(), catalogue())


def judge_relations(
    reports: Sequence[ReportHead],
    figures: Sequence[FigureRow] | Path,
    lineage: Sequence[Lineage],
    book: RuleBook | None = None,
    *,
    everything: bool = False,
) -> Iterator[RelationResult]:
    """Judge every relation and yield what fails or cannot be judged, with `everything` all.

    Args:
        reports: every report once.
        figures: one row per slot, or the path of Parquet files of such rows, which are streamed.
        lineage: the reports of the year before that belong to a report.
        book: the rule book; the one that ships where none is given.
        everything: yield what passes too.

    Yields:
        One verdict per report and case, ordered by report and rule.
    """
    instances = program(book).instances
    for report, number, *verdict in _run(book, reports, figures, lineage, everything=everything):
        yield RelationResult(report, instances[number], *verdict)


def _run(
    book: RuleBook | None,
    reports: Sequence[ReportHead],
    figures: Sequence[FigureRow] | Path,
    lineage: Sequence[Lineage],
    *,
    everything: bool,
) -> list[tuple[Any, ...]]:
    plan = program(book)
    kinds = dict.fromkeys(head.kind for head in reports)
    numbers: dict[Signature, int] = {}
    classes = {kind: numbers.setdefault(plan.signature(kind), len(numbers)) for kind in kinds}
    tables: dict[str, Sequence[tuple[Any, ...]]] = {
        "report_in": [(h.report, classes[h.kind], h.is_whole) for h in reports],
        "lineage_in": lineage,
        "asked_in": [(number, s[0], one) for s, number in numbers.items() for one in s[2]],
        "expected_in": [
            (number, slot) for sign, number in numbers.items() for slot in _expected(plan, sign[0])
        ],
    }
    forms = tuple(sorted({sign[0] for sign in numbers}))
    with _database(book, forms, len(reports)) as connection:
        connection.execute(statement("check", "inputs"))
        for name, rows in tables.items():
            _fill(connection, name, rows)
        if isinstance(figures, Path):
            connection.execute("DROP TABLE figure_in")
            files = str(figures).replace("'", "''")
            connection.execute(f"CREATE TEMP VIEW figure_in AS FROM read_parquet('{files}')")
        else:
            _fill(connection, "figure_in", figures)
        for name in ("cells", "addends"):
            connection.execute(statement("check", name))
        connection.execute(statement("check", "suspects"), {"everything": everything})
        query = statement("check", "relations")
        return connection.execute(query, {"everything": everything}).fetchall()


def _database(
    book: RuleBook | None, forms: tuple[str, ...], report_count: int
) -> duckdb.DuckDBPyConnection:
    """Open a database in memory for a moment; what a judging adds to it, nobody else sees."""
    if report_count < FEW:
        return _of_the_process(os.getpid(), book, forms).cursor()
    return _planned(program(book), forms, SETTINGS)


@lru_cache(maxsize=8)
def _of_the_process(
    _: int, book: RuleBook | None, forms: tuple[str, ...]
) -> duckdb.DuckDBPyConnection:
    """Return the database for few reports: to make one takes half of what judging one does."""
    return _planned(program(book), forms, SETTINGS | {"threads": 1})


def _planned(
    plan: Program, forms: tuple[str, ...], settings: dict[str, Any]
) -> duckdb.DuckDBPyConnection:
    """Return a new database that holds the relations of some forms."""
    connection = duckdb.connect(":memory:", config=settings)  # noqa: TID251
    connection.execute(statement("check", "plan"))
    _fill(connection, "slot_in", [(number, *slot) for slot, number in plan.slots.items()])
    _fill(connection, "part_in", [row for form in forms for row in _parts(plan, form)])
    _fill(connection, "instance_in", _instances(plan))
    return connection


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Put rows into a table, column by column: one by one costs fifty times as much."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        values = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO {table} SELECT {values}", columns)


def _parts(plan: Program, template: str) -> Iterator[tuple[Any, ...]]:
    """Yield the part of each cell in each relation of a form."""
    for instance, slot, is_prior, factors in plan.terms(template):
        is_stated = slot in plan.stated
        yield template, instance, slot, is_prior, *_factors(factors), 2 * is_stated


def _expected(plan: Program, template: str) -> Iterator[int]:
    """Yield the cells that a form prints and relations speak of."""
    printed = _printed(plan, template)
    for (indicator, member, is_printed), slot in plan.slots.items():
        if is_printed and (indicator, member) in printed:
            yield slot


def _factors(factors: Sequence[float]) -> tuple[float, ...]:
    """Return a term's factors, its part in the gap, and a mask that keeps a condition's doubts."""
    keeps = 255 if any(factors[CONDITION:]) else 0
    return (*factors, factors[LEFT] - factors[RIGHT], keeps)


def _printed(plan: Program, template: str) -> frozenset[tuple[str, str]]:
    known = {form.id for form in plan.catalogue.templates}
    return plan.catalogue.template(template).slots if template in known else frozenset()


def _instances(plan: Program) -> list[tuple[Any, ...]]:
    sizes = Counter(one.case for one in plan.instances)
    quiet = {one.case for one in plan.instances if one.holds_at_zero}
    return [_instance(plan, one, sizes[one.case], one.case in quiet) for one in plan.instances]


def _instance(plan: Program, instance: Instance, size: int, is_quiet: bool) -> tuple[Any, ...]:  # noqa: FBT001
    sides = instance.formula.left.constant, instance.formula.right.constant
    conditions: list[tuple[str, float]] = [("", 0.0)] * CONDITIONS
    for index, condition in enumerate(instance.conditions):
        gap = condition.left.constant - condition.right.constant
        conditions[index] = (condition.operator, gap)
    return (
        instance.number,
        instance.case,
        size,
        is_quiet,
        plan.is_stated(instance),
        instance.formula.operator,
        *sides,
        *(part for condition in conditions for part in condition),
    )
