"""Every route with every filter empty, and with what nobody can be: an answer or a refusal."""

import pytest

from components.api.fields import ENDINGS, HOME, ROUTES
from components.api.packages import PACKAGE

IMPOSSIBLE = {
    "province": "zz",
    "city": "zz",
    "county": "zz",
    "a": "nobody",
    "level": "county",
    "y": "1901",
    "i": "no.such.*",
    "member": "no_such",
    "table": "2",
    "form": "2014",
    "state": "lost",
    "method": "repaired",
    "q": "zzzz",
    "rule": "R-NONE",
    "family": "none",
    "severity": "warning",
    "axis": "reading",
    "status": "na",
    "verdict": "confirmed",
    "limit": "1",
    "columns": "dataset",
    "dimension": "channel",
    "list": "state",
}
EMPTY = (
    "agencies?dataset=demo&level=city",
    "agencies?province=13&level=county&q=zzzz",
    "indicators?i=request.received&table=2",
    "agencies?dataset=demo&q=zzzz",
)


@pytest.mark.parametrize("name", ROUTES)
def test_no_filter_empty_or_impossible_breaks_a_route(client, name):
    route, broken = ROUTES[name], []
    for one in route.parameters:
        year = "&y=1901" if "y" in {other.name for other in route.parameters} - {one.name} else ""
        for value in ("", IMPOSSIBLE.get(one.name, one.example)):
            for dataset in ("", "dataset=demo&") if "dataset" in route.names else ("",):
                if dataset and one.name == "dataset":
                    continue
                reply = client.get(f"{HOME}/{name}?{dataset}{one.name}={value}{year}")
                is_said = reply.status_code == 200 or "error" in (reply.get_json() or {})
                if reply.status_code not in {200, 400, 409} or not is_said:
                    broken.append((one.name, value, reply.status_code))
    assert broken == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_answer_without_rows_is_a_file_without_rows(client, ending):
    for question in EMPTY:
        name, _, query = question.partition("?")
        with client.get(f"{HOME}/{name}.{ending}?{query}") as reply:
            assert reply.status_code == 200, question
            if ending == "json":
                assert reply.get_json()["rows"] == []


def test_a_package_of_nothing_is_a_package(client):
    for name in ("package.zip", "datapackage.json"):
        with client.get(f"{HOME}/{name}?dataset=demo&level=city") as reply:
            assert reply.status_code == 200
    for one in PACKAGE.parameters:
        reply = client.get(f"{HOME}/datapackage.json?{one.name}=%01")
        assert reply.status_code == 400
        assert reply.get_json()["error"]["parameter"] == one.name


def test_nothing_that_is_asked_is_passed_over(client, store):
    """An address that takes no parameters says so in a sentence instead of answering without."""
    digest = store.info().digest
    own = ("api/v1/openapi.json", "api/v1/dcat.jsonld", "data/store.duckdb")
    lists = (
        *(f"api/v1/{name}" for name in ROUTES),
        "api/v1/package.zip",
        "api/v1/datapackage.json",
    )
    files = ("data.csv", "counts.csv", "counts.csv-metadata.json", "compliance.xlsx")
    for path in (*own, f"data/store/{digest}.duckdb", *lists, *files):
        with client.get(f"/{path}?x=1") as reply:
            assert reply.status_code == 400, path
            assert "x" in (reply.get_json(silent=True) or {}).get("error", {}).get("zh", reply.text)
    for path in own:
        with client.get(f"/{path}") as reply:
            assert reply.status_code == 200, path
