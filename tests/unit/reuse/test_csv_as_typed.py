"""Every CSV of the site, read by its address with pandas and with Polars, as anybody types it."""

import json
import re
import urllib.error
import urllib.request

import pandas as pd
import polars as pl
import pytest
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from components.api.fields import HOME, ROUTES
from components.application import create_app
from pipelines.settings import ROOT

AGENCY, YEAR = "990101007", "2023"
OWN = {
    **dict.fromkeys((f"{HOME}/figures.csv", f"{HOME}/rates.csv", "/data.csv"), f"y={YEAR}"),
    "/compare.csv": f"a={AGENCY}&a=990101001&y={YEAR}",
    "/rollup.csv": f"county=990101&y={YEAR}",
    "/report.csv": f"a={AGENCY}&y={YEAR}",
}
WITHOUT = {
    "/tasks.csv",
    "/agency.csv",
    "/agency/990101007.csv",
    "/report.csv",
}  # nothing in what ships: 404


def addresses(store):
    """Return the address of every CSV that the site serves, lists of the API among them."""
    paths = [f"{HOME}/{name}.csv" for name in ROUTES]
    for rule in create_app(store, ROOT / "assets").server.url_map.iter_rules():
        if rule.rule.endswith(".csv") and not rule.rule.startswith(HOME):
            path = rule.rule.replace("<agency>", AGENCY).replace("<year>", YEAR)
            pages = re.search(r"<any\((.*)\):page>", path)
            names = pages[1].split(", ") if pages else [""]
            paths += [path.replace(pages[0], name) if pages else path for name in names]
    assert len(paths) > 30
    for path in sorted(set(paths)):
        has_data = "dataset" in ROUTES[path[8:-4]].names if path.startswith(HOME) else True
        yield path + "?" + "&".join(filter(None, ("dataset=demo" * has_data, OWN.get(path, ""))))


def family(kind) -> str:
    return "boolean" if is_bool_dtype(kind) else "number" if is_numeric_dtype(kind) else "text"


def of_polars(kind) -> str:
    return "boolean" if kind == pl.Boolean else "number" if kind.is_numeric() else "text"


def read(host, address):
    """Return what both programs make of an address, or the sentence that neither does."""
    try:
        pandas = pd.read_csv(host + address)
        return pandas, pl.read_csv(host + address, infer_schema_length=None)
    except (urllib.error.HTTPError, pl.exceptions.PolarsError) as error:
        return str(error)


def differences(pandas, polars):
    """Yield the columns that the two programs take for different kinds."""
    if pandas.shape != polars.shape or list(pandas.columns) != polars.columns:
        yield pandas.shape, polars.shape
        return
    for name in pandas.columns[pandas.notna().any()]:
        kinds = family(pandas[name].dropna().infer_objects()), of_polars(polars[name].dtype)
        if kinds[0] != kinds[1] or pandas[name].dtype == object:
            yield name, kinds


def misdescribed(host, address, pandas):
    """Yield the columns that are others than the file beside the CSV says."""
    with urllib.request.urlopen(host + address.replace(".csv?", ".csv-metadata.json?")) as reply:  # noqa: S310 - our own server
        columns = json.load(reply)["tableSchema"]["columns"]
    if [column["titles"] for column in columns] != list(pandas.columns):
        yield "described otherwise"
    for column in columns:
        is_number = family(pandas[column["titles"]].dtype) == "number"
        if column["datatype"] == "number" and len(pandas) and not is_number:
            yield column["titles"]


def test_every_csv_is_read_by_its_address_alike(host, store):
    wrong, absent = [], set()
    for address in addresses(store):
        frames = read(host, address)
        if isinstance(frames, str):
            absent.add((address.partition("?")[0], frames))
            continue
        wrong += [(address, *one) for one in differences(*frames)]
        if not address.startswith((HOME, "/data.")):
            wrong += [(address, one) for one in misdescribed(host, address, frames[0])]
    assert wrong == []
    assert absent == {(path, "HTTP Error 404: NOT FOUND") for path in WITHOUT}


@pytest.mark.parametrize("address", ["/data.csv", f"{HOME}/figures.csv", f"{HOME}/rates.parquet"])
def test_who_reads_in_parts_is_told_the_length_and_given_the_part(client, address):
    address = f"{address}?dataset=demo&y=2023"
    with client.get(address) as reply:
        whole = reply.data
    with client.head(address) as head:
        assert (head.status_code, head.content_length) == (200, len(whole))
    for packing in ("identity", "gzip"):  # a part that was packed by itself is a part of nothing
        asked = {"Range": "bytes=100-1099", "Accept-Encoding": packing}
        with client.get(address, headers=asked) as part:
            assert (part.status_code, part.content_encoding) == (206, None)
            assert part.data == whole[100:1100]


def test_a_csv_leads_to_what_it_is(client):
    reply = client.get("/counts.chosen.csv?dataset=demo&y=2023&lang=en")
    beside = re.fullmatch(r'<(.*)>; rel="describedby"; type="(.*)"', reply.headers["Link"])
    described = client.get(beside[1])
    assert described.mimetype == beside[2] == "application/csvm+json"
    told = json.loads(described.data)
    assert told["notes"]["Simulated data"]
    assert told["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    columns = {column["titles"]: column for column in told["tableSchema"]["columns"]}
    assert columns["agency_id"] == {
        "titles": "agency_id", "datatype": "string", "dc:title": "Agency code"
    }  # fmt: skip
    assert columns["value"]["datatype"] == "number"
