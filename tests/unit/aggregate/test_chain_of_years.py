"""The chain of requests carried over breaks exactly where two known numbers differ."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.aggregate.chain import ROWS, chain, chain_by_year
from tests.unit.aggregate.cell_by_cell import balances

NUMBER = st.one_of(st.none(), st.integers(0, 5))
NAMES = {name: row for row, name in ROWS.items()}


def cells(years: dict[int, dict[str, float | None]], agency="a"):
    """Return the four rows of each year's report of one agency."""
    rows = [
        {
            "agency_id": agency,
            "agency": agency,
            "report_year": year,
            "report_id": hash((agency, year)) % 100_000,
            "indicator": NAMES[name],
            "member": "total",
            "value": value,
        }
        for year, numbers in years.items()
        for name, value in numbers.items()
    ]
    return pd.DataFrame(rows).astype({"value": "float64"})


def year(carried_in=0, received=0, answered=0, carried_out=0):
    return {
        "carried_in": carried_in,
        "received": received,
        "answered": answered,
        "carried_out": carried_out,
    }


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=5))
def test_the_chain_breaks_exactly_where_both_are_known_and_differ(pairs):
    years = {2019 + i: year(carried_in=a, carried_out=b) for i, (a, b) in enumerate(pairs)}
    links = chain(balances(cells(years))).set_index("report_year")["link"]
    assert links[2019] == "no_report"
    for place in range(1, len(pairs)):
        out, taken = pairs[place - 1][1], pairs[place][0]
        if out is None or taken is None:
            assert links[2019 + place] == "unknown"
        else:
            assert links[2019 + place] == ("holds" if out == taken else "broken")


def test_a_missing_year_is_no_link_and_never_a_break():
    found = chain(balances(cells({2019: year(carried_out=3), 2021: year(carried_in=1)})))
    assert list(found["link"]) == ["no_report", "no_report"]


def test_the_gap_is_what_was_taken_in_less_what_was_handed_on():
    found = chain(balances(cells({2019: year(carried_out=3), 2020: year(carried_in=1)})))
    assert found["gap"].iloc[1] == -2
    assert found["previous_out"].iloc[1] == 3


def test_one_agency_never_joins_another():
    both = pd.concat([cells({2019: year(carried_out=3)}, "a"), cells({2020: year()}, "b")])
    assert set(chain(balances(both))["link"]) == {"no_report"}


def test_years_add_up_only_reports_whose_four_numbers_are_known():
    both = pd.concat(
        [
            cells({2019: year(1, 2, 3, 0), 2020: year(0, 5, 5, 0)}, "a"),
            cells({2019: year(1, None, 3, 4), 2020: year(2, 1, 3, 0)}, "b"),
        ]
    )
    found = chain_by_year(chain(balances(both))).set_index("report_year")
    assert found.loc[2019, "received"] == 2
    assert found.loc[2019, "report_count"] == 1
    assert found.loc[2020, "received"] == 6


def test_a_joint_adds_up_only_agencies_known_on_both_sides():
    both = pd.concat(
        [
            cells({2019: year(carried_out=3), 2020: year(carried_in=3)}, "a"),
            cells({2019: year(carried_out=4), 2020: year(carried_in=2)}, "b"),
            cells({2019: year(carried_out=None), 2020: year(carried_in=9)}, "c"),
        ]
    )
    (row,) = chain_by_year(chain(balances(both))).query("report_year == 2020").itertuples()
    assert (row.linked_out, row.linked_in) == (7, 5)
    assert (row.link_count, row.broken_count) == (2, 1)
