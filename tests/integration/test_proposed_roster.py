"""A county's roster is proposed from what was collected, and confirmed line by line."""

from dataclasses import replace

import pytest

from components.application import create_app
from pipelines.build.run import build
from pipelines.desk import filing, proposed_roster
from pipelines.filing.proposal import TITLE, SeenAgency
from pipelines.ledger.ledger import Ledger
from pipelines.portals.engines import ListRequest
from pipelines.portals.journal import Journal
from pipelines.portals.listing import ListedLink, ListPage
from pipelines.portals.state import list_event
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS
from tests.unit.components.desk_site import Desk

COUNTY, CHABENG, LIUSHOUYING = "130306", "130306200", "130306100"
COLUMN = "https://www.example.gov.cn/nb/"
WHO = ("--by", "王某")
TITLES = (
    "抚宁区教育局2021年政府信息公开工作年度报告",
    "留守营镇人民政府2018年政府信息公开工作年度报告",
    "北京市东城区教育局2021年政府信息公开工作年度报告",
    "关于2021年放假的通知",
)


@pytest.fixture
def county(environment, mingcha, page):
    """Give a county of which one report counts, two are excerpts, and a column lists four."""
    links = tuple(
        ListedLink(title, f"{COLUMN}{n}.html", "report") for n, title in enumerate(TITLES)
    )
    journal = Journal(environment.store / "collecting" / "a" / "journal.jsonl")
    journal.append({"event": "begin", "address": COLUMN, "at": "2026-01-02T00:00:00+00:00"})
    journal.append(list_event(ListRequest(COLUMN, root=COLUMN), ListPage(links)))
    mingcha("ingest", page())
    return environment


def test_the_proposal_names_who_reports_since_when_and_from_what(told, mingcha, county):
    lines = {
        line["name"].removeprefix("秦皇岛市"): line for line in told("roster", "propose", COUNTY)
    }
    assert lines["抚宁区茶棚乡人民政府"]["years"] == [2019, 2020, 2022]
    assert lines["抚宁区茶棚乡人民政府"]["gaps"] == [2021]
    assert lines["抚宁区留守营镇人民政府"]["since"] == 2018  # a title alone
    [education] = [line for name, line in lines.items() if name.endswith("教育局")]
    assert (education["sources"], education["since"]) == (["title"], 2021)
    assert not any("东城" in name for name in lines)
    assert not any(line["is_listed"] for line in lines.values())
    words = mingcha("roster", "propose", COUNTY)[1]
    assert "拟自 2019 年度 · 有年报 区划表 · 所见年度 2019 2020 2022 · 其间未见 2021" in words
    assert not Ledger(county.ledger).decisions(kind="roster")


def test_lines_are_confirmed_one_by_one_with_the_years_that_a_person_knows(mingcha, told, county):
    words = ("roster", "propose", COUNTY, "--confirm")
    assert mingcha(*words, "茶棚乡人民政府", *WHO)[0] == 0
    assert mingcha(*words, LIUSHOUYING, "--from", "2016", "--after", "教育局", *WHO)[0] == 0
    entries = {entry.agency_id: entry for entry in filing.roster(county)}
    assert entries[CHABENG].valid_from.year == 2019
    assert entries[LIUSHOUYING].valid_from.year == 2016
    assert len(entries[LIUSHOUYING].predecessors) == 1
    mingcha("build")
    missing = {
        (row["agency_id"], row["report_year"])
        for row in told("filing", "--county", COUNTY, "--state", "missing")
    }
    assert (CHABENG, 2023) in missing
    assert (LIUSHOUYING, 2022) in missing
    first = {code: min(year for one, year in missing if one == code) for code, _ in missing}
    assert first == {CHABENG: 2021, LIUSHOUYING: 2016}  # since when a person said, where unseen
    listed = {line["agency_id"] for line in told("roster", "propose", COUNTY) if line["is_listed"]}
    assert listed == {CHABENG, LIUSHOUYING}
    before = len(Ledger(county.ledger).decisions())
    for bad, said in (
        (("北京",), "北京"),
        ((CHABENG, "--from", "1999"), "1999"),
        ((CHABENG, "--from", "2022", "--to", "2020"), "2020"),
        ((CHABENG, "--confirm", LIUSHOUYING, "--from", "2020"), "一次"),
    ):
        code, _, err = mingcha(*words, *bad)
        assert (code, said in err) == (2, True), (bad, err)
    assert len(Ledger(county.ledger).decisions()) == before
    assert mingcha("roster", "propose", COUNTY, "--confirm-all", *WHO)[0] == 0
    assert all(line["is_listed"] for line in told("roster", "propose", COUNTY))
    assert mingcha("roster", "propose", COUNTY, "--confirm-all", *WHO)[0] == 2
    assert mingcha("roster", "propose", "610423")[0] == 2  # nothing was seen there


def test_what_may_be_another_agency_is_not_confirmed_with_all_the_others(
    county, mingcha, monkeypatch
):
    names = {line.agency_id: line.name for line in proposed_roster.proposal(county, COUNTY)}
    spelled = names[CHABENG].replace("人民政府", "政府")
    double = SeenAgency("1303069901", spelled, "township", TITLE, frozenset({2021}))
    real = proposed_roster._titles
    monkeypatch.setattr(proposed_roster, "_titles", lambda *given: [*real(*given), double])
    office = replace(county, is_desk_open=True)
    flagged = {line.agency_id for line in proposed_roster.proposal(office, COUNTY) if line.alike}
    assert flagged == {CHABENG, double.agency_id}
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    form = {"agency": "all", "by": "王某"}

    def send():
        return client.post(f"/roster/confirm?county={COUNTY}", data=form, headers=OURS)

    reply = send()
    assert (reply.status_code, "2 个" in reply.get_json()["said"]) == (200, True)
    listed = {entry.agency_id for entry in filing.roster(office)}
    assert listed
    assert not listed & flagged
    assert "另有 2 个" in Desk.draw(None, "/roster", f"?county={COUNTY}", client)
    reply = send()
    assert (reply.status_code, "2 个" in reply.get_json()["said"]) == (422, True)
    code, _, err = mingcha("roster", "propose", COUNTY, "--confirm-all", *WHO)
    assert (code, double.agency_id in err) == (2, True)
    words = ("roster", "propose", COUNTY, "--confirm-all", "--confirm", CHABENG, *WHO)
    code, out, _ = mingcha(*words)
    assert (code, double.agency_id in out) == (0, True)
    assert {entry.agency_id for entry in filing.roster(office)} == listed | {CHABENG}


def test_the_page_confirms_a_line_as_a_person_has_it_and_nothing_else(county):
    office = replace(county, is_desk_open=True)
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()

    def send(headers=OURS, **form):
        form = {"agency": CHABENG, "since": "2018", "until": "", "before": "", "by": "王某"} | form
        reply = client.post(f"/roster/confirm?county={COUNTY}", data=form, headers=headers)
        return reply.status_code

    assert send({}) == 403
    for bad in (
        {"since": "1999"},
        {"since": "x"},
        {"until": "2017"},
        {"before": "9901"},
        {"by": ""},
    ):
        assert send(**bad) == 422, bad
    assert send(agency="110101") == 404
    assert not filing.roster(office)
    assert send(before=LIUSHOUYING) == 200
    [entry] = filing.roster(office)
    assert (entry.agency_id, entry.valid_from.year, entry.predecessors) == (
        CHABENG, 2018, (LIUSHOUYING,),
    )  # fmt: skip
    assert send(agency="all") == 200
    assert all(line.listed for line in proposed_roster.proposal(office, COUNTY))
    assert send(agency="all") == 422
    assert "还没有应报名单" in Desk.draw(None, "/", "", client)
    build(office)
    words = Desk.draw(None, "/", "", client)  # who is missing waits on the first page
    assert "年度未收到" in words
    assert "还没有应报名单" not in words
