"""Who may give a verdict from the page."""

from dataclasses import replace

import pytest

from components.panels.findings_gate import Caller, refusal, refused

HERE = Caller("127.0.0.1", "http", "127.0.0.1:8050", "http://127.0.0.1:8050", "same-origin")


def test_a_page_of_this_site_on_this_machine_may_write():
    assert refusal(HERE, is_open=True) == ""
    assert refusal(replace(HERE, origin=""), is_open=True) == ""
    assert refusal(replace(HERE, site=""), is_open=True) == ""
    six = Caller("::1", "http", "[::1]:8050", "http://[::1]:8050", "same-origin")
    assert refusal(six, is_open=True) == ""


def test_nobody_writes_where_the_installation_did_not_open_the_desk():
    assert refusal(HERE, is_open=False) == "findings_desk.closed"


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
    assert refusal(replace(HERE, **change), is_open=True) == "findings_desk.elsewhere"


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
    assert refusal(replace(HERE, **change), is_open=True) == "findings_desk.foreign"


def test_without_a_request_nobody_writes():
    assert refused(is_open=True) == "findings_desk.elsewhere"
