"""Why two sides differ: the one reason that balances is named, and no other."""

from __future__ import annotations

import pytest

from pipelines.validate.run import judge
from tests.rules.reports import report_of

NP, EN = "[natural_person]", "[enterprise]"
REASONS = [
    ("R-T4-01", {"review.total": 2}, "pending_excluded"),
    ("R-T4-01", {"review.total": 0}, "total_empty"),
    ("R-T4-01", {"review.total": 5}, "counted_twice"),
    ("R-T3-01", {"outcome.total[total]": 14}, "carry_in"),
    ("R-T3-01", {"outcome.total[total]": 17}, "carry_out"),
    ("R-T3-02", {f"outcome.total{NP}": 10}, "left_out"),
    ("R-T3-03", {"request.received[total]": 12}, "left_out"),
    (
        "R-T3-03",
        {"request.received[research]": 4, "request.received[total]": 12},
        "copied_column",
    ),
    ("R-T3-01", {f"request.carried_in{NP}": 9}, "one_cell"),
    (
        "R-T3-01",
        {f"request.received{NP}": 13, f"request.received{EN}": 2},
        "column_shifted",
    ),
    ("R-T3-03", {"request.received[total]": 51}, "digits_swapped"),
    (
        "R-T3-03",
        {
            "request.received[natural_person]": 1,
            "request.received[enterprise]": 2,
            "request.received[total]": 12,
        },
        "digits_split",
    ),
]


def explained(cells, rule, **case):
    cases = [{"cells": cells, "said": {}} | case]
    if "prior" in case:
        cases.append(case["prior"] | {"year": 2022})
    found = judge([report_of(one)[0] for one in cases])
    return [j for j in found if j.rule == rule and j.status == "fail" and j.report_year == 2023]


@pytest.mark.parametrize(("rule", "cells", "kind"), REASONS)
def test_the_reason_that_balances_is_named(rule, cells, kind):
    found = explained(cells, rule)
    assert {j.explanation.kind for j in found if j.explanation} == {kind}


def test_last_years_figure_is_recognized():
    prior = {"cells": {"normative.in_force": 6, "normative.made": 3}}
    found = explained({}, "R-X-02", prior=prior)
    assert {j.explanation.kind for j in found if j.explanation} == {"last_year_copied"}


def test_two_reasons_of_a_kind_are_no_reason():
    cells = {"review.upheld": 1, "review.corrected": 1, "review.other": 1, "review.total": 3}
    found = explained(cells | {"review.pending": 0, "review.total": 2}, "R-T4-01")
    assert [j.explanation for j in found] == [None]


def test_an_explanation_speaks_both_languages_and_names_its_cells():
    (found,) = explained({"outcome.total[total]": 14}, "R-T3-01")
    assert "上年结转" in found.explanation.words.zh
    assert "carried in" in found.explanation.words.en
    assert found.explanation.cells == (("request.carried_in", "total"),)
