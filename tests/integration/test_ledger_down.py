"""PostgreSQL stops under the site: one sentence with 503 everywhere, pages go on, writes return."""

import io
import os
import subprocess

import pytest

from components.application import create_app
from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.build.run import build
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.postgres import NOT_HERE, programs, server

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


@pytest.fixture(scope="module")
def database():
    """Give a server of this test's own, which it may stop, and a way to stop and start it."""
    if programs() is None:
        pytest.skip(NOT_HERE)
    with server() as running:

        def control(*words):
            command = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
            command += [programs() / "pg_ctl", "-D", running.socket / "data", "-w", *words]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=running.socket)

        yield running, control


def test_one_sentence_everywhere_while_the_database_is_down(database, tmp_path):
    running, control = database
    ledger = running.address(running.database())
    site = Settings(
        ROOT / "data", tmp_path / "archive", tmp_path / "store", ledger, secret="k" * 40
    )
    book = Accounts(ledger)
    book.add(Account(0, "wang", "", "officer", ("990101",)), PASSWORD, by="root")
    book.close()
    build(site)
    client = create_app(Store(site.store), ROOT / "assets", site).server.test_client()
    assert (
        client.post("/login", data={"name": "wang", "password": PASSWORD}, headers=OURS).status_code
        == 303
    )
    control("-m", "immediate", "stop")
    try:
        writes = {
            path: client.post(path, data={"file": (io.BytesIO(b"x"), "a.html")}, headers=OURS)
            for path in ("/import/files", "/import/act", "/import/addresses", "/history/back")
        }
        assert {path: one.status_code for path, one in writes.items()} == dict.fromkeys(writes, 503)
        assert all("登录" not in one.get_json()["said"] for one in writes.values())
        for path in ("/history.csv", f"/source/{'a' * 64}", "/api/v1/findings.json?dataset=demo"):
            reply = client.get(path)
            assert (path, reply.status_code) == (path, 503)
            assert "<html" not in reply.text.lower()
        for path in ("/", "/counts.csv?dataset=demo", "/api/v1/reports.json?dataset=demo"):
            assert client.get(path).status_code == 200
        for path in ("/", "/counts", "/findings", "/compliance"):
            page = drawn(client, path)
            assert "MINGCHA" not in page
            assert "数据库没有应答" in page or path == "/counts"
    finally:
        options = f"-c fsync=off -c listen_addresses= -k {running.socket}"
        control("-l", str(running.socket / "log"), "-o", options, "start")
    reply = client.post("/import/files", data={"file": (io.BytesIO(b"x"), "a.html")}, headers=OURS)
    assert reply.status_code == 200


def drawn(client, path):
    ends = ("shell-header", "shell-ribbon", "main", "shell-foot")
    body = {
        "output": "...".join(f"{end}.children" for end in ends).join(("..", "..")),
        "outputs": [{"id": end, "property": "children"} for end in ends],
        "changedPropIds": ["shell-url.search"],
        "inputs": [
            {"id": "shell-url", "property": "pathname", "value": path},
            {"id": "shell-url", "property": "search", "value": "?dataset=demo"},
            {"id": "shell-narrow", "property": "data", "value": False},
        ],
        "state": [],
    }
    reply = client.post("/_dash-update-component", json=body, headers=OURS)
    assert (path, reply.status_code) == (path, 200)
    return reply.get_data(as_text=True).encode().decode("unicode_escape", "ignore")
