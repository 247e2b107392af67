"""The page of who runs an installation: accounts, rosters, its state; the link for a password."""

import io
import re

import pytest
from openpyxl import Workbook

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.filing.roster import KIND, entries_of
from pipelines.ledger.ledger import Ledger
from tests.unit.components.access_site import OURS, PASSWORD, site_at

NEW = "a quite different one"


@pytest.fixture
def site(tmp_path, shipped):
    return site_at(tmp_path, shipped)


def post(client, path, **form):
    return client.post(f"/manage/{path}", data={"lang": "en"} | form, headers=OURS)


def link_in(reply):
    return re.search(r"/welcome\?link=([\w.-]+)", reply.text)[1]


def workbook(*rows):
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def listed(site):
    return [one.agency_id for one in entries_of(Ledger(site.settings.ledger).decisions(kind=KIND))]


ACTS = ("add", "role", "disable", "reset")
FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


def test_who_may_manage_what(site):
    clients = {role: site.of(role) for role in ("nobody", "reader", "officer", "administrator")}
    pages = {role: client.get("/manage") for role, client in clients.items()}
    assert [one.status_code for one in pages.values()] == [303, 403, 200, 200]
    assert "administrator" not in pages["officer"].text
    before = site.counts()
    form = {"name": "reader", "role": "administrator"}
    others = [clients[role] for role in ("nobody", "reader", "officer")]
    done = [post(one, "accounts", act=act, **form).status_code for one in others for act in ACTS]
    own = {"act": "disable", "name": "reader"}
    lured = clients["administrator"].post("/manage/accounts", data=own, headers=FOREIGN)
    assert {*done, lured.status_code} == {403}
    assert site.counts() == before


def test_a_new_account_sets_its_password_by_a_link_that_opens_once(site):
    client = site.of("administrator")
    form = {"act": "add", "name": "wang", "role": "officer", "counties": "130306", "shown": "王某"}
    link = link_in(post(client, "accounts", **form))
    stranger = site.of("nobody")
    assert "wang" in stranger.get(f"/welcome?link={link}").text
    short = {"link": link, "new": "short", "again": "short"}
    assert stranger.post("/welcome", data=short, headers=OURS).status_code == 422
    good = {"link": link, "new": NEW, "again": NEW}
    assert stranger.post("/welcome", data=good, headers=OURS).status_code == 303
    assert site.sign_in("wang", NEW)[1].status_code == 303
    again = good | {"new": NEW + "x", "again": NEW + "x"}
    assert stranger.post("/welcome", data=again, headers=OURS).status_code == 422
    assert stranger.get("/welcome?link=forged.x.y").status_code == 422
    assert site.sign_in("wang", NEW)[1].status_code == 303
    changes = Accounts(site.settings.ledger).changes()[-2:]
    assert [(one.made_by, one.what) for one in changes] == [
        ("administrator", "add"),
        ("wang", "password"),
    ]


def test_a_reset_ends_sessions_and_the_old_password(site):
    officer = site.of("officer")
    link = link_in(post(site.of("administrator"), "accounts", act="reset", name="officer"))
    assert officer.get("/account").status_code == 303
    assert site.sign_in("officer")[1].status_code == 401
    Accounts(site.settings.ledger).set_disabled("officer", is_disabled=True, by="root")
    form = {"link": link, "new": NEW, "again": NEW}
    assert site.of("nobody").post("/welcome", data=form, headers=OURS).status_code == 422


def test_an_administrator_who_was_only_invited_lets_nobody_in(site):
    client = site.of("administrator")
    post(client, "accounts", act="add", name="wang", role="administrator")
    ways = ({"act": "disable"}, {"act": "reset"}, {"act": "role", "role": "reader"})
    for way in ways:
        reply = post(client, "accounts", name="administrator", **way)
        assert (reply.status_code, "last administrator" in reply.text) == (422, True)
    link = link_in(post(client, "accounts", act="reset", name="wang"))
    stranger = site.of("nobody")
    stranger.post("/welcome", data={"link": link, "new": NEW, "again": NEW}, headers=OURS)
    assert post(client, "accounts", act="disable", name="administrator").status_code == 200


def test_what_cannot_be_is_one_sentence(site):
    client = site.of("administrator")
    forms = {
        "last administrator": {"act": "disable", "name": "administrator"},
        "can be neither": {"act": "role", "name": "administrator", "role": "reader"},
        "no county": {"act": "add", "name": "li", "role": "officer", "counties": "123456"},
        "an officer needs a county": {"act": "add", "name": "li", "role": "officer"},
        "there is a user": {"act": "add", "name": "reader", "role": "reader"},
        "no user": {"act": "reset", "name": "nobody.here"},
        "no such act": {"act": "fly"},
    }
    replies = {words: post(client, "accounts", **form) for words, form in forms.items()}
    wrong = [words for words, one in replies.items() if one.status_code != 422]
    assert wrong + [words for words, one in replies.items() if words not in one.text] == []
    assert client.get("/account").status_code == 200


def test_an_officer_brings_in_a_workbook_of_the_own_county_and_takes_it_back(site):
    book = Accounts(site.settings.ledger)
    book.add(Account(0, "wang", "", "officer", ("130306",)), PASSWORD, by="root")
    officer = site.sign_in("wang")[0]
    rows = (("名单",), (), ("年度", "备注", "单位名称", "机关代码"), (2023.0, "", "", "130306200"))

    def sent(data, name="名单.xlsx"):
        return post(officer, "roster", file=(io.BytesIO(data), name))

    assert sent(workbook(*rows)).status_code == 200
    assert listed(site) == ["130306200"]
    foreign = sent(workbook(*rows, (2023, "", "", "110101001")))
    assert (foreign.status_code, "not of your counties" in foreign.text) == (422, True)
    headless = sent("电话,年度\n1,2023\n".encode("gb18030"), "名单.csv")
    assert (headless.status_code, "电话 年度" in headless.text) == (422, True)
    assert listed(site) == ["130306200"]
    yearless = sent("机关代码\n130306200\n".encode(), "名单.csv")  # a browser has no --year
    assert (yearless.status_code, "--" in yearless.text) == (422, False)
    number = Ledger(site.settings.ledger).decisions(kind=KIND)[-1].id
    assert post(site.of("elsewhere"), "roster", back=number).status_code == 422
    assert post(officer, "roster", back=number).status_code == 200
    assert listed(site) == []
    assert post(officer, "roster", back=number).status_code == 422
    long = "9" * 5_000
    assert post(officer, "roster", back=long).status_code == 422
    refused = post(officer, "roster", year=long, file=(io.BytesIO(workbook(*rows)), "a.xlsx"))
    assert (refused.status_code, listed(site)) == (422, [])


def test_the_state_says_who_reads_and_how_old_the_backup_is(site):
    page = site.of("administrator").get("/manage?lang=en").text
    assert "this machine alone may read" in page
    assert "no backup is known of" in page
    assert PASSWORD not in page
