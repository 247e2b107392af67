"""Who may change something from a page."""

from dataclasses import replace

import pytest
from flask import Request

from components.access.caller import Caller, client_address
from components.access.gate import refusal, why_not
from components.access.visitor import NOBODY, Visitor
from pipelines.accounts.roles import Account

WHAT = ("verdict", "990101")
HERE = Caller("127.0.0.1", "http", "127.0.0.1:8050", "http://127.0.0.1:8050", "same-origin")


def desk(caller):
    """Ask as before there are accounts, where the desk is open."""
    return refusal(caller, NOBODY, WHAT, is_desk_open=True)


def of(role, *counties):
    return Visitor(Account(1, "wang", "", role, counties), has_accounts=True)


def test_a_page_of_this_site_on_this_machine_may_write():
    assert desk(HERE) == ""
    assert desk(replace(HERE, origin="")) == ""
    assert desk(replace(HERE, site="")) == ""
    six = Caller("::1", "http", "[::1]:8050", "http://[::1]:8050", "same-origin")
    assert desk(six) == ""


def test_nobody_writes_where_the_installation_did_not_open_the_desk():
    assert refusal(HERE, NOBODY, WHAT, is_desk_open=False) == "closed"


@pytest.mark.parametrize(
    "change",
    [
        {"remote": "10.0.0.7"},
        {"remote": ""},
        {"remote": "not an address"},
        {"host": "mingcha.example:8050"},
        {"host": "127.0.0.1.evil.example"},
        {"host": ""},
        {"is_forwarded": True},
    ],
)
def test_who_is_not_on_this_machine_may_not_write(change):
    assert desk(replace(HERE, **change)) == "elsewhere"


@pytest.mark.parametrize(
    "change",
    [
        {"site": "cross-site"},
        {"site": "same-site"},
        {"site": "none"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8050"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "", "site": ""},
    ],
)
def test_what_another_site_sent_is_not_taken(change):
    assert desk(replace(HERE, **change)) == "foreign"


def test_without_a_request_nobody_writes():
    assert why_not("verdict", is_desk_open=True) == "elsewhere"


def test_once_there_are_accounts_the_machine_itself_is_nobody():
    assert refusal(HERE, Visitor(has_accounts=True), WHAT, is_desk_open=True) == "signed_out"


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (of("reader"), "role"),
        (of("officer", "990102"), "county"),
        (of("officer", "990101"), ""),
        (of("officer", "9901"), ""),
        (of("administrator"), ""),
        (of("king"), "role"),
        (Visitor(Account(1, "a", "", "administrator", (), True), has_accounts=True), "role"),
    ],
)
def test_a_role_is_needed_and_an_officer_stays_in_the_county(who, why):
    assert refusal(HERE, who, WHAT, is_desk_open=False) == why


def test_of_no_known_county_only_an_administrator_decides():
    assert refusal(HERE, of("officer", "99"), ("verdict", ""), is_desk_open=False) == "county"
    assert refusal(HERE, of("administrator"), ("verdict", ""), is_desk_open=False) == ""


def test_being_signed_in_does_not_open_the_door_to_another_site():
    there = replace(HERE, origin="https://evil.example", site="cross-site")
    assert refusal(there, of("administrator"), WHAT, is_desk_open=False) == "foreign"
    assert refusal(None, of("administrator"), WHAT, is_desk_open=False) == "foreign"


def test_only_the_trusted_proxy_says_where_a_request_began():
    def asked(remote, *forwarded):
        return Request({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": ", ".join(forwarded)})

    assert client_address(asked("10.0.0.1", "1.1.1.1", "2.2.2.2"), "10.0.0.1") == "2.2.2.2"
    assert client_address(asked("10.0.0.9", "2.2.2.2"), "10.0.0.1") == "10.0.0.9"
    assert client_address(asked("10.0.0.1", "<script>"), "10.0.0.1") == "10.0.0.1"
    assert client_address(asked("10.0.0.9", "2.2.2.2"), "") == "10.0.0.9"
