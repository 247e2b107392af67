"""A whole table in one question says of every cell what the question about one cell says."""

import pandas as pd
import pytest

KEYS = ["agency_id", "report_year", "member"]


@pytest.mark.parametrize(
    ("table", "indicator"),
    [
        ("3", "request.received"),
        ("3", "outcome.denied.process"),  # left blank in one report
        ("3", "outcome.other.misc"),  # on the form of 2021 only
        ("4", "review.upheld"),  # a slash in one report
    ],
)
def test_the_cells_of_a_complete_table_are_those_asked_for_one_by_one(store, table, indicator):
    every = store.table_cells("demo", table)
    mine = every[every["indicator"] == indicator]
    alone = store.cells("demo", indicator, sorted(set(mine["member"])))
    alone = alone[~alone["state"].isin({"absent", "not_captured"})]
    columns = [*KEYS, "value", "state"]
    left, right = (f[columns].sort_values(KEYS).reset_index(drop=True) for f in (mine, alone))
    pd.testing.assert_frame_equal(left, right, check_dtype=False)
    assert len(left) > 80 or indicator == "outcome.other.misc"


def test_states_that_are_no_numbers_have_no_value(store):
    for table, states in (("3", {"image", "blank"}), ("4", {"slash"})):
        cells = store.table_cells("demo", table)
        odd = cells[cells["state"] != "number"]
        assert set(odd["state"]) == states
        assert odd["value"].isna().all()


def test_an_excerpt_has_only_the_cells_it_states(store):
    cells = store.table_cells("real", "3")
    by_report = cells.groupby("report_id").size()
    assert 0 < by_report.max() < 30
    assert cells["value"].notna().all()


def test_years_and_agencies_narrow_the_table(store):
    one = store.table_cells("demo", "4", ["990101007"], (2023, 2024))
    assert set(one["agency_id"]) == {"990101007"}
    assert sorted(set(one["report_year"])) == [2023, 2024]
    assert len(one) == 30
