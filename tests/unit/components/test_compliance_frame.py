"""Filing and findings put together, on small frames."""

import pandas as pd

from components.figures.filing import agencies_in_order, squares, summary
from components.figures.findings import prepared

FILING = {
    "agency_id": "a",
    "agency": "甲镇",
    "report_year": 2023,
    "state": "on_time",
    "days_late": pd.NA,
    "is_expected": True,
    "report_id": 1,
    "source": "document",
}
FINDING = {
    "agency_id": "a",
    "report_year": 2023,
    "rule": "R-T3-03",
    "family": "t3",
    "severity": "error",
    "status": "fail",
    "axis": "agency",
    "left_side": "3",
    "right_side": "5",
    "verdict": "",
}


def filed(*rows):
    frame = pd.DataFrame([FILING | row for row in rows])
    return frame.astype({"days_late": "Int64", "report_id": "Int64"})


def found(*rows):
    return prepared(pd.DataFrame([FINDING | row for row in rows], columns=list(FINDING)))


def test_errors_warnings_and_doubts_are_counted_apart():
    rows = squares(
        filed({}),
        found({}, {"severity": "warning"}, {"axis": "reading"}, {"severity": "info"}),
    )
    assert rows[["errors", "warnings", "doubts"]].iloc[0].tolist() == [1, 1, 1]


def test_a_report_without_findings_has_none_and_an_excerpt_is_not_known():
    rows = squares(filed({}, {"agency_id": "b", "source": "excerpt"}), found())
    assert rows["errors"].iloc[0] == 0
    assert pd.isna(rows["errors"].iloc[1])


def test_a_year_without_a_report_has_no_count():
    rows = squares(filed({"state": "missing", "report_id": pd.NA, "source": ""}), found())
    assert pd.isna(rows["errors"].iloc[0])
    assert pd.isna(summary(rows)["errors"].iloc[0])


def test_an_excluded_finding_leaves_the_square():
    assert squares(filed({}), found({"verdict": "excluded"}))["errors"].iloc[0] == 0


def test_lateness_that_a_person_excluded_is_waived_and_not_called_late():
    late = filed({"state": "late", "days_late": 3})
    timing = {"family": "timing", "rule": "R-TIME-01", "severity": "warning"}
    assert squares(late, found(timing))["state"].iloc[0] == "late"
    assert squares(late, found(timing | {"verdict": "excluded"}))["state"].iloc[0] == "waived"


def test_a_year_is_summed_up_with_what_was_expected():
    rows = squares(
        filed(
            {},
            {"agency_id": "b", "state": "missing", "report_id": pd.NA, "source": ""},
            {"agency_id": "c", "report_year": 2024, "is_expected": False},
        ),
        found({}),
    )
    table = summary(rows).set_index("report_year")
    assert list(table.index) == [2024, 2023]
    assert table.loc[2023, ["expected", "reported", "on_time", "missing"]].tolist() == [2, 1, 1, 1]
    assert table.loc[2024, "expected"] == 0


def test_agencies_are_put_in_the_asked_order():
    rows = squares(
        filed(
            {},
            {"agency_id": "b", "state": "late", "days_late": 40},
            {"agency_id": "c", "state": "missing", "report_id": pd.NA, "source": ""},
        ),
        found({"agency_id": "b", "severity": "warning"}, {}),
    )
    assert agencies_in_order(rows, "name", "") == ["a", "b", "c"]
    assert agencies_in_order(rows, "findings", "")[:2] == ["a", "b"]
    assert agencies_in_order(rows, "late", "")[:2] == ["c", "b"]
    assert agencies_in_order(rows, "name", "late") == ["b"]
    assert agencies_in_order(rows, "name", "no such state") == ["a", "b", "c"]
