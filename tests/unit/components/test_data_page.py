"""The page of all figures: what is counted, what is shown, and where its links lead."""

import json

import pytest

from components.answers import Empty
from components.api.fields import FIGURES, ROUTES
from components.api.figures import plain_value
from components.context import PageRequest, SiteContext
from components.pages.data.answer import columns_of, data, sort_of
from components.pages.data.api import examples
from components.pages.data.view import draw_data
from components.view import View
from components.words import messages
from pipelines.settings import settings


@pytest.fixture
def ask(store):
    def make(search):
        view = View.parse("/data", search)
        return PageRequest(SiteContext(store, settings()), view, store.info().digest)

    return make


def text_of(component):
    def inside(part):
        return part.to_plotly_json()

    return json.dumps(inside(component), ensure_ascii=False, default=inside)


def test_every_figure_of_a_report_is_here_the_printed_zeros_too(ask, store):
    found = data(ask("?dataset=demo&a=990101001&y=2022"))
    assert found.total == len(store.explain("990101001", 2022))
    zeros = data(ask("?dataset=demo&a=990101001&y=2022&table=3&sort=value"))
    assert zeros.rows[0]["value"] == 0
    assert zeros.rows[0]["state"] == "number"


def test_what_is_no_number_has_no_value_and_says_its_state(ask):
    found = data(ask("?dataset=demo&state=image"))
    assert found.total > 0
    assert {row["value"] for row in found.rows} == {None}
    assert {row["state"] for row in found.rows} == {"image"}
    assert "图片" in text_of(draw_data(ask("?dataset=demo&state=image")))


@pytest.mark.parametrize("search", ["", "?dataset=demo"])
def test_the_counts_of_a_filter_add_up_to_what_is_found(ask, search):
    found = data(ask(search))
    for facet in found.facets:
        assert sum(n for _, n, _, _ in facet.values) == found.total, facet.name


def test_a_value_of_a_filter_leads_to_as_many_figures_as_it_says(ask):
    for facet in data(ask("?dataset=demo&table=3")).facets:
        for _, n, href, is_on in facet.values[:4]:
            if not is_on:
                assert data(ask(href.partition("?")[2])).total == n


def test_simulated_and_real_figures_never_stand_together(ask):
    for name in ("real", "demo"):
        found = data(ask(f"?dataset={name}"))
        assert {row["dataset"] for row in found.rows} == {name}
    assert '"badge"' in text_of(draw_data(ask("?dataset=demo")))
    assert '"badge"' not in text_of(draw_data(ask("")))


def test_pages_give_every_figure_once(ask):
    search = "?dataset=demo&a=990101001&table=3"
    first = data(ask(search))
    seen = [
        (row["report_id"], row["indicator"], row["member"])
        for n in range(1, first.pages + 1)
        for row in data(ask(f"{search}&n={n}")).rows
    ]
    assert len(seen) == len(set(seen)) == first.total


def test_sorting_by_value_leaves_the_unknown_at_the_end(ask):
    search = "?dataset=demo&a=990101008&y=2021&sort="
    for sort in ("value", "-value"):
        last = data(ask(search + sort))
        rows = data(ask(f"{search}{sort}&n={last.pages}")).rows
        assert rows[-1]["value"] is None


@pytest.mark.parametrize("words", ["鹤汀镇", "ＲEQUESTS received", "request.received 990101001"])
def test_words_are_looked_for_in_every_language_and_code(ask, words):
    whole = data(ask("?dataset=demo")).total
    assert 0 < data(ask(f"?dataset=demo&q={words}")).total < whole


def test_a_page_beyond_the_last_is_the_last(ask):
    found = data(ask("?dataset=demo&n=99999999"))
    assert found.page == found.pages


def test_columns_nobody_knows_are_left_out():
    assert columns_of(View.parse("/data", "?columns=raw,nope")) == ("raw",)
    assert columns_of(View.parse("/data", "?columns=nope")) == columns_of(View(page="data"))
    every = ",".join(FIGURES.names)
    assert columns_of(View.parse("/data", f"?columns={every}")) == FIGURES.names


def test_a_way_of_sorting_nobody_knows_is_the_stores_own():
    assert sort_of(View.parse("/data", "?sort=report_id")) == ""
    assert sort_of(View.parse("/data", "?sort=-value")) == "-value"


def test_nothing_found_says_so_and_offers_the_next_step(ask):
    found = data(ask("?dataset=demo&q=zzzz"))
    assert isinstance(found, Empty)
    assert found.steps[0].href == "/data?dataset=demo"
    assert isinstance(data(ask("?a=nobody")), Empty)


def test_every_column_parameter_and_list_has_words():
    for route in ROUTES.values():
        assert f"data_route.{route.name}" in messages()
        for one in route.parameters:
            assert f"data_param.{one.name}" in messages()
    for name in FIGURES.names:
        assert f"data_field.{name}" in messages()
        assert FIGURES.meaning(name).zh


def test_the_page_shows_only_addresses_that_work(ask, client):
    for command in examples("").values():
        address = command.split('"')[1]
        with client.get(address) as reply:
            assert reply.status_code == 200, address


def test_unknown_is_none_and_whole_numbers_are_whole():
    assert plain_value(float("nan")) is None
    assert plain_value(2.0) == 2
    assert isinstance(plain_value(2.0), int)
    assert plain_value(2.5) == 2.5
    assert plain_value("") == ""
