"""Where something stands is told as a person looks for it."""

import pytest

from pipelines.model import Cell, Grid, Paragraph, Reading, Section
from pipelines.papers.places import place_words, places_of, sentence_at

GRID = Grid(
    rows=3,
    columns=3,
    cells=(
        Cell("申请人情况", 0, 1, column_span=2),
        Cell("自然人", 1, 1),
        Cell("总计", 1, 2),
        Cell("本年新收", 2, 0),
        Cell("60", 2, 1),
        Cell("61", 2, 2),
    ),
)
PROSE = Paragraph("今年公开 5 条。收到申请 3 件，其中 2 件办结。其他无。")
READING = Reading("a" * 64, "x.html", "html", (PROSE, GRID))
SECTIONS = (Section(3, "三、收到和处理政府信息公开申请情况", 0, 0),)


def test_a_cell_is_named_by_section_row_and_column():
    place = {"block": 1, "row": 2, "column": 2, "start": 0, "end": 2}
    said = place_words(place, READING, SECTIONS)
    assert said == (
        "“三、收到和处理政府信息公开申请情况”之表，“本年新收”行，“总计”列，原表第 3 行第 3 列"
    )


def test_a_number_is_nobodys_label():
    place = {"block": 1, "row": 2, "column": 2, "start": 0, "end": 2}
    assert "60" not in place_words(place, READING)


def test_a_place_in_prose_quotes_its_sentence():
    start = PROSE.text.index("3 件")
    said = place_words({"block": 0, "start": start, "end": start + 1}, READING, SECTIONS)
    assert said.endswith("原文：“收到申请 3 件，其中 2 件办结。”")


def test_without_the_document_a_place_is_counted():
    assert place_words({"block": 0, "start": 0, "end": 1}, None) == "第 1 段"
    assert "第 2 段之表" in place_words(
        {"block": 1, "row": 0, "column": 0, "start": 0, "end": 1}, None
    )


def test_a_page_is_named_where_it_is_known():
    assert place_words({"block": 9, "page": 2, "start": 0, "end": 1}, None).startswith("第 2 页")


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '{"row": 1}', None])
def test_what_is_no_place_gives_none(text):
    assert places_of(text) == []


def test_a_sentence_without_a_stop_is_the_rest():
    assert sentence_at("一。二三", 3, 4) == "二三"
