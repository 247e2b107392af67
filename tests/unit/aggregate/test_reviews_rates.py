"""How often an agency was corrected: pending cases are no part of the base."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.aggregate.reviews import COURSES, RESULTS, rates, whole
from pipelines.aggregate.reviews import results as checked
from tests.unit.aggregate.cell_by_cell import courses

COUNT = st.integers(0, 30)


def results(found):
    return checked(courses(found))


def cells(report: int, numbers: dict[str, tuple], year=2022, *, published=None):
    """Return table four of one report: four results a course, the sum as its published total."""
    rows = []
    for course in COURSES:
        values = numbers.get(course, (0, 0, 0, 0))
        known = [value for value in values if value is not None]
        total = sum(known) if published is None else published
        for result, value in [*zip(RESULTS, values, strict=True), ("total", total)]:
            rows.append(
                {
                    "agency_id": f"a{report}",
                    "agency": f"A{report}",
                    "report_year": year,
                    "template": "2021",
                    "indicator": f"{course}.{result}",
                    "member": "",
                    "value": value,
                    "report_id": report,
                }
            )
    return pd.DataFrame(rows).astype({"value": "float64"})


@settings(deadline=None, max_examples=40)
@given(COUNT, COUNT, COUNT, COUNT)
def test_the_rate_leaves_the_pending_out_of_its_base(upheld, corrected, other, pending):
    found = results(cells(1, {"review": (upheld, corrected, other, pending)}))
    (row,) = rates(found[found["course"] == "review"], ["course"]).itertuples()
    decided = upheld + corrected + other
    assert (row.decided, row.cases) == (decided, decided + pending)
    if decided >= 10:
        assert row.rate == pytest.approx(corrected / decided)
    else:
        assert math.isnan(row.rate)


def test_a_slash_makes_its_course_unknown_and_is_not_nought():
    found = results(cells(1, {"review": (None, 1, 1, 1)}))
    known = found.set_index("course")["is_known"]
    assert not known["review"]
    assert known["suit_direct"]
    assert whole(found) == set()


def test_a_report_with_all_three_courses_is_whole():
    assert whole(results(cells(7, {}))) == {7}


def test_the_published_total_is_set_beside_the_recomputed_one():
    found = results(cells(1, {"review": (1, 0, 0, 0)}, published=2)).set_index("course")
    assert (found.loc["review", "published"], found.loc["review", "recomputed"]) == (2, 1)
    assert found.loc["review", "differs"]


def test_an_unknown_result_differs_from_nothing():
    found = results(cells(1, {"review": (None, 0, 0, 0)}, published=2)).set_index("course")
    assert not found.loc["review", "differs"]


def test_rates_count_what_is_in_and_what_is_out():
    both = pd.concat([cells(1, {"review": (3, 2, 0, 0)}), cells(2, {"review": (None, 9, 9, 9)})])
    found = results(both)
    (row,) = rates(found[found["course"] == "review"], ["course"]).itertuples()
    assert (row.cases, row.known_count, row.unknown_count) == (5, 1, 1)
