"""All equations and inequalities of the rule book over any number of reports, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import pandas as pd

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.rulebook import RuleBook, rulebook
from pipelines.statements import statement
from pipelines.validate.program import Instance, Kind, Program

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
    "memory_limit": "1GB",
}
OPERATORS = ("first", "second", "third")
INPUTS = ("report_in", "lineage_in", "figure_in")


@dataclass(frozen=True, slots=True)
class Verdict:
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
    figures: pd.DataFrame,
    lineage: pd.DataFrame,
    book: RuleBook | None = None,
    *,
    everything: bool = False,
) -> Iterator[Verdict]:
    """Judge every relation and yield what fails or cannot be judged, with `everything` all.

    Args:
        reports: report (a number), template, level, report_year, prior_template, is_whole (every
            printed cell of the form has a row in `figures`).
        figures: report, indicator, member, is_printed, value, status; one row per slot.
        lineage: report, prior: the reports of the year before that belong to a report.
        book: the rule book; the one that ships where none is given.
        everything: yield what passes too.

    Yields:
        One verdict per report and case, ordered by report and rule.
    """
    plan = program(book)
    found = _run(plan, reports, figures, lineage, everything=everything)
    columns = [found[name].tolist() for name in ("report", "instance", "status", "lhs", "rhs")]
    for report, number, status, left, right, mask in zip(
        *columns, found["mask"].tolist(), strict=True
    ):
        yield Verdict(report, plan.instances[number], status, left, right, int(mask))


def _run(
    plan: Program,
    reports: pd.DataFrame,
    figures: pd.DataFrame,
    lineage: pd.DataFrame,
    *,
    everything: bool,
) -> pd.DataFrame:
    classes, terms, expected = _classes(plan, reports)
    tables = {
        "report_in": reports.assign(**{"class": classes})[["report", "class", "is_whole"]],
        "lineage_in": lineage,
        "figure_in": figures,
        "slot_in": _slots(plan),
        "term_in": terms,
        "expected_in": expected,
        "instance_in": _instances(plan),
        "case_in": _cases(plan),
    }
    # The rules need a database of their own for a moment: in memory, nobody else sees it.
    with duckdb.connect(":memory:", config=SETTINGS) as connection:  # noqa: TID251
        for name, frame in tables.items():
            connection.register(name, frame)
        connection.execute(statement("check", "compares"))
        connection.execute(statement("check", "cells"))
        query = statement("check", "relations")
        return connection.execute(query, {"everything": everything}).df()


def kinds(reports: pd.DataFrame) -> list[Kind]:
    """Return the kind of each report: template, level, year and the prior year's template."""
    columns = ("template", "level", "report_year", "prior_template")
    return list(zip(*(reports[name].tolist() for name in columns), strict=True))


def _classes(plan: Program, reports: pd.DataFrame) -> tuple[list[int], pd.DataFrame, pd.DataFrame]:
    numbers: dict[tuple[str, str, tuple[int, ...]], int] = {}
    of_kind: dict[Kind, int] = {}
    all_kinds = kinds(reports)
    for kind in all_kinds:
        if kind not in of_kind:
            of_kind[kind] = numbers.setdefault(plan.signature(kind), len(numbers))
    terms = [(number, *term) for sign, number in numbers.items() for term in plan.terms(sign)]
    expected = [
        (number, slot, is_printed)
        for sign, number in numbers.items()
        for (indicator, member, is_printed), slot in plan.slots.items()
        if not is_printed or (indicator, member) in _printed(plan, sign[0])
    ]
    return (
        [of_kind[kind] for kind in all_kinds],
        pd.DataFrame(terms, columns=["class", "instance", "slot", "is_prior", "form", "factor"]),
        pd.DataFrame(expected, columns=["class", "slot", "is_printed"]),
    )


def _printed(plan: Program, template: str) -> frozenset[tuple[str, str]]:
    known = {form.id for form in plan.catalogue.templates}
    return plan.catalogue.template(template).slots if template in known else frozenset()


def _slots(plan: Program) -> pd.DataFrame:
    rows = [(number, *slot) for slot, number in plan.slots.items()]
    return pd.DataFrame(rows, columns=["slot", "indicator", "member", "is_printed"])


def _instances(plan: Program) -> pd.DataFrame:
    rows = []
    for one in plan.instances:
        formula = one.formula
        row: dict[str, object] = {
            "instance": one.number,
            "kase": one.case,
            "operator": formula.operator,
            "left_constant": formula.left.constant,
            "right_constant": formula.right.constant,
        }
        for index, name in enumerate(OPERATORS):
            condition = one.conditions[index] if index < len(one.conditions) else None
            row[f"{name}_operator"] = condition.operator if condition else ""
            row[f"{name}_constant"] = (
                condition.left.constant - condition.right.constant if condition else 0.0
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _cases(plan: Program) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (one.case, one.formula.holds_at_zero and all(c.holds_at_zero for c in one.conditions))
            for one in plan.instances
        ],
        columns=["kase", "holds_at_zero"],
    )
    grouped = frame.groupby("kase")["holds_at_zero"]
    return pd.DataFrame({"size": grouped.size(), "holds_at_zero": grouped.any()}).reset_index()
