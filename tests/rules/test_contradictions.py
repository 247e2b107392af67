"""Contradictions of real reports: those that the facts allow to judge are found and explained."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.validate.folding import every
from pipelines.validate.judgement import plain
from pipelines.validate.run import judge
from tests.rules.reports import report_of

FILE = Path(__file__).parent / "contradictions.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
JUDGED = [case for case in CASES if "rule" in case]


def names(cases):
    return [f"{case['agency']}-{case['year']}-{case.get('rule', 'open')}" for case in cases]


def found(case):
    base = {"base": "empty", "name": case["agency"]}
    cases = [base | case | {"agency": "130999100"}]
    if "prior" in case:
        cases.append(base | case["prior"] | {"agency": "130999100", "year": case["year"] - 1})
    reports = [report_of(one, case["year"]) for one in cases]
    judged = judge([r for r, _ in reports], {reading.sha256: reading for _, reading in reports})
    return [j for j in judged if j.status == "fail" and j.report_year == case["year"]]


@pytest.mark.parametrize("case", JUDGED, ids=names(JUDGED))
def test_a_contradiction_is_found_with_both_of_its_numbers(case):
    mine = [j for j in every(found(case)) if j.rule == case["rule"]]
    assert mine
    if "left" in case:
        sides = {(plain(j.left), plain(j.right)) for j in mine}
        assert tuple(_text(case[side]) for side in ("left", "right")) in sides
    graded = {str(j.severity) for j in mine}
    assert ("info" in graded) is (case.get("grade") == "info") or case["rule"] == "R-N-12"


@pytest.mark.parametrize("case", JUDGED, ids=names(JUDGED))
def test_the_reason_is_named_where_exactly_one_balances(case):
    mine = [j for j in every(found(case)) if j.rule == case["rule"]]
    kinds = {j.explanation.kind for j in mine if j.explanation}
    assert kinds == ({case["explained"]} if "explained" in case else set())


@pytest.mark.parametrize("case", [c for c in CASES if "rule" not in c], ids=lambda c: c["agency"])
def test_what_the_facts_do_not_show_is_not_alleged(case):
    assert case["why"]
    assert not [j for j in found(case) if j.rule.startswith("R-N")]


def _text(side):
    return side if isinstance(side, str) else plain(Decimal(str(side)))
