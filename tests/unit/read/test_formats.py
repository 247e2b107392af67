"""Bytes of every format become blocks, or one clear reason why not."""

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from pipelines.model import Grid, Paragraph, Reading, Rejection
from pipelines.read import members, read
from pipelines.read.pictures import is_installed

RESTART = '<w:vMerge w:val="restart"/>'
ACROSS = '<w:gridSpan w:val="2"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body, before=""):
    xml = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": xml})


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def grids(reading):
    return [block for block in reading.blocks if isinstance(block, Grid)]


def lines(reading):
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def test_lines_of_a_text_stand_exactly_as_in_the_file():
    reading = read("甲 \r\n\r\n\u3000乙\n".encode(), "a.txt")
    assert [(b.text, b.line) for b in reading.blocks] == [
        ("甲 ", 1),
        ("", 2),
        ("\u3000乙", 3),
        ("", 4),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"]
)
def test_the_character_set_is_found_whatever_is_declared(encoding):
    head = "<html><head><meta charset='utf-8'></head>"
    page = f"{head}<body><p>政府信息公开年度报告正文内容</p></body></html>"
    assert lines(read(page.encode(encoding), "a.html")) == ["政府信息公开年度报告正文内容"]


def test_gbk_declared_as_utf8_is_still_read():
    page = "<html><meta charset=gb2312><body><p>信息内容</p></body></html>"
    assert lines(read(page.encode(), "a.html")) == ["信息内容"]


def test_spans_are_kept_as_the_page_asks_for_them():
    page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>&nbsp;</table>"
    grid = grids(read(f"<html><body>{page}</body></html>".encode(), "a.html"))[0]
    assert (grid.rows, grid.columns) == (2, 3)
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("丙", 1, 1, 1, 1),
        ("", 1, 2, 1, 1),
    ]


def test_a_data_table_inside_a_layout_table_is_a_grid_of_its_own():
    inner = "<table><tr><td>规章<td>0</tr><tr><td>许可<td>3</table>"
    page = f"<table><tr><td>左栏<td><p>正文一</p>{inner}<p>正文二</p></table>"
    reading = read(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert lines(reading) == ["左栏", "正文一", "正文二"]
    assert [cell.text for cell in grids(reading)[0].cells] == ["规章", "0", "许可", "3"]


def test_scripts_are_dropped_and_a_picture_in_a_cell_is_a_picture():
    page = "<script>var a='信息'</script><table><tr><td>甲<td><img src=a.png></table><p>文"
    reading = read(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert [cell.is_image for cell in grids(reading)[0].cells] == [False, True]
    assert lines(reading) == ["文"]


def test_merged_cells_of_word_are_kept():
    rows = (
        "<w:tbl>"
        f"<w:tr>{cell('甲', RESTART)}{cell('1')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2')}</w:tr>"
        f"<w:tr>{cell('乙', ACROSS)}</w:tr>"
        "</w:tbl><w:p><w:r><w:t>后文</w:t></w:r></w:p>"
    )
    reading = read(docx(rows), "a.docx")
    spans = [(c.text, c.row_span, c.column_span) for c in grids(reading)[0].cells]
    assert spans == [("甲", 2, 1), ("1", 1, 1), ("2", 1, 1), ("乙", 1, 2)]
    assert lines(reading) == ["后文"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy_other"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "picture_damaged" if is_installed() else "picture"),
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
        (b"PK\x03\x04broken", "damaged"),
        (b"<html><body><p></p></body></html>", "no_text"),
        (b"<html><body><img src=a.png width=600></body></html>", "picture_elsewhere"),
        (docx("&a;", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "hostile"),
        (packed({"word/document.xml": "<w:document"}), "damaged"),
        (packed({"xl/workbook.xml": "?"}), "damaged"),
        (b"a" * (51 * 1024 * 1024), "too_large"),
        (("<p>甲</p>" * 1_200_000).encode(), "too_large"),
        (b"<html>" + b"<div>" * 60_000 + b"x", "hostile"),
    ],
)
def test_each_file_without_a_text_gives_one_reason(data, code):
    started = time.process_time()
    result = read(data, "file")
    assert isinstance(result, Rejection)
    assert result.code == code
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr>" + "<td>0</td>" * 10_000 + "</tr></table>",
        '<table><tr><td colspan="1000000" rowspan="1000000">规章</td><td>0</td></tr></table>',
        "<table><tr><td>" * 900 + "x",
    ],
)
def test_a_monstrous_table_is_read_in_time(page):
    started = time.process_time()
    reading = read(f"<html><body><p>文</p>{page}</body></html>".encode(), "a.html")
    assert isinstance(reading, Reading)
    assert all(grid.columns <= 200 for grid in grids(reading))
    assert time.process_time() - started < 5


def test_an_endless_line_of_digits_in_a_pdf_is_read_in_time():
    shown = b"BT /F .01 Tf 1 9 Td (" + b"1" * 30_000 + b"x) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % entry for entry in enumerate(objects, 1))
    started = time.process_time()
    reading = read(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF", "a.pdf")
    assert lines(reading) == ["1" * 30_000 + "x"]
    assert time.process_time() - started < 5


def test_a_zip_gives_its_members_under_names_that_stay_inside():
    data = packed({"../../etc/甲.txt": "甲", "b/c.html": "<p>乙</p>"})
    assert [name for name, _ in members(data, "a.zip")] == ["a.zip/etc/甲.txt", "a.zip/b/c.html"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed({"a.txt": b"0" * 30_000_000}), "ratio"),
        (packed({str(n): "" for n in range(5001)}), "members"),
    ],
)
def test_a_hostile_zip_is_refused_unopened(data, why):
    (only,) = members(data, "a.zip")
    assert isinstance(only, Rejection)
    assert (only.code, only.detail["why"]) == ("hostile", why)


def test_a_zip_in_a_zip_in_a_zip_is_refused():
    inner = packed({"a.zip": packed({"b.zip": packed({"c.txt": "x"})})})
    (only,) = members(inner, "a.zip")
    assert only.code == "hostile"


def test_csv_and_its_numbers_stay_as_written():
    reading = read('信息内容,数量\n规章,0\n行政许可,"1,234"\n'.encode(), "a.csv")
    assert [cell.text for cell in grids(reading)[0].cells][-1] == "1,234"
    assert reading.format == "csv"


def test_a_formula_nobody_worked_out_is_not_an_empty_cell():
    book = Workbook()
    book.active.append(["申请总数", 3, 4, "=SUM(B1:C1)"])
    buffer = io.BytesIO()
    book.save(buffer)
    [grid] = grids(read(buffer.getvalue(), "a.xlsx"))
    assert [one.text for one in grid.cells] == ["申请总数", "3", "4", "=SUM(B1:C1)"]
