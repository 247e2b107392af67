"""The findings' page and its verdicts over HTTP, on the data that ships."""

import json
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient

from components.answers import Empty
from components.application import create_app
from components.context import PageRequest, SiteContext
from components.figures.records import records
from components.pages.findings.answer import PAGE_ROWS, findings
from components.pages.findings.row import row_of
from components.pages.findings.view import draw_findings
from components.view import View
from pipelines.build.run import build
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

SENDS = "/findings/verdict"
OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Office:
    """An installation whose desk is open, and a browser of its machine."""

    settings: Settings
    store: Store
    client: FlaskClient
    status: int = 0  # of the last reply

    def page(self, **own: str) -> str:
        view = View(page="findings", dataset="demo").with_own(**own)
        ask = PageRequest(SiteContext(self.store, self.settings), view, self.store.info().digest)
        return json.dumps(draw_findings(ask).to_plotly_json(), default=_plain, ensure_ascii=False)

    def post(self, at, verdict, *, seen=0, headers=None, **changed):
        """Send the form of a verdict; return the sentence of the reply, "" where it was entered."""
        form = {"verdict": verdict, "reason": "抄写有误", "by": "王某", "seen": seen} | changed
        reply = self.client.post(
            f"/findings/verdict?dataset=demo&at={at}",
            data={name: value for name, value in form.items() if value is not None},
            headers=OURS if headers is None else headers,
        )
        self.status = reply.status_code
        return (reply.get_json(silent=True) or {}).get("said", "")

    @property
    def words(self):
        ledger = Ledger(self.settings.ledger)
        return [(one.id, one.body["verdict"], one.made_by) for one in ledger.decisions()]


def _plain(node):
    return node.to_plotly_json() if hasattr(node, "to_plotly_json") else str(node)


def office_at(home, shipped, *, is_open=True) -> Office:
    settings = Settings(
        ROOT / "data", home / "archive", shipped, f"sqlite:///{home / 'l.sqlite'}", is_open
    )
    store = Store(shipped)
    return Office(
        settings, store, create_app(store, ROOT / "assets", settings).server.test_client()
    )


@pytest.fixture
def office(tmp_path, shipped):
    return office_at(tmp_path, shipped)


@pytest.fixture
def wrong(store):
    found = store.findings("demo")
    return found[(found["status"] == "fail") & (found["severity"] == "error")].iloc[0]


def test_a_verdict_is_kept_with_name_and_reason_and_shows_at_once(office, wrong):
    before = office.page()
    assert office.post(wrong["fingerprint"], "excluded") == ""
    assert office.words == [(1, "excluded", "王某")]
    after = office.page()
    assert wrong["fingerprint"] in before
    assert f"at={wrong['fingerprint']}" not in after
    opened = office.page(at=str(wrong["fingerprint"]))
    assert "抄写有误" in opened
    assert "排除 1 处" in opened


def test_a_verdict_taken_back_brings_the_finding_back(office, wrong):
    before = office.page()
    office.post(wrong["fingerprint"], "excluded")
    assert office.post(wrong["fingerprint"], "withdrawn", seen=1) == ""
    assert [word for _, word, _ in office.words] == ["excluded", "withdrawn"]
    assert office.page() == before


def test_what_was_sent_once_is_stale_the_second_time(office, wrong):
    office.post(wrong["fingerprint"], "excluded")
    assert "重新载入" in office.post(wrong["fingerprint"], "excluded")
    office.post(wrong["fingerprint"], "withdrawn", seen=1)
    assert "重新载入" in office.post(wrong["fingerprint"], "excluded")
    assert len(office.words) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        OURS | {"X-Forwarded-For": "127.0.0.1"},
    ],
)
def test_a_forged_post_writes_nothing_and_is_refused(office, wrong, headers):
    office.post(wrong["fingerprint"], "excluded", headers=headers)
    assert office.status in {401, 403}
    assert office.words == []


@pytest.mark.parametrize("name", ["Origin", "Sec-Fetch-Site"])
def test_a_post_under_a_name_that_is_not_ours_is_not_answered(office, wrong, name):
    value = {"Origin": "http://mingcha.example", "Sec-Fetch-Site": "same-origin"}[name]
    headers = {"Host": "mingcha.example", name: value}
    assert office.post(wrong["fingerprint"], "excluded", headers=headers) == ""
    assert office.words == []


def test_a_form_of_another_site_cannot_even_be_understood(office, wrong):
    reply = office.client.post(
        "/_dash-update-component",
        data=json.dumps({"output": "x"}),
        content_type="text/plain",
        headers={"Origin": "http://evil.example"},
    )
    assert reply.status_code >= 400
    assert office.words == []


def test_where_the_desk_is_closed_there_is_no_form_and_a_post_is_refused(tmp_path, shipped, wrong):
    closed = office_at(tmp_path, shipped, is_open=False)
    with closed.client.application.test_request_context(headers=OURS):
        page = closed.page(at=str(wrong["fingerprint"]))
    assert "mingcha verdict" in page
    assert SENDS not in page
    assert "没有开放" in closed.post(wrong["fingerprint"], "excluded")
    assert closed.words == []


def test_the_form_is_there_for_a_reader_of_this_machine_only(office, wrong):
    flask = office.client.application
    with flask.test_request_context(headers=OURS, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert SENDS in office.page(at=str(wrong["fingerprint"]))
    with flask.test_request_context(headers=OURS, environ_base={"REMOTE_ADDR": "10.0.0.7"}):
        assert SENDS not in office.page(at=str(wrong["fingerprint"]))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"verdict": "acquitted"}, "只能认定"),
        ({"verdict": "search"}, "只能认定"),
        ({"verdict": "excluded", "reason": "  "}, "理由和姓名"),
        ({"verdict": "excluded", "by": None}, "理由和姓名"),
        ({"verdict": "excluded", "reason": None}, "理由和姓名"),
        ({"verdict": "excluded", "seen": True}, "重新载入"),
        ({"verdict": "excluded", "seen": "1"}, "重新载入"),
        ({"verdict": "excluded", "seen": None}, "重新载入"),
        ({"verdict": "excluded", "at": "0" * 16}, "不在现有数据"),
        ({"verdict": "excluded", "at": ""}, "不在现有数据"),
    ],
)
def test_what_is_not_a_verdict_is_not_entered(office, wrong, given, told):
    assert told in office.post(**{"at": wrong["fingerprint"]} | given)
    assert office.words == []


def test_what_is_not_judged_cannot_be_given_a_verdict(office, store):
    found = store.findings("demo")
    open_one = found[found["status"] == "na"].iloc[0]
    assert "不在现有数据" in office.post(open_one["fingerprint"], "excluded")


def test_long_and_strange_words_are_kept_short_and_printable(office, wrong):
    office.post(wrong["fingerprint"], "pending", reason="长" * 4000 + "\n\x00", by="名\u202e" * 200)
    body = Ledger(office.settings.ledger).decisions()[0]
    assert len(body.body["reason"]) == 500
    assert len(body.made_by) <= 60
    assert body.made_by.isprintable()


def test_doubt_about_our_reading_comes_before_what_agencies_got_wrong(office):
    page = office.page()
    assert page.index("可能是识别问题（") < page.index("报告自身的问题（")
    assert page.index("先看我们自己") < page.index("份年报中有")


def test_a_link_to_a_finding_that_is_gone_says_so(office):
    assert "已不在现有数据里" in office.page(at="f" * 16)


def test_excerpts_are_not_called_faultless(office):
    view = View(page="findings", dataset="real", agencies=("130306-aca660b6",))
    ask = PageRequest(SiteContext(office.store, office.settings), view, "x")
    page = json.dumps(draw_findings(ask).to_plotly_json(), default=_plain, ensure_ascii=False)
    assert "没有发现问题" not in page


def test_a_share_of_wrong_reports_is_of_those_that_were_judged(office):
    view = View(page="findings")
    found = findings(PageRequest(SiteContext(office.store, office.settings), view, "x"))
    reports = office.store.reports("real")
    if isinstance(found, Empty):
        assert str(len(reports)) in found.what
    else:
        judged = office.store.findings("real")["report_id"].dropna().nunique()
        assert f"判断过内容的 {judged} 份" in found.sentence
        assert f"另有 {len(reports) - judged} 份" in " ".join(found.notes)


def test_the_files_have_every_finding_that_passes_the_filters(office):
    reply = office.client.get("/findings.csv?dataset=demo&severity=error")
    text = reply.data.decode("utf-8-sig")
    found = office.store.findings("demo")
    errors = found[(found["status"] == "fail") & (found["severity"] == "error")]
    assert len(errors) > 3
    assert all(mark in text for mark in errors["fingerprint"])
    assert text.count("模拟区") == len(errors)
    assert office.client.get("/findings.xlsx?dataset=demo").status_code == 200
    assert office.client.get("/findings.csv?dataset=demo&a=nobody").status_code == 404


def test_a_rebuild_keeps_the_verdict(office, wrong, tmp_path, shipped_readings):
    office.post(wrong["fingerprint"], "excluded")
    other = Settings(
        ROOT / "data", tmp_path / "archive", tmp_path / "store", office.settings.ledger
    )
    shipped_readings(other.store)
    build(other)
    again = Office(other, Store(other.store), office.client)
    assert f"at={wrong['fingerprint']}" not in again.page()


def test_a_verdict_asks_for_its_one_finding(office, wrong, monkeypatch):
    asked, rows = [], Store._rows
    monkeypatch.setattr(
        Store, "_rows", lambda self, name, **how: asked.append(name) or rows(self, name, **how)
    )
    assert office.post(wrong["fingerprint"], "excluded") == ""
    assert "finding_named" in asked
    assert "findings" not in asked


def told(office, **own):
    """Return the page of findings as values."""
    view = View(page="findings", dataset="demo").with_own(**own)
    desk = SiteContext(office.store, office.settings)
    return findings(PageRequest(desk, view, office.store.info().digest))


def test_the_page_opens_on_errors_and_warnings_and_says_what_it_leaves_out(office):
    page = told(office)
    grades = {row.severity for section in page.sections for row in section.rows}
    assert grades == {"error", "warning"}
    every = told(office, severity="all")
    assert "info" in set(every.frame["severity"])
    left_out = len(every.frame) - len(page.frame)
    assert any(f"另有提示 {left_out} 条" in note for note in page.notes)
    assert not any("没有列出" in note for note in every.notes)
    severity = next(facet for facet in page.facets if facet.name == "severity")
    assert {label for label, *_ in severity.values} == {"错误", "警告", "提示", "全部"}
    note = every.frame[every.frame["severity"] == "info"]["rule"].iloc[0]
    assert len(told(office, rule=note).frame)  # who asks for a rule means its notes


def test_findings_stand_report_by_report_the_gravest_first(office):
    frame = told(office).frame
    frame = frame[frame["axis"] == "agency"]
    reports = list(zip(frame["agency_id"], frame["report_year"], strict=True))
    runs = [key for n, key in enumerate(reports) if n == 0 or reports[n - 1] != key]
    assert len(runs) == len(set(runs))
    grave = frame["severity"] == "error"
    errors = [int(grave[[one == key for one in reports]].sum()) for key in runs]
    assert errors == sorted(errors, reverse=True)
    by_rule = told(office, sort="rule").frame
    assert list(by_rule["rule"]) == sorted(by_rule["rule"])


def test_no_two_findings_of_a_report_look_alike(office):
    """One total that its categories and its channels contradict by as much stood there twice."""
    rows = [row for section in told(office).sections for row in section.rows]
    seen = [
        (row.agency_id, row.year, row.title, row.left, row.left_note, row.right, row.right_note)
        for row in rows
        if row.has_sides
    ]
    assert len(seen) > 10
    assert sorted(one for one in set(seen) if seen.count(one) > 1) == []


def test_what_is_wrong_is_one_short_sentence_and_the_formula_is_folded(office):
    rows = [row for section in told(office, severity="all").sections for row in section.rows]
    assert [row.title for row in rows if not 0 < len(row.title) <= 24] == []
    desk = SiteContext(office.store, office.settings)
    view = View(page="findings", dataset="demo")
    drawn = draw_findings(PageRequest(desk, view, office.store.info().digest))
    named = [(getattr(node, "className", ""), node) for node in drawn._traverse()]
    links = [node for name, node in named if name == "message"]
    folds = [node for name, node in named if name == "formula"]
    assert links
    assert all(len(link.children) <= 24 for link in links)
    assert len(folds) == len(links)
    assert not any(getattr(fold, "open", False) for fold in folds)


def test_a_row_of_a_page_is_the_row_of_the_file(office):
    view = View(page="findings", dataset="demo").with_own(severity="all", status="fail")
    site = SiteContext(office.store, office.settings)

    def asked(view, **ways):
        return findings(PageRequest(site, view, office.store.info().digest), **ways)

    every = [row_of(record, view) for record in records(asked(view, is_whole=True).frame)]
    numbers = range(1, asked(view).pages + 1)
    sections = [asked(view.with_own(n=str(number))).sections[1] for number in numbers]
    listed = [replace(row, opened_href="") for part in sections for row in part.rows]
    assert "message_zh" not in asked(view).frame
    assert listed == [replace(row, opened_href="") for row in every if row.axis == "agency"]
    assert len(listed) > 2 * PAGE_ROWS
