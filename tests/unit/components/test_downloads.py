"""Files say what the page says, and what they are."""

import csv
import io
from urllib.parse import quote

import openpyxl
import pytest

from components.pages.questions import answer
from components.view import View

PAGES = ("counts", "mix", "trends")


def rows_of(data: bytes):
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    said = [row for row in rows if row[0].startswith("# ")]
    return said, rows[len(said) :]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dataset", ["real", "demo"])
def test_the_csv_is_the_table_of_the_page(client, store, page, dataset):
    view = View(page=page, dataset=dataset)
    said, rows = rows_of(client.get(f"/{page}.csv{view.search()}").data)
    table = answer(store, view).table
    assert rows[0] == [column.heading for column in table.columns]
    assert len(rows) - 1 == len(table.rows)
    for row, cells in zip(rows[1:], table.rows, strict=True):
        for text, cell in zip(row, cells, strict=True):
            assert text == cell.text or float(text) == cell.value
    assert any(view.href in cell for row in said for cell in row)
    assert any(store.info().digest in row for row in said)


@pytest.mark.parametrize("page", PAGES)
def test_simulated_files_say_so_in_their_first_line(client, page):
    said, _ = rows_of(client.get(f"/{page}.csv?dataset=demo").data)
    assert said[0][0] == "# 模拟数据"
    said, _ = rows_of(client.get(f"/{page}.all.csv?dataset=demo").data)
    assert said[0][0] == "# 模拟数据"
    real, _ = rows_of(client.get(f"/{page}.csv").data)
    assert "模拟" not in real[0][0]


def test_the_full_csv_has_every_report_and_its_address(client, store):
    _, rows = rows_of(client.get("/counts.all.csv?y=2024").data)
    assert len(rows) - 1 == len(store.reports("real"))
    assert sum(row[-1].startswith("http") for row in rows[1:]) > 300
    states = {row[7] for row in rows[1:]}
    assert "not_captured" in states
    assert all(row[6] == "" for row in rows[1:] if row[7] != "number")


@pytest.mark.parametrize("page", PAGES)
def test_the_workbook_has_data_filters_definitions_and_sources(client, store, page):
    view = View(page=page, dataset="demo", language="en")
    data = client.get(f"/{page}.xlsx{view.search()}").data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Data", "Filters", "Definitions", "Sources"]
    first = [cell.value for cell in book["Data"][1]]
    assert first[0] == "Simulated data"
    table = answer(store, view).table
    body = list(book["Data"].values)[-len(table.rows) :]
    for row, cells in zip(body, table.rows, strict=True):
        assert list(row[: len(cells)]) == [cell.content for cell in cells]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_a_file_name_carries_the_view(client):
    reply = client.get("/counts.csv?dataset=demo&a=990101001&y=2019..2022")
    name = reply.headers["Content-Disposition"]
    for part in ("mingcha", "counts", "demo", "990101001", "2019-2022", "disclosure.published"):
        assert part in name


@pytest.mark.parametrize("ending", ["csv", "all.csv", "xlsx"])
def test_a_view_without_an_answer_has_no_file(client, ending):
    assert client.get(f"/counts.{ending}?a=nobody").status_code == 404


def test_hostile_text_in_the_address_reaches_no_file(client):
    hostile = quote('=HYPERLINK("http://x")')
    data = client.get(f"/counts.csv?county={hostile}&lang={hostile}").data
    assert b"HYPERLINK" not in data
