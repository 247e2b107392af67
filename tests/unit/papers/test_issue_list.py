"""The list of issues: a sheet to work in, where text is text and a number a number."""

import io
import zipfile

import pandas as pd
import pytest

from pipelines.papers.issue_list import issue_list
from pipelines.papers.issue_rows import COLUMNS
from tests.unit.papers.frames import DIGEST, DOUBT, LATE, MISSING, card, heading, material

HEAD = 3  # the row of the heads
HOSTILE = ["=cmd|'/c calc'!A1", "+1", "-1", "@x", "\t=1", "＝1", "=HYPERLINK(1)", "http://x.cn"]


def listed(book, sheet=0):
    rows = list(book.worksheets[sheet].iter_rows(min_row=HEAD + 1, values_only=True))
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows if row[0] is not None]


def make(*found, filed=({},), score=None, language="zh", **parts):
    return issue_list(material(found, filed, score), heading(**parts), language)


def test_a_row_says_what_the_frame_says(book_of):
    (row,) = listed(book_of(make({"where": "“总计”列", "verdict": "confirmed"})))
    assert (row["published"], row["recomputed"], row["difference"]) == (61, 60, 1)
    assert row["agency"] == "清岚县鹤汀镇人民政府"
    assert (row["first"], row["second"]) == ("表内数字勾稽", "总计列与各申请人列之和不符")
    assert (row["place"], row["verdict"]) == ("“总计”列", "属实")
    assert (row["fingerprint"], row["remedy"]) == ("f" * 16, None)


def test_every_issue_stands_once_and_is_numbered(book_of):
    rows = listed(book_of(make({}, {"fingerprint": "b" * 16}, LATE, {"verdict": "excluded"})))
    assert [row["number"] for row in rows] == [1, 2, 3]


def test_doubts_and_notes_have_sheets_of_their_own(book_of):
    book = book_of(make({}, DOUBT, {"severity": "info"}))
    assert book.sheetnames == ["问题清单", "提示（不作为问题）", "请核对（可能是识别问题）", "说明"]
    assert [len(listed(book, sheet)) for sheet in range(3)] == [1, 1, 1]


def test_a_missing_report_is_an_issue_without_values(book_of):
    (row,) = listed(book_of(make(filed=[MISSING])))
    assert row["second"] == "未收到"
    assert (row["published"], row["recomputed"], row["difference"]) == (None, None, None)


def test_a_file_that_could_not_be_read_is_a_doubt_of_ours(book_of):
    book = book_of(make({}, filed=[{"state": "unreadable"}]))
    assert [row["second"] for row in listed(book, 2)] == ["读不出"]
    assert len(listed(book)) == 1


def test_what_compares_no_numbers_leaves_the_values_empty(book_of):
    (row,) = listed(book_of(make(LATE)))
    assert (row["published"], row["recomputed"], row["difference"]) == (None, None, None)


def test_a_deduction_is_traced_to_its_finding(book_of):
    score = pd.DataFrame([card("990101001", 1.5, fingerprints=["f" * 16], taken=[0.5])])
    rows = listed(book_of(make({}, {"fingerprint": "b" * 16}, score=score)))
    said = {row["fingerprint"]: row["deduction"] for row in rows}
    assert said["f" * 16] == "表内勾稽：本条扣 0.5 分（该项满分 2 分，得 1.5 分）"
    assert said["b" * 16] is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(book_of, text):
    data = make({"message_zh": text, "agency": text, "explanation_zh": text, "where": text})
    book = book_of(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    quoted = [cell for cell in cells if isinstance(cell.value, str) and cell.row > HEAD]
    assert all(cell.quotePrefix for cell in quoted if cell.parent.title != "说明")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/sheet" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\u202e", "\ufffe"])
def test_no_letter_breaks_the_sheet(book_of, bad):
    (row,) = listed(book_of(make({"message_zh": f"前{bad}后"})))
    assert row["situation"] in {"前后", "前 后"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so(book_of):
    (row,) = listed(book_of(make({"message_zh": "长" * 40_000})))
    assert row["situation"].endswith("（原文过长，略去 36000 字）")


def test_the_sheet_prints_on_a4_landscape_with_its_head_on_each_page(book_of):
    sheet = book_of(make({})).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:Z4"


def test_paper_holds_every_column_at_full_size_on_three_sheets_side_by_side(book_of):
    sheet = book_of(make({})).worksheets[0]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # nothing is shrunk to fit
    assert sheet.page_setup.pageOrder == "overThenDown"
    walls = [wall.id for wall in sheet.col_breaks.brk]
    assert walls == [9, 15]
    assert (COLUMNS[8], COLUMNS[14], COLUMNS[20]) == ("place", "deduction", "remark")
    assert sheet.print_title_cols == "$A:$C"
    widths = [sheet.column_dimensions[chr(65 + n)].width for n in range(21)]
    room = 146  # characters of ten points between the margins of A4 landscape
    assert sum(widths[:9]) < room
    assert sum(widths[:3]) + sum(widths[9:15]) < room
    assert sum(widths[:3]) + sum(widths[15:]) < room


def test_the_sheet_about_it_says_filters_store_and_counts(book_of):
    book = book_of(make({}, {"verdict": "excluded"}, {"status": "na"}, link="https://x.cn/?y=2023"))
    said = dict(book["说明"].iter_rows(max_col=2, values_only=True))
    assert said["筛选条件"] == "清岚县，2023 年度"
    assert said["数据库版本"] == DIGEST
    assert said["查询地址"] == "https://x.cn/?y=2023"
    assert (said["列入问题"], said["经人工核实排除、没有列入"]) == (1, 1)
    assert (said["未判定（不等于相符）"], said["应报单位（按年度计）"]) == (1, 1)


def test_a_choice_of_agencies_is_said_to_be_one(book_of):
    said = dict(book_of(make({}, chosen=2))["说明"].iter_rows(max_col=2, values_only=True))
    assert said["筛选条件"] == "清岚县所选 2 个单位，2023 年度"


def test_without_a_roster_the_number_expected_is_unknown(book_of):
    book = book_of(make({}, filed=[{"is_expected": False}]))
    said = dict(book["说明"].iter_rows(max_col=2, values_only=True))
    assert said["应报单位（按年度计）"].startswith("没有应报单位名单")


def test_simulated_data_is_marked_on_every_sheet(book_of):
    book = book_of(make({}, dataset="demo"))
    assert all("模拟数据" in sheet.oddHeader.center.text for sheet in book)
    assert all("模拟数据" in book.worksheets[n]["A2"].value for n in range(3))


def test_a_name_with_an_ampersand_is_no_command_of_the_margin(book_of):
    sheet = book_of(make({}, county="A&P")).worksheets[0]
    assert "A&&P" in sheet.oddHeader.center.text


def test_the_heads_are_in_both_languages(book_of):
    book = book_of(make({}, language="en"))
    assert book.worksheets[0].cell(HEAD, 6).value == "Published (left)"
    assert listed(book)[0]["situation"].startswith("New, total 61")


def test_nothing_to_list_is_no_file():
    assert make() is None


def test_equal_inputs_give_equal_bytes():
    assert make({}) == make({})
