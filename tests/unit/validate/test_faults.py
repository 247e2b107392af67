"""A fault of ours costs one rule on one report, and is said as what it is."""

from dataclasses import replace

from pipelines.validate import run
from pipelines.validate.checks import CHECKS
from pipelines.validate.faults import CRASHED, rules_of
from pipelines.validate.rulebook import rulebook
from pipelines.validate.run import judge
from pipelines.validate.wording import message
from tests.rules.reports import report_of

LATER = {"year": 2023, "cells": {"review.total": 4}}  # breaks R-T4-01 and the chain of years
EARLIER = {"year": 2022}


def several():
    pairs = [report_of(case, case["year"]) for case in (LATER, EARLIER)]
    reports = [report for report, _ in pairs]
    return reports, {reading.sha256: reading for _, reading in pairs}


def said(judgements):
    return {(one.rule, one.report_year, one.member, one.status) for one in judgements}


def crashes_on(year):
    def check(context):
        """R-N-99, R-N-98: a rule with a fault in it."""
        if context.year == year:
            raise ZeroDivisionError
        yield from ()

    return check


def test_a_rule_that_crashes_on_a_report_costs_that_rule_on_that_report(monkeypatch):
    reports, readings = several()
    before = judge(reports, readings)
    monkeypatch.setattr(run, "CHECKS", (crashes_on(2023), *CHECKS))
    after = judge(reports, readings)
    assert said(after) - said(before) == {(CRASHED, 2023, "", "fail")}
    assert said(before) <= said(after)
    [fault] = [one for one in after if one.rule == CRASHED]
    assert (fault.axis, fault.severity) == ("reading", "warning")
    assert (fault.left, fault.right) == ("R-N-99, R-N-98", "ZeroDivisionError")
    assert "R-N-99, R-N-98" in message(fault).zh


def test_a_relation_that_cannot_be_explained_costs_itself_alone(monkeypatch):
    def explain(*_):
        raise RecursionError

    report, reading = report_of(LATER, 2023)
    readings = {reading.sha256: reading}
    before = judge([report], readings)
    monkeypatch.setattr("pipelines.validate.related.explain", explain)
    after = judge([report], readings)
    lost = {one.rule for one in before} - {one.rule for one in after}
    assert lost == {"R-T4-01"}
    assert [one.left for one in after if one.rule == CRASHED] == ["R-T4-01"]


def test_a_report_that_cannot_be_judged_at_all_is_left_out_and_named():
    reports, readings = several()
    alone = judge(reports, readings)
    odd, reading = report_of({"year": 2021, "agency": "130999101"}, 2021)
    broken = replace(odd, figures=(replace(odd.figures[0], status=None),))
    found = judge([*reports, broken], readings | {reading.sha256: reading})
    [fault] = [one for one in found if one.sha256 == broken.sha256]
    assert (fault.rule, fault.axis) == (CRASHED, "reading")
    others = [one for one in found if one.sha256 != broken.sha256]
    assert said(others) == said(alone)
    assert not any(one.reason == "no_prior" for one in others if one.report_year == 2023)


def test_reports_that_crash_only_together_are_judged_alone_and_say_so(monkeypatch):
    together = run._verdicts

    def verdicts(contexts, *given, **more):
        if len(contexts) > 1:
            raise MemoryError
        return together(contexts, *given, **more)

    reports, readings = several()
    monkeypatch.setattr(run, "_verdicts", verdicts)
    found = judge(reports, readings)
    assert [one.report_year for one in found if one.rule == CRASHED] == [2022, 2023]
    assert ("R-T4-01", 2023, "review", "fail") in said(found)
    assert not any(one.reason == "no_prior" for one in found)


def test_a_roll_up_that_crashes_is_said_of_the_county(monkeypatch):
    def rolled_up(_):
        raise KeyError("x")
        yield

    county = {"level": "county", "agency": "130999", "name": "清河县人民政府"}
    report, reading = report_of(county, 2023)
    monkeypatch.setattr(run, "rolled_up", rolled_up)
    found = judge([report], {reading.sha256: reading})
    assert [one.left for one in found if one.rule == CRASHED] == ["R-AGG-01, 02"]


def test_every_check_begins_with_the_rules_it_judges():
    first = {check.__name__: rules_of(check).split(",")[0].strip() for check in CHECKS}
    assert {name: rule for name, rule in first.items() if rule not in rulebook()} == {}
