"""What the rules say stands in the store beside the report that it is said of."""

import json
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from pipelines.model import Place, Severity
from pipelines.validate.judgement import Judgement
from pipelines.validate.rulebook import rulebook
from tests.integration.printed_reports import TOWN, a_report


def judgement(report, rule="R-T3-01", **said):
    fixed = {"severity": Severity.ERROR, "status": "fail", "agency": report.agency.id}
    fixed |= {"report_year": report.report_year, "sha256": report.sha256, "part": report.part}
    return Judgement(rule, **(fixed | said))


def test_a_judgement_stands_beside_its_report_with_the_words_of_its_rule(store_of):
    report = a_report()
    sides = {"left": Decimal(3), "right": Decimal(2), "places": (Place(1, 0, 1), Place(2, 0, 1))}
    store = store_of(report, judgements=[judgement(report, **sides)])
    [row] = store.findings("real").to_dict("records")
    assert (row["rule"], row["family"], row["left_side"], row["right_side"]) == (
        "R-T3-01", "t3", "3", "2",
    )  # fmt: skip
    assert (row["agency"], row["level"], row["sha256"]) == (TOWN.name, "township", report.sha256)
    assert row["title_zh"]
    assert row["basis_en"]
    assert json.loads(row["place"])["block"] == 1
    assert [place["block"] for place in json.loads(row["places"])] == [1, 2]


def test_what_is_not_judged_is_not_counted_as_broken(store_of):
    report = a_report()
    said = [judgement(report), judgement(report, "R-X-01", status="na", reason="no_prior")]
    store = store_of(report, judgements=said)
    assert store.findings("real")["status"].tolist() == ["fail", "na"]
    assert store.reports("real")["finding_count"].tolist() == [1]


def test_a_rule_may_speak_of_a_year_without_a_report(store_of):
    missing = replace(a_report(), report_year=2023, sha256="")
    store = store_of(a_report(), judgements=[judgement(missing)])
    [row] = store.findings("real", years=(2023, 2023)).to_dict("records")
    assert pd.isna(row["report_id"])
    assert row["agency_id"] == TOWN.id
    assert store.reports("real")["finding_count"].tolist() == [0]


def test_the_rules_of_the_book_are_in_the_store(store_of):
    rules = store_of(a_report()).rules()
    assert rules["rule"].tolist() == [rule.id for rule in rulebook().rules]
    [one] = rules[rules["rule"] == "R-T3-03"].to_dict("records")
    assert (one["family"], one["axis"]) == ("t3", "agency")
    assert "outcome.partial" in one["formula"] or one["formula"]
