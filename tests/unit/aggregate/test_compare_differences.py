"""Reports set against one of them: no difference of what is unknown or means something else."""

import math

import pandas as pd
import pytest

from pipelines.aggregate.compare import against, medians, with_other
from pipelines.aggregate.rollup import OTHER, SPLIT

GRADES = {"request.received": "A", "normative.made": "B", "fee.amount": "D", "money": "A"}


def said(*rows):
    """Return figures from (column, indicator, value, form, unit); None is a blank."""
    return pd.DataFrame(
        [
            {
                "column": column,
                "table": "3",
                "indicator": indicator,
                "member": "",
                "value": math.nan if value is None else float(value),
                "state": "blank" if value is None else "number",
                "template": form,
                "unit": unit,
            }
            for column, indicator, value, form, unit in rows
        ]
    )


def second(frame):
    return frame[frame["column"] == 1].iloc[0]


@pytest.mark.parametrize(
    ("indicator", "values", "forms", "difference", "share", "note"),
    [
        ("request.received", (20, 30), ("2021", "2021"), 10, 0.5, ""),
        ("request.received", (20, 30), ("2019", "2021"), 10, 0.5, ""),
        ("request.received", (9, 30), ("2021", "2021"), 21, None, "small_base"),
        ("request.received", (0, 3), ("2021", "2021"), 3, None, "small_base"),
        ("request.received", (None, 3), ("2021", "2021"), None, None, "unknown"),
        ("request.received", (20, None), ("2021", "2021"), None, None, "unknown"),
        ("normative.made", (20, 30), ("2019", "2021"), 10, None, "other_meaning"),
        ("normative.made", (20, 30), ("2021", "2021"), 10, 0.5, ""),
        ("fee.amount", (20, 30), ("2019", "2021"), None, None, "not_comparable"),
    ],
)
def test_a_difference_is_given_where_it_means_something(
    indicator, values, forms, difference, share, note
):
    rows = [(n, indicator, values[n], forms[n], "") for n in range(2)]
    frame = said(*rows)
    row = second(against(frame, 0, GRADES))
    assert row["note"] == note
    for key, value in (("difference", difference), ("share", share)):
        assert math.isnan(row[key]) if value is None else row[key] == value


def test_yuan_and_ten_thousand_yuan_are_not_subtracted_but_names_of_a_count_are():
    frame = said((0, "money", 20, "2021", "元"), (1, "money", 30, "2021", "万元"))
    assert second(against(frame, 0, GRADES, frozenset({"money"})))["note"] == "other_unit"
    assert second(against(frame, 0, GRADES))["difference"] == 10


def test_the_base_itself_has_no_difference_to_tell():
    frame = against(said((0, "money", 20, "2021", ""), (1, "money", 5, "2021", "")), 1, GRADES)
    assert frame.loc[frame["column"] == 1, "note"].item() == "base"
    assert frame.loc[frame["column"] == 0, "difference"].item() == 15


def test_three_rows_of_other_handling_stand_beside_the_one_of_2019():
    rows = [(0, OTHER, 4, "2019", "")]
    rows += [(1, name, n, "2021", "") for n, name in enumerate(SPLIT, 1)]
    frame = said(*rows).assign(agency_id="a", report_year=2020, report_id=1, is_approximate=False)
    found = with_other(frame)
    derived = found[found["is_derived"]]
    assert list(derived["value"]) == [6]
    assert list(derived["indicator"]) == [OTHER]


def test_forms_that_agree_need_no_derived_row():
    frame = said((0, OTHER, 4, "2019", ""), (1, OTHER, 5, "2019", ""))
    assert not with_other(frame)["is_derived"].any()


def test_a_median_needs_three_and_only_the_like():
    rows = [(0, "normative.made", n, "2021", "") for n in (1, 2, 9)]
    rows += [(0, "normative.made", 100, "2019", "")]
    frame = said(*rows)
    (row,) = medians(frame, "2021", GRADES).to_dict("records")
    assert (row["median"], row["known"]) == (2, 3)
    (few,) = medians(frame.iloc[:2], "2021", GRADES).to_dict("records")
    assert math.isnan(few["median"])
    assert few["known"] == 2
