"""Why the search for cyclic garbage may rest during a parse, and that it comes back."""

from __future__ import annotations

import gc

import pytest

from pipelines.parse.report import uncollected
from tests.accuracy.classes import make
from tests.accuracy.run import reports

LAYOUTS = ("1.13 html nested", "1.13 html unclosed", "1.2 pipe_rows own cells")


@pytest.fixture(autouse=True)
def searching():
    """Leave the search as every other test expects it."""
    yield
    gc.enable()


def test_the_search_rests_inside_and_goes_on_after():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_an_error():
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_search_that_others_hold_stays_held():
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_parse_leaves_no_cycles_to_be_found(layout: str):
    papers = [make(layout, number) for number in range(3)]
    assert reports(papers[0].data, papers[0].name)  # what is remembered for good comes first
    gc.collect()
    gc.disable()
    for paper in papers[1:]:
        assert reports(paper.data, paper.name)
    assert gc.collect() == 0
