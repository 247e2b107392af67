"""Every small input of the shared cases, against what is right for it, where they are at hand.

A name in `NOT_YET` is a case that is known to fail; whoever mends it removes the name, and a name
that passes fails the test until it is removed.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Figure, Reading, Rejection, Report, Status
from pipelines.parse import parse
from pipelines.read import members, read
from pipelines.settings import settings
from pipelines.validate.run import judge
from tests.gold.shared import SHARED

CASES = SHARED / "cases"
UNREAD = {Status.LOST, Status.ABSENT, Status.IMAGE}

NOT_YET: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What the pipeline makes of one file, and of the one it is checked together with."""

    reports: tuple[Report, ...]
    rules: frozenset[str]


def lines() -> list[dict[str, Any]]:
    """Return the cases, none where the shared folder is not at hand."""
    path = CASES / "reading.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@lru_cache(maxsize=1)
def agencies() -> Agencies:
    """Return the agencies, loaded once."""
    return Agencies.load(settings().reference)


def outcome(case: dict[str, Any]) -> Outcome:
    """Read, parse and judge the files of one case."""
    found: list[list[Report]] = []
    readings: dict[str, Reading] = {}
    for name in filter(None, (case["file"], case.get("with"))):
        found.append([])
        for member in members((CASES / "reading" / name).read_bytes(), name):
            reading = member if isinstance(member, Rejection) else read(member[1], member[0])
            if isinstance(reading, Rejection):
                continue
            readings[reading.sha256] = reading
            reports = parse(reading, catalogue(), agencies())
            found[-1] += [] if isinstance(reports, Rejection) else reports
    judged = judge([report for some in found for report in some], readings)
    failed = frozenset(one.rule for one in judged if one.status == "fail")
    return Outcome(tuple(found[0]), failed)


def faults(case: dict[str, Any]) -> list[str]:
    """Return what is not as the case says, in words."""
    made = outcome(case)
    if case.get("rejected"):
        return ["taken for a report"] if made.reports else []
    if not made.reports:
        return [] if case["file"].endswith(".et") else ["no report"]
    report = made.reports[0]
    return [
        *_identity(case, report),
        *(fault for fact in case.get("expect", ()) for fault in _expected(case, fact, report)),
        *(fault for fact in case.get("forbid", ()) for fault in _forbidden(fact, report)),
        *(f"says {rule}" for rule in case.get("no_rule", ()) if rule in made.rules),
    ]


def _identity(case: dict[str, Any], report: Report) -> list[str]:
    wrong = []
    agency = case.get("agency", {})
    code = agency.get("code")
    open_is_right = case.get("or_candidates") and code in {
        one.split("-")[0] for one in report.agency.candidates
    }
    if code and report.agency.code != code and not open_is_right:
        wrong.append(f"agency {report.agency.name} {report.agency.code} for {code}")
    if agency and not code and report.agency.name != agency["name"]:
        wrong.append(f"agency {report.agency.name} for {agency['name']}")
    wrong += [
        f"{name} {getattr(report, name)} for {case[name]}"
        for name in ("report_year", "published_on")
        if name in case and str(getattr(report, name)) != str(case[name])
    ]
    return wrong


def _of(fact: dict[str, Any], report: Report) -> list[Figure]:
    return [
        figure
        for figure in report.figures
        if figure.indicator == fact["indicator"]
        and figure.member == fact.get("member", figure.member)
        and fact.get("table", figure.table) == figure.table
    ]


def _expected(case: dict[str, Any], fact: dict[str, Any], report: Report) -> list[str]:
    figures = _of(fact, report)
    value = Decimal(str(fact["value"]))
    said = [figure for figure in figures if figure.status not in UNREAD]
    if any(figure.value == value for figure in said):
        return []
    if case.get("or_lost") and not said:
        return []
    return [f"{fact} read as {[(str(one.status), one.raw) for one in figures]}"]


def _forbidden(fact: dict[str, Any], report: Report) -> list[str]:
    value = Decimal(str(fact["value"]))
    is_said = any(one.value == value and one.scope == "year" for one in _of(fact, report))
    return [f"says {fact}"] if is_said else []


@pytest.mark.skipif(not lines(), reason="the shared cases are not at hand")
def test_every_shared_case_is_read_as_it_says_and_none_waits_that_already_passes():
    found = {case["file"]: faults(case) for case in lines()}
    failing = {name for name, wrong in found.items() if wrong}
    assert {name: found[name] for name in failing - NOT_YET} == {}
    assert NOT_YET - failing == set()
