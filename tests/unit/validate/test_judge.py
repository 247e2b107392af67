"""Three values, two axes, both sides, and a fingerprint that outlives a rebuild."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.model import Severity
from pipelines.validate.check_context import Surroundings
from pipelines.validate.judgement import Judgement, as_finding
from pipelines.validate.run import judge
from pipelines.validate.wording import as_texts, message
from tests.rules.reports import report_of


def found(rule, *cases, **around):
    pairs = [report_of(case) for case in cases]
    readings = {reading.sha256: reading for _, reading in pairs}
    judged = judge([r for r, _ in pairs], readings, surroundings=Surroundings(**around))
    return [j for j in judged if j.rule == rule]


def test_both_numbers_stand_side_by_side_with_the_sum_in_words():
    (one,) = found("R-T4-01", {"cells": {"review.total": 4}})
    assert (one.left, one.right, one.difference) == (Decimal(3), Decimal(4), Decimal(-1))
    assert message(one).zh.startswith("行政复议：结果维持 2 + ")
    assert " = 3 ≠ " in message(one).zh
    assert message(one).en.endswith("a difference of 1")


def test_the_places_of_a_finding_are_those_of_its_cells():
    report, reading = report_of({"said": {"narrative.request.received": 14}})
    (one,) = [j for j in judge([report], {reading.sha256: reading}) if j.rule == "R-N-01"]
    assert one.places[0].block == 3


def test_an_empty_cell_that_does_not_help_is_an_error_that_says_so():
    (one,) = found("R-T4-01", {"cells": {"review.upheld": ""}})
    assert (one.status, one.severity, one.is_assumed) == ("fail", Severity.ERROR, True)
    assert one.note.zh == "未填的格按 0 试算"


def test_a_missing_year_leaves_the_chain_unjudged_and_is_named():
    (one,) = found("R-X-01", {})
    assert (one.status, one.severity, one.reason) == ("na", Severity.INFO, "no_prior")
    assert "2022" in one.note.zh


def test_a_number_that_we_repaired_puts_the_doubt_on_us_first():
    (one,) = found("R-T4-01", {"cells": {"review.total": 4}, "repaired": ["review.total"]})
    assert one.axis == "reading"
    assert one.note.zh


def test_a_table_with_unread_cells_says_so_before_it_blames():
    case = {"cells": {"outcome.total[total]": 14, "outcome.granted[research]": "?"}}
    (one,) = found("R-T3-01", case | {"tables": {"3": "partial"}})
    assert one.axis == "reading"


def test_a_merged_agency_is_held_to_the_sum_of_its_predecessors():
    half = {"request.carried_out[natural_person]": 1, "request.carried_out[total]": 1}
    former = [
        {"agency": code, "year": 2022, "base": "empty", "cells": half}
        for code in ("130999201", "130999202")
    ]
    heirs = {"130999100": ("130999201", "130999202")}
    assert not [j for j in found("R-X-01", {}, *former, predecessors=heirs) if j.status == "fail"]
    (alone, *_) = found("R-X-01", {}, former[0], predecessors=heirs)
    assert alone.status == "na"


def test_a_fingerprint_is_of_what_is_said_and_not_of_how():
    one = Judgement("R-T3-01", Severity.ERROR, "fail", "1", 2023, left=Decimal(60))
    two = replace(one, severity=Severity.INFO, sha256="x", left=Decimal("60.0000"))
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint != replace(one, left=Decimal(61)).fingerprint


def test_the_order_of_reports_does_not_change_the_findings():
    pairs = [report_of({"year": year, "cells": {"review.total": 9}}) for year in (2021, 2022, 2023)]
    readings = {reading.sha256: reading for _, reading in pairs}
    reports = [report for report, _ in pairs]
    forth, back = judge(reports, readings), judge(reports[::-1], readings)
    assert [j.fingerprint for j in forth] == [j.fingerprint for j in back]


def test_everything_gives_what_holds_too():
    report, _ = report_of({})
    passed = [j for j in judge([report], everything=True) if j.status == "pass"]
    assert {"R-T3-01", "R-T3-02", "R-T3-03", "R-T4-01"} <= {j.rule for j in passed}


def test_a_judgement_travels_as_a_finding():
    finding = as_finding(found("R-T4-01", {"cells": {"review.total": 4}})[0])
    assert (finding.left, finding.right, finding.member) == ("3", "4", "review")
    assert finding.severity == "error"


def test_a_county_is_not_blamed_while_agencies_are_missing():
    county = {"level": "county", "agency": "130999", "name": "清河县人民政府"}
    parts = [{"agency": f"1309991{n:02}", "base": "empty"} for n in range(2)]
    roster = {"130999": {"130999100": "甲镇", "130999101": "乙镇", "130999102": "丙镇"}}
    open_ = found("R-AGG-01", county, *parts, expected=roster)
    assert {j.status for j in open_} == {"na"}
    assert "丙镇" in open_[0].note.zh
    del roster["130999"]["130999102"]
    assert {j.status for j in found("R-AGG-01", county, *parts, expected=roster)} == {"fail"}


def test_two_reports_in_one_stretch_of_text_are_not_judged_by_it():
    pairs = [report_of({"year": year}) for year in (2022, 2023)]
    reading = pairs[1][1]
    reports = [
        replace(report, sha256=reading.sha256, part=part) for part, (report, _) in enumerate(pairs)
    ]
    alone = judge([reports[0]], {reading.sha256: reading})
    beside = judge(reports, {reading.sha256: reading})
    assert "R-X-07" not in {j.rule for j in beside}
    assert {j.rule for j in alone} - {j.rule for j in beside} >= {"R-N-13"}


def test_a_judgement_is_told_in_one_language():
    (one,) = found("R-T4-01", {"cells": {"review.total": 2}})
    zh, en = as_texts(one, "zh"), as_texts(one, "en")
    assert (zh["left"], zh["right"], zh["difference"]) == ("3", "2", "1")
    assert zh["explanation"] == "总计没有计入“尚未审结”1 件"
    assert (zh["about"], en["about"]) == ("行政复议", "Administrative review")
    assert zh["fingerprint"] == en["fingerprint"]
    assert not any("一" <= sign <= "龥" for sign in str(en["message"]) + str(en["basis"]))


def test_a_local_notice_goes_before_the_law():
    bureau = {
        "level": "department",
        "name": "怀化市财政局",
        "agency": "4312-1a2b3c4d",
        "year": 2021,
    }
    case = {"published": "2022-01-30", "template": "2021"}
    (late,) = found("R-TIME-01", bureau | case)
    assert (late.right, late.severity) == ("2022-01-28", Severity.WARNING)
    assert not found("R-TIME-01", bureau | case | {"agency": "4301-1a2b3c4d"})


def test_the_office_of_a_city_may_report_its_rules():
    city = {"level": "department", "name": "怀化市人民政府办公室", "cells": {"rule.made": 2}}
    assert not found("R-T2-01", city | {"agency": "4312-1a2b3c4d"})
    assert found("R-T2-01", city | {"agency": "431202-1a2b3c4d"})


def test_a_finding_without_a_rule_is_told_by_its_number():
    report, _ = report_of({"findings": ["R-NEW-01"]})
    (one,) = [j for j in judge([report]) if j.rule == "R-NEW-01"]
    assert as_texts(one, "zh")["title"] == "R-NEW-01"


def test_a_report_of_which_little_is_known_is_judged_without_a_fault_of_ours():
    report, reading = report_of({})
    bare = replace(report, report_year=None, sections=(), tables={}, figures=(), title="")
    empty = replace(reading, blocks=())
    assert not [j for j in judge([bare], {empty.sha256: empty}) if j.severity == "error"]


def test_how_grave_a_finding_of_the_reading_is_stands_in_the_book():
    (one,) = found("R-PARSE-03", {"findings": ["R-PARSE-03:x"]})
    assert (one.severity, one.axis) == (Severity.INFO, "reading")


def test_what_keeps_a_condition_from_being_asked_is_named():
    pictured, _ = report_of({"cells": {"outcome.total[total]": "image"}}, 2023)
    before, _ = report_of({"year": 2022}, 2022)
    judged = judge([pictured, before])
    [open_] = [j for j in judged if (j.rule, j.report_year) == ("R-C-01", 2023)]
    assert (open_.status, open_.reason) == ("na", "image")
    assert "总计" in open_.note.zh
    assert "“”" not in open_.note.zh
