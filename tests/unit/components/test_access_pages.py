"""Signing in and out over HTTP: forms, cookies, and what hostile hands try."""

from dataclasses import replace

import pytest

from components.access.listening import refusal
from components.access.pages import inside
from components.application import create_app
from pipelines.accounts.book import Accounts
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS, PASSWORD, site_at
from tests.unit.components.desk_site import Desk

NEW = "a quite different one"


@pytest.fixture
def site(tmp_path, shipped):
    return site_at(tmp_path, shipped)


def cookie_of(client):
    found = client.get_cookie("mingcha")
    return found.value if found else ""


def is_in(client):
    return client.get("/account").status_code == 200


@pytest.mark.parametrize(("lang", "word"), [("zh", "用户名"), ("en", "Password")])
def test_the_way_in_is_a_form_in_both_languages(site, lang, word):
    page = site.client.get(f"/login?lang={lang}")
    assert word in page.text
    assert 'autocomplete="current-password"' in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert "unsafe" not in page.headers["Content-Security-Policy"].partition("style-src")[0]
    assert page.headers["Cache-Control"] == "no-store"


def test_who_signs_in_is_led_on_and_named(site):
    client, reply = site.sign_in("officer", next="/findings?dataset=demo&lang=en", lang="en")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/findings?dataset=demo&lang=en")
    page = client.get("/account?lang=en").text
    assert "990101" in page
    assert "Officer" in page
    assert '"className": "quiet who"' in Desk.draw(
        None, "/about", "", client
    )  # as account.css has it


@pytest.mark.parametrize(
    "name", ["officer", "nobody.here", "", "x" * 500, "王 某", "' OR 1=1 --", "shut", "\x00"]
)
def test_wrong_password_unknown_name_and_shut_out_are_told_alike(site, name):
    book = Accounts(site.settings.ledger)
    book.add(replace(book.find("reader"), name="shut"), PASSWORD, by="root")
    book.set_disabled("shut", is_disabled=True, by="root")
    client, reply = site.sign_in(name, PASSWORD if name == "shut" else "not the password")
    assert reply.status_code == 401
    assert "用户名或密码不对" in reply.text
    assert not is_in(client)


def test_a_form_that_is_no_form_is_refused_unread(site):
    _, reply = site.sign_in("officer", next="x" * 100_000)
    assert reply.status_code == 413


def test_a_name_is_shown_again_as_text_only(site):
    _, reply = site.sign_in('"><script>alert(1)</script>', "wrong", next='"><img src=x>')
    assert "<script>alert" not in reply.text
    assert "<img" not in reply.text


def test_five_failures_lock_the_name_even_for_the_right_password(site):
    for _ in range(5):
        assert site.sign_in("officer", "wrong")[1].status_code == 401
    client, reply = site.sign_in("officer")
    assert reply.status_code == 429
    assert not is_in(client)
    assert site.sign_in("reader")[1].status_code == 303  # another name is not locked
    Accounts(site.settings.ledger).set_disabled("officer", is_disabled=False, by="root")
    assert site.sign_in("officer")[1].status_code == 303


def test_an_unknown_name_locks_like_a_known_one(site):
    told = [site.sign_in("no.such.name", "wrong")[1].status_code for _ in range(6)]
    assert told == [401, 401, 401, 401, 401, 429]


def test_one_address_cannot_try_without_end(site):
    told = [site.sign_in(f"name{n}", "wrong")[1].status_code for n in range(22)]
    assert set(told[:20]) == {401}
    assert told[20:] == [429, 429]


def test_the_cookie_is_for_the_site_alone(site):
    _, reply = site.sign_in("officer")
    said = reply.headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Secure" not in said
    form = {"name": "officer", "password": PASSWORD}
    there = {"Origin": "https://localhost", "Sec-Fetch-Site": "same-origin"}
    client = site.client.application.test_client()
    reply = client.post("/login", data=form, headers=there, base_url="https://localhost")
    assert reply.status_code == 303
    assert "; Secure" in reply.headers["Set-Cookie"]


def test_a_cookie_given_before_signing_in_is_not_the_one_after(site):
    fixed, _ = site.sign_in("reader")
    planted = cookie_of(fixed)
    victim = site.client.application.test_client()
    victim.set_cookie("mingcha", planted)
    victim.post("/login", data={"name": "administrator", "password": PASSWORD}, headers=OURS)
    assert cookie_of(victim) not in {"", planted}
    assert not is_in(fixed)  # the session that was planted has ended for its owner too


@pytest.mark.parametrize("value", ["", "x", "eyJfdXNlcl9pZCI6ImEifQ.aaaa.bbbb", "." * 4000])
@pytest.mark.parametrize("name", ["mingcha", "remember_token", "session"])
def test_a_forged_cookie_is_nobody(site, name, value):
    client = site.client.application.test_client()
    client.set_cookie(name, value)
    assert client.get("/account").status_code == 303
    assert client.get("/").status_code == 200


def test_signing_out_ends_a_copied_cookie_too(site):
    client, _ = site.sign_in("officer")
    copied = site.client.application.test_client()
    copied.set_cookie("mingcha", cookie_of(client))
    assert is_in(copied)
    assert client.get("/logout").status_code == 404  # a link does not sign anybody out
    assert is_in(client)
    assert client.post("/logout", headers=OURS).status_code == 303
    assert not is_in(client)
    assert not is_in(copied)


def test_another_password_ends_every_other_session(site):
    client, _ = site.sign_in("officer")
    other, _ = site.sign_in("officer")
    form = {"password": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/account", data=form, headers=OURS).status_code == 200
    assert is_in(client)
    assert not is_in(other)
    assert site.sign_in("officer")[1].status_code == 401
    assert site.sign_in("officer", NEW)[1].status_code == 303
    last = Accounts(site.settings.ledger).changes()[-1]
    assert (last.name, last.what, last.made_by, last.body) == ("officer", "password", "officer", {})


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"password": "wrong", "new": NEW, "again": NEW}, 401),
        ({"password": PASSWORD, "new": NEW, "again": "other"}, 422),
        ({"password": PASSWORD, "new": "short", "again": "short"}, 422),
        ({"password": PASSWORD, "new": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, 422),
        ({}, 401),
    ],
)
def test_a_password_changes_only_with_the_present_one_and_to_a_good_one(site, form, status):
    client, _ = site.sign_in("officer")
    assert client.post("/account", data=form, headers=OURS).status_code == status
    assert site.sign_in("officer")[1].status_code == 303


def test_who_is_shut_out_or_given_another_role_is_out_at_once(site):
    book = Accounts(site.settings.ledger)
    client, _ = site.sign_in("officer")
    book.set_disabled("officer", is_disabled=True, by="root")
    assert not is_in(client)
    other, _ = site.sign_in("reader")
    book.set_role("reader", "officer", ("990101",), by="root")
    assert not is_in(other)


@pytest.mark.parametrize(
    "outside",
    [
        *("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example"),
        *("javascript:alert(1)", "/%0d%0aSet-Cookie:a", " //evil.example", "evil.example"),
        *("/\t/evil.example", "/\n/evil.example", "///evil.example", "", "/login", "/logout"),
        "http:evil.example",
    ],
)
def test_after_signing_in_nobody_is_led_away(site, outside):
    _, reply = site.sign_in("reader", next=outside)
    where = reply.headers["Location"]
    assert where == "/" or where == outside == "/%0d%0aSet-Cookie:a"
    assert inside("/counts?y=2020..2022&a=1") == "/counts?y=2020..2022&a=1"


def test_a_trusted_proxy_names_who_is_signed_in_and_nobody_else_can(tmp_path, shipped):
    proxy = {"proxy_header": "X-Remote-User", "proxy_address": "10.0.0.1"}
    site = site_at(tmp_path, shipped, reading="open", proxy_secret="s" * 32, **proxy)
    client = site.client.application.test_client()

    def asked(remote, proof="s" * 32, **heads):
        heads = {name.replace("_", "-"): value for name, value in heads.items()}
        heads |= {"X-Mingcha-Proxy": proof} if proof else {}
        return client.get("/account", headers=heads, environ_base={"REMOTE_ADDR": remote})

    assert asked("10.0.0.1", X_Remote_User="officer").status_code == 200
    assert asked("10.0.0.1", X_Remote_User="no.such").status_code == 303
    for proof in ("", "s" * 31, "\xe9" * 32):  # a proxy that passes on what visitors write
        assert asked("10.0.0.1", proof, X_Remote_User="officer").status_code == 303
    assert asked("10.0.0.1").status_code == 303
    assert asked("127.0.0.1", X_Remote_User="officer").status_code == 303
    assert asked("10.0.0.2", X_Remote_User="officer").status_code == 303
    spoofed = {"X_Remote_User": "officer", "X_Forwarded_For": "10.0.0.1"}
    assert asked("10.0.0.2", **spoofed).status_code == 303


def test_without_a_proxy_in_the_settings_no_header_is_heard(site):
    heads = {"X-Remote-User": "administrator", "": "administrator"}
    assert site.client.get("/account", headers=heads).status_code == 303


def test_without_accounts_the_site_is_for_its_own_machine(tmp_path, shipped):
    settings = Settings(ROOT / "data", tmp_path / "a", shipped, f"sqlite:///{tmp_path / 'l'}")
    client = create_app(Store(shipped), ROOT / "assets", settings).server.test_client()
    there = client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert there.status_code == 403
    assert "mingcha users add" in there.text
    here = client.get("/login")
    assert "<form" not in here.text
    assert client.post("/login", data={"name": "a"}, headers=OURS).status_code == 401
    assert "Set-Cookie" not in here.headers
    assert list(tmp_path.iterdir()) == []  # asking made no ledger and no key


def test_a_ledger_that_cannot_be_read_opens_nothing(tmp_path, shipped):
    (tmp_path / "l").write_text("this is no database" * 99)
    settings = Settings(ROOT / "data", tmp_path / "a", shipped, f"sqlite:///{tmp_path / 'l'}")
    settings = replace(settings, is_desk_open=True, reading="accounts")
    client = create_app(Store(shipped), ROOT / "assets", settings).server.test_client()
    assert client.get("/counts.csv").status_code == 401
    form = {"name": "officer", "password": PASSWORD}
    assert client.post("/login", data=form, headers=OURS).status_code == 503


@pytest.mark.parametrize(
    ("addresses", "is_fine"),
    [
        ([("127.0.0.1", 8050)], True),
        ([("::1", 8050), "/run/mingcha.sock"], True),
        ([("localhost", 8050)], True),
        ([("0.0.0.0", 8050)], False),  # noqa: S104 - to be refused
        ([("127.0.0.1", 8050), ("::", 8050)], False),
        ([("", 8050)], False),
        ([3], False),
    ],
)
def test_nothing_listens_beyond_this_machine_without_accounts(site, tmp_path, addresses, is_fine):
    bare = replace(site.settings, ledger=f"sqlite:///{tmp_path / 'none'}")
    assert (refusal(addresses, bare) == "") == is_fine
    assert refusal(addresses, site.settings) == ""
