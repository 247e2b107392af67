"""Health, figures and the log: what whoever keeps the service sees, and nothing about readers."""

import io
import json
import logging
import re
from dataclasses import replace
from logging.config import dictConfig

import pytest

from components.application import create_app
from components.operations.json_lines import CONFIG, JsonLines
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS, site_at

OPENER = "a token that is long enough"
AFAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def office(tmp_path, shipped):
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return Settings(ROOT / "data", tmp_path / "archive", shipped, ledger)


@pytest.fixture
def server(office):
    return create_app(Store(office.store), ROOT / "assets", office).server


def figures(client, **given):
    """Return the figures by name and labels."""
    reply = client.get("/metrics", **given)
    assert reply.status_code == 200
    assert reply.mimetype == "text/plain"
    lines = [line for line in reply.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_health_says_whether_the_store_can_be_read(tmp_path, office):
    empty = tmp_path / "store"
    empty.mkdir()
    target = (office.store / "current").resolve()
    (empty / "current").symlink_to(target)
    client = create_app(Store(empty), ROOT / "assets", office).server.test_client()
    reply = client.get("/readyz")
    assert (reply.status_code, reply.get_json()["state"]) == (200, "ok")
    assert reply.get_json()["store"] in target.name
    (empty / "current").unlink()
    assert client.get("/readyz").status_code == 503  # though its answers are kept
    (empty / "broken.duckdb").write_bytes(b"no database")
    (empty / "current").symlink_to("broken.duckdb")
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert str(tmp_path) not in reply.text
    assert figures(client)["mingcha_store_readable"] == 0
    (empty / "current").unlink()
    (empty / "current").symlink_to(target)
    assert client.get("/readyz").status_code == 200


def test_requests_are_counted_by_page_and_status(server):
    client = server.test_client()
    before = figures(client)
    for path in ("/counts", "/counts?q=words", "/report/990101001/2024", "/nope", "/a/../b?x=1"):
        client.get(path)
    client.post("/counts")
    after = figures(client)

    def more(page, status):
        name = f'mingcha_requests_total{{page="{page}",status="{status}"}}'
        return after.get(name, 0) - before.get(name, 0)

    assert (more("counts", 200), more("report", 200), more("missing", 404)) == (2, 1, 2)
    assert more("unknown", 405) == 1
    assert after['mingcha_request_seconds_count{page="counts"}'] == 2
    assert "words" not in str(after)


def test_figures_tell_of_store_builds_and_ledger_and_leave_out_what_is_unknown(server, office):
    client = server.test_client()
    found = figures(client)
    digest = Store(office.store).info().digest
    assert found[f'mingcha_store_info{{digest="{digest}"}}'] == 1
    assert found["mingcha_store_age_seconds"] >= 0
    assert found['mingcha_build_state{state="never"}'] == 1
    assert "mingcha_build_ended_timestamp_seconds" not in found
    assert found["mingcha_ledger_decisions"] == 0
    Ledger(office.ledger).append("filing", "a", {}, by="x")
    assert figures(client)["mingcha_ledger_decisions"] == 1
    broken = replace(office, ledger="postgresql+psycopg://x@/x?host=/no/such/folder")
    other = create_app(Store(office.store), ROOT / "assets", broken).server.test_client()
    assert found["mingcha_ledger_up"] == 1
    assert (found["mingcha_drafts_waiting"], "mingcha_backup_age_seconds" in found) == (0, False)
    down = figures(other)
    assert (down["mingcha_ledger_up"], "mingcha_ledger_decisions" in down) == (0, False)
    reply = other.get("/readyz")
    assert (reply.status_code, reply.get_json()["ledger"]) == (503, "down")
    assert other.get("/healthz").get_json()["state"] == "ok"  # the process is well


FROM_AFAR = (
    {"environ_base": AFAR},
    {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    {"headers": {"Host": "mingcha.example"}},
    {"environ_base": AFAR, "headers": {"Authorization": "Bearer wrong"}},
    {"environ_base": AFAR, "headers": {"Authorization": "Bearer "}},
    {"environ_base": AFAR, "headers": {"Authorization": "Bearer \xff"}},
)


@pytest.mark.parametrize("given", FROM_AFAR)
@pytest.mark.parametrize("token", ["", OPENER])
def test_figures_are_for_this_machine_or_who_has_the_token(given, token, office):
    office = replace(office, metrics_token=token)
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    reply = client.get("/metrics", **given)
    assert reply.status_code == 403
    assert b"mingcha_" not in reply.data


def test_the_token_opens_the_figures_from_afar(office):
    office = replace(office, metrics_token=OPENER)
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    given = {"environ_base": AFAR, "headers": {"Authorization": f"Bearer {OPENER}"}}
    assert figures(client, **given)["mingcha_store_readable"] == 1
    assert OPENER not in repr(office)


@pytest.fixture
def log():
    """Write the log as the setting does, but into memory; put the loggers back afterwards."""
    names = (None, *CONFIG["loggers"])
    loggers = [logging.getLogger(name) for name in names]
    before = [(one.level, one.handlers[:], one.propagate) for one in loggers]
    said = io.StringIO()
    handlers = {"stderr": CONFIG["handlers"]["stderr"] | {"stream": said}}
    dictConfig(CONFIG | {"handlers": handlers})
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    for one, (level, given, propagate) in zip(loggers, before, strict=True):
        one.level, one.propagate = level, propagate
        one.handlers[:] = given


def test_a_sign_in_and_a_decision_leave_one_line_each_with_who_and_what_came_of_it(
    tmp_path, shipped, log
):
    site = site_at(tmp_path, shipped)
    site.sign_in("officer", "not the password")
    site.sign_in("my secret password", "wrong")  # typed into the wrong field
    client, _ = site.sign_in("officer")
    client.post("/import/act", data={}, headers=OURS)
    kept = ("act", "name", "role", "address", "outcome")
    found = [tuple(line[one] for one in kept) for line in log() if line["event"] == "audit"]
    assert found == [
        ("sign_in", "officer", "officer", "127.0.0.1", "refused"),
        ("sign_in", "?", "", "127.0.0.1", "refused"),
        ("sign_in", "officer", "officer", "127.0.0.1", "done"),
        ("/import/act", "officer", "officer", "127.0.0.1", found[-1][-1]),
    ]
    assert "my secret password" not in json.dumps(log())
    said = figures(site.client)
    assert said['mingcha_sign_ins_total{outcome="refused"}'] == 2


PRIVATE = ("203.0.113.9", "zhangsan", "secretword", "SECRETAGENT", "990101001")


def test_a_request_leaves_one_line_without_personal_data(server, log):
    client = server.test_client()
    reply = client.get(
        "/report/990101001/2024?q=secretword&dataset=demo",
        environ_base={**AFAR, "REMOTE_ADDR": "127.0.0.1"},
        headers={
            "X-Forwarded-For": "203.0.113.9",
            "User-Agent": "SECRETAGENT",
            "Referer": "http://localhost/?q=secretword",
            "Cookie": "name=zhangsan",
        },
    )
    [line] = log()
    assert (line["page"], line["status"], line["method"]) == ("report", reply.status_code, "GET")
    assert line["request"] == reply.headers["X-Request-Id"]
    assert line["ms"] > 0
    assert not [word for word in PRIVATE if word in json.dumps(line)]


def test_a_proxys_number_is_kept_where_it_is_one(server):
    client = server.test_client()

    def number(said):
        return client.get("/healthz", headers={"X-Request-Id": said}).headers["X-Request-Id"]

    assert number("abcdef-0123456789") == "abcdef-0123456789"
    for odd in ("short", "zhang san secretword", "x" * 65, '"},{"a":"b', ""):
        assert re.fullmatch("[0-9a-f]{32}", number(odd))
    assert number("") != number("")


def record(name, message, *args, fault=None):
    info = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord(name, logging.ERROR, __file__, 7, message, args, info)


def fault_of(words):
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_what_others_log_loses_what_was_filled_in():
    one = record("gunicorn.error", "Error handling request %s", "/?q=secretword")
    line = JsonLines().format(one)
    assert "secretword" not in line
    assert json.loads(line)["event"] == "Error handling request %s"
    assert "secretword" not in JsonLines().format(record("other", "at /?q=secretword"))


def test_a_fault_is_told_by_its_kind_and_lines_never_by_its_words():
    fault = fault_of("zhangsan typed secretword")
    line = JsonLines().format(record("components.x", "a callback failed", fault=fault))
    said = json.loads(line)
    assert (said["event"], said["fault"]) == ("a callback failed", "ValueError")
    assert "fault_of" in said["lines"][0]
    assert "secretword" not in line
    assert "\n" not in line
