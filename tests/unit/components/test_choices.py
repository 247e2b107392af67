"""The box for a place or an agency: what fits what is typed, and where each choice leads."""

import pytest

from components.filters.choices import MOST, answer, choices
from components.view import View


def first(store, typed, view=None):
    return choices(store, view or View(page="counts"), typed)[0]


@pytest.mark.parametrize(
    ("typed", "label", "href"),
    [
        ("湖口", "湖口县", "county=360429"),
        ("湖口县", "湖口县", "county=360429"),
        ("hukou", "湖口县", "county=360429"),
        ("hkx", "湖口县", "county=360429"),
        ("360429", "湖口县", "county=360429"),
        ("抚宁县", "抚宁区", "county=130306"),  # a former name
        ("liusi", "流泗镇", "a=360429101"),
        ("湖口县流泗镇", "流泗镇", "a=360429101"),
        ("湖口流泗", "流泗镇", "a=360429101"),
        ("武汉", "武汉市", "city=4201"),
        ("湖北", "湖北省", "province=42"),
    ],
)
def test_any_way_of_writing_finds_it_first(store, typed, label, href):
    found = first(store, typed)
    assert label in found.label
    assert href in found.href


def test_no_choice_stands_beside_empty_brackets(store):
    typed = ("13", "河北", "省", "", "局")
    labels = [choice.label for words in typed for choice in choices(store, View(), words)]
    assert [label for label in labels if "（）" in label or "()" in label] == []


def test_a_county_fills_its_parents_says_what_there_is_and_forgets_agencies_of_elsewhere(store):
    view = View(page="trends", agencies=("130306200",), years=(2020, 2024))
    found = first(store, "湖口", view)
    assert "7 个机关" in found.note
    assert found.href == "/trends?province=36&city=3604&county=360429&y=2020..2024"


def test_what_has_no_report_of_the_chosen_years_says_so_and_stands_last(store):
    found = choices(store, View(page="counts", years=(2016, 2016)), "县")
    bare = [one.is_bare for one in found]
    assert bare == sorted(bare)
    [hukou] = [
        one for one in choices(store, View(years=(2016, 2016)), "hukouxian") if one.kind == "county"
    ]
    assert (hukou.is_bare, hukou.note) == (True, "2016 年无年报")


def test_agencies_are_added_one_by_one_and_taken_away_again(store):
    view = View(page="counts", dataset="demo", county="990101")
    one = first(store, "heting", view)
    assert one.href == "/counts?dataset=demo&county=990101&a=990101001"
    chosen = View.parse("/counts", one.href.partition("?")[2])
    again = first(store, "heting", chosen)
    assert (again.is_on, again.href) == (True, "/counts?dataset=demo&county=990101")
    empty = choices(store, chosen, "")
    assert empty[0].is_on  # what is chosen stands on top of the county's own
    assert {one.kind for one in empty} == {"agency"}


def test_a_county_agencies_and_years_are_chosen_in_one_go(store):
    [whole] = choices(store, View(), "湖口 流泗、大垅 2020-2023")
    view = View.parse("/counts", whole.href.partition("?")[2])
    assert whole.href.startswith("/counts?")
    assert (view.county, view.agencies) == ("360429", ("360429101", "360429200"))
    assert view.years == (2020, 2023)
    [years] = choices(store, View(page="trends", county="360429"), "2021")
    assert years.href == "/trends?county=360429&y=2021..2021"


def test_there_are_never_more_than_fifty_and_nothing_is_said_in_a_sentence(store):
    said = answer(store, View(), "")
    assert len(said["choices"]) == MOST
    nobody = answer(store, View(), "' OR 1=1 --")
    assert nobody["choices"] == []
    assert "没有收录" in nobody["said"]
    bare = answer(store, View(), "东华门街道")
    assert "东华门街道" in bare["others"]


def test_the_route_reads_the_page_it_is_asked_on(client):
    reply = client.get("/choices.json?path=/mix&typed=hkx&lang=en&y=1999")
    one = reply.get_json()["choices"][0]
    assert one["href"].startswith("/mix?lang=en&province=36")
    assert one["bare"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert len(reply.data) < 12_000
