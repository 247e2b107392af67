"""What is posted to the import desk and to the records: nothing is kept without a role."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from sqlalchemy import create_engine, inspect, text

from pipelines.ledger import standing
from pipelines.settings import ROOT
from tests.unit.components.access_site import OURS, site_at

REPORT = min((ROOT / "data" / "demo" / "documents").rglob("*.html"))
OWN = {"account_session", "account_attempt", "alembic_version"}  # of signing in, not of the desk
FORMS = {
    "/import/text": {"text": "一、总体情况", "name": "a.txt"},
    "/import/files": {},
    "/import/addresses": {"addresses": "https://www.example.gov.cn/a.html"},
    "/import/act": {"at": "0" * 64 + ":0", "act": "file", "seen": "1", "agency-0": "990101001"},
    "/import/correct": {"at": "0" * 64 + ":0", "figure": "0", "value": "1", "reason": "r"},
    "/import/complete": {"at": "0" * 64 + ":0", "value-0": "1", "seen-0": "a|b|"},
    "/import/check": {"at": "0" * 64 + ":0", "value-0": "1", "seen-0": "a|b|"},
    "/history/back": {"number": "1", "seen": "1", "reason": "r"},
}


@pytest.fixture
def site(tmp_path, shipped):
    return site_at(tmp_path, shipped)


def kept(site):
    """Return everything that is kept: rows of every table but those of signing in, and files."""
    engine = create_engine(site.settings.ledger)
    with engine.connect() as connection:
        rows = {
            one: connection.execute(text(f'SELECT count(*) FROM "{one}"')).scalar_one()
            for one in inspect(engine).get_table_names()
            if one not in OWN and one not in standing.metadata.tables  # that follow from these
        }
    engine.dispose()
    files = sorted(path.name for path in site.settings.archive.rglob("*") if path.is_file())
    return {table: count for table, count in rows.items() if count}, files


def send(client, path, headers):
    form = dict(FORMS[path])
    if path == "/import/files":
        form["file"] = (BytesIO(REPORT.read_bytes()), "../../etc/report.html")
    return client.post(path, data=form, headers=headers, content_type="multipart/form-data")


@pytest.mark.parametrize("path", FORMS)
def test_the_desk_takes_nothing_from_nobody_and_from_readers(site, path):
    before = kept(site)
    for role in ("nobody", "reader"):
        assert send(site.of(role), path, OURS).status_code == 403
    assert kept(site) == before


@pytest.mark.parametrize("path", FORMS)
def test_the_desk_takes_nothing_that_another_site_sends(site, path):
    client, before = site.of("administrator"), kept(site)
    for headers in ({}, {"Origin": "http://evil.example"}, OURS | {"Sec-Fetch-Site": "same-site"}):
        assert send(client, path, headers).status_code == 403
    assert kept(site) == before


def test_a_closed_site_does_not_even_say_that_there_is_a_desk(tmp_path, shipped):
    site = site_at(tmp_path, shipped, reading="accounts")
    before = kept(site)
    assert {send(site.of("nobody"), path, OURS).status_code for path in FORMS} == {401}
    assert kept(site) == before


def test_an_officers_file_is_received_in_the_officers_name(site):
    before = kept(site)
    assert send(site.of("officer"), "/import/files", OURS).status_code == 200
    rows, files = kept(site)
    assert (rows, files) != before
    engine = create_engine(site.settings.ledger)
    with engine.connect() as connection:
        names = set(connection.execute(text("SELECT DISTINCT made_by FROM decision")).scalars())
    engine.dispose()
    assert names <= {"officer"}
    assert not any(".." in name for name in files)


@pytest.mark.parametrize("act", ["keep", "file", "return", "withdraw"])
def test_what_one_officer_brought_in_is_not_another_countys_to_decide(site, act):
    brought = send(site.of("officer"), "/import/files", OURS).get_json()["results"][0]
    at = unquote(brought["href"].partition("at=")[2])
    form = {"at": at, "act": act, "seen": "1", "reason": "r", "day": "2025-01-20"}
    named = form | {"agency": "110101001", "year": "2024"}
    before = kept(site)
    for sent in (form, named):
        reply = site.of("elsewhere").post("/import/act", data=sent, headers=OURS)
        assert reply.status_code == 403, reply.text
    assert kept(site) == before
    if act == "withdraw":
        assert (
            site.of("administrator").post("/import/act", data=form, headers=OURS).status_code == 200
        )
        assert kept(site) != before
