"""An installation without the examples that ship, kept for one county: nothing fails, it greets."""

import io
import json
from dataclasses import replace

import pytest

from components.access.visitor import Visitor
from components.application import create_app
from components.context import PageRequest, SiteContext
from components.pages.registry import PAGES
from components.pages.routing import draw
from components.view import PATHS, View
from components.words import say
from pipelines.accounts.roles import Account
from pipelines.build.background import places, settings_from
from pipelines.build.run import build
from pipelines.operations.doctor import FAIL, examined
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

COUNTY = "320813"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    home = tmp_path_factory.mktemp("office")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    given = {"examples": ("none",), "county": COUNTY, "is_desk_open": True}
    found = Settings(ROOT / "data", home / "archive", home / "store", ledger, **given)
    build(found)
    return found


@pytest.fixture(scope="module")
def site(office):
    return create_app(Store(office.store), ROOT / "assets", office).server


def addresses():
    """Yield every page, of both data sets and in both languages."""
    for page in PAGES:
        path = {"agency": f"/agency/{COUNTY}", "county": f"/county/{COUNTY}"}.get(page)
        path = path or f"/report/{COUNTY}/2023" if page in {"agency", "county", "report"} else path
        path = path or next((path for path, name in PATHS.items() if name == page), "/nowhere")
        for dataset in ("real", "demo"):
            yield from ((path, f"?dataset={dataset}&lang={lang}") for lang in ("zh", "en"))


def test_without_examples_no_page_fails_and_doctor_is_content(office, site):
    store = Store(office.store)
    assert (len(store.reports("real")), len(store.reports("demo"))) == (0, 0)
    assert [one for one in examined(office) if one.state == FAIL] == []
    failed, offering = {}, []
    with site.test_request_context("/about", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for path, search in addresses():
            try:
                view = View.parse(path, search)
                parts = draw(SiteContext(store, office), view, search)
                is_offered = say("step.demo", view.language) in words(parts)
                offering += [path + search] if is_offered else []
            except Exception as error:  # noqa: BLE001 - whatever a page does
                failed[path + search] = repr(error)
    assert failed == {}
    assert offering == []  # simulated data that is not there
    client = site.test_client()
    files = ("/api/v1/reports", "/data.csv", "/data.xlsx", "/findings.csv", "/filing.csv")
    answers = {}
    for path in (*PATHS, *files):
        with client.get(path) as reply:
            answers[path] = reply.status_code
    assert {path: code for path, code in answers.items() if code >= 500} == {}


def words(parts):
    return json.dumps(parts, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def test_who_asks_for_the_site_is_greeted_with_its_county_and_finds_back_at_a_click(office, site):
    with site.test_request_context("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        desk = SiteContext(Store(office.store), office)
        other, *_ = draw(desk, View.parse("/counts", "?lang=en"), "?lang=en")
        head, _, start, _ = draw(desk, View.parse("/", ""), "")
        *_, every, _ = draw(desk, View.parse("/", "?show=all"), "?show=all")
    assert f"（{COUNTY}）" in words(start) or COUNTY in words(start)
    assert COUNTY not in words(every)
    assert '"/?lang=en"' in words(other)  # the site's name
    assert '"/?show=all&lang=en"' in words(other) or '"/?lang=en&show=all"' in words(other)
    assert '"/?show=all"' in words(head)


def test_an_officer_of_one_county_is_greeted_with_that_one(office, monkeypatch):
    found = PageRequest(SiteContext(Store(office.store), office), View(), "")
    for counties, greeted in {("130306",): "130306", ("13",): COUNTY, ("1", "2"): COUNTY}.items():
        visitor = Visitor(Account(1, "li", "", "officer", counties), has_accounts=True)
        monkeypatch.setattr("components.context.visitor", lambda visitor=visitor: visitor)
        assert found.own_county == greeted


def test_a_county_that_is_none_is_said_and_processes_hear_what_decides_their_work(office):
    other = Settings(
        office.data, office.archive, office.store, office.ledger, county="999999", examples=()
    )
    assert "county_unknown" in {one.code for one in examined(other) if one.state == FAIL}
    office = replace(office, time_zone="Asia/Urumqi", workers="tcp://scheduler:8786")
    heard = settings_from(io.StringIO(json.dumps(places(office))))
    assert (heard.examples, heard.published, heard.demo) == (
        *(("none",), office.published, office.demo),
    )
    assert (heard.time_zone, heard.workers) == (office.time_zone, office.workers)
    assert not heard.published.exists()
