"""Files say what the page says, and what they are."""

import csv
import io
from urllib.parse import quote, unquote

import openpyxl
import pytest
from flask import Flask

from components.downloads.qr_code import code_of, register
from components.pages.questions import answer
from components.view import View

PAGES = ("counts", "mix", "trends")
COMMENTS = "&header=comments"


def rows_of(data: bytes):
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    said = [row for row in rows if row[0].startswith("# ")]
    return said, rows[len(said) :]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dataset", ["real", "demo"])
def test_the_csv_is_the_table_of_the_page(client, store, page, dataset):
    view = View(page=page, dataset=dataset)
    said, rows = rows_of(client.get(f"/{page}.csv{view.search() or '?'}{COMMENTS}").data)
    table = answer(store, view).table
    names = [column.heading for column in table.columns]
    assert rows[0] in ([*names, "数据"], [*names, "数据", "注"])
    assert len(rows) - 1 == len(table.rows)
    for row, cells in zip(rows[1:], table.rows, strict=True):
        for text, cell, column in zip(row, cells, table.columns, strict=False):
            if cell.value is not None:
                assert float(text) == cell.value
            elif column.kind == "number":  # what stands in the place of a number is a note
                assert text == ""
                assert cell.text in row[-1]
            else:
                assert text == cell.text
        assert row[len(cells)] == {"demo": "模拟区", "real": "真实年报"}[dataset]
    assert any(view.href in cell for row in said for cell in row)
    assert any(store.info().digest in row for row in said)


@pytest.mark.parametrize("page", PAGES)
def test_simulated_files_say_so_in_every_row(client, page):
    for held, mark in (("csv", "模拟区"), ("all.csv", "demo")):
        simulated = client.get(f"/{page}.{held}?dataset=demo")
        said, rows = rows_of(simulated.data)
        assert not said
        assert all(mark in row for row in rows[1:])
        told, _ = rows_of(client.get(f"/{page}.{held}?dataset=demo&header=comments").data)
        assert told[0][0] == "# 模拟数据"
        assert "模拟" not in client.get(f"/{page}.{held}").data.decode()


def test_an_approximate_number_says_so_in_the_notes(client, store):
    """A number alone in its column was 50000 where the page said “约 50,000”."""
    cells = store.cells("real", "disclosure.total")
    row = cells[cells["is_approximate"].eq(other=True) & (cells["state"] == "number")].iloc[0]
    agency, year, value = row["agency_id"], row["report_year"], int(row["value"])
    beside = cells[(cells["report_year"] == year) & (cells["agency_id"] != agency)].iloc[0]
    mix = store.mix("real", "category", "disclosure.by_category")
    part = mix[mix["is_approximate"].eq(other=True) & (mix["state"] == "number")].iloc[-1]
    numbers = {
        f"/counts.csv?a={agency}&y={year}": value,
        f"/counts.csv?a={agency}&y={year - 1}..{year}": value,
        f"/trends.csv?a={agency}": value,
        f"/compare.csv?a={agency}&a={beside['agency_id']}&y={year}": value,
        f"/report/{agency}/{year}.csv?": value,
        f"/mix.csv?a={part['agency_id']}&y={part['report_year']}": int(part["value"]),
    }
    silent = {}
    for address, number in numbers.items():
        for language, word in (("zh", "约"), ("en", "about")):
            _, rows = rows_of(client.get(f"{address}&lang={language}").data)
            marked = [row for row in rows if f": {word} {number:,}" in row[-1]]
            if not marked or str(number) not in marked[0][:-1]:
                silent[address, language] = rows[:3]
    assert silent == {}


def test_the_full_csv_has_every_report_and_its_address(client, store):
    _, rows = rows_of(client.get("/counts.all.csv?y=2024").data)
    assert len(rows) - 1 == len(store.reports("real"))
    head = rows[0]
    told = [dict(zip(head, row, strict=True)) for row in rows[1:]]
    assert sum(row["address"].startswith("http") for row in told) > 300
    assert "not_captured" in {row["state"] for row in told}
    assert all(row["value"] == "" for row in told if row["state"] != "number")
    assert {row["chosen"] for row in told if row["year"] == "2024"} == {"true"}
    assert {row["chosen"] for row in told if row["year"] != "2024"} == {"false"}


@pytest.mark.parametrize("page", PAGES)
def test_the_workbook_has_data_filters_definitions_and_sources(client, store, page):
    view = View(page=page, dataset="demo", language="en")
    data = client.get(f"/{page}.xlsx{view.search()}").data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Simulated data", "Filters", "Definitions", "Sources"]
    assert book["Filters"]["A1"].value == "Simulated data"
    first = [cell.value for cell in book["Simulated data"][1]]
    assert first[0] in {"Rank", "Agency"}
    table = answer(store, view).table
    body = list(book["Simulated data"].values)[-len(table.rows) :]
    for row, cells in zip(body, table.rows, strict=True):
        assert list(row[: len(cells)]) == [cell.content for cell in cells]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_the_sources_of_a_workbook_are_told_in_the_readers_words(client):
    data = client.get("/counts.xlsx?dataset=demo&y=2023").data
    sources = list(openpyxl.load_workbook(io.BytesIO(data))["来源"].values)
    assert {row[2] for row in sources[1:]} == {"全文"}  # “document” stood under 材料


def name_of(reply):
    return unquote(reply.headers["Content-Disposition"].rpartition("filename*=UTF-8''")[2])


def test_a_file_name_says_what_is_in_it_in_the_readers_language(client):
    href = "/counts.chosen.xlsx?dataset=demo&y=2019..2022&level=township"
    assert name_of(client.get(href)) == "明察-公开数量-2019–2022-乡镇街道-模拟数据.xlsx"
    english = name_of(client.get(f"{href}&lang=en"))
    assert english == "Mingcha-Counts-2019–2022-Townships-Simulateddata.xlsx"
    real = name_of(client.get("/counts.chosen.csv?province=35&city=3505&county=350524"))
    assert real == "明察-公开数量-安溪县.csv"


CHOICES = (
    *("", "y=2023", "y=2020..2023", "level=township", "level=department", "i=licence.decisions"),
    *("by=year", "a=990101001", "a=990101002", "a=990101001&a=990101002", "county=990101"),
    *("a=990101001&a=990101002&a=990101003", "a=990101001&a=990101002&a=990101004"),
    *("measure=index", "y=2020..2023&by=rank", "a=990101001&y=2023", "a=990101001&level=township"),
)


@pytest.mark.parametrize("page", PAGES)
def test_no_two_choices_have_a_file_of_the_same_name(client, page):
    hrefs = [
        f"/{page}.{ending}?dataset=demo&{choice}"
        for choice in CHOICES
        for ending in ("csv", "chosen.csv", "all.csv", "xlsx", "chosen.xlsx", "all.xlsx")
        if not (page != "counts" and "rank" in choice) and not (page == "mix" and "i=" in choice)
    ]
    names = [name_of(client.get(href)) for href in hrefs]
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) < 255 and "/" not in name for name in names)


THREE = "a=990101001&a=990101002&a=990101003&y=2020..2023"


@pytest.mark.parametrize("page", ["counts", "trends"])
def test_the_choice_is_what_was_chosen_row_by_row(client, page):
    said, rows = rows_of(client.get(f"/{page}.chosen.csv?dataset=demo&{THREE}{COMMENTS}").data)
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert len(told) == 12
    assert {row["agency_id"] for row in told} == {"990101001", "990101002", "990101003"}
    assert {row["year"] for row in told} == {"2020", "2021", "2022", "2023"}
    assert {row["chosen"] for row in told} == {"true"}
    holds = next(row[1] for row in said if row[0] == "# 内容")
    assert "12 行" in holds
    assert "2020–2023" in holds
    for row in told:  # the header names every agency of the rows, the code beside the name
        assert f"{row['agency']} {row['agency_id']}" in holds


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("held", ["chosen", "all"])
def test_the_header_is_true_of_the_rows(client, page, held):
    said, rows = rows_of(client.get(f"/{page}.{held}.csv?dataset=demo&{THREE}{COMMENTS}").data)
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    holds = next(row[1] for row in said if row[0] == "# 内容")
    years = {int(row["year"]) for row in told}
    assert f"{len({row['agency_id'] for row in told})} 个机关" in holds
    assert f"{min(years)}–{max(years)}" in holds
    chosen = [row for row in told if row["chosen"] == "true"]
    assert f"所选 {len(chosen)} 行" in holds
    assert all(row["agency_id"] in THREE and 2020 <= int(row["year"]) <= 2023 for row in chosen)
    [cited] = [row[1] for row in said if row[0] == "# 引用"]
    assert next(row[1] for row in said if row[0] == "# 数据版本")[:12] in cited
    # What the page concludes from all that it shows stands over what it shows alone.
    assert "# 结论" not in {row[0] for row in said}
    seen, _ = rows_of(client.get(f"/{page}.csv?dataset=demo&{THREE}{COMMENTS}").data)
    assert "# 结论" in {row[0] for row in seen}


def test_a_file_whose_address_has_a_slip_is_one_sentence_and_no_file(client):
    slips = (
        "y=abc",
        "dataset=foo",
        "level=zzz",
        "yaer=2023",
        "header=foo",
        "y=2021&y=2022",
        "i=%21",
    )
    files = ("/counts.csv", "/mix.chosen.xlsx", "/data.csv", "/compliance.csv")
    for file in files:
        for slip in slips:
            reply = client.get(f"{file}?{slip}")
            assert (reply.status_code, reply.mimetype) == (400, "text/plain"), (file, slip)
            assert slip.partition("=")[0] in reply.text
    own = ("tasks.csv?state=foo", "tasks.csv?show=foo", "compliance.csv?state=foo")
    own += (
        "similarity.csv?kind=foo",
        "why.csv?per=abc",
        "history.csv?kind=foo",
        "data.csv?state=foo",
    )
    replies = {file: client.get(f"/{file}") for file in own}
    wrong = {file: reply.status_code for file, reply in replies.items() if reply.status_code != 400}
    assert wrong == {}
    assert client.get("/compliance.csv?state=late&show=all").status_code == 200
    assert client.get("/counts.csv?utm_source=mail&from=timeline&y=2023").status_code == 200


def test_a_year_without_a_report_is_a_row_that_says_so(client, store):
    cells = store.cells("real", "disclosure.total")
    known = cells[cells["state"] == "number"]
    reported = set(zip(cells["agency_id"], cells["report_year"], strict=True))
    pairs = zip(known["agency_id"], known["report_year"], strict=True)
    agency, year = next((a, y) for a, y in pairs if (a, y + 1) not in reported)
    _, rows = rows_of(client.get(f"/counts.chosen.csv?a={agency}&y={year}..{year + 2}").data)
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["year"] for row in told] == [str(year + n) for n in range(3)]
    assert "no_report" in {row["state"] for row in told}
    assert all(row["value"] == "" for row in told if row["state"] == "no_report")


def test_a_reader_may_have_the_columns_first(client):
    address = "/counts.chosen.csv?dataset=demo&y=2023"
    files = {client.get(f"{address}{how}").data for how in ("", "&header=none", "&header=names")}
    assert len(files) == 1  # the older ways to ask for it lead to what is the rule now
    rows = list(csv.reader(io.StringIO(files.pop().decode("utf-8-sig"))))
    assert rows[0][0] == "dataset"
    assert not any(cell.startswith("#") for row in rows for cell in row)


@pytest.mark.parametrize("ending", ["xlsx", "chosen.xlsx", "all.xlsx"])
def test_the_sheet_is_a_table_that_can_be_filtered(client, ending):
    data = client.get(f"/counts.{ending}?dataset=demo&{THREE}").data
    sheet = openpyxl.load_workbook(io.BytesIO(data))["模拟数据"]
    (made,) = sheet.tables.values()
    first, last = made.ref.split(":")
    assert made.autoFilter.ref == made.ref
    heads = [cell.value for cell in sheet[sheet[first].row] if cell.value]
    assert heads == list(made.column_names)
    assert sheet[last].row == sheet.max_row


@pytest.mark.parametrize("ending", ["csv", "all.csv", "xlsx"])
def test_a_view_without_an_answer_has_no_file(client, ending):
    assert client.get(f"/counts.{ending}?a=nobody").status_code == 404


def test_hostile_text_in_the_address_reaches_no_file(client):
    hostile = quote('=HYPERLINK("http://x")')
    data = client.get(f"/counts.csv?county={hostile}&lang={hostile}").data
    assert b"HYPERLINK" not in data


def test_a_code_leads_to_this_site_alone_and_never_to_one_machine():
    server = Flask(__name__)
    register(server)
    client = server.test_client()
    network = {"base_url": "http://192.168.1.20:8050"}
    code = client.get("/qr.svg?at=/counts%3Fy=2023", **network)
    assert code.mimetype == "image/svg+xml"
    assert code.data == code_of("http://192.168.1.20:8050/counts?y=2023..2023")
    foreign = client.get("/qr.svg?at=//elsewhere.example/counts", **network)
    assert foreign.data == code_of("http://192.168.1.20:8050/")
    for host in ("127.0.0.1:8050", "localhost", "[::1]:8050"):
        reply = client.get("/qr.svg?at=/counts", base_url=f"http://{host}")
        assert (reply.mimetype, "这台电脑" in reply.text) == ("text/plain", True)
    long = "&".join(f"a=99010{n:04}" for n in range(200))
    assert "太长" in client.get(f"/qr.svg?at={quote('/counts?' + long)}", **network).text
