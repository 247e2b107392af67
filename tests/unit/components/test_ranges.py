"""A range of years is answered as a range: who led each year and over all, every year in sight."""

import re
from types import SimpleNamespace

import pytest

from components.answers import Definition
from components.figures.leading import Leading, led
from components.pages.questions import answer
from components.view import View

TOWNS = ("990101001", "990101002", "990101003")
RANGE = View(page="counts", dataset="demo", agencies=TOWNS, years=(2020, 2023))


def question(kind="count", comparable="A", names=("甲", "乙", "丙")):
    """Return as much of a question as its sentence asks for."""
    return SimpleNamespace(
        view=View(page="counts"),
        names=dict(zip("abc", names, strict=True)),
        definition=Definition("条数", "条", "disclosure.total", "", comparable, "", kind),
    )


def told(values, agencies="abc", years=(2020, 2021, 2022), **about):
    known = {(a, y): v for a, row in values.items() for y, v in zip(years, row, strict=True)}
    known = {key: value for key, value in known.items() if value is not None}
    words = {key: f"{value} 条" for key, value in known.items()}
    return led(question(**about), Leading(tuple(agencies), years, known, words=words))


def test_years_stand_side_by_side_where_a_range_was_chosen(store):
    found = answer(store, RANGE)
    drawn = [trace["name"] for trace in found.chart()["data"] if trace["mode"] == "markers"]
    assert drawn == ["2020", "2021", "2022", "2023"]
    assert [one.label for one in found.table.columns if one.kind == "number"] == drawn
    one = answer(store, View(page="counts", dataset="demo", years=(2023, 2023)))
    assert one.chart()["data"][0]["type"] == "bar"
    ranked = answer(store, View.parse("/counts", RANGE.search() + "&by=rank"))
    assert ranked.chart()["data"][0]["type"] == "bar"


@pytest.mark.parametrize("is_narrow", [False, True])
def test_every_chosen_year_is_drawn_and_every_row_ends_with_its_newest_value(store, is_narrow):
    found = answer(store, View(page="counts", dataset="demo", years=(2018, 2025)))
    chart = found.chart(is_narrow=is_narrow)
    assert len([t for t in chart["data"] if t["mode"] == "markers"]) == 8
    rows = chart["layout"]["yaxis"]["categoryarray"]
    head = [note for note in chart["layout"]["annotations"] if note["text"] == "2025"]
    assert len(head) == 1
    ends = {note["y"]: note["text"] for note in chart["layout"]["annotations"] if note not in head}
    assert [ends[place] for place in range(len(rows))] == [
        next(cell.text for cell, column in newest if column.label == "2025")
        for newest in (list(zip(row, found.table.columns, strict=True)) for row in found.table.rows)
    ]


def test_the_sentence_names_who_led_each_year_as_the_figures_say(store):
    cells = store.cells("demo", "disclosure.total", None, TOWNS, (2020, 2023))
    sentence = answer(store, RANGE).sentence
    tops = cells.loc[cells.groupby("report_year")["value"].idxmax()]
    assert tops["agency_id"].nunique() == 1
    sums = cells.groupby("agency_id")["value"].sum()
    assert "4 年都最多" in sentence
    assert f"{int(sums.max()):,}" in sentence
    grown = cells.pivot(index="agency_id", columns="report_year", values="value")
    assert str(int((grown[2023] - grown[2020]).max())) in sentence


def test_leaders_change_are_equal_or_unknown():
    changed = told({"a": (9, 9, 1), "b": (1, 2, 8), "c": (1, 1, 1)})
    assert "2020–2021 年甲、2022 年乙" in changed
    assert "各年相加，甲最多，合计 19 条" in changed
    equal = told({"a": (5, 5, 5), "b": (5, 5, 5), "c": (1, 1, 1)})
    assert "甲、乙 3 年都最多" in equal
    assert "升得最多" not in equal  # nobody rose
    lacking = told({"a": (50, None, 9), "b": (2, 3, 4), "c": (1, 1, None)})
    assert "其中 2 个机关年度未知，不计作零" in lacking
    assert "各年相加" not in lacking  # only one states every year
    alone = told({"a": (3, None, 5)}, agencies="a")
    assert re.search(r"甲的“条数”：2020 年 3 条、2022 年 5 条。其中 1 个", alone)


def test_those_who_are_level_are_named_together(store):
    rose = told({"a": (20, 21, 30), "b": (40, 41, 50), "c": (1, 1, 1)})
    assert "甲、乙升得最多，比 2020 年各多 10 条。" in rose
    search = "dataset=demo&county=990101&i=rate.backlog_change&y=2019"
    level = answer(store, View.parse("/counts", search))
    most = max(
        cell.value for row in level.table.rows for cell in row[4:5] if cell.value is not None
    )
    tops = [row[1].text for row in level.table.rows if row[4].value == most]
    assert len(tops) > 1
    assert "并列最高" in level.sentence or "并列最多" in level.sentence
    assert all(top in level.sentence for top in tops[:3])


def test_what_may_not_be_added_or_compared_is_not():
    values = {"a": (20, 21, 22), "b": (10, 11, 30), "c": (1, 1, 1)}
    for about in ({"kind": "ratio"}, {"comparable": "C"}):
        sentence = told(values, **about)
        assert "各年相加" not in sentence
        assert "升得最多" not in sentence
    small = told({"a": (2, 3, 9), "b": (1, 1, 1), "c": (0, 0, 0)})
    assert "多 7 条。" in small  # a base of 2 carries no share
