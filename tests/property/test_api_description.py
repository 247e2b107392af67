"""Questions drawn from the API's own description: what it allows is answered as it says."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from components.api.openapi import openapi
from components.application import create_app
from pipelines.settings import ROOT
from pipelines.store.store import Store

PATHS = {path: item["get"] for path, item in openapi()["paths"].items() if "{" not in path}
LARGE = {"figures", "package"}  # of these a part is enough
MOST = 2_000  # questions over HTTP: each takes a fifth of a second


@pytest.fixture(scope="module")
def client(shipped):
    return create_app(Store(shipped), ROOT / "assets").server.test_client()


def parameter(one):
    return (
        openapi()["components"]["parameters"][one["$ref"].rpartition("/")[2]]
        if "$ref" in one
        else one
    )


def values(said):
    """Draw a value that the description allows, now and then one that it does not."""
    schema = said["schema"]
    if schema.get("type") == "array":
        inner = values({**said, "schema": schema["items"], "example": None})
        examples = st.just(said["example"]) if said.get("example") else st.nothing()
        return examples | st.lists(inner, min_size=1, max_size=3, unique=True)
    kinds = [st.just(said["example"])] if said.get("example") else []
    if "enum" in schema:
        kinds.append(st.sampled_from(schema["enum"]))
    elif schema["type"] == "integer":
        kinds.append(st.integers(schema["minimum"], schema["maximum"]))
    elif "pattern" in schema:
        kinds.append(st.from_regex(schema["pattern"], fullmatch=True))
    else:
        kinds.append(st.text(max_size=schema.get("maxLength", 20)))
    return st.one_of(kinds)


def part_of(path):
    """Return what keeps the answer of a large list small."""
    known = {one["name"] for one in map(parameter, PATHS[path]["parameters"])}
    if not any(name in path for name in LARGE):
        return {}
    return {"limit": 20} if "limit" in known else {"y": "2022"}


@st.composite
def questions(draw):
    path = draw(st.sampled_from(sorted(PATHS)))
    given_ = {}
    for one in map(parameter, PATHS[path]["parameters"]):
        if draw(st.integers(0, 3)) == 0:
            value = draw(values(one))
            is_joined = one.get("explode") is False
            given_[one["name"]] = (
                ",".join(value) if is_joined and isinstance(value, list) else value
            )
    return path, given_ | part_of(path)


def test_every_example_of_the_description_is_answered_alone(client):
    refused = []
    plain = {path for path in PATHS if "." not in path} | {"/api/v1/package.zip"}
    for path in sorted(plain):
        for one in map(parameter, PATHS[path]["parameters"]):
            if one.get("example"):
                query = {one["name"]: one["example"]} | part_of(path)
                with client.get(path, query_string=query) as reply:
                    refused += [] if reply.status_code == 200 else [(path, one["name"], reply.text)]
    assert refused == []


def test_questions_drawn_from_the_description_are_answered_as_it_says(client, cases):
    @settings(max_examples=min(cases, MOST), suppress_health_check=list(HealthCheck), deadline=None)
    @given(questions())
    def asked(question):
        path, query = question
        with client.get(path, query_string=query) as reply:
            said = PATHS[path]["responses"]
            assert str(reply.status_code) in said, (reply.status_code, reply.text[:300])
            kinds = said[str(reply.status_code)].get("content", {})
            assert reply.content_type.partition(";")[0] in {k.partition(";")[0] for k in kinds}
            if reply.status_code == 400:
                assert reply.get_json()["error"]["code"] in said["400"]["description"]
            elif path.endswith(".json") or "." not in path.rpartition("/")[2]:
                schema = kinds["application/json"]["schema"]
                check = Draft202012Validator({**schema, "components": openapi()["components"]})
                wrong = [error.message for error in check.iter_errors(json.loads(reply.data))]
                assert wrong[:3] == []

    asked()
