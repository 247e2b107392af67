"""Aggregations: the unknown never counts, never adds up, and never becomes 0."""

import math

import pandas as pd
import pytest

from pipelines.aggregate.movers import pairs
from pipelines.aggregate.rankings import ranking
from pipelines.aggregate.shares import shares
from pipelines.aggregate.trends import index, medians, trend

COLUMNS = ("agency_id", "report_year", "value", "template")


def cells(*rows):
    frame = pd.DataFrame([(*row, *("2021",) * (4 - len(row))) for row in rows], columns=COLUMNS)
    frame["value"] = frame["value"].astype("float64")
    state = frame["value"].notna().map({True: "number", False: "blank"})
    return frame.assign(
        agency=frame["agency_id"], member="", label="", state=state, is_approximate=False,
        source="document", report_id=range(len(frame)), unit="件", is_expected=True,
    )  # fmt: skip


def mix(*rows):
    columns = ("report_id", "agency_id", "report_year", "member", "value")
    frame = pd.DataFrame(rows, columns=columns)
    frame["value"] = frame["value"].astype("float64")
    return frame.assign(
        agency=frame["agency_id"], label="", state="", is_approximate=False, position=0
    )


def test_ranks_are_among_the_known_and_the_unknown_stand_last():
    frame = ranking(cells(("a", 2022, 5), ("b", 2022, None), ("c", 2022, 0), ("d", 2022, 5)))
    assert frame["agency_id"].tolist() == ["a", "d", "c", "b"]
    assert frame["rank"].tolist()[:3] == [1, 1, 3]
    assert frame["rank"].isna().tolist() == [False, False, False, True]
    assert frame["state"].tolist()[-1] == "blank"
    assert frame["median"].tolist() == [5, 5, 5, 5]
    assert (frame["known_count"][0], frame["expected_count"][0]) == (3, 4)
    assert frame["share"].tolist()[:3] == [0.5, 0.5, 0]
    assert math.isnan(frame["share"].tolist()[3])


def test_years_are_ranked_side_by_side():
    frame = ranking(cells(("a", 2021, 1), ("b", 2021, 3), ("a", 2022, 9), ("b", 2022, 3)))
    ranks = frame.set_index(["agency_id", "report_year"])["rank"]
    assert (ranks["a", 2021], ranks["a", 2022]) == (2, 1)


def test_shares_of_nothing_are_unknown_not_zero():
    frame = ranking(cells(("a", 2022, 0), ("b", 2022, 0)))
    assert frame["share"].isna().all()


def test_shares_of_a_bar_add_up_to_one():
    frame = shares(mix((1, "a", 2022, "x", 30), (1, "a", 2022, "y", 10)), "agency")
    assert frame["share"].tolist() == [0.75, 0.25]
    assert frame["base"].tolist() == [40, 40]
    assert not frame["is_small_base"].any()


def test_a_report_of_which_a_part_is_unknown_is_left_out_and_counted():
    frame = shares(
        mix(
            (1, "a", 2022, "x", 30), (1, "a", 2022, "y", None),
            (2, "b", 2022, "x", 5), (2, "b", 2022, "y", 15),
        ),
        "year",
    )  # fmt: skip
    assert frame["value"].tolist() == [5, 15]
    assert frame[["known_count", "unknown_count"]].to_numpy().tolist() == [[1, 1], [1, 1]]


def test_an_agency_that_says_nothing_keeps_its_bar_without_shares():
    frame = shares(mix((1, "a", 2022, "x", 30), (2, "b", 2022, "", None)), "agency")
    said = frame.set_index("agency_id")
    assert math.isnan(said.loc["b", "share"])
    assert said.loc["b", "known_count"] == 0
    assert said.loc["b", "unknown_count"] == 1


@pytest.mark.parametrize(("total", "is_small"), [(9, True), (10, False)])
def test_a_base_below_ten_is_marked(total, is_small):
    assert shares(mix((1, "a", 2022, "x", total)), "report")["is_small_base"].tolist() == [is_small]


def test_a_missing_year_is_a_gap_not_a_zero():
    lines = trend(cells(("a", 2020, 4), ("a", 2022, 6)), "A")
    assert lines["report_year"].tolist() == [2020, 2021, 2022]
    assert lines["state"].tolist() == ["number", "no_report", "number"]
    assert math.isnan(lines["value"][1])


def test_an_unknown_cell_keeps_its_state_in_a_line():
    lines = trend(cells(("a", 2020, 4), ("a", 2021, None)), "A", (2019, 2021))
    assert lines["state"].tolist() == ["no_report", "number", "blank"]


@pytest.mark.parametrize(
    ("comparable", "segments"), [("A", [0, 0]), ("B", [0, 0]), ("C", [0, 1]), ("D", [0, 1])]
)
def test_forms_that_must_not_be_joined_are_not(comparable, segments):
    lines = trend(cells(("a", 2020, 4, "2019"), ("a", 2021, 5, "2021")), comparable)
    assert lines["segment"].tolist() == segments
    assert lines["is_break"].tolist() == [False, True]


def test_a_total_and_what_a_website_carried_are_never_joined_nor_compared():
    basis = ["total", "website", "website"]
    rows = cells(("a", 2020, 40), ("a", 2021, 50), ("a", 2023, 60)).assign(basis=basis)
    assert trend(rows, "B")["segment"].tolist() == [0, 1, 1, 1]
    named = rows.assign(indicator="disclosure.published")
    assert pairs(named, 2021, {"disclosure.published": "B"}).empty


def test_a_break_is_seen_across_a_gap_and_each_line_has_its_own():
    lines = trend(
        cells(
            ("a", 2019, 4, "2019"), ("a", 2022, 5, "2021"), ("b", 2021, 5, "2021"),
            ("b", 2022, 5, "2021"),
        ),
        "C",
    )  # fmt: skip
    said = lines.set_index(["agency_id", "report_year"])
    assert said.loc[("a", 2022), "is_break"]
    assert said.loc[("a", 2022), "segment"] == 1
    assert not said.loc["b", "is_break"].any()


def test_the_median_is_of_the_known_and_a_year_without_any_is_unknown():
    lines = trend(cells(("a", 2020, 4), ("b", 2020, None), ("a", 2022, 6), ("b", 2022, 8)), "A")
    found = medians(lines).set_index("report_year")
    assert found.loc[2020, "median"] == 4
    assert math.isnan(found.loc[2021, "median"])
    assert found.loc[2022, "median"] == 7
    assert found["known_count"].tolist() == [1, 0, 2]
    assert found["expected_count"].tolist() == [2, 2, 2]


def test_an_index_starts_at_the_first_known_year_of_a_segment():
    lines = trend(cells(("a", 2020, None), ("a", 2021, 20), ("a", 2022, 30)), "A")
    indexed = index(lines)
    assert indexed["value"].tolist()[1:] == [100, 150]
    assert math.isnan(indexed["value"][0])
    assert indexed["base_year"].tolist() == [2021, 2021, 2021]


@pytest.mark.parametrize("base", [0, 9])
def test_an_index_has_no_base_under_ten(base):
    assert index(trend(cells(("a", 2020, base), ("a", 2021, 50)), "A"))["value"].isna().all()


def test_an_index_starts_anew_where_forms_must_not_be_joined():
    lines = trend(cells(("a", 2020, 50, "2019"), ("a", 2021, 15, "2021")), "D")
    assert index(lines)["value"].tolist() == [100, 100]


def test_nothing_gives_nothing():
    none = cells(("a", 2020, 1)).head(0)
    for made in (ranking(none), trend(none), index(trend(none))):
        assert made.empty
    assert medians(trend(none)).empty
    assert shares(mix((1, "a", 2022, "x", 1)).head(0), "agency").empty


def test_what_comes_in_is_left_as_it_was():
    frame = cells(("a", 2020, 1), ("a", 2021, None))
    before = frame.copy()
    for aggregate in (ranking, trend):
        aggregate(frame)
    pd.testing.assert_frame_equal(frame, before)
