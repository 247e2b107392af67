"""The files of the page of figures, and the published file itself."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from components.api.fields import FIGURES
from components.api.writing import csv_pieces
from components.context import PageRequest, SiteContext
from components.pages.data.answer import data
from components.pages.data.files import file_name
from components.view import View
from pipelines.settings import settings
from pipelines.store.served import READING

SMALL = "?dataset=demo&a=990101001&y=2022"
ENDINGS = ("csv", "xlsx", "parquet", "json", "jsonl")


def fetch(client, ending, search=SMALL):
    with client.get(f"/data.{ending}{search}") as reply:
        assert reply.status_code == 200
        return reply.data, reply.headers


@pytest.fixture
def total(store):
    view = View.parse("/data", SMALL)
    return data(PageRequest(SiteContext(store, settings()), view, store.info().digest)).total


def csv_rows(body):
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    return [line for line in lines if not line[0].startswith("# ")], lines


def test_csv_opens_in_a_spreadsheet_and_says_it_is_simulated_first(client, total):
    body, headers = fetch(client, "csv")
    assert body.startswith(b"\xef\xbb\xbf")
    rows, lines = csv_rows(body)
    assert tuple(lines[0]) == FIGURES.names
    told = csv_rows(fetch(client, "csv", f"{SMALL}&header=comments")[0])[1]
    assert told[0][0] == "# 模拟数据"
    assert told[len(told) - total - 1] == lines[0]
    assert len(rows) == total + 1
    assert {row[0] for row in rows[1:]} == {"demo"}
    assert (
        headers["Content-Disposition"]
        == "attachment; filename=mingcha-data-demo-990101001-2022.csv"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_every_file_has_the_same_figures(client, total, tmp_path):
    numbers = {}
    rows, _ = csv_rows(fetch(client, "csv")[0])
    at = rows[0].index("value")
    numbers["csv"] = [float(row[at]) if row[at] else None for row in rows[1:]]
    numbers["json"] = [row["value"] for row in json.loads(fetch(client, "json")[0])["rows"]]
    lines = fetch(client, "jsonl")[0].decode().splitlines()
    numbers["jsonl"] = [json.loads(line)["value"] for line in lines]
    path = tmp_path / "figures.parquet"
    path.write_bytes(fetch(client, "parquet")[0])
    read = duckdb.read_parquet(str(path)).project("value")
    numbers["parquet"] = [value for (value,) in read.fetchall()]
    book = openpyxl.load_workbook(io.BytesIO(fetch(client, "xlsx")[0]))
    sheet = book.worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    column = cells[0].index("数值")
    numbers["xlsx"] = [row[column] for row in cells[1:]]
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.freeze_panes == "A2"
    assert cells[0][0] == "数据"
    assert sheet["A1"].font.bold
    assert len(numbers["csv"]) == total
    for ending in ENDINGS:
        assert numbers[ending] == numbers["csv"], ending


def test_parquet_says_what_it_is(client, tmp_path):
    path = tmp_path / "figures.parquet"
    path.write_bytes(fetch(client, "parquet")[0])
    with duckdb.connect() as memory:  # noqa: TID251 - looks inside
        question = "SELECT decode(value) FROM parquet_kv_metadata($path)"
        told = memory.execute(question, {"path": str(path)}).fetchall()
        found = memory.read_parquet(str(path)).project("dataset").distinct().fetchall()
    assert any("模拟数据" in words for (words,) in told)
    assert found == [("demo",)]


def test_files_carry_the_columns_that_were_chosen_and_the_data_set(client):
    rows, _ = csv_rows(fetch(client, "csv", f"{SMALL}&columns=value,state&lang=en")[0])
    assert rows[0] == ["dataset", "value", "state"]
    body = json.loads(fetch(client, "json", f"{SMALL}&columns=raw")[0])
    assert set(body["rows"][0]) == {"dataset", "raw"}
    assert body["simulated"] is True


def test_a_workbook_has_no_formula_and_names_its_filters(client):
    body, _ = fetch(client, "xlsx")
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "/sheet" in name]
    assert len(sheets) == 3
    assert not any("<f>" in text for text in sheets)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[2]
    words = {row[0].value for row in sheet.iter_rows()}
    assert {"模拟数据", "机关", "本页地址"} <= words


def test_text_that_a_spreadsheet_would_run_is_marked_and_numbers_stay_numbers():
    rows = [{"raw": '=HYPERLINK("http://x")', "value": -3}, {"raw": "＋1+1", "value": None}]
    text = "".join(csv_pieces(("raw", "value"), rows))
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ['\'=HYPERLINK("http://x")', "-3"],
        ["'＋1+1", ""],
    ]


def test_a_file_is_kept_until_the_view_changes(client):
    _, headers = fetch(client, "csv")
    again = client.get(f"/data.csv{SMALL}", headers={"If-None-Match": headers["ETag"]})
    assert again.status_code == 304
    other = client.get(
        "/data.csv?dataset=demo&a=990101002", headers={"If-None-Match": headers["ETag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_choice_without_figures_is_a_file_of_headings_as_in_the_api(client, ending):
    for choice in ("q=zzzz", "dataset=demo&level=city", "dataset=demo&y=1999", "table=2&form=2014"):
        with client.get(f"/data.{ending}?{choice}") as reply:
            file = reply.data
        with client.get(f"/api/v1/figures.{ending}?{choice}") as told:
            assert (reply.status_code, told.status_code) == (200, 200), choice
            if ending in {"csv", "jsonl"}:
                assert file.decode("utf-8-sig").splitlines() == told.text.splitlines()
    assert client.get(f"/data.{ending}?a=nobody").status_code == 404


def test_a_name_of_a_file_is_plain_whatever_the_address_says():
    view = View.parse("/data", "?q=../x&state=%22%0d%0a/../etc&county=130306&y=2020..2022")
    assert file_name(view) == "mingcha-data-real-130306-2020-2022"
    odd = View(page="data").with_own(state='a"/../b')
    assert re.fullmatch(r"[\w.+-]+", file_name(odd))
    assert "/" not in file_name(odd)


def test_the_published_file_can_be_taken_whole_in_parts_and_once(client, store):
    with client.get("/data/store.duckdb") as whole:
        assert whole.status_code == 200
        tag, body = whole.headers["ETag"], whole.data
        assert store.info().digest in whole.headers["Content-Disposition"]
        assert "no-transform" in whole.headers["Cache-Control"]
    assert body == store.file().read_bytes()
    with client.get("/data/store.duckdb", headers={"Range": "bytes=100-199"}) as part:
        assert part.status_code == 206
        assert part.data == body[100:200]
    with client.get("/data/store.duckdb", headers={"If-None-Match": tag}) as again:
        assert (again.status_code, again.data) == (304, b"")
    stale = {"Range": "bytes=0-9", "If-Range": '"older"'}
    with client.get("/data/store.duckdb", headers=stale) as anew:
        assert anew.status_code == 200


def test_the_published_file_holds_no_verdicts_and_no_accounts(store):
    with duckdb.connect(str(store.file()), read_only=True, config=READING) as opened:  # noqa: TID251 - looks inside
        columns = opened.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall()
        kinds = opened.execute("SELECT DISTINCT kind FROM raw.decision").fetchall()
    words = {word for pair in columns for word in pair}
    assert not {word for word in words if re.search("verdict|password|account|session", word)}
    assert ("verdict",) not in kinds


def test_what_is_streamed_is_what_the_grid_shows(store):
    from pipelines.store.questions import FigureQuery, FigureSlice

    wanted = FigureQuery("demo")
    whole = store.figures(wanted, FigureSlice(1_000_000))
    batches = list(store.figure_batches(wanted))
    assert len(batches) > 1
    assert sum(map(len, batches)) == len(whole)
    keys = [
        key for frame in batches for key in zip(frame["report_id"], frame["row_key"], strict=True)
    ]
    assert keys == sorted(set(keys))
    assert keys == list(zip(whole["report_id"], whole["row_key"], strict=True))
    assert int(store.figure_counts(wanted)["figure_count"].sum()) == len(whole)


def test_no_part_of_a_file_is_left_on_the_disk(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for ending in ("xlsx", "parquet"):
        fetch(client, ending)
    assert list(Path(tmp_path).iterdir()) == []


def test_every_column_of_a_file_has_a_heading(client):
    rows, _ = csv_rows(fetch(client, "csv")[0])
    assert len(set(rows[0])) == len(rows[0]) == len(FIGURES.names)
