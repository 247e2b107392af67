"""Findings filtered, counted and ordered, on small frames."""

import pandas as pd
import pytest

from components.figures.findings import (
    against,
    chosen,
    doubtful,
    facet_counts,
    ordered,
    prepared,
    sort_of,
)
from components.pages.findings.row import difference_words, row_of
from components.view import View

PLAIN = {
    "agency_id": "990101001",
    "agency": "甲镇",
    "report_year": 2023,
    "report_id": 1,
    "rule": "R-T3-03",
    "family": "t3",
    "severity": "error",
    "status": "fail",
    "axis": "agency",
    "left_side": "3",
    "right_side": "5",
    "member": "",
    "fingerprint": "a" * 16,
    "title_zh": "题",
    "title_en": "title",
    "message_zh": "总计 3，各列之和 5",
    "message_en": "total 3, columns 5",
    "explanation_zh": "",
    "explanation_en": "",
    "note_zh": "",
    "note_en": "",
    "basis_zh": "",
    "basis_en": "",
    "verdict": "",
}


def finding(**given):
    return PLAIN | given


def frame(*rows):
    return prepared(pd.DataFrame(list(rows) or [PLAIN])[list(PLAIN)])


MIXED = (
    finding(fingerprint="1"),
    finding(fingerprint="2", severity="warning", agency="乙镇", report_year=2022),
    finding(fingerprint="3", axis="reading", severity="warning", rule="R-PARSE-01"),
    finding(fingerprint="4", verdict="excluded"),
    finding(fingerprint="5", status="na", severity="info"),
    finding(fingerprint="6", left_side="9", right_side="0"),
)


def test_only_failing_findings_of_the_agency_that_nobody_excluded_count_against_it():
    found = frame(*MIXED)
    assert list(found.loc[against(found), "fingerprint"]) == ["1", "2", "6"]


def test_a_doubt_about_our_reading_counts_against_nobody():
    found = frame(*MIXED)
    assert list(found.loc[doubtful(found), "fingerprint"]) == ["3"]
    assert not (against(found) & doubtful(found)).any()


def test_what_is_excluded_or_not_judged_is_hidden_until_it_is_asked_for():
    found = frame(*MIXED)
    assert set(chosen(found, View())["fingerprint"]) == {"1", "2", "3", "6"}
    asked = View().with_own(verdict="excluded")
    assert list(chosen(found, asked)["fingerprint"]) == ["4"]
    assert list(chosen(found, View().with_own(status="na"))["fingerprint"]) == ["5"]


def test_a_filter_counts_its_values_among_what_the_others_let_through():
    found = frame(*MIXED)
    counts = facet_counts(found, View().with_own(severity="warning"))
    assert counts["severity"] == {"error": 2, "warning": 2}
    assert counts["axis"] == {"reading": 1, "agency": 1}
    assert facet_counts(found, View())["verdict"] == {"none": 4, "excluded": 1}


def test_a_search_finds_every_word_whatever_its_width_and_case():
    found = frame(*MIXED)
    assert list(chosen(found, View().with_own(q="乙镇 Ｒ-t3"))["fingerprint"]) == ["2"]
    assert chosen(found, View().with_own(q="(")).empty


@pytest.mark.parametrize(
    ("sort", "first"), [("severity", "1"), ("year", "2"), ("difference", "6"), ("-rule", "1")]
)
def test_findings_are_ordered_by_what_the_head_says(sort, first):
    found = frame(*MIXED)
    assert ordered(chosen(found, View()), sort)["fingerprint"].iloc[0] == first


def test_a_way_of_sorting_that_nobody_knows_puts_the_gravest_first():
    assert sort_of(View().with_own(sort="drop table")) == "severity"
    assert sort_of(View().with_own(sort="-year")) == "-year"


def test_both_values_and_the_difference_stand_beside_each_other():
    row = row_of(frame().iloc[0].to_dict(), View())
    assert (row.left, row.right, row.difference) == ("3", "5", -2.0)
    assert difference_words(row.difference) == "−2"
    assert row.left_note == ""


def test_sides_that_are_sums_are_named_as_sides_of_the_equation():
    row = row_of(frame(finding(rule="R-T3-01")).iloc[0].to_dict(), View())
    assert (row.left_note, row.right_note) == ("等式左边", "等式右边")


def test_a_year_or_a_count_of_letters_is_no_value_to_subtract():
    row = row_of(frame(finding(rule="R-X-08", left_side="397", right_side="2023")).iloc[0], View())
    assert (row.left, row.right, row.difference) == ("", "", None)
    assert difference_words(None) == ""
    copied = frame(finding(rule="R-X-08", left_side="397", right_side="2023"))
    assert copied["difference"].isna().all()


def test_a_finding_without_a_report_has_no_source_to_open():
    record = frame(finding(report_id=None)).iloc[0].to_dict()
    assert row_of(record, View()).source_href == ""


def test_a_source_is_opened_at_the_place_of_the_finding():
    place = '[{"block":22,"start":0,"end":1,"row":4,"column":9}]'
    known = frame().iloc[0].to_dict()
    lit = row_of(known | {"places": place}, View(language="en"))
    assert lit.source_href == "/report/990101001/2023?lang=en&at=22.4.9.0-1"
    assert row_of(known | {"places": "no list"}, View()).source_href == "/report/990101001/2023"
