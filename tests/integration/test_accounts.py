"""`mingcha users`, and the real server: where it listens, and whom it lets write."""

import io
import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from socket import socket
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode

import pytest
import typer

from pipelines.accounts.passwords import SHORTEST
from pipelines.cli.main import main
from pipelines.settings import ROOT

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
WAIT = 180  # seconds: a loaded machine is slow, not wrong


def environment(home, **more):
    ours = {"MINGCHA_LEDGER": f"sqlite:///{home / 'ledger.sqlite'}"}
    return {**os.environ, **ours, **more}  # noqa: TID251 - the command inherits


@pytest.fixture
def users(tmp_path, monkeypatch, capsys):
    """Return a function that runs the command on the accounts: (exit code, stdout, stderr)."""
    monkeypatch.setenv("MINGCHA_LEDGER", f"sqlite:///{tmp_path / 'ledger.sqlite'}")

    def run(*words, typed=""):
        monkeypatch.setattr(sys, "argv", ["mingcha", "users", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


def test_the_verbs_add_list_change_and_shut_out(users):
    officer = ("wang", "--role", "officer", "--county", "990101", "--shown", "王某", "--by", "li")
    assert users("add", *officer, typed=f"{PASSWORD}\n")[0] == 0
    code, _, err = users("add", *officer, typed=f"{PASSWORD}\n")
    assert (code, len(err.splitlines())) == (2, 1)
    assert users("role", "wang", "reader", "--by", "li")[0] == 0
    assert users("password", "wang", "--by", "li", typed="short\n")[0] == 2
    assert users("disable", "WANG", "--by", "li")[0] == 0
    assert json.loads(users("list", "--json")[1]) == {
        "name": "wang",
        "shown": "王某",
        "role": "reader",
        "counties": [],
        "is_disabled": True,
    }
    changes = users("list", "--changes", "--json")[1].splitlines()
    assert [(one["by"], one["what"]) for one in map(json.loads, changes)] == [
        ("li", "add"),
        ("li", "role"),
        ("li", "disable"),
    ]
    err = users("enable", "nobody", "--lang", "en")[2]
    assert err == "mingcha: there is no user nobody\n"


def test_a_password_is_never_an_argument(users):
    for verb in ("add", "password"):
        assert "--password" not in users(verb, "--help")[1]
        code, out, err = users(verb, "wang", "--password", PASSWORD)
        assert code == 2
        assert PASSWORD not in err + out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_types_a_password_is_told_the_rules_first(language, users, monkeypatch):
    asked = []
    monkeypatch.setattr(typer, "prompt", lambda words, **_: asked.append(words) or PASSWORD)
    monkeypatch.setattr(
        io, "StringIO", type("Terminal", (io.StringIO,), {"isatty": lambda _: True})
    )
    assert users("add", "wang", "--lang", language)[0] == 0
    assert (len(asked), str(SHORTEST) in asked[0]) == (2, True)


def serve(home, shipped, bind, **more):
    command = [sys.executable, "-m", "gunicorn"]
    command += ["--no-control-socket", "-b", bind, "app:server()"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(home, MINGCHA_STORE=str(shipped), **more),
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port():
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_the_server_refuses_to_listen_beyond_this_machine_without_accounts(tmp_path, shipped):
    where = f"0.0.0.0:{free_port()}"
    server = serve(tmp_path, shipped, where)
    _, told = server.communicate(timeout=WAIT)
    assert server.returncode == 4
    last = told.splitlines()[-1]
    assert last.startswith(f"mingcha: will not listen at {where} without accounts")
    assert "Traceback" not in told
    assert "Listening at" not in told


def until_up(server, address):
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not answer")


def test_two_workers_share_sessions_and_locks(tmp_path, shipped, users):
    added = users("add", "wang", "--role", "administrator", typed=f"{PASSWORD}\n")
    assert added[0] == 0, added
    port = free_port()
    server = serve(tmp_path, shipped, f"0.0.0.0:{port}", MINGCHA_READING="closed")
    address = f"http://127.0.0.1:{port}"
    try:
        until_up(server, address)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

        def send(password, site="same-origin"):
            form = urlencode({"name": "wang", "password": password, "next": "/about"}).encode()
            heads = {"Origin": address, "Sec-Fetch-Site": site}
            return answer(urllib.request.Request(f"{address}/login", form, heads))  # noqa: S310

        def answer(asked):
            try:
                with opener.open(asked, timeout=WAIT) as reply:
                    return reply.geturl().removeprefix(address), reply.read().decode()
            except HTTPError as error:
                with error:
                    return error.code, ""

        assert send(PASSWORD, "cross-site")[0] == 403
        assert send(PASSWORD)[0] == "/about"
        for _ in range(8):  # whichever worker answers
            assert "<dd>wang</dd>" in answer(f"{address}/account")[1]
        assert [send("wrong")[0] for _ in range(6)] == [401] * 5 + [429]
        opener = urllib.request.build_opener()
        assert answer(f"{address}/counts.csv")[0] == 401
    finally:
        server.terminate()
        server.communicate(timeout=WAIT)


def test_the_real_proxy_is_told_from_others_by_its_address(tmp_path, shipped, users):
    added = users("add", "wang", "--role", "administrator", typed=f"{PASSWORD}\n")
    assert added[0] == 0, added
    port = free_port()
    told = {"MINGCHA_PROXY_HEADER": "X-Remote-User", "MINGCHA_PROXY_ADDRESS": "127.0.0.2"}
    told |= {"MINGCHA_PROXY_SECRET": "s" * 40, "MINGCHA_READING": "open"}
    server = serve(tmp_path, shipped, f"127.0.0.1:{port}", **told)

    def asked(source, *heads):
        with closing(HTTPConnection("127.0.0.1", port, WAIT, (source, 0))) as line:
            line.putrequest("GET", "/account")
            line.putheader("X-Mingcha-Proxy", "s" * 40)
            for name, value in heads:
                line.putheader(name, value)
            line.endheaders()
            with line.getresponse() as reply:
                return reply.status

    try:
        until_up(server, f"http://127.0.0.1:{port}")
        assert asked("127.0.0.2", ("X-Remote-User", "wang")) == 200
        assert asked("127.0.0.2", ("X-Remote-User", "li")) == 303
        assert asked("127.0.0.2", ("X_Remote_User", "wang")) == 303  # an underscore is no hyphen
        assert asked("127.0.0.1", ("X-Remote-User", "wang")) == 303
        spoofed = (("X-Remote-User", "wang"), ("X-Forwarded-For", "127.0.0.2"))
        assert asked("127.0.0.1", *spoofed) == 303
    finally:
        server.terminate()
        server.communicate(timeout=WAIT)
