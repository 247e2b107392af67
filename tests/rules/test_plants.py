"""For every rule: the planted fault is found, and the same report without it is not."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from pathlib import Path

from pipelines.validate.check_context import Surroundings
from pipelines.validate.folding import every
from pipelines.validate.rulebook import rulebook
from pipelines.validate.run import judge
from tests.rules.reports import TEXT, report_of

PLANTS = tomllib.loads((Path(__file__).parent / "plants.toml").read_text(encoding="utf-8"))["plant"]
KEPT = ("year", "template", "base", "level", "name", "agency")
AROUND = Surroundings(neighbours={"130999100": ("杏花乡", "石桥镇")})


def judged(case):
    case = dict(case)
    if "long" in case:
        case["text"] = {"1": [*TEXT[1], "政务公开" * (case["long"] // 4)]}
    if "order" in case:
        case["text"] = {str(n): TEXT[n] for n in case["order"]}
    year = case.get("year", 2023)
    cases = [case, *case.get("others", ())]
    if "prior" in case:
        cases.append({k: case[k] for k in KEPT if k in case} | case["prior"] | {"year": year - 1})
    reports, readings = [], {}
    for one in cases:
        report, reading = report_of(one, year)
        if "order" in one:
            sections = sorted(report.sections, key=lambda s: one["order"].index(s.number))
            starts = [s.first for s in report.sections]
            report = replaced(report, sections, starts)
        reports.append(report)
        readings[reading.sha256] = reading
    found = judge(reports, readings, surroundings=AROUND)
    return [j for j in found if j.sha256 == reports[0].sha256 or j.rule == "R-AGG-02"]


@lru_cache
def quiet(text):
    """Judge a twin once, however many faults are planted in it."""
    return judged(json.loads(text))


def replaced(report, sections, starts):
    from dataclasses import replace

    moved = [replace(s, first=start, last=start) for s, start in zip(sections, starts, strict=True)]
    return replace(report, sections=tuple(moved))


def names(plants):
    seen: dict[str, int] = {}
    for plant in plants:
        seen[plant["rule"]] = seen.get(plant["rule"], 0) + 1
        yield f"{plant['rule']}#{seen[plant['rule']]}"


def twin(plant):
    return (
        {k: plant[k] for k in KEPT if k in plant and k != "template"}
        | ({"template": plant["template"]} if plant.get("template") == "2014" else {})
        | plant.get("clean", {})
        | (
            {k: plant[k] for k in ("said", "worded") if k in plant}
            if "cells" in plant.get("clean", {})
            else {}
        )
    )


def test_every_planted_fault_is_found():
    missed = {}
    for name, plant in zip(names(PLANTS), PLANTS, strict=True):
        judgements, wanted = list(every(judged(plant))), plant.get("status", "fail")
        if plant["rule"] not in {j.rule for j in judgements if j.status == wanted}:
            missed[name] = sorted({(j.rule, j.status) for j in judgements if j.status != "pass"})
    assert missed == {}


def test_every_clean_twin_is_silent():
    alarms = {}
    for name, plant in zip(names(PLANTS), PLANTS, strict=True):
        fails = [j for j in quiet(json.dumps(twin(plant), sort_keys=True)) if j.status == "fail"]
        if loud := [j.rule for j in fails if j.rule == plant["rule"] or j.severity != "info"]:
            alarms[name] = loud
    assert alarms == {}


def test_every_rule_of_the_book_has_a_plant():
    assert {rule.id for rule in rulebook().rules} == {plant["rule"] for plant in PLANTS}
