"""The API over HTTP: lists, paging, keeping, refusals and its own description."""

import csv
import gzip
import io
import json
import re
from dataclasses import replace

import duckdb
import openpyxl
import pytest

from components.api.fields import ENDINGS, HOME, ROUTES
from components.application import create_app
from pipelines.settings import ROOT, settings

DEMO = "dataset=demo"
SMALL = f"{DEMO}&a=990101001&y=2022"
WITH_DATA = [route.name for route in ROUTES.values() if "dataset" in route.names]


def rows_of(client, address):
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    return reply.get_json()["rows"]


def columns_of(reply, ending, path):
    """Return the columns of a list's file, and how many rows it has."""
    if ending == "parquet":
        path.write_bytes(reply.data)
        with duckdb.connect() as memory:  # noqa: TID251 - looks inside
            rows = memory.read_parquet(str(path))
            return {tuple(rows.columns)}, len(rows.fetchall())
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(reply.data)).worksheets[0]
        return {tuple(cell.value for cell in sheet[1])}, sheet.max_row - 1
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(reply.get_data(as_text=True))))
        return {tuple(rows[0])}, len(rows) - 1
    body = reply.get_json() if ending == "json" else None
    rows = body["rows"] if body else [json.loads(line) for line in reply.text.splitlines()]
    assert body is None or body["count"] == len(rows)
    return {tuple(row) for row in rows}, len(rows)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_list_answers_in_every_ending_with_the_columns_it_promises(client, ending, tmp_path):
    wrong = {}
    for name, route in ROUTES.items():
        scope = f"?{DEMO}&y=2022" if "y" in [one.name for one in route.parameters] else ""
        with client.get(f"{HOME}/{name}.{ending}{scope}") as reply:
            _ = reply.data
        assert (reply.status_code, reply.headers["X-Content-Type-Options"]) == (200, "nosniff")
        columns, count = columns_of(reply, ending, tmp_path / "rows.parquet")
        if columns != {route.names} or count < 1:
            wrong[name] = (columns, count)
    assert wrong == {}


@pytest.mark.parametrize("name", ROUTES)
def test_every_value_is_of_the_kind_that_is_promised(client, name):
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    kinds["date"] = str
    search = f"?{DEMO}" if name in WITH_DATA else ""
    limit = f"{'&' if search else '?'}limit=300"
    for row in rows_of(client, f"{HOME}/{name}{search}{limit}"):
        for field in ROUTES[name].fields:
            value = row[field.name]
            assert (field.is_null and value is None) or isinstance(value, kinds[field.kind]), field
            assert not isinstance(value, bool) or field.kind == "boolean"


def test_a_figure_without_a_number_is_null_and_never_0(client):
    rows = rows_of(client, f"{HOME}/figures?{DEMO}&state=image")
    assert rows
    assert {row["value"] for row in rows} == {None}
    text = client.get(f"{HOME}/figures.csv?{DEMO}&state=image&columns=value,state").text
    assert set(text.splitlines()[1:]) == {"demo,,image"}


def test_the_printed_zeros_of_a_whole_table_are_there(client, store):
    rows = rows_of(client, f"{HOME}/figures?{SMALL}")
    told = store.explain("990101001", 2022)
    assert len(rows) == len(told)
    assert sum(row["value"] == 0 for row in rows) == int((told["value"] == 0).sum()) > 100


def test_the_data_set_is_named_in_every_row_and_file(client):
    for name in WITH_DATA:
        reply = client.get(
            f"{HOME}/{name}?{DEMO}&y=2022" if name != "agencies" else f"{HOME}/agencies?{DEMO}"
        )
        body = reply.get_json()
        assert body["simulated"] is True
        assert {row["dataset"] for row in body["rows"]} == {"demo"}
    assert {row["dataset"] for row in rows_of(client, f"{HOME}/figures?limit=50")} == {"real"}
    kept = client.get(f"{HOME}/figures.csv?{SMALL}&columns=value&limit=1").text
    assert kept.startswith("dataset,value")


@pytest.mark.parametrize("name", ["figures", "reports", "findings", "filing", "similar", "rules"])
def test_pages_follow_each_other_and_give_every_row_once(client, name):
    search = f"?{DEMO}&a=990101001&a=990101004" if name in WITH_DATA else "?family=t3"
    whole = rows_of(client, f"{HOME}/{name}{search}")
    limit = max(1, len(whole) // 3 - 1)
    address, seen = f"{HOME}/{name}{search}&limit={limit}", []
    while address:
        reply = client.get(address)
        body = reply.get_json()
        assert body["count"] <= limit
        link = reply.headers.get("Link", "")
        assert link == (f'<{body["next"]}>; rel="next"' if body["next"] else "")
        seen += body["rows"]
        address = body["next"]
    assert seen == whole


def test_a_page_may_end_in_the_middle_of_a_report_and_in_the_last_row(client):
    whole = rows_of(client, f"{HOME}/figures?{SMALL}")
    last = client.get(f"{HOME}/figures?{SMALL}&limit={len(whole)}").get_json()
    assert last["next"] is None
    assert last["rows"] == whole


def test_a_place_in_another_publication_leads_nowhere(client):
    reply = client.get(f"{HOME}/figures?after=000000000000-1-1&limit=5")
    assert reply.status_code == 409
    assert reply.get_json()["error"]["code"] == "store_changed"


def test_an_answer_is_kept_until_the_store_or_the_question_changes(client):
    address = f"{HOME}/reports?{DEMO}"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    suffixed = tag[:-1] + ':gzip"'
    assert client.get(address, headers={"If-None-Match": suffixed}).status_code == 304
    other = client.get(f"{HOME}/reports", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert client.get(f"{HOME}/reports.csv?{DEMO}").headers["ETag"] != tag


@pytest.mark.parametrize(
    ("query", "code", "name"),
    [
        ("bogus=1", "unknown_parameter", "bogus"),
        ("by=year", "unknown_parameter", "by"),
        ("dataset=both", "wrong_value", "dataset"),
        ("dataset=demo&dataset=real", "repeated_parameter", "dataset"),
        ("y=20", "wrong_value", "y"),
        ("y=2020-2022", "wrong_value", "y"),
        ("a=nobody", "unknown_value", "a"),
        ("a=no%20body", "wrong_value", "a"),
        ("province=99x", "unknown_value", "province"),
        ("i=no.such", "unknown_value", "i"),
        ("member=no_such", "unknown_value", "member"),
        ("table=5", "wrong_value", "table"),
        ("state=not_captured", "wrong_value", "state"),
        ("limit=0", "wrong_value", "limit"),
        ("limit=10001", "wrong_value", "limit"),
        ("after=x", "wrong_value", "after"),
        ("columns=value,nope", "wrong_value", "columns"),
        ("lang=fr", "wrong_value", "lang"),
        ("q=" + "x" * 121, "wrong_value", "q"),
        ("&".join(["a=1"] * 701), "too_long", ""),
    ],
)
def test_a_wrong_parameter_is_refused_with_its_name_and_what_is_allowed(client, query, code, name):
    reply = client.get(f"{HOME}/figures?{query}")
    assert reply.status_code == 400
    error = reply.get_json()["error"]
    assert error["code"] == code
    assert error.get("parameter", "") == name
    assert error["zh"].endswith("。")
    assert error["en"].endswith(".")
    assert code in {"repeated_parameter", "too_long"} or error["allowed"]


def test_parameters_of_one_list_are_none_of_another(client):
    for name, query in (("rules", "dataset=demo"), ("agencies", "y=2022"), ("info", "q=x")):
        reply = client.get(f"{HOME}/{name}?{query}")
        assert reply.get_json()["error"]["code"] == "unknown_parameter"


def test_a_level_nobody_has_there_gives_nothing_rather_than_everything(client):
    assert rows_of(client, f"{HOME}/figures?{DEMO}&level=province") == []
    townships = rows_of(client, f"{HOME}/agencies?{DEMO}&level=township")
    assert {row["level"] for row in townships} == {"township"}


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v2/figures", "/api/v1/figures.xml", "/api/v1/x/y"]
)
def test_an_unknown_address_is_a_404_that_names_those_there_are(client, path):
    reply = client.get(path)
    assert reply.status_code == 404
    assert f"{HOME}/figures" in reply.get_json()["error"]["allowed"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client, method):
    reply = getattr(client, method)(f"{HOME}/figures")
    assert reply.status_code == 405
    assert reply.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert reply.get_json()["error"]["code"] == "wrong_method"


def test_other_sites_may_not_read_it_through_a_browser(client):
    for method in ("get", "options", "head"):
        reply = getattr(client, method)(f"{HOME}/info", headers={"Origin": "https://example.org"})
        assert not [name for name in dict(reply.headers) if "Access-Control" in name]
    assert client.options(f"{HOME}/info").headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.head(f"{HOME}/info").data == b""


def test_large_answers_come_in_pieces(client):
    reply = client.get(f"{HOME}/figures.jsonl?{DEMO}", buffered=False)
    assert reply.is_streamed
    assert "Content-Length" not in reply.headers
    reply.close()


def test_text_is_packed_for_who_can_unpack_it_and_has_its_own_tag(client):
    address = f"{HOME}/figures.csv?{SMALL}"
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 5
    assert packed.headers["ETag"] != plain.headers["ETag"]
    kept = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    again = client.get(address, headers=kept)
    assert (again.status_code, again.headers["ETag"]) == (304, packed.headers["ETag"])
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_names_come_in_the_language_asked_for(client):
    chinese = rows_of(client, f"{HOME}/rules?limit=1")[0]["title"]
    english = rows_of(client, f"{HOME}/rules?limit=1&lang=en")[0]["title"]
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert english.isascii()


def test_findings_are_those_of_their_page_unless_all_are_asked_for(client, store):
    every = store.findings("demo")
    shown = rows_of(client, f"{HOME}/findings?{DEMO}")
    assert len(shown) == int((every["status"] == "fail").sum())
    both = rows_of(client, f"{HOME}/findings?{DEMO}&status=any&verdict=any")
    assert len(both) == len(every)
    assert all(isinstance(row["places"], list) for row in both)
    assert {row["verdict"] for row in both} == {"none"}


def test_several_indicators_and_groups_are_one_question(client):
    def kinds(query):
        rows = rows_of(client, f"{HOME}/figures?{SMALL}&{query}")
        return {row["indicator"] for row in rows}

    denied = kinds("i=outcome.denied.*")
    assert len(denied) == 8
    both = kinds("i=outcome.denied.*&i=request.received")
    assert both == denied | {"request.received"}
    assert kinds("i=outcome.other.*") >= {"outcome.other.misc"}
    listed = rows_of(client, f"{HOME}/indicators?i=outcome.denied.*&i=request.received")
    assert {row["indicator"] for row in listed} == both
    assert {row["group_id"] for row in listed} == {"outcome.denied", ""}


def test_an_empty_member_is_written_as_the_reader_chooses(client):
    address = f"{HOME}/figures.csv?{SMALL}&table=4&columns=member,value"
    assert "demo,,0" in client.get(address).text
    assert "demo,-,0" in client.get(f"{address}&empty=-").text
    whole = rows_of(client, f"{HOME}/figures?{SMALL}&member=-")
    assert {row["member"] for row in whole} == {""}


def test_csv_begins_as_the_reader_chooses(client):
    address = f"{HOME}/figures.csv?{SMALL}&columns=value,state&limit=1"
    assert client.get(address).text.startswith("dataset,value,state")
    assert client.get(f"{address}&header=none").text.startswith("demo,")
    told = client.get(f"{address}&header=comments").text.splitlines()
    first = next(at for at, line in enumerate(told) if not line.startswith("#"))
    assert told[0].startswith("# ")
    assert first > 4
    assert told[first] == "dataset,value,state"


def test_what_only_pages_understand_is_named_as_such(client):
    for query in ("sort=-value", "n=2"):
        error = client.get(f"{HOME}/figures?{query}").get_json()["error"]
        assert error["code"] == "page_parameter"
        assert "limit" in error["allowed"]


def test_a_figure_says_where_it_stands_and_its_page_lights_it(client):
    rows = rows_of(client, f"{HOME}/figures?{SMALL}")
    placed = [row for row in rows if row["place"]]
    assert len(placed) > 20
    assert all({"block", "start", "end"} <= set(json.loads(row["place"])) for row in placed)
    assert any(row["sentence"] for row in placed)
    pages = {row["page"].partition("?")[0] for row in rows}
    assert pages == {"/report/990101001/2022"}
    assert all(re.search(r"&(cell|at)=[\w.%-]+$", row["page"]) for row in rows)


def test_a_finding_names_its_cells_its_sides_and_its_page(client):
    rows = rows_of(client, f"{HOME}/findings?{DEMO}&status=any&verdict=any")
    compared = [row for row in rows if row["difference"] is not None]
    assert compared
    for row in compared:
        assert row["difference"] == row["left_value"] - row["right_value"]
        assert row["operator"]
    named = [place for row in rows for place in row["places"] if "indicator" in place]
    known = {row["indicator"] for row in rows_of(client, f"{HOME}/indicators")}
    assert {place["indicator"] for place in named} <= known
    relations = [row for row in compared if row["rule"].startswith(("R-T3", "R-T4"))]
    assert all("indicator" in place for row in relations for place in row["places"])
    assert all(row["page"].startswith("/report/") for row in compared)


def test_origins_that_are_listed_may_read_it_through_a_browser(store):
    own = replace(settings(), api_origins=("https://example.org",))
    other = create_app(store, ROOT / "assets", own).server.test_client()
    told = other.get(f"{HOME}/info", headers={"Origin": "https://example.org"}).headers
    assert told["Access-Control-Allow-Origin"] == "https://example.org"
    assert "Origin" in told["Vary"]
    strange = other.get(f"{HOME}/info", headers={"Origin": "https://example.com"}).headers
    assert "Access-Control-Allow-Origin" not in strange


def test_a_build_that_is_kept_can_be_fetched_by_its_digest(client, store):
    digest = store.info().digest
    with client.get(f"/data/store/{digest}.duckdb") as reply:
        assert reply.status_code == 200
        assert reply.data == store.file().read_bytes()
    missing = client.get(f"/data/store/{'0' * 16}.duckdb")
    assert missing.status_code == 404
    assert digest in missing.get_json()["error"]["allowed"]
