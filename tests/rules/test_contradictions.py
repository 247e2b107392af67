"""Contradictions of real reports: those that the facts allow to judge are found and explained."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipelines.validate.folding import every
from pipelines.validate.judgement import plain
from pipelines.validate.run import judge
from tests.rules.reports import report_of

FILE = Path(__file__).parent / "contradictions.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
JUDGED = [case for case in CASES if "rule" in case]


def named(case):
    return f"{case['agency']}-{case['year']}-{case.get('rule', 'open')}"


@cache
def judgements(number):
    """Return what the rule of a case says of it."""
    case = JUDGED[number]
    return [one for one in every(found(case)) if one.rule == case["rule"]]


def found(case):
    base = {"base": "empty", "name": case["agency"]}
    cases = [base | case | {"agency": "130999100"}]
    if "prior" in case:
        cases.append(base | case["prior"] | {"agency": "130999100", "year": case["year"] - 1})
    reports = [report_of(one, case["year"]) for one in cases]
    judged = judge([r for r, _ in reports], {reading.sha256: reading for _, reading in reports})
    return [j for j in judged if j.status == "fail" and j.report_year == case["year"]]


def is_told(case, mine):
    """Tell whether both numbers of a contradiction are given, and graded as the case says."""
    graded = {str(one.severity) for one in mine}
    sides = {(plain(one.left), plain(one.right)) for one in mine}
    wanted = tuple(_text(case[side]) for side in ("left", "right") if side in case)
    is_graded = ("info" in graded) is (case.get("grade") == "info") or case["rule"] == "R-N-12"
    return bool(mine) and is_graded and (not wanted or wanted in sides)


def test_a_contradiction_is_found_with_both_of_its_numbers():
    wrong = [named(c) for n, c in enumerate(JUDGED) if not is_told(c, judgements(n))]
    assert wrong == []


def test_the_reason_is_named_where_exactly_one_balances():
    kinds = [
        {j.explanation.kind for j in judgements(n) if j.explanation} for n in range(len(JUDGED))
    ]
    wanted = [{case["explained"]} if "explained" in case else set() for case in JUDGED]
    wrong = {named(c): k for c, k, w in zip(JUDGED, kinds, wanted, strict=True) if k != w}
    assert wrong == {}


def test_what_the_facts_do_not_show_is_not_alleged():
    unjudged = [case for case in CASES if "rule" not in case]
    assert [named(case) for case in unjudged if not case["why"]] == []
    alleged = {named(c): {j.rule for j in found(c) if j.rule.startswith("R-N")} for c in unjudged}
    assert {name: rules for name, rules in alleged.items() if rules} == {}


def _text(side):
    return side if isinstance(side, str) else plain(Decimal(str(side)))
