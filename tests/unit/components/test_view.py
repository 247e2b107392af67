"""A view may be a link: it comes back whole, and no text breaks it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.view import EXTRAS, PATHS, View

codes = st.from_regex(r"[0-9A-Za-z-]{1,40}", fullmatch=True)
years = st.tuples(st.integers(1000, 9999), st.integers(1000, 9999)).map(
    lambda pair: (min(pair), max(pair))
)
views = st.builds(
    View,
    page=st.sampled_from(sorted(PATHS.values())),
    language=st.sampled_from(["zh", "en"]),
    dataset=st.sampled_from(["real", "demo"]),
    province=codes | st.just(""),
    city=codes | st.just(""),
    county=codes | st.just(""),
    agencies=st.lists(codes, max_size=8, unique=True).map(tuple),
    years=years | st.none(),
    indicator=st.from_regex(r"[a-z0-9_.]{1,80}", fullmatch=True) | st.just(""),
    by=st.sampled_from(["agency", "year"]),
    measure=st.sampled_from(["share", "count", "index"]),
    dimension=st.sampled_from(["category", "channel", "applicant"]),
    more=st.dictionaries(st.sampled_from(sorted(EXTRAS)), st.text(max_size=120), max_size=4).map(
        lambda values: View().with_own(**values).more
    ),
)


@given(views)
def test_a_view_comes_back_from_its_own_link(view):
    assert View.parse(view.path, view.search()) == view


@given(st.text(), st.text())
def test_any_address_is_some_view_and_stays_that_view(path, search):
    view = View.parse(path, search)
    assert View.parse(view.path if view.page != "missing" else path, view.search()) == view


@pytest.mark.parametrize("path", ["/agency/420104", "/county/420104", "/report/420104/2024"])
def test_the_page_of_one_thing_has_it_in_its_path(path):
    view = View.parse(path, "?province=99&city=9901&a=990101001&lang=en")
    assert view.path == path
    assert View.parse(view.path, view.search()) == view


def test_the_home_view_has_a_bare_address():
    assert View().href == "/"


def test_only_what_differs_is_written():
    view = View(page="counts", dataset="demo", agencies=("990101001",), years=(2019, 2024))
    assert view.href == "/counts?dataset=demo&a=990101001&y=2019..2024"


@pytest.mark.parametrize(
    "search",
    ["?y=20x9", "?y=2019..", "?dataset=both", "?by=moon", "?i=DROP TABLE", "?county=<b>", "?d=sex"],
)
def test_garbage_falls_back_to_the_default(search):
    assert View.parse("/counts", search) == View(page="counts")


def test_years_the_wrong_way_round_are_turned():
    assert View.parse("/", "?y=2024..2019").years == (2019, 2024)


def test_one_year_is_a_span_of_one():
    assert View.parse("/", "?y=2020").years == (2020, 2020)


def test_an_unknown_path_is_the_missing_page_and_leads_home():
    view = View.parse("/wp-admin", "")
    assert view.page == "missing"
    assert replace(view, page="overview").href == view.href == "/"


def test_a_report_stands_in_its_own_address_and_keeps_its_filters():
    view = View.parse("/report/990101001/2023", "?dataset=demo&cell=request.received%5Btotal%5D")
    assert (view.page, view.agencies, view.years) == ("report", ("990101001",), (2023, 2023))
    assert view.own("cell") == "request.received[total]"
    assert View.parse(view.path, view.search()) == view
    assert view.path == "/report/990101001/2023"


def test_filters_of_a_page_are_told_in_one_order_and_strange_ones_are_dropped():
    one = View.parse("/findings", "?severity=error&rule=R-T3-01&nonsense=1&q=%00")
    assert one == View.parse("/findings", "?rule=R-T3-01&severity=error")
    assert one.more == (("rule", "R-T3-01"), ("severity", "error"))
    assert one.with_own(rule="").more == (("severity", "error"),)
