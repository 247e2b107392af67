"""The district's sum: what the page and its workbook say is what the documents say."""

import csv
import io

import openpyxl
import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.pages.rollup.answer import Rollup, rollup
from components.pages.rollup.sheet import sheet
from components.pages.rollup.view import draw_rollup
from components.pages.rollup.words import answer_words, notes, own_words, relation_words
from components.view import View
from pipelines.build.run import build
from pipelines.documents.reception import InputFile, ingest
from pipelines.settings import ROOT, Settings, settings
from pipelines.store.store import Store
from tests.unit.components.rollup_truth import FORMS, expected

AGENCIES = 12


@pytest.fixture
def ask(store):
    def of(year=None, **more):
        years = (year, year) if year else None
        view = View(page="rollup", years=years, **{"dataset": "demo", **more})
        return PageRequest(SiteContext(store, settings()), view, store.info().digest)

    return of


@pytest.mark.parametrize("year", sorted(FORMS))
def test_every_sum_is_what_was_written_into_the_documents(ask, year):
    page = rollup(ask(year))
    assert isinstance(page, Rollup)
    truth = expected(year)
    assert set(truth) == set(page.sums.cells)
    for key, (value, given) in truth.items():
        one = page.sums.cells[key]
        assert one.given == given, key
        assert one.expected == AGENCIES
        assert one.value == pytest.approx(value) if given else one.value is None, key


def test_the_one_without_a_report_is_named_and_never_a_nought(ask):
    page = rollup(ask(2020))
    assert [one.name for one in page.missing if one.kind == "no_report"] == ["浣月乡"]
    assert all("990101005" in one.missing for one in page.sums.cells.values())
    words = answer_words(page)
    assert "应报 12 家，收到 11 家，缺 1 家：浣月乡" in words
    assert "198 格中，0 格" in words


def test_strokes_blanks_pictures_and_other_forms_are_told_apart(ask):
    kinds = {
        (year, one.name): (one.kind, one.reason)
        for year in (2020, 2021, 2022)
        for one in rollup(ask(year)).missing
    }
    assert kinds[2020, "鹤汀镇"] == ("table", "15 格“/”，不作 0")
    assert kinds[2021, "浣月乡"][0] == "other_form"
    assert "图片" in kinds[2021, "望舒街道"][1]
    assert kinds[2022, "听蝉乡"][1].startswith("7 格“▢ 空”")


def test_an_unbalanced_sum_names_who_unbalances_it(ask):
    page = rollup(ask(2023))
    failed = [one for one in page.sums.relations if not one.holds]
    assert [one.rule for one in failed] == ["R-T3-01", "R-T3-03"]
    words = relation_words(failed[0], page)
    assert "自身不等的机关：拾穗街道 −1" in words
    assert all(one.holds for one in rollup(ask(2025)).sums.relations)


def test_a_cell_opens_what_each_agency_stated(ask):
    one = ask(2020, more=(("cell", "request.received[total]"),))
    page = rollup(one)
    rows = page.sums.contributions(page.chosen)
    assert len(rows) == AGENCIES
    assert sum(row["value"] for row in rows if row["value"] == row["value"]) == (
        page.sums.cells[page.chosen].value
    )
    text = str(draw_rollup(one))
    assert "/report/990101001/2020?dataset=demo&cell=request.received" in text
    assert "✕ 缺报" in text


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ({"dataset": "real"}, "先选一个县区"),
        ({"dataset": "real", "county": "999999"}, "没有收录部门或乡镇街道"),
        ({"year": 1990}, "1990 年没有全国统一的表式"),
        ({"year": 2031}, "没有收录清岚县 2031 年"),
    ],
)
def test_a_choice_without_a_sum_says_why_and_what_next(ask, view, says):
    one = ask(**view)
    found = rollup(one)
    assert isinstance(found, Empty)
    assert says in found.what
    assert found.steps
    assert sheet(one) is None
    assert draw_rollup(one) is not None


def test_without_a_roster_the_page_says_that_more_may_be_due(ask):
    page = rollup(ask(2023, dataset="real", county="350524"))
    assert not page.has_roster
    assert answer_words(page).startswith("没有应报名单")
    assert any("实际应报的可能更多" in note for note in notes(page))
    assert all(one.value is None for one in page.sums.cells.values() if not one.given)


def test_a_sum_of_nothing_sets_no_empty_tables_and_does_not_list_everybody_twice(ask):
    """Excerpts of 硚口区 gave no cell: 200 squares said “no data”, the answer named 28 agencies."""
    one = ask(2025, dataset="real", county="420104")
    drawn, words = str(draw_rollup(one)), answer_words(rollup(one))
    assert len(set(rollup(one).names.values())) == len(rollup(one).names)
    assert "official" not in drawn
    assert "没有一格可以相加" in drawn
    assert words.endswith("200 格没有一家给出数字，没有合计。")
    assert words.count("、") < 12


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_year_draws_in_both_languages(ask, language):
    for year in FORMS:
        assert "official" in str(draw_rollup(ask(year, language=language)))


def test_the_workbook_has_the_official_layout_and_the_missing(client):
    data = client.get("/rollup.xlsx?dataset=demo&y=2020").data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["表二", "表三", "表四", "缺报名单", "来源", "勾稽", "说明"]
    for sheet_of in book:
        assert any("模拟数据" in str(cell.value) for cell in sheet_of[1])
    for sheet_of in book.worksheets[3:]:
        assert (sheet_of.freeze_panes, bool(sheet_of.auto_filter.ref)) == ("A2", True)
    table = book["表三"]
    assert "缺 1 家：浣月乡" in table["A3"].value
    assert "D4:J4" in {str(one) for one in table.merged_cells.ranges}
    received = next(
        row for row in table.iter_rows() if row[0].value == "一、本年新收政府信息公开申请数量"
    )
    assert received[9].value == expected(2020)["request.received[total]"][0]
    assert "浣月乡" in received[9].comment.text
    assert book["缺报名单"]["A2"].value == "浣月乡"


def test_the_long_form_counts_who_gave_each_cell(client):
    text = client.get("/rollup.csv?dataset=demo&y=2020").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(n for n, row in enumerate(rows) if row[0] == "表")
    body = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    assert len(body) == 198
    one = next(row for row in body if row["指标代码"] == "review.total")
    assert (one["有数家数"], one["应有家数"]) == ("10", "12")
    assert one["缺数的机关"] == "鹤汀镇、浣月乡"


@pytest.fixture(scope="module")
def district(tmp_path_factory, shipped_readings) -> Store:
    """Return a store in which a district and two of its townships report 2022.

    The documents are those of the simulated district under other names.
    """
    home = tmp_path_factory.mktemp("district")
    names = {
        "990101001": ("鹤汀镇", "榆关镇"),
        "990101002": ("枕霞镇", "台营镇"),
        "990101-5c8ffa99": ("清岚县教育局", "清岚县人民政府"),
    }
    sources = []
    for agency, (name, other) in names.items():
        page = (ROOT / "data/demo/documents" / agency / "2022.html").read_text("utf-8")
        page = page.replace(name, other).replace("清岚县", "秦皇岛市抚宁区")
        path = home / f"{agency}.html"
        path.write_text(page, "utf-8")
        sources.append(InputFile(path, ""))
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    installation = Settings(ROOT / "data", home / "archive", home / "store", ledger)
    assert [one.report_count for one in ingest(installation, sources)] == [1, 1, 1]
    shipped_readings(installation.store)
    build(installation)
    return Store(home / "store")


def test_the_districts_own_report_stands_beside_the_sum_and_not_in_it(district):
    view = View(page="rollup", county="130306", years=(2022, 2022))
    one = PageRequest(SiteContext(district, settings()), view, district.info().digest)
    page = rollup(one)
    assert page.own is not None
    assert "130306" not in set(page.parts["agency_id"])
    cell = page.sums.cells["request.received[total]"]
    assert (cell.value, cell.own, cell.difference) == (4, 21, -17)
    words = own_words(page)
    assert "可对照的 200 格中" in words
    assert "合计却已大于本级年报" in words
    text = str(draw_rollup(one))
    assert "本级年报 2023-01-27 公布" in text
    assert "−17" in text


def test_a_district_is_added_up_once_for_both_languages(ask):
    first, second = rollup(ask(2023)), rollup(ask(2023, language="en"))
    assert second.question != first.question
    assert second.sums is first.sums
