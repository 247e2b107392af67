"""Points by item: what takes them off, what cannot be judged, and what never happens."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.score import scheme, score_card, totals
from pipelines.score.card import SPOKEN
from pipelines.score.scheme import checked
from pipelines.validate.rulebook import rulebook

STEADY = settings(deadline=None, derandomize=True)
FILED = {
    "agency_id": "130306200",
    "agency": "茶棚乡",
    "report_year": 2022,
    "state": "on_time",
    "report_id": 7,
    "source": "document",
    "template": "2021",
    "is_compared": True,
    "filed_on": pd.Timestamp("2023-01-20"),
    "filed_state": "on_time",
    "is_unmended": False,
}
RULES = [*rulebook().by_id]
EMPTY = pd.DataFrame(
    columns=["agency_id", "report_year", "rule", "severity", "status", "axis", "reason"]
)
JUDGEMENT = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(RULES),
        "severity": st.sampled_from(["error", "warning", "info"]),
        "status": st.sampled_from(["fail", "na"]),
        "axis": st.sampled_from(["agency", "reading"]),
        "reason": st.sampled_from(["", "no_prior", "image", "lost"]),
        "verdict": st.sampled_from(["", "confirmed", "pending"]),
        "fingerprint": st.uuids().map(str),
    }
)
FILING = st.fixed_dictionaries(
    {
        "state": st.sampled_from(
            ["on_time", "late", "early", "missing", "unreadable", "not_judged"]
        ),
        "report_id": st.sampled_from([7, pd.NA]),
        "days_late": st.sampled_from([0, 5, pd.NA]),
        "source": st.sampled_from(["document", "excerpt", ""]),
        "template": st.sampled_from(["2014", "2019", "2021", "narrative", ""]),
        "report_year": st.integers(2008, 2030),
        "is_compared": st.booleans(),
        "filed_on": st.sampled_from([pd.NaT, pd.Timestamp("2023-01-20")]),
        "filed_state": st.sampled_from(["", "on_time", "late"]),
        "is_unmended": st.sampled_from([True, False, pd.NA]),
    }
)


def finding(rule, severity="error", **said):
    plain = {"status": "fail", "axis": "agency", "reason": "", "verdict": ""}
    return plain | {"rule": rule, "severity": severity, "fingerprint": f"f-{rule}"} | said


def frame(findings, year=2022):
    if not findings:
        return EMPTY
    return pd.DataFrame([{"agency_id": "130306200", "report_year": year} | f for f in findings])


def card(*findings, **filing):
    found = FILED | filing
    made = score_card(frame(findings, found["report_year"]), pd.DataFrame([found]))
    return {row["item"]: row for row in made.to_dict("records")}


def total(*findings, **filing):
    found = FILED | filing
    made = score_card(frame(findings, found["report_year"]), pd.DataFrame([found]))
    return totals(made).to_dict("records")[0]


def test_the_default_is_ten_points():
    assert scheme().out_of == 10
    assert {one.id: one.out_of for one in scheme().item} == {
        "filed": 2,
        "published": 2,
        "structure": 1.5,
        "form": 1,
        "tables": 1.5,
        "narrative": 1,
        "original": 1,
        "returned": 0,
    }


def test_a_report_without_fault_has_every_point():
    assert total()["points"] == total()["judged_out_of"] == 10


def test_each_point_is_traced_to_its_findings():
    row = card(finding("R-T3-01"), finding("R-T2-01", "warning"))["tables"]
    assert row["points"] == pytest.approx(0.75)
    assert row["fingerprints"] == ["f-R-T2-01", "f-R-T3-01"]
    assert row["taken"] == [0.25, 0.5]


def test_an_item_never_costs_more_than_it_is_worth():
    many = [finding("R-T3-01", fingerprint=f"{n}") for n in range(9)]
    row = card(*many)["tables"]
    assert (row["points"], len(row["fingerprints"])) == (0, 9)


@pytest.mark.parametrize(
    "said", [{"verdict": "excluded"}, {"axis": "reading"}, {"severity": "info"}]
)
def test_what_does_not_count_takes_nothing(said):
    row = card(finding("R-T3-01") | said)["tables"]
    assert (row["points"], row["fingerprints"]) == (1.5, [])


@pytest.mark.parametrize("verdict", ["", "pending", "confirmed"])
def test_what_is_not_excluded_counts(verdict):
    assert card(finding("R-STR-01", verdict=verdict))["structure"]["points"] == 0.75


def test_an_unreadable_cell_is_no_reason_for_full_marks():
    row = card(finding("R-T3-01", status="na", reason="lost"))["tables"]
    assert not row["is_judged"]
    assert math.isnan(row["points"])
    assert row["reason_en"]


def test_a_missing_table_is_no_reason_for_full_marks():
    made = card(finding("R-PARSE-01", axis="reading"))
    assert not made["tables"]["is_judged"]
    assert not made["narrative"]["is_judged"]
    assert made["structure"]["is_judged"]


def test_a_missing_year_before_leaves_the_tables_judged():
    assert card(finding("R-X-01", status="na", reason="no_prior"))["tables"]["is_judged"]


@pytest.mark.parametrize("state", ["late", "early", "missing"])
def test_a_state_takes_the_points_of_publishing(state):
    row = card(state=state, report_id=pd.NA if state == "missing" else 7)["published"]
    assert (row["points"], row["is_judged"]) == (0, True)
    assert row["reason_zh"]


def test_a_late_report_is_traced_to_the_rule_that_says_so():
    row = card(finding("R-TIME-01"), state="late")["published"]
    assert (row["points"], row["fingerprints"], row["taken"]) == (0, ["f-R-TIME-01"], [2])


def test_lateness_that_a_person_excluded_costs_nothing():
    row = card(finding("R-TIME-01", verdict="excluded"), state="late")["published"]
    assert (row["points"], row["fingerprints"]) == (2, [])


@pytest.mark.parametrize("state", ["not_judged", "unreadable"])
def test_a_date_that_cannot_be_judged_gives_and_takes_nothing(state):
    assert not card(state=state)["published"]["is_judged"]


@pytest.mark.parametrize(("days", "points"), [(0, 2), (3, 0)])
def test_a_report_of_pictures_may_still_be_on_time(days, points):
    made = card(state="unreadable", days_late=days)
    assert made["published"]["points"] == points
    assert not made["tables"]["is_judged"]


def test_filing_with_the_office_is_not_judged_without_a_register():
    row = card(filed_on=pd.NaT, filed_state="", is_unmended=pd.NA)
    assert not row["filed"]["is_judged"]
    assert not row["returned"]["is_judged"]
    assert card(filed_state="late")["filed"]["points"] == 0


def test_a_report_sent_back_and_not_mended_loses_points_of_the_others():
    assert total(is_unmended=True)["points"] == 8
    assert total(is_unmended=True)["out_of"] == 10


def test_the_sum_never_falls_below_nothing():
    faults = {"state": "missing", "report_id": pd.NA, "filed_state": "late", "is_unmended": True}
    assert total(**faults)["points"] == 0


def test_of_an_excerpt_only_the_dates_are_judged():
    judged = {name for name, row in card(source="excerpt").items() if row["is_judged"]}
    assert judged == {"filed", "published", "returned"}


def test_the_form_of_an_old_report_in_prose_is_not_asked_for():
    made = card(template="narrative", report_year=2010)
    assert not made["tables"]["is_judged"]
    assert not made["structure"]["is_judged"]


def test_what_stands_alone_was_not_compared():
    assert not card(is_compared=False)["original"]["is_judged"]


def test_the_rules_of_the_scheme_exist():
    given = scheme().model_dump()
    checked(given, rulebook())
    given["item"][4]["rules"] = ("R-T9-*",)
    with pytest.raises(ValueError, match="R-T9"):
        checked(given, rulebook())


def test_a_finding_is_counted_once():
    owners = {rule: [i.id for i in scheme().item if i.names(rule)] for rule in RULES}
    assert not {rule: items for rule, items in owners.items() if len(items) > 1}
    assert not set(SPOKEN.values()) & {rule for rule, items in owners.items() if items}


@STEADY
@given(st.lists(JUDGEMENT, max_size=12), FILING)
def test_no_item_gives_more_than_it_is_worth(findings, filing):
    for row in card(*findings, **filing).values():
        assert row["is_judged"] != math.isnan(row["points"])
        assert not row["is_judged"] or row["points"] <= row["out_of"]
        assert row["item"] == "returned" or not row["is_judged"] or row["points"] >= 0
        assert bool(row["reason_zh"]) or row["is_judged"]
    sums = total(*findings, **filing)
    assert 0 <= sums["points"] <= sums["judged_out_of"] <= sums["out_of"] == 10


@STEADY
@given(st.lists(JUDGEMENT, max_size=8), JUDGEMENT, FILING)
def test_one_more_finding_never_gives_points(findings, another, filing):
    before, after = card(*findings, **filing), card(*findings, another, **filing)
    for item, row in after.items():
        if row["is_judged"]:
            assert before[item]["is_judged"]
            assert row["points"] <= before[item]["points"]
    assert total(*findings, another, **filing)["points"] <= total(*findings, **filing)["points"]
