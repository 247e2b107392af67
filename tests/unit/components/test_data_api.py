"""The API over HTTP: lists, paging, keeping, refusals and its own description."""

import csv
import gzip
import io
import json
import re

import pytest

from components.api.fields import ENDINGS, FIGURES, HOME, ROUTES
from components.api.openapi import openapi

DEMO = "dataset=demo"
SMALL = f"{DEMO}&a=990101001&y=2022"
WITH_DATA = [route.name for route in ROUTES.values() if "dataset" in route.names]


def rows_of(client, address):
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    return reply.get_json()["rows"]


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_list_answers_in_every_ending_with_the_columns_it_promises(client, name, ending):
    scope = f"?{DEMO}&y=2022" if "y" in [one.name for one in ROUTES[name].parameters] else ""
    reply = client.get(f"{HOME}/{name}.{ending}{scope}")
    assert reply.status_code == 200
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(reply.get_data(as_text=True))))
        assert tuple(rows[0]) == ROUTES[name].names
        assert len(rows) > 1
    elif ending == "jsonl":
        rows = [json.loads(line) for line in reply.text.splitlines()]
        assert {tuple(row) for row in rows} == {ROUTES[name].names}
    else:
        body = reply.get_json()
        assert body["count"] == len(body["rows"]) > 0
        assert {tuple(row) for row in body["rows"]} == {ROUTES[name].names}


@pytest.mark.parametrize("name", ROUTES)
def test_every_value_is_of_the_kind_that_is_promised(client, name):
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
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


def test_the_description_is_made_of_what_the_parser_reads(client):
    told = client.get(f"{HOME}/openapi.json").get_json()
    assert told == json.loads(json.dumps(openapi()))
    assert told["openapi"] == "3.1.0"
    listed = {path for path in told["paths"] if not path.endswith(ENDINGS)}
    assert listed == {f"{HOME}/{name}" for name in ROUTES}
    for path, item in told["paths"].items():
        operation = item["get"]
        names = [one["$ref"].rpartition(".")[2] for one in operation["parameters"]]
        route = ROUTES[path.removeprefix(f"{HOME}/").partition(".")[0]]
        assert names == [one.name for one in route.parameters]
        assert {"200", "304", "400"} <= set(operation["responses"])
    ids = [item["get"]["operationId"] for item in told["paths"].values()]
    assert len(ids) == len(set(ids))


def test_every_reference_of_the_description_leads_somewhere():
    told = openapi()
    for reference in re.findall(r'"#/([^"]+)"', json.dumps(told)):
        place = told
        for step in reference.split("/"):
            place = place[step]
        assert place


def test_the_examples_of_the_description_are_accepted(client):
    for route in ROUTES.values():
        for one in route.parameters:
            if one.example and one.name not in {"province", "city", "family", "q"}:
                demo = f"{DEMO}&" if "dataset" in route.names and one.name != "dataset" else ""
                reply = client.get(f"{HOME}/{route.name}?{demo}{one.name}={one.example}")
                assert reply.status_code == 200, (route.name, one.name, reply.text)


def test_the_columns_of_figures_are_those_of_the_contract():
    wanted = (
        *("dataset", "agency_id", "agency", "level", "county", "year", "form", "table"),
        *("indicator", "member", "label", "value", "state", "unit", "approximate", "method"),
        *("published", "raw", "address", "sha256", "report_id"),
    )
    assert [name for name in FIGURES.names if name in wanted] == list(wanted)
