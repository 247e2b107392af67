"""Who reads without signing in: one setting of three values, and the safe one is the default."""

from dataclasses import replace

import pytest

from components.access.listening import refusal, start_line
from components.application import create_app
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS, PASSWORD, site_at

HERE = {"REMOTE_ADDR": "127.0.0.1"}
AFAR = {"REMOTE_ADDR": "203.0.113.9"}
PROXIED = {"X-Forwarded-For": "203.0.113.9"}
READ = "/counts.csv?dataset=demo"
ASKED = {
    "from this machine": ({}, HERE),
    "from another": ({}, AFAR),
    "through a proxy": (PROXIED, HERE),
    "through a proxy, by the site's name": ({"Host": "mingcha.example"} | PROXIED, HERE),
    "through a proxy that forgets what it should say": ({"Host": "mingcha.example"}, HERE),
}
SHUT = dict.fromkeys(ASKED, 401)
READERS = {
    "machine": SHUT | {"from this machine": 200},
    "accounts": SHUT,
    "open": dict.fromkeys(ASKED, 200),
}


@pytest.mark.parametrize("reading", [*READERS, "as it is without the setting"])
def test_who_reads_without_signing_in(tmp_path, shipped, reading):
    given = {"reading": reading} if reading in READERS else {}
    site = site_at(tmp_path, shipped, **given)
    client = site.of("nobody")
    found = {
        how: client.get(READ, headers=heads, environ_base=where).status_code
        for how, (heads, where) in ASKED.items()
    }
    assert found == READERS.get(reading, READERS["machine"])
    reader = site.of("reader")
    assert {
        reader.get(READ, headers=heads, environ_base=where).status_code
        for heads, where in ASKED.values()
        if "Host" not in heads  # this browser has its cookie from localhost
    } == {200}


def test_a_proxy_on_this_machine_that_says_nothing_opens_nothing(tmp_path, shipped):
    """nginx as it comes asks for 127.0.0.1:8050 and names no visitor."""
    site = site_at(tmp_path, shipped, proxy_address="127.0.0.1")
    assert site.of("nobody").get(READ, environ_base=HERE).status_code == 401


def test_a_refusal_names_what_was_asked_and_what_was_expected(tmp_path, shipped):
    site = site_at(tmp_path, shipped, hosts=("mingcha.example",))
    client = site.of("nobody")
    there = client.get("/login", headers={"Host": "other.example:81"})
    assert there.status_code == 421
    assert "http://other.example:81" in there.text
    assert "mingcha.example" in there.text
    heads = OURS | {"Origin": "https://mingcha.example:8443", "Host": "mingcha.example"}
    lost = client.post("/login", data={"name": "reader"}, headers=heads)
    assert lost.status_code == 403
    assert "https://mingcha.example:8443" in lost.text
    assert "http://mingcha.example" in lost.text.replace("https://mingcha.example:8443", "")
    out = client.post("/logout", headers=heads)
    assert (out.status_code, "https://mingcha.example:8443" in out.text) == (403, True)


def test_nothing_starts_without_a_key_for_sessions(tmp_path, shipped):
    site = site_at(tmp_path, shipped).settings
    here = [("127.0.0.1", 8050)]
    server = replace(site, ledger="postgresql+psycopg://x@/x?host=/no/such/folder")
    assert "MINGCHA_SECRET is not set" in refusal(here, server)
    assert "shorter than 32" in refusal(here, replace(site, secret="s" * 9))
    assert refusal(here, replace(server, secret="s" * 32)) == ""  # nothing is asked of the server
    line = start_line(replace(server, secret="s" * 32), "en")
    assert "this machine alone may read without signing in (MINGCHA_READING is not set)" in line


def test_another_secret_ends_every_session(tmp_path, shipped):
    before = site_at(tmp_path, shipped, secret="a" * 40)
    client = before.of("reader")
    cookie = client.get_cookie("mingcha").value
    after = replace(before.settings, secret="b" * 40)
    rotated = create_app(Store(shipped), ROOT / "assets", after).server.test_client()
    rotated.set_cookie("mingcha", cookie)
    assert client.get("/account").status_code == 200
    assert rotated.get("/account").status_code == 303
    form = {"name": "reader", "password": PASSWORD}
    assert rotated.post("/login", data=form, headers=OURS).status_code == 303
    assert rotated.get("/account").status_code == 200
