"""The files of one report: a row a cell, with raw value and place."""

import csv
import io

import openpyxl
import pytest

from components.report.context import context_of
from components.view import View


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_has_one_row_a_cell_with_raw_value_and_place(client, language):
    data = client.get(f"/report/990101001/2021.csv?dataset=demo&lang={language}").data
    rows = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) if row]
    assert len(rows[0]) == 20
    cells = [row for row in rows[1:] if row[0] != rows[-1][0]]
    assert len(cells) == 200
    assert all(row[5] == "number" and row[6] and row[12] for row in cells)
    assert [float(row[6]) for row in cells if row[6] != "11.48"] == [float(row[7]) for row in cells]


def test_the_file_has_what_stands_around_each_number_on_the_page(client, store):
    view = View("report", dataset="demo", agencies=("990101007",), years=(2023, 2023))
    around = context_of(store, view)
    data = client.get("/report/990101007/2023.csv?dataset=demo").data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    prior, change, rank, peers, middle, _ = list(rows[0])[-6:]
    told = {row["指标代码"]: row for row in rows if row["表"] == "表三"}
    assert any(row[rank] for row in told.values())
    for key, row in told.items():
        known = around["3", key]
        expected = (known.prior, known.change, known.rank, known.median)
        assert [row[name] for name in (prior, change, rank, middle)] == [
            "" if value is None else str(value).removesuffix(".0") for value in expected
        ]
        assert row[peers] == ("" if known.rank is None else str(known.peers))


def test_an_empty_cell_of_the_file_is_not_a_zero(client):
    data = client.get("/report/130306200/2020.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(data)) if row]
    unknown = [row for row in rows if row[5] == "not_captured"]
    assert len(unknown) > 150
    assert all(row[7] == "" for row in unknown)


def test_the_workbook_opens_and_says_what_it_is(client):
    data = client.get("/report/990101001/2021.xlsx?dataset=demo").data
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert book.sheetnames[0] == "模拟数据"
    assert len(list(book.worksheets[0].rows)) > 210


@pytest.mark.parametrize(
    "path",
    ["/report.csv", "/report/990101001/2030.csv", "/report/x/y.csv", "/report/a%2fb/2020.csv"],
)
def test_there_is_no_file_where_there_is_no_report(client, path):
    assert client.get(path).status_code == 404
