"""What changed most: only what is known twice, never from a small base."""

import math

import pandas as pd

from pipelines.aggregate.movers import largest, pairs, sums


def totals(*rows: tuple[str, int, str, str, float]) -> pd.DataFrame:
    columns = ["agency_id", "report_year", "template", "indicator", "value"]
    return pd.DataFrame(rows, columns=columns).assign(member="", state="number", agency="x")


def test_an_agency_counts_only_where_both_years_are_known():
    found = pairs(
        totals(
            ("a", 2023, "2021", "made", 20),
            ("a", 2024, "2021", "made", 30),
            ("b", 2024, "2021", "made", 500),
            ("c", 2023, "2021", "made", 40),
            ("c", 2024, "2021", "made", math.nan),
        ),
        2024,
        {"made": "B"},
    )
    assert found["agency_id"].tolist() == ["a"]
    assert sums(found)[["previous", "value", "change_share", "pair_count"]].to_numpy().tolist() == [
        [20, 30, 0.5, 1]
    ]


def test_two_forms_are_compared_only_where_they_mean_the_same():
    rows = totals(
        ("a", 2020, "2019", "stock", 20),
        ("a", 2021, "2021", "stock", 40),
        ("a", 2020, "2019", "flow", 20),
        ("a", 2021, "2021", "flow", 40),
    )
    assert pairs(rows, 2021, {"stock": "D", "flow": "B"})["indicator"].tolist() == ["flow"]
    assert pairs(rows, 2021, {}).empty


def test_from_a_small_base_there_is_a_change_but_no_share_and_no_place_among_the_largest():
    rows = totals(
        ("a", 2023, "2021", "made", 2),
        ("a", 2024, "2021", "made", 9),
        ("b", 2023, "2021", "made", 10),
        ("b", 2024, "2021", "made", 11),
        ("c", 2023, "2021", "made", 10),
        ("c", 2024, "2021", "made", 5),
        ("d", 2023, "2021", "made", 30),
        ("d", 2024, "2021", "made", 30),
    )
    found = pairs(rows, 2024, {})
    assert found.loc[found["agency_id"] == "a", "change"].tolist() == [7]
    assert math.isnan(found.loc[found["agency_id"] == "a", "change_share"].iloc[0])
    assert largest(found, 5)["agency_id"].tolist() == ["c", "b"]


def test_nothing_known_is_nothing_changed():
    assert pairs(totals(), 2024, {}).empty
    assert largest(sums(pairs(totals(), 2024, {})), 3).empty
