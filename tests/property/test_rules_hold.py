"""Reports that balance raise no alarm, and one changed cell is never missed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue.load import catalogue
from pipelines.validate.run import judge
from tests.rules.reports import APPLICANTS, report_of

DECIDED = [
    "outcome.granted",
    "outcome.partial",
    "outcome.denied.third_party",
    "outcome.denied.process",
    "outcome.unable.not_held",
    "outcome.unable.unclear",
    "outcome.not_processed.petition",
]
UNLIKELY = "R-PARSE-06"
GROUPS = ("review", "suit_direct", "suit_after_review")
ENDINGS = ("upheld", "corrected", "other", "pending")
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
few = st.integers(0, 40)


@st.composite
def balanced(draw):
    """Draw the cells of a report in which every printed relation holds."""
    cells: dict[str, int] = {}
    for applicant in draw(st.sets(st.sampled_from(APPLICANTS))):
        rows = {row: draw(few) for row in DECIDED}
        decided, carried_out = sum(rows.values()), draw(st.integers(0, 5))
        carried_in = draw(st.integers(0, decided + carried_out))
        rows |= {"outcome.total": decided, "request.carried_out": carried_out}
        rows |= {"request.carried_in": carried_in}
        rows |= {"request.received": decided + carried_out - carried_in}
        cells |= {f"{row}[{applicant}]": value for row, value in rows.items()}
    for row in {cell.partition("[")[0] for cell in cells}:
        cells[f"{row}[total]"] = sum(cells.get(f"{row}[{a}]", 0) for a in APPLICANTS)
    for group in GROUPS:
        ends = {f"{group}.{end}": draw(st.integers(0, 6)) for end in ENDINGS}
        cells |= ends | {f"{group}.total": sum(ends.values())}
    made, repealed = draw(few), draw(st.integers(0, 3))
    cells |= {"normative.made": made, "normative.repealed": repealed}
    cells |= {"normative.in_force": max(made - repealed, 0) + draw(few)}
    cells |= {f"{power}.decisions": draw(few) for power in ("licence", "penalty", "coercion")}
    return cells


def case(cells):
    disputes = "公开内容还不够丰富，今后将细化依申请公开答复流程，减少复议诉讼。"
    text = {"5": ["五、存在的主要问题及改进情况", disputes]}
    return {"base": "empty", "cells": cells, "said": {}, "text": text}


def alarms(report, reading):
    found = judge([report], {reading.sha256: reading})
    # A doubt of our own reading is no alarm: columns drawn at random are unlikely ones.
    return [j for j in found if j.status == "fail" and j.severity != "info" and j.rule != UNLIKELY]


@QUICK
@given(balanced())
def test_a_report_that_balances_raises_no_alarm(cells):
    assert not alarms(*report_of(case(cells)))


PRINTED = sorted(slot for table in catalogue().template("2021").table[1:] for slot in table.slots())


@QUICK
@given(balanced(), st.sampled_from(PRINTED), st.integers(1, 9))
def test_one_changed_cell_of_tables_three_and_four_is_found(cells, slot, more):
    report, reading = report_of(case(cells))
    changed = [
        replace(f, value=(f.value or Decimal(0)) + more) if (f.indicator, f.member) == slot else f
        for f in report.figures
    ]
    found = alarms(replace(report, figures=tuple(changed)), reading)
    assert {"R-T3-01", "R-T3-02", "R-T3-03", "R-T4-01"} & {j.rule for j in found}


@pytest.mark.parametrize("mark", ["", "-", "/"])
@QUICK
@given(cells=balanced())
def test_cells_left_empty_are_tried_as_zero_and_told_once_a_table(mark, cells):
    marked = {
        f"{indicator}[{member}]" if member else indicator: mark
        for indicator, member in PRINTED
        if not cells.get(f"{indicator}[{member}]" if member else indicator)
    }
    report, reading = report_of(case(cells | marked))
    assert not [j for j in alarms(report, reading) if j.rule != "R-T4-03"]
    told = [j for j in judge([report]) if j.rule == "R-CELL-02"]
    assert len(told) <= 2


@QUICK
@given(cells=balanced(), lost=st.sampled_from(PRINTED))
def test_a_cell_that_cannot_be_read_is_never_judged(cells, lost):
    name = f"{lost[0]}[{lost[1]}]" if lost[1] else lost[0]
    report, reading = report_of(case(cells | {name: "?"}))
    assert not alarms(report, reading)
    assert [j for j in judge([report]) if j.status == "na" and j.reason == "lost"]


def test_a_report_without_text_crashes_no_rule():
    report, _ = report_of(case({"review.upheld": 1, "review.total": 1}))
    assert not [j for j in judge([report]) if j.rule == "R-RULE-01"]
