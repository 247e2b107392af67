"""All equations and inequalities of the rule book over any number of reports, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import duckdb
import pandas as pd

from pipelines.catalogue.load import catalogue
from pipelines.sql import statement
from pipelines.validate.program import CONDITION, LEFT, RIGHT, Instance, Kind, Program, Signature
from pipelines.validate.rulebook import RuleBook, rulebook

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
    "memory_limit": "1GB",
}
FEW = 5_000  # so few reports are judged faster by one thread than threads are started
CONDITIONS = ("first", "second", "third")
TERM = ["class", "instance", "slot", "is_prior", "lhs", "rhs", *CONDITIONS]
TERM += ["gap", "condition_mask", "stated"]
KIND = ["template", "level", "report_year", "prior_template"]


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
    reports: pd.DataFrame,
    figures: pd.DataFrame | Path,
    lineage: pd.DataFrame,
    book: RuleBook | None = None,
    *,
    everything: bool = False,
) -> Iterator[RelationResult]:
    """Judge every relation and yield what fails or cannot be judged, with `everything` all.

    Args:
        reports: report (a number), template, level, report_year, prior_template, is_whole (every
            printed cell of the form has a row in `figures`).
        figures: report, indicator, member, is_printed, value, status; one row per slot. A frame,
            or the path of Parquet files, which are streamed.
        lineage: report, prior: the reports of the year before that belong to a report.
        book: the rule book; the one that ships where none is given.
        everything: yield what passes too.

    Yields:
        One verdict per report and case, ordered by report and rule.
    """
    plan = program(book)
    results = _run(plan, reports, figures, lineage, everything=everything)
    columns = [results[name].tolist() for name in ("report", "instance", "status", "lhs", "rhs")]
    for report, number, status, left, right, mask in zip(
        *columns, results["mask"].tolist(), strict=True
    ):
        yield RelationResult(report, plan.instances[number], status, left, right, int(mask))


def _run(
    plan: Program,
    reports: pd.DataFrame,
    figures: pd.DataFrame | Path,
    lineage: pd.DataFrame,
    *,
    everything: bool,
) -> pd.DataFrame:
    classes, terms, expected = _classes(plan, reports)
    tables = {
        "report_in": reports.assign(**{"class": classes})[["report", "class", "is_whole"]],
        "lineage_in": lineage,
        "slot_in": _slots(plan),
        "term_in": terms,
        "expected_in": expected,
        "instance_in": _instances(plan),
    }
    # The rules need a database of their own for a moment: in memory, nobody else sees it.
    settings = SETTINGS | ({"threads": 1} if len(reports) < FEW else {})
    with duckdb.connect(":memory:", config=settings) as connection:  # noqa: TID251
        for name, frame in tables.items():
            connection.register(name, frame)
        if isinstance(figures, Path):
            connection.read_parquet(str(figures)).create_view("figure_in")
        else:
            connection.register("figure_in", figures)
        for name in ("compares", "cells", "addends"):
            connection.execute(statement("check", name))
        connection.execute(statement("check", "suspects"), {"everything": everything})
        query = statement("check", "relations")
        return connection.execute(query, {"everything": everything}).df()


def _classes(plan: Program, reports: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame, pd.DataFrame]:
    numbers: dict[Signature, int] = {}
    groups = reports.groupby(KIND, sort=False)
    kinds = cast("list[Kind]", list(groups.groups))
    of_group = [numbers.setdefault(plan.signature(kind), len(numbers)) for kind in kinds]
    classes = groups.ngroup().map(dict(enumerate(of_group)))
    terms = [
        (number, instance, slot, is_prior, *_factors(factors), 2 * (slot in plan.stated))
        for sign, number in numbers.items()
        for instance, slot, is_prior, factors in plan.terms(sign)
    ]
    expected = [
        (number, slot)
        for sign, number in numbers.items()
        for (indicator, member, is_printed), slot in plan.slots.items()
        if is_printed and (indicator, member) in _printed(plan, sign[0])
    ]
    return (
        classes,
        pd.DataFrame(terms, columns=TERM).astype({"condition_mask": "uint8", "stated": "uint8"}),
        pd.DataFrame(expected, columns=["class", "slot"], dtype="int64"),
    )


def _factors(factors: Sequence[float]) -> tuple[float, ...]:
    """Return a term's factors, its part in the gap, and a mask that keeps a condition's doubts."""
    keeps = 255 if any(factors[CONDITION:]) else 0
    return (*factors, factors[LEFT] - factors[RIGHT], keeps)


def _printed(plan: Program, template: str) -> frozenset[tuple[str, str]]:
    known = {form.id for form in plan.catalogue.templates}
    return plan.catalogue.template(template).slots if template in known else frozenset()


def _slots(plan: Program) -> pd.DataFrame:
    rows = [(number, *slot) for slot, number in plan.slots.items()]
    return pd.DataFrame(rows, columns=["slot", "indicator", "member", "is_printed"])


def _instances(plan: Program) -> pd.DataFrame:
    sizes = Counter(one.case for one in plan.instances)
    quiet = {one.case for one in plan.instances if one.holds_at_zero}
    return pd.DataFrame(
        [_instance(plan, one, sizes[one.case], one.case in quiet) for one in plan.instances]
    )


def _instance(plan: Program, instance: Instance, size: int, is_quiet: bool) -> dict[str, object]:  # noqa: FBT001
    row: dict[str, object] = {
        "instance": instance.number,
        "kase": instance.case,
        "size": size,
        "is_quiet": is_quiet,
        "is_stated": plan.is_stated(instance),
        "operator": instance.formula.operator,
        "left_constant": instance.formula.left.constant,
        "right_constant": instance.formula.right.constant,
    }
    for index, name in enumerate(CONDITIONS):
        condition = instance.conditions[index] if index < len(instance.conditions) else None
        row[f"{name}_operator"] = condition.operator if condition else ""
        row[f"{name}_constant"] = (
            condition.left.constant - condition.right.constant if condition else 0.0
        )
    return row
