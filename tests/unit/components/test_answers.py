"""Answers put to the data that ships: figures, gaps, empty choices, both languages."""

import itertools
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from components.answers import Answer, Empty
from components.pages.questions import answer
from components.theme import ACCENT
from components.view import View

TOWN = "990101001"
WAYS = [
    *(View(page="counts", by=by) for by in ("agency", "year")),
    *(
        View(page="mix", by=by, measure=measure)
        for by in ("agency", "year")
        for measure in ("share", "count")
    ),
    *(View(page="trends", measure=measure) for measure in ("share", "index")),
]
VIEWS = [
    replace(way, dataset=dataset, language=language)
    for way, dataset, language in itertools.product(WAYS, ("real", "demo"), ("zh", "en"))
]


def demo(page, **more):
    return View(page=page, dataset="demo", **more)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.href)
def test_every_view_of_what_ships_draws_and_sets_its_table(store, view):
    found = answer(store, view)
    assert isinstance(found, Answer)
    for is_narrow in (False, True):
        assert go.Figure(found.chart(is_narrow=is_narrow)).layout.height > 100
    table = found.table
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert "{" not in found.sentence + found.coverage + "".join(found.notes)


def test_the_ranking_and_its_table_say_the_same(store):
    found = answer(store, demo("counts"))
    bars = found.chart()["data"][0]
    told = {row[1].text: row[4].value for row in found.table.rows}
    assert sorted(bars["x"]) == sorted(told.values())
    assert bars["x"] == sorted(bars["x"], reverse=True)


def test_a_town_is_ranked_among_its_district_not_among_itself(store):
    found = answer(store, demo("counts", agencies=(TOWN,)))
    (row,) = [row for row in found.table.rows if row[1].text == "清岚县鹤汀镇人民政府"]
    assert f"12 个机关中居第 {row[0].text}" in found.sentence
    assert row[0].text != "1"
    bars = found.chart()["data"][0]
    coloured = [n for n, c in zip(bars["y"], bars["marker"]["color"], strict=True) if c == ACCENT]
    assert coloured == ["鹤汀镇"]


def test_an_unknown_number_is_never_a_zero(store):
    found = answer(store, View(page="counts", years=(2024, 2024)))
    unknown = [row[4] for row in found.table.rows if row[4].state]
    assert unknown
    assert {cell.value for cell in unknown} == {None}
    assert {cell.text for cell in unknown} == {"未采集"}


def test_a_missing_report_is_a_gap_in_its_line(store):
    agencies = store.agencies("demo")
    late = agencies.loc[agencies["report_count"] < 8, "agency_id"].iloc[0]
    found = answer(store, demo("trends", agencies=(late,)))
    traces = [trace for trace in found.chart()["data"] if trace["mode"] == "lines+markers"]
    assert any(value is None for value in traces[0]["y"])
    assert "无年报" in {cell.text for cell in found.table.rows[0]}


def test_a_chosen_agency_without_a_report_is_named_not_dropped(store):
    agencies = store.agencies("real")
    early = agencies[agencies["last_year"] < 2015]["agency_id"].iloc[0]
    late = agencies[agencies["first_year"] > 2022]["agency_id"].iloc[:40]
    view = View(page="trends", agencies=(early, *late), years=(2023, 2025))
    for page in ("trends", "counts"):
        found = answer(store, replace(view, page=page))
        names = dict(zip(agencies["agency_id"], agencies["name"], strict=True))
        assert any(names[early] in note for note in found.notes)
        table = found.table
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert found.chart()["data"]


def test_what_forms_forbid_to_join_is_not_joined(store):
    found = answer(store, demo("trends", agencies=(TOWN,), indicator="normative.in_force"))
    years = [
        year
        for trace in found.chart()["data"]
        for year, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    ]
    assert min(years) == "2021"


def test_more_than_five_agencies_are_small_panels(store):
    layout = answer(store, demo("trends")).chart()["layout"]
    assert sum(key.startswith("yaxis") for key in layout) == 12


def test_parts_of_a_bar_add_up_to_the_whole(store):
    chart = answer(store, demo("mix")).chart()
    for index in range(len(chart["data"][0]["x"])):
        assert sum(trace["x"][index] or 0 for trace in chart["data"]) == pytest.approx(1)


def test_the_total_column_is_no_applicant(store):
    found = answer(store, demo("mix", dimension="applicant", years=(2024, 2024)))
    assert "总计" not in {column.label for column in found.table.columns}


def test_a_base_under_ten_is_given_as_counts(store):
    found = answer(store, demo("mix", dimension="applicant"))
    small = [row for row in found.table.rows if row[1].value < 10]
    large = [row for row in found.table.rows if row[1].value >= 10]
    assert small
    assert not any("%" in cell.text for row in small for cell in row)
    assert all(any("%" in cell.text for cell in row) for row in large)


def test_a_category_has_one_colour_on_every_page(store):
    keys = [
        key
        for year in range(2019, 2026)
        for key in answer(store, demo("mix", years=(year, year))).legend
    ]
    assert len({key.label for key in keys}) == len(set(keys))


def test_a_stranger_in_the_link_is_named_with_a_way_on(store):
    found = answer(store, View(page="counts", agencies=("nobody",)))
    assert isinstance(found, Empty)
    assert "nobody" in found.what
    assert found.steps[0].href == "/counts"


def test_an_unknown_indicator_is_named_with_a_way_on(store):
    found = answer(store, View(page="trends", indicator="no.such"))
    assert isinstance(found, Empty)
    assert "no.such" in found.what
    assert found.steps


def test_an_unknown_place_is_empty_and_never_the_whole_country(store):
    for page in ("counts", "mix", "trends"):
        found = answer(store, View(page=page, county="000000"))
        assert isinstance(found, Empty)


def test_years_without_reports_are_a_designed_empty_state(store):
    found = answer(store, demo("counts", years=(1990, 1991)))
    assert isinstance(found, Empty)
    assert found.steps[0].href == "/counts?dataset=demo"


def test_both_languages_show_the_same_numbers(store):
    view = demo("counts")
    zh, en = answer(store, view), answer(store, replace(view, language="en"))
    values = [[cell.value for cell in row] for row in zh.table.rows]
    assert values == [[cell.value for cell in row] for row in en.table.rows]


def test_a_median_of_one_agency_is_not_said_to_stand_for_a_county(store):
    found = answer(store, View.parse("/trends", "?county=350524"))
    assert "不说整体变化" in found.sentence


def test_a_place_that_nobody_knows_is_named(store):
    found = answer(store, View.parse("/counts", "?county=999999"))
    assert "999999" in found.what


def test_counts_say_the_sum_and_the_quartiles_with_the_band_behind_the_bars(store):
    found = answer(store, demo("counts", years=(2025, 2025)))
    assert "合计 4,426 条" in " ".join(found.notes)
    assert "191.75 到 601.5 条" in " ".join(found.notes)
    band = next(shape for shape in found.chart()["layout"]["shapes"] if shape["type"] == "rect")
    assert (band["x0"], band["x1"]) == (191.75, 601.5)
    assert "浅色带" not in str(found.chart(is_narrow=True)["layout"]["annotations"])


def test_quartiles_of_a_few_are_not_spoken_of(store):
    found = answer(store, demo("counts", years=(2025, 2025), more=(("level", "department"),)))
    assert all(shape["type"] == "line" for shape in found.chart()["layout"]["shapes"])
    assert "四分位" not in " ".join(found.notes)


def test_rates_are_not_added_up(store):
    found = answer(store, View.parse("/counts", "?i=digitization.rate"))
    assert "合计" not in " ".join(found.notes)


def test_more_than_five_chosen_agencies_over_years_are_a_panel_each(store):
    ids = tuple(f"99010100{n}" for n in range(1, 7))
    found = answer(store, demo("counts", by="year", agencies=ids))
    chart = found.chart()
    panels = [name for name in chart["layout"] if name.startswith("xaxis")]
    assert len(panels) == 6
    ranges = {tuple(chart["layout"][f"yaxis{name[5:]}"]["range"]) for name in panels}
    assert len(ranges) == 1
    few = answer(store, demo("counts", by="year", agencies=ids[:5])).chart()
    assert "xaxis2" not in few["layout"]


def test_a_trend_says_what_both_of_the_last_two_years_know(store):
    found = answer(store, demo("trends", years=(2024, 2025)))
    assert "合计由 4,206 条变为 4,426 条（+5.2%）" in " ".join(found.notes)


def test_an_index_from_a_small_first_year_is_left_out_and_named(store):
    found = answer(store, demo("trends", indicator="review.total", measure="index"))
    assert "首年不足 10" in " ".join(found.notes)
    drawn = [trace for trace in found.chart()["data"] if trace["mode"] == "lines+markers"]
    assert drawn == []


def test_an_index_stands_beside_the_number_in_the_table(store):
    found = answer(store, demo("trends", measure="index", agencies=("990101001",)))
    first = found.table.rows[0][1]
    assert first.text == "170 (100.0)"
    assert first.value == 170


def test_a_chosen_agency_has_the_others_in_grey_behind_it(store):
    found = answer(store, demo("trends", agencies=("990101001",)))
    thin = [trace for trace in found.chart()["data"] if trace["line"]["width"] == 1]
    assert len({trace["name"] for trace in thin}) == 11
    assert "其他 11 个机关" in " ".join(found.notes)


def test_a_mix_over_years_says_the_difference_in_points(store):
    found = answer(store, demo("mix", by="year", dimension="applicant"))
    assert "−2.9 个百分点" in " ".join(found.notes)
