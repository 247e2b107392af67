"""Every route and every callback, as each role: nothing is written without the role for it."""

import pytest

from pipelines.ledger.ledger import Ledger
from tests.unit.components.access_site import OURS, ROLES, site_at

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UPDATE = "/_dash-update-component"
BUTTON = ("n_clicks", "n_submit", "submit_n_clicks")
EVERYBODY = ("nobody", *ROLES)
OPEN = {
    "/login",
    "/healthz",
    "/readyz",
    "/metrics",
    "/welcome",  # a link that lets somebody set a password, once
}  # what a closed site answers to anybody; and assets


@pytest.fixture(scope="module")
def wrong(store):
    found = store.findings("demo")
    chosen = found[(found["status"] == "fail") & (found["county_code"] == "990101")]
    return str(chosen.iloc[0]["fingerprint"])


@pytest.fixture
def site(tmp_path, shipped):
    return site_at(tmp_path, shipped)


@pytest.fixture
def closed(tmp_path, shipped):
    return site_at(tmp_path, shipped, reading="accounts")


def paths(flask):
    """Yield an address for every route of the site, its holes filled."""
    fills = {"agency": "990101001", "year": "2024", "page": "counts", "filename": "theme.css"}
    for rule in flask.url_map.iter_rules():
        if "dash-component-suites" in rule.rule or rule.rule == UPDATE:
            continue
        values = {name: fills.get(name, "a" * 64) for name in rule.arguments}
        with flask.test_request_context():
            yield rule.build(values, append_unknown=False)[1] if values else rule.rule


def bodies(client, wrong, seen):
    """Yield what a browser could send to every callback, each button pressed once."""
    values = {"pathname": "/findings", "search": f"?dataset=demo&at={wrong}", "data": seen}
    for one in client.get("/_dash-dependencies").get_json():
        if one["clientside_function"] is not None:
            continue
        many = one["output"].startswith("..")
        ends = [end.rsplit(".", 1) for end in one["output"].strip(".").split("...")]
        outputs = [{"id": name, "property": prop} for name, prop in ends]
        given, state = (
            [
                {"id": end["id"], "property": end["property"], "value": _value(end, values)}
                for end in one[kind]
            ]
            for kind in ("inputs", "state")
        )
        pressed = [end for end in given if end["property"] in BUTTON] or given[:1]
        for end in pressed:
            yield {
                "output": one["output"],
                "outputs": outputs if many else outputs[0],
                "changedPropIds": [f"{end['id']}.{end['property']}"],
                "inputs": given,
                "state": state,
            }


def _value(end, values):
    if end["property"] in BUTTON:
        return 1
    return values.get(end["property"])


def give_verdicts(client, wrong, headers, last):
    """Send every verdict there is, each on what was said last, in a name that is not one's own."""
    for verdict in ("confirmed", "excluded", "pending", "withdrawn"):
        form = {"verdict": verdict, "reason": "forged", "by": "forged", "seen": last()}
        client.post(f"/findings/verdict?dataset=demo&at={wrong}", data=form, headers=headers)


def last_word(site):
    return max((one.id for one in Ledger(site.settings.ledger).decisions()), default=0)


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_route_writes_whoever_asks(site, role):
    client, before = site.of(role), site.counts()
    for path in sorted(set(paths(client.application)) - {"/logout"}):
        for method in METHODS:
            with client.open(path, method=method, headers=OURS) as reply:
                assert reply.status_code < 600
    assert site.counts() == before


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_button_pressed_writes_for_the_role_alone_and_in_its_name(site, wrong, role):
    client, before = site.of(role), site.counts()
    listed = list(bodies(site.of("reader"), wrong, 0))
    assert len(listed) > 4
    for place in range(len(listed)):
        body = list(bodies(site.of("reader") if not place else client, wrong, last_word(site)))
        client.post(UPDATE, json=body[place], headers=OURS)
    assert Ledger(site.settings.ledger).decisions() == []  # a callback draws, a post decides
    give_verdicts(client, wrong, OURS, lambda: last_word(site))
    after, decisions = site.counts(), Ledger(site.settings.ledger).decisions()
    if role in {"officer", "administrator"}:
        assert [one.body["verdict"] for one in decisions] == [
            *("confirmed", "excluded", "pending", "withdrawn")
        ]
        assert {one.made_by for one in decisions} == {role}  # not the name that was sent
    else:
        assert decisions == []
        assert after["account"] == before["account"]
    assert after["account_change"] == before["account_change"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "http://localhost/findings"},
    ],
)
def test_what_another_site_sends_with_an_administrators_cookie_writes_nothing(site, wrong, headers):
    client = site.of("administrator")
    for body in bodies(client, wrong, 0):
        client.post(UPDATE, json=body, headers=headers)
    give_verdicts(client, wrong, headers, lambda: 0)
    for path in ("/logout", "/account", "/login"):
        form = {"password": "x", "new": "y" * 12, "again": "y" * 12}
        assert client.post(path, data=form, headers=headers).status_code == 403
    assert Ledger(site.settings.ledger).decisions() == []
    assert client.get("/account").status_code == 200  # still signed in, with the same password


def test_a_closed_site_shows_nobody_anything_but_the_way_in(closed, wrong):
    client = closed.of("nobody")
    for path in sorted(set(paths(client.application))):
        for method in ("GET", "HEAD"):
            reply = client.open(path, method=method)
            is_open = path in OPEN or path.startswith("/assets/")
            assert is_open or reply.status_code in {401, 404, 405}, path
            reply.close()
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.status_code != 200 or path in OPEN or path.startswith("/assets/"), path
        page.close()
    for body in bodies(closed.of("reader"), wrong, 0):
        reply = client.post(UPDATE, json=body, headers=OURS)
        assert reply.status_code == 401
        assert "990101" not in reply.text
    assert client.get("/counts", headers={"Accept": "text/html"}).headers["Location"] == (
        "/login?next=%2Fcounts"
    )


def test_a_closed_site_shows_a_reader_everything_and_lets_no_cache_keep_it(closed, wrong):
    client = closed.of("reader")
    for path in ("/", "/counts.csv?dataset=demo", "/papers/circular.docx?dataset=demo"):
        with client.get(path) as reply:
            assert reply.status_code == 200
            assert reply.headers["Cache-Control"] == "no-store"
    replies = [client.post(UPDATE, json=body) for body in bodies(client, wrong, 0)]
    assert all(reply.status_code in {200, 204} for reply in replies)
