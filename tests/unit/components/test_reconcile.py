"""Controls and address are one: what moved wins, and moving nothing changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from components import ids
from components.filters.bar import CONTROLS
from components.filters.reconcile import FilterChoice, chosen_of, reconcile
from components.view import View

SPAN = (2018, 2025)
VIEW = View(page="counts", province="99", city="9901", county="990101", agencies=("990101001",))
some_year = st.sampled_from(["", *map(str, range(2018, 2026))])
chosen = st.builds(
    FilterChoice,
    level=st.sampled_from(["", "township"]),
    first=some_year,
    last=some_year,
    indicator=st.sampled_from(["", "outcome.total"]),
)


@given(st.sampled_from([None, *CONTROLS]), chosen)
def test_reconciling_twice_is_reconciling_once(moved, controls):
    once = reconcile(moved, VIEW, controls, SPAN)
    assert reconcile(moved, once, controls, SPAN) == once


@given(chosen)
def test_without_a_move_the_address_wins(controls):
    assert reconcile(None, VIEW, controls, SPAN) == VIEW


def test_the_year_that_was_moved_stays_and_the_other_follows():
    both = FilterChoice(first="2023", last="2020")
    assert reconcile(ids.Filters.FIRST, VIEW, both, SPAN).years == (2023, 2023)
    assert reconcile(ids.Filters.LAST, VIEW, both, SPAN).years == (2020, 2020)


def test_all_the_years_there_are_is_no_filter():
    assert reconcile(ids.Filters.FIRST, VIEW, FilterChoice(first="2018"), SPAN).years is None


def test_a_cleared_control_means_all():
    assert chosen_of([None] * len(CONTROLS)) == FilterChoice()
