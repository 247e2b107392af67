"""What the API says of itself: its description, its catalogue, its contract."""

import json
import re

from components.api.fields import FIGURES, HOME, ROUTES
from components.api.openapi import openapi
from components.words import messages


def test_the_description_is_made_of_what_the_parser_reads(client):
    told = client.get(f"{HOME}/openapi.json").get_json()
    assert told == json.loads(json.dumps(openapi()))
    assert told["openapi"] == "3.1.0"
    listed = {path for path in told["paths"] if "." not in path}
    assert listed == {f"{HOME}/{name}" for name in ROUTES}
    others = {f"{HOME}/{one}" for one in ("package.zip", "datapackage.json", "dcat.jsonld")}
    others |= {"/data/store.duckdb", "/data/store/{digest}.duckdb"}
    assert others < set(told["paths"])
    for path, item in told["paths"].items():
        operation = item["get"]
        if path in others:
            continue
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
            if one.example:
                reply = client.get(f"{HOME}/{route.name}?{one.name}={one.example}")
                assert reply.status_code == 200, (route.name, one.name, reply.text)


def test_every_column_says_what_it_is_and_every_coded_one_its_codes():
    silent = []
    for name, schema in openapi()["components"]["schemas"].items():
        for column, said in schema["properties"].items():
            is_said = name == "Refusal" or len(said.get("description", "")) > 4
            has_unit = said["type"] not in ("integer", "number") or "x-unit" in said
            silent += [] if is_said and (has_unit or column.endswith("report_id")) else [column]
    assert silent == []
    figures = openapi()["components"]["schemas"]["figures"]["properties"]
    assert "not_judged" not in figures["state"]["enum"]
    filing = openapi()["components"]["schemas"]["filing"]["properties"]
    assert {"on_time", "late", "missing"} < set(filing["state"]["enum"])
    assert filing["due_on"]["format"] == "date"


def parts_of(schema, at=""):
    """Yield every property that a schema names, with where it stands."""
    for name, part in schema.get("properties", {}).items():
        yield f"{at}.{name}", part
        yield from parts_of(part, f"{at}.{name}")


def test_every_part_of_every_answer_says_what_it_is():
    told = openapi()
    schemas = dict(told["components"]["schemas"])
    for path, item in told["paths"].items():
        content = item["get"]["responses"]["200"].get("content", {})
        schemas[path] = content.get("application/json", {}).get("schema", {})
    parts = [part for name, schema in schemas.items() for part in parts_of(schema, name)]
    assert len(parts) > 200
    silent = [at for at, part in parts if not part.get("description")]
    kinds = {"type", "enum", "const", "$ref", "anyOf"}
    assert silent + [at for at, part in parts if not kinds & set(part)] == []
    # What is refused with a code is a code that the description names.
    codes = {key.partition(".")[2] for key in messages() if key.startswith("data_error.")}
    assert [code for code in codes if code not in json.dumps(told)] == []


def test_the_site_says_what_it_offers_as_dcat(client, store):
    told = client.get(f"{HOME}/dcat.jsonld").get_json()
    assert told["@type"] == "dcat:Catalog"
    for one in told["dcat:dataset"]:
        assert one["dcat:version"] == store.info().digest
        assert store.info().digest in one["dct:bibliographicCitation"]
        for file in one["dcat:distribution"]:
            address = file["dcat:downloadURL"]["@id"].removeprefix("http://localhost")
            with client.get(address.replace("dataset=real", "dataset=real&y=2010")) as reply:
                assert reply.status_code == 200
                assert reply.content_type.partition(";")[0] == file["dcat:mediaType"]


def test_the_columns_of_figures_are_those_of_the_contract():
    wanted = (
        *("dataset", "agency_id", "agency", "level", "county", "year", "form", "table"),
        *("indicator", "member", "label", "value", "state", "unit", "approximate", "method"),
        *("published", "raw", "address", "sha256", "report_id"),
    )
    assert [name for name in FIGURES.names if name in wanted] == list(wanted)
