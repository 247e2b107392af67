"""Reports side by side: what the page sets is what each report says, and no more than that."""

import csv
import io
import re

import openpyxl
import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.figures.form import cell_key
from components.pages.compare.answer import Compare, compare
from components.pages.compare.sheet import sheet
from components.pages.compare.view import draw_compare
from components.pages.compare.words import answer_words, difference_words, notes, question
from components.view import View
from pipelines.settings import ROOT, settings

TOWNS = ("990101001", "990101002", "990101007")


@pytest.fixture
def ask(store):
    def of(*agencies, years=None, language="zh", dataset="demo", **own):
        span = (years, years) if isinstance(years, int) else years
        view = View("compare", language, dataset, agencies=agencies, years=span)
        return PageRequest(
            SiteContext(store, settings()), view.with_own(**own), store.info().digest
        )

    return of


@pytest.fixture(scope="module")
def truth():
    """Return the planted numbers by agency, year and cell; not listed in a table is a 0."""
    with (ROOT / "data/demo/truth.csv").open(encoding="utf-8") as file:
        return {
            (
                row["agency_id"],
                int(row["report_year"]),
                cell_key(row["indicator"], row["member"]),
            ): (float(row["value"]))
            for row in csv.DictReader(file)
            if row["status"] == "number" and row["table"] in {"2", "3", "4"}
        }


def rows_by_key(page):
    return {cell_key(row.indicator, row.member): row for row in page.held.rows}


def test_every_cell_is_what_its_report_says(ask, truth):
    page = compare(ask(*TOWNS, years=2023))
    assert isinstance(page, Compare)
    tables = [row for row in page.held.rows if row.table in {"2", "3", "4"}]
    assert len(tables) == 200
    for row in tables:
        key = cell_key(row.indicator, row.member)
        planted = [truth.get((agency, 2023, key), 0.0) for agency in TOWNS]
        assert [one.value for one in row.values] == planted, key


def test_differences_are_from_the_base_and_shares_from_ten_up(ask):
    rows = rows_by_key(compare(ask(*TOWNS, years=2023)))
    licence = rows["licence.decisions"].values
    assert [one.value for one in licence] == [75, 20, 299]
    assert [difference_words(one, "zh") for one in licence[1:]] == [
        "−55 (−73.3%)",
        "+224 (+298.7%)",
    ]
    penalty = rows["penalty.decisions"].values
    assert difference_words(penalty[2], "zh") == "+23"  # 9 → 32: a base under 10


def test_another_base_turns_the_differences(ask):
    page = compare(ask(*TOWNS, years=2023, mark="990101007:2023"))
    assert page.base.agency_id == "990101007"
    assert rows_by_key(page)["licence.decisions"].values[0].difference == -224


def test_forms_that_differ_are_marked_and_not_subtracted(ask):
    page = compare(ask("990101001", years=(2018, 2020), mark="990101001:2018"))
    row = rows_by_key(page)["normative.disclosed"]
    assert [one.note for one in row.values] == ["base", "not_comparable", "not_comparable"]
    assert all(one.difference is None for one in row.values[1:])
    assert "只并列，不相减" in answer_words(page)
    disclosed = rows_by_key(page)["disclosure.total"].values[2]
    assert disclosed.note == "other_meaning"
    assert disclosed.share is None
    assert difference_words(disclosed, "zh").endswith("＊")


def test_the_base_is_of_a_form_that_goes_with_the_newest(ask):
    page = compare(ask("990101001", years=(2018, 2023)))
    assert page.base.year == 2019
    same = compare(ask("990101001", "990101002", years=2018))
    assert same.base.year == 2018


def test_other_handling_is_compared_as_a_sum(ask):
    page = compare(ask("990101007", years=(2020, 2021)))
    row = rows_by_key(page)["outcome.other[total]"]
    assert [one.is_derived for one in row.values] == [False, True]
    assert any("推算" in note for note in notes(page))


def test_a_cell_that_the_form_does_not_print_is_not_a_nought(ask):
    page = compare(ask("990101007", years=(2020, 2021)))
    made = rows_by_key(page)["normative.in_force"].values
    assert made[0].state == "absent"
    assert made[0].value is None
    assert made[1].difference is None


def test_a_year_without_a_report_is_a_column_that_says_so(ask):
    page = compare(ask("990101005", years=(2019, 2021)))
    assert {row.values[1].state for row in page.held.rows} == {"no_report"}
    assert any("浣月乡人民政府 2020" in note for note in notes(page))


def test_the_median_is_of_the_same_level_with_its_n(ask):
    rows = rows_by_key(compare(ask(*TOWNS, years=2023)))
    assert (rows["licence.decisions"].median, rows["licence.decisions"].known) == (47.5, 8)
    few = next(row for row in rows.values() if 0 < row.known < 3)
    assert few.median is None
    mixed = compare(ask("990101001", "990101-5c8ffa99", years=2023))
    assert mixed.held.peers is None
    assert any("没有可参照的中位数" in note for note in notes(mixed))


def test_rows_without_anything_are_counted_and_shown_on_demand(ask):
    some, every = (compare(ask(*TOWNS, years=2023, state=state)) for state in ("", "all"))
    assert all(row.says_something for row in some.shown)
    hidden = len(every.held.rows) - len(some.shown)
    (note,) = [note for note in notes(some) if "没有列出" in note]
    assert sum(map(int, re.findall(r"\d+", note.replace("都是 0", "")))) == hidden
    assert every.pages == 2
    assert {row.table for row in every.shown} == {"2", "3"}


def test_the_largest_change_comes_first(ask):
    page = compare(ask(*TOWNS, years=2023, sort="change"))
    units = list(dict.fromkeys(row.unit for row in page.shown))
    sizes = {u: [row.size for row in page.shown if row.unit == u] for u in units}
    assert all(own == sorted(own, reverse=True) for own in sizes.values())
    assert [row.unit for row in page.shown] == [u for u in units for _ in sizes[u]]
    assert page.shown[0].label in answer_words(page)


@pytest.mark.parametrize(
    ("agencies", "years", "own", "says"),
    [
        ((), None, {}, "选两到六个机关"),
        (("990101001",), 2022, {}, "只选了一份年报"),
        (("990101005",), 2020, {}, "都没有收录"),
        (("990101005", "990101006"), 2020, {}, "只找到一份年报"),
        (("990101001",), 1990, {}, "都没有收录"),
        ((), None, {"left": "x:2020", "right": "y:2021"}, "都没有收录"),
        ((), None, {"left": "?", "right": "0"}, "没有一份能认出"),
        (("nobody",), None, {}, "不在这份数据里"),
    ],
)
def test_a_choice_of_less_than_two_says_what_next(ask, agencies, years, own, says):
    one = ask(*agencies, years=years, **own)
    found = compare(one)
    assert isinstance(found, Empty)
    assert says in found.what
    assert found.steps
    assert sheet(one) is None


def test_one_agency_alone_is_offered_its_neighbours(ask):
    found = compare(ask("990101001", years=2022))
    labels = {step.label: step.href for step in found.steps}
    assert labels["与枕霞镇比 2022 年"] == (
        "/compare?dataset=demo&a=990101001&a=990101002&y=2022..2022"
    )


def test_more_than_six_are_cut_and_said_to_be(ask):
    page = compare(ask(*(f"99010100{n}" for n in range(1, 9)), years=2023))
    assert len(page.sides) == 6
    assert "另有 2 份没有列出" in answer_words(page)


def test_two_named_reports_stand_side_by_side(ask):
    page = compare(ask(left="990101001:2022", right="990101-c5bf45ba:2023"))
    assert [one.key for one in page.sides] == ["990101001:2022", "990101-c5bf45ba:2023"]
    assert question(page) == "清岚县鹤汀镇人民政府 2022 年、清岚县市场监督管理局 2023 年差在哪里？"


def test_the_texts_are_opened_with_what_they_share(ask):
    page = compare(ask("990101004", years=(2023, 2024), show="text"))
    assert page.opened is not None
    assert page.opened.passages > 0
    text = str(draw_compare(ask("990101004", years=(2023, 2024), show="text")))
    assert "Mark(" in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("own", [{}, {"sort": "change"}, {"state": "all", "n": "2"}])
def test_every_way_to_look_draws(ask, language, own):
    page = str(draw_compare(ask(*TOWNS, years=2021, language=language, **own)))
    assert "/report/990101007/2021" in page


def test_a_table_that_is_a_picture_says_so_in_each_row(ask):
    page = str(draw_compare(ask("990101001", "990101008", years=2021)))
    assert "⚠ 图片，无法辨认" in page


def test_real_excerpts_never_turn_into_noughts(ask):
    page = compare(ask("350524", years=(2021, 2025), dataset="real"))
    assert any("公开摘录" in note for note in notes(page))
    told = [one for row in page.held.rows for one in row.values if one.value is not None]
    assert 0 < len(told) < 60


def test_the_files_carry_every_row_and_its_differences(client):
    link = "/compare.{}?dataset=demo&a=990101001&a=990101007&y=2023"
    text = client.get(link.format("csv")).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(n for n, row in enumerate(rows) if row[0] == "表")
    body = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    one = next(row for row in body if row["指标代码"] == "licence.decisions")
    assert (one["鹤汀镇"], one["拾穗街道"], one["拾穗街道 差"]) == ("75", "299", "224")
    blank = next(row for row in body if "鹤汀镇: 未采集" in row["注"])
    assert (blank["鹤汀镇"], blank["拾穗街道 差"]) == ("", "")
    book = openpyxl.load_workbook(io.BytesIO(client.get(link.format("xlsx")).data))
    assert book.sheetnames[0] == "模拟数据"
