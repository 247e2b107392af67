"""Whole documents through reading, parsing and the rules: a simulated district, two real ones."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Agency
from pipelines.parse import parse
from pipelines.read import read
from pipelines.validate.run import judge
from pipelines.validate.surroundings import surroundings

ROOT = Path(__file__).resolve().parents[3]
DEMO, REFERENCE = ROOT / "data" / "demo", ROOT / "data" / "reference"
CORPUS = ROOT.parent / "shared" / "corpus"
FAULTS = {
    "late": "R-TIME-01",
    "early": "R-TIME-02",
    "unbalanced": "R-T3-01",
    "breakdown": "R-N-09",
    "stale_year": "R-X-07",
    "blank": "R-CELL-02",
    "slash": "R-CELL-02",
    "picture": "R-PARSE-01",
    "foreign_name": "R-STR-14",
    "old_form": "R-STR-02",
}
CELLS = {"规章": "R-T2-01", "上年结转": "R-X-01", "行政复议": "R-T4-01"}


def rows(name):
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def register():
    return Agencies.load(REFERENCE)


def parsed(path, address=""):
    reading = read(path.read_bytes(), path.name, address)
    return reading, parse(reading, catalogue(), register())


@lru_cache(maxsize=1)
def district():
    roster = {row["name"]: row for row in rows("roster.csv")}
    reports, readings = [], {}
    for row in rows("manifest.csv"):
        reading, found = parsed(DEMO / row["path"], row["address"])
        readings[reading.sha256] = reading
        for report in found:
            known = roster[report.agency.name]
            agency = Agency(known["name"], known["agency_id"], None, known["level"])
            kept = tuple(f for f in report.findings if f.rule != "R-ID-03")
            reports.append(replace(report, agency=agency, findings=kept))
    around = surroundings(REFERENCE, register(), reports, roster.values())
    return judge(reports, readings, surroundings=around)


def rule_of(fault):
    if fault["kind"] == "cell":
        return next(rule for word, rule in CELLS.items() if word in fault["note"])
    return FAULTS[fault["kind"]]


PLANTED = [f for f in rows("faults.csv") if f["kind"] == "cell" or f["kind"] in FAULTS]


@pytest.mark.parametrize("fault", PLANTED, ids=lambda f: f"{f['agency_id']}-{f['report_year']}")
def test_a_fault_of_the_simulated_district_is_found(fault):
    where = (fault["agency_id"], int(fault["report_year"]))
    found = {j.rule for j in district() if (j.agency, j.report_year) == where}
    assert rule_of(fault) in found


def test_a_missing_year_leaves_the_next_unjudged():
    (missing,) = [f for f in rows("faults.csv") if f["kind"] == "missing"]
    after = (missing["agency_id"], int(missing["report_year"]) + 1)
    found = [j for j in district() if (j.agency, j.report_year) == after and j.rule == "R-X-01"]
    assert [(j.status, j.reason) for j in found] == [("na", "no_prior")]


def test_errors_of_the_simulated_district_are_its_planted_faults():
    planted = {(f["agency_id"], int(f["report_year"])) for f in rows("faults.csv")}
    errors = [j for j in district() if j.status == "fail" and j.severity == "error"]
    assert {(j.agency, j.report_year) for j in errors} <= planted


def test_warnings_of_the_simulated_district_follow_from_its_planted_faults():
    planted = {(f["agency_id"], int(f["report_year"])) for f in rows("faults.csv")}
    after = {(agency, year + 1) for agency, year in planted}
    for judgement in district():
        if judgement.status == "fail" and judgement.severity != "info":
            where = (judgement.agency, judgement.report_year)
            assert where in planted or (where in after and judgement.rule.startswith("R-X-"))


@pytest.mark.skipif(not CORPUS.exists(), reason="the reference documents are not here")
def test_the_district_report_breaks_table_four_twice_and_prints_one_row():
    reading, reports = parsed(CORPUS / "hongze-2023.pdf")
    found = judge(reports, {reading.sha256: reading})
    broken = [j for j in found if j.rule == "R-T4-01" and j.status == "fail"]
    assert [(j.member, str(j.left), str(j.right)) for j in broken] == [
        ("review", "11", "0"),
        ("suit_after_review", "5", "0"),
    ]
    assert {j.explanation.kind for j in broken} == {"total_empty"}
    assert any(j.rule == "R-STR-02" and j.left == "outcome.other" for j in found)
    assert not [j for j in found if j.rule.startswith("R-T3") and j.status == "fail"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the reference documents are not here")
def test_the_seed_has_no_error_and_no_warning():
    reading, reports = parsed(CORPUS / "chapeng-2020.txt")
    found = judge(reports, {reading.sha256: reading})
    assert not [j for j in found if j.status == "fail" and j.severity != "info"]
