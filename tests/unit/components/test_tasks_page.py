"""Tasks over HTTP: who sees them, who says how one stands, and what waits on the first page."""

import json
import logging
from dataclasses import dataclass

import pytest

from components.application import create_app
from pipelines.desk.history import HistoryFilter, history
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.tasks import current_tasks
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS, Site, site_at
from tests.unit.components.desk_site import Desk, on_an_open_desk


@dataclass
class Office:
    """A site with accounts, and a finding of the county of one of its officers."""

    site: Site
    finding: dict

    def post(self, role, path, **form):
        client = role if hasattr(role, "post") else self.site.of(role)
        return client.post(f"{path}?dataset=demo", data=form, headers=OURS)

    def make(self, role="officer", **form):
        form = {"at": self.finding["fingerprint"], "what": "this", "due_on": "2099-01-31"} | form
        return self.post(role, "/tasks/make", **form)

    def say(self, role="officer", **form):
        seen = self.task.decision_id if self.task else 0
        return self.post(
            role, "/tasks/set", **({"at": self.finding["fingerprint"], "seen": seen} | form)
        )

    @property
    def task(self):
        tasks = current_tasks(Ledger(self.site.settings.ledger))
        return tasks.get(self.finding["fingerprint"])

    def words(self, role, search="?dataset=demo", path="/tasks"):
        return Desk.draw(self.site, path, search, self.site.of(role))


@pytest.fixture
def office(tmp_path, shipped):
    found = Store(shipped).findings("demo")
    own = found[(found["status"] == "fail") & (found["rule"] == "R-T3-01")]
    return Office(site_at(tmp_path, shipped), own.iloc[0].to_dict())


def test_tasks_are_made_and_moved_by_officers_of_the_county_and_by_nobody_else(office, caplog):
    refused = {role: office.make(role).status_code for role in ("nobody", "reader", "elsewhere")}
    assert refused == dict.fromkeys(refused, 403)
    assert office.task is None
    with caplog.at_level(logging.INFO, logger="mingcha.audit"):
        assert office.make().status_code == 200
    lines = [one.said for one in caplog.records if one.name == "mingcha.audit"]
    assert [(one["act"], one["name"], one["outcome"]) for one in lines][-1] == (
        "/tasks/make", "officer", "200",
    )  # fmt: skip
    assert (office.task.word.state, office.task.by) == ("open", "officer")
    for role in ("nobody", "reader", "elsewhere"):
        assert office.say(role, state="closed", reason="x").status_code == 403
    assert office.say(state="working").status_code == 200
    assert office.say("administrator", state="closed", reason="已核实").status_code == 200
    assert office.task.by == "administrator"


def test_missing_reports_are_chased_by_officers_of_the_county_and_by_nobody_else(office):
    asked = {"at": "2020", "what": "missing"}  # a year of which one report is missing
    for role in ("nobody", "reader", "elsewhere"):
        assert office.make(role, **asked).status_code in {403, 404}, role
    assert office.make(**asked | {"at": "2021"}).status_code == 404
    ledger = Ledger(office.site.settings.ledger)
    assert not current_tasks(ledger)
    words = office.words("officer")
    assert "全部立为催报任务" in words
    assert office.make(**asked | {"due_on": "x"}).status_code == 422
    assert office.make(**asked).status_code == 200
    [task] = current_tasks(ledger).values()
    assert (task.year, task.about["rule"], task.by) == (2020, "missing", "officer")
    assert "没有收到 2020 年度的年报" in office.words("officer")
    assert "全部立为催报任务" not in office.words("officer")
    assert office.make(**asked).status_code == 404


def test_what_cannot_be_is_refused_in_one_sentence_and_leaves_nothing(office):
    office.make()
    before = office.task.decision_id
    for form, status in (
        ({"state": "perhaps"}, 422),
        ({"state": "closed"}, 422),
        ({"state": "returned"}, 422),
        ({"state": "open", "due_on": "1.2.2026"}, 422),
        ({"state": "open", "due_on": "0001-01-01"}, 422),
        ({"state": "open", "seen": "x"}, 409),
        ({"state": "open", "at": "0" * 16}, 404),
    ):
        reply = office.say(**form)
        assert (reply.status_code, bool(reply.get_json()["said"])) == (status, True), form
    assert office.make().status_code == 422  # a task already
    assert office.make(at="0" * 16).status_code == 404
    wrong = office.site.of("officer").post("/tasks/set", data={"state": "open"})
    assert wrong.status_code == 403  # sent by another site's page
    assert office.task.decision_id == before


def test_the_second_of_two_is_told_who_was_first(office):
    office.make()
    seen = office.task.decision_id
    assert office.say("administrator", state="working", seen=seen).status_code == 200
    late = office.say(state="reported", seen=seen)
    assert late.status_code == 409
    assert "administrator" in late.get_json()["said"]
    assert office.task.word.state == "working"


def test_all_of_a_report_are_made_tasks_at_once(office):
    assert office.make(what="report").status_code == 200
    tasks = current_tasks(Ledger(office.site.settings.ledger)).values()
    whose = {(one.agency_id, one.year) for one in tasks}
    assert whose == {(office.finding["agency_id"], office.finding["report_year"])}
    assert len(tasks) > 1
    assert "立为整改任务" not in office.words(
        "officer", f"?dataset=demo&at={office.finding['fingerprint']}", "/findings"
    )


def test_tasks_are_for_the_desk_and_never_mixed_with_real_ones(office):
    office.make()
    message = office.finding["message_zh"]
    assert message in office.words("officer")
    assert message not in office.words("officer", "")  # simulated
    for role in ("reader", "nobody"):
        assert message not in office.words(role)
        assert office.site.of(role).get("/tasks.csv?dataset=demo").status_code in {303, 404}
    sheet = office.site.of("officer").get("/tasks.csv?dataset=demo").text
    assert message in sheet
    assert "officer" in office.words("officer", "?kind=task", "/history")
    assert message not in office.words("reader", "?kind=task", "/history")
    opened = office.words("elsewhere", f"?dataset=demo&at={office.finding['fingerprint']}")
    assert "不在您负责的县区" in opened


def test_a_word_is_taken_back_from_the_records(office):
    office.make()
    office.say(state="closed", reason="误点")
    number = office.task.decision_id
    client = office.site.of("officer")
    form = {"id": number, "reason": "看错了"}
    assert client.post("/history/back", data=form, headers=OURS).status_code == 200
    assert office.task.word.state == "open"
    assert client.post("/history/back", data=form, headers=OURS).status_code == 409
    rows = history(office.site.settings, HistoryFilter(kinds=["task"]))
    assert rows["act"].tolist() == ["open", "closed", "open"]
    assert all("模拟" in words for words in rows["zh"])


def test_what_waits_stands_on_the_first_page_of_the_desk_alone(tmp_path, shipped, office):
    assert "今天要办" in office.words("officer", "", "/")
    assert "今天要办" not in office.words("reader", "", "/")
    home = tmp_path / "open"
    home.mkdir()
    settings = on_an_open_desk(home, shipped)
    store = Store(shipped)
    found = store.findings("real")
    own = found[(found["status"] == "fail") & (found["axis"] == "agency")].iloc[0]
    client = create_app(store, ROOT / "assets", settings).server.test_client()
    form = {"at": own["fingerprint"], "what": "this", "due_on": "2020-01-31", "by": "王某"}
    assert client.post("/tasks/make", data=form, headers=OURS).status_code == 200
    words = json.loads(Desk.draw(None, "/", "", client))
    assert "未了结的整改任务 1 项" in json.dumps(words, ensure_ascii=False)
    assert "其中超期 1 项" in json.dumps(words, ensure_ascii=False)
