"""Drafts: read and judged, in no figure until they are filed, and everything can be taken back."""

import dataclasses
import io
import threading
import zipfile
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from pipelines.build import background, run
from pipelines.build import queue as builds
from pipelines.desk.fetched import allowed_hosts, fetch_into
from pipelines.desk.history import HistoryFilter, history
from pipelines.desk.inbox import Inbox
from pipelines.desk.received import MAX_FILE, InboxError
from pipelines.desk.sheet import ReturnRequest
from pipelines.documents.collect import InputFile
from pipelines.documents.offers import Offer
from pipelines.documents.reception import ingest
from pipelines.fetch.fetcher import Fetcher
from pipelines.fetch.policy import policy
from pipelines.ledger.draft_states import DraftAssignment
from pipelines.ledger.ledger import Ledger
from pipelines.store.store import Store

DAY = date(2023, 1, 20)
CHABENG = "130306200"


def white_picture():
    """Return a picture that shows nothing, with what reads pictures or without."""
    drawn = io.BytesIO()
    Image.new("L", (300, 200), 255).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def box(installation):
    return Inbox(installation, builds_after=False)


@pytest.fixture
def draft(box, page):
    def bring(name="a.html", by="王", address="", **said):
        data = page(name, **said).read_bytes()
        return box.receive(name, data, by=by, address=address)

    return bring


def own(settings):
    """Return the years of the reports of documents in the store."""
    frame = Store(settings.store).reports("real", ())
    return sorted(frame[frame["source"] == "document"]["report_year"])


def filing(settings, year=2022):
    frame = Store(settings.store).filing("real", (CHABENG,), (year, year))
    return dict(frame.iloc[0]) if len(frame) else {}


def test_a_draft_is_read_and_judged_but_counts_nowhere(installation, box, draft):
    before = run.build(installation)
    got = draft()
    assert (got.state, got.is_new, got.report_count) == ("draft", True, 1)
    look = box.look(got.sha256)
    assert look.parts[0].report.agency.id == CHABENG
    assert look.parts[0].judgements
    assert run.build(installation) == before  # the same inputs: the same store
    assert own(installation) == []


def test_a_filed_draft_counts_with_its_day_and_withdrawn_it_does_not(installation, box, draft):
    before = run.build(installation)
    got = draft()
    box.file(got.sha256, filed_on=DAY, by="李")
    run.build(installation)
    assert own(installation) == [2022]
    assert filing(installation)["filed_on"].date() == DAY
    box.withdraw(got.sha256, reason="弄错了", by="李")
    assert run.build(installation) == before
    assert own(installation) == []
    assert box.look(got.sha256).state == "draft"


def test_a_returned_draft_is_noted_and_mended_by_the_one_that_is_filed(installation, box, draft):
    first = draft()
    box.give_back(first.sha256, reasons=["表三不平"], returned_on=date(2023, 1, 10), by="李")
    run.build(installation)
    assert own(installation) == []
    assert filing(installation)["returned_on"].date() == date(2023, 1, 10)
    assert filing(installation)["is_unmended"]
    second = draft("b.html", swap={"政策文件": "政策解读"})
    assert second.sha256 != first.sha256
    box.file(second.sha256, filed_on=DAY, by="李")
    run.build(installation)
    assert not filing(installation)["is_unmended"]
    earlier = box.look(second.sha256).parts[0].earlier
    assert (earlier.sha256, earlier.state) == (first.sha256, "returned")


def test_the_same_bytes_again_change_nothing(installation, box, draft):
    got = draft()
    box.file(got.sha256, filed_on=DAY, by="李")
    again = draft(by="赵")
    assert (again.sha256, again.state, again.is_new) == (got.sha256, "filed", False)
    assert len(Ledger(installation.ledger).decisions()) == 2


def test_what_was_ingested_directly_does_not_become_a_draft(installation, box, page):
    path = page("a.html")
    list(ingest(installation, [InputFile(path)]))
    got = box.receive("a.html", path.read_bytes(), by="王")
    assert got.state == "counted"
    run.build(installation)
    assert own(installation) == [2022]
    with pytest.raises(InboxError, match="counts already"):
        box.file(got.sha256, filed_on=DAY, by="王")


def test_an_open_report_is_filed_only_with_an_answer(installation, box, draft):
    got = draft(agency="太平镇人民政府")
    assert got.waiting_count == 1
    with pytest.raises(InboxError) as refused:
        box.file(got.sha256, filed_on=DAY, by="李")
    assert "第 1 份" in refused.value.sentence()
    with pytest.raises(InboxError):
        box.file(got.sha256, filed_on=DAY, answers={0: DraftAssignment("999999", 2022)}, by="李")
    assert box.counties(got.sha256) == frozenset()
    box.keep(got.sha256, answers={0: DraftAssignment("610423111", 2022)}, by="王")
    assert box.counties(got.sha256) == {"610423"}
    box.file(got.sha256, filed_on=DAY, by="李")
    run.build(installation)
    frame = Store(installation.store).reports("real", ("610423111",))
    assert list(frame["report_year"]) == [2022]


def test_nobody_acts_on_what_another_has_changed(box, draft):
    got = draft()
    seen = box.look(got.sha256).decision_id
    box.keep(got.sha256, by="赵")
    with pytest.raises(InboxError) as refused:
        box.file(got.sha256, filed_on=DAY, seen=seen, by="李")
    assert "赵" in refused.value.sentence()


def test_a_return_and_a_withdrawal_need_a_reason_and_a_draft(box, draft):
    got = draft()
    with pytest.raises(InboxError, match="no reason"):
        box.give_back(got.sha256, reasons=[" "], returned_on=DAY, by="李")
    box.withdraw(got.sha256, reason="重复", by="李")
    with pytest.raises(InboxError) as refused:
        box.give_back(got.sha256, reasons=["表三"], returned_on=DAY, by="李")
    assert "已撤下" in refused.value.sentence()
    box.keep(got.sha256, by="李")
    assert box.look(got.sha256).state == "draft"
    with pytest.raises(InboxError):
        box.file("0" * 64, filed_on=DAY, by="李")


def test_a_document_that_cannot_be_read_is_filed_as_unreadable(installation, box):
    got = box.receive("抚宁区茶棚乡.png", white_picture(), by="王")
    assert got.rejection.code in {"picture", "unclear_picture"}  # with the extra and without
    assert got.sentence().startswith("文件里只有图片")
    answers = {0: DraftAssignment(CHABENG, 2022)}
    box.file(got.sha256, filed_on=DAY, answers=answers, by="李")
    run.build(installation)
    assert filing(installation)["state"] == "unreadable"
    row = box.drafts().iloc[0]
    assert (row["agency_id"], row["report_year"], row["state"]) == (CHABENG, 2022, "filed")


def bundle(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_every_file_of_an_upload_gets_one_clear_word(installation, box, page):
    report = page("a.html").read_bytes()
    inside = bundle({"a.html": report, "../b.exe": bytes(range(256)) * 8})
    offers = [
        Offer("two.zip", inside),
        Offer("same.html", report),
        Offer("empty.html", b" \n"),
        Offer("large.html", b"a" * (MAX_FILE + 1)),
        Offer("nested.zip", bundle({"x.zip": bundle({"y.zip": bundle({"z.txt": b"z"})})})),
        Offer("nothing.zip", bundle({})),
    ]
    said = {one.name: one for one in box.receive_all(offers, by="王")}
    assert said["two.zip/a.html"].state == "draft"
    assert said["two.zip/b.exe"].code == "wrong_type"
    assert not said["same.html"].is_new
    assert [said[name].code for name in ("empty.html", "large.html")] == ["empty", "too_large"]
    assert said["nothing.zip"].code == "empty_zip"
    assert sum(one.state == "draft" for one in said.values()) == 2
    assert all(one.sentence("zh") and one.sentence("en") for one in said.values())
    assert len(box.drafts()) == 1


def test_pasted_text_is_a_draft_and_nothing_is_nothing(box):
    assert box.paste("  ", by="王").code == "empty"
    got = box.paste("抚宁区茶棚乡人民政府2022年政府信息公开工作年度报告\n一、总体情况\n。", by="王")
    assert got.state == "draft"
    assert box.drafts(by="王")["name"].tolist() == ["粘贴的文字.txt"]
    assert box.drafts(by="赵").empty
    assert box.drafts(county="999999").empty


def test_a_report_that_changed_after_it_counted_is_a_silent_change(installation, box, draft):
    address = "https://example.gov.cn/zfxxgk/1.html"
    first = draft(address=address)
    box.file(first.sha256, filed_on=DAY, by="李")
    cells = box.look(first.sha256).parts[0].report.figures
    printed = next(one.raw for one in cells if one.table == "2" and one.raw.isdigit())
    second = draft("b.html", address=address, swap={f">{printed}<": ">7777<"})
    part = box.look(second.sha256).parts[0]
    assert part.is_silent_change
    assert any(str(one.right.value) == "7777" for one in part.earlier.differences if one.right)
    box.file(second.sha256, filed_on=DAY, by="李")
    run.build(installation)
    found = Store(installation.store).findings("real", (CHABENG,))
    changed = found[found["rule"] == "R-SRC-04"].iloc[0]
    assert "7777" in changed["message_zh"]
    told = history(installation, HistoryFilter(kinds=("changed",), county="130306"))
    assert told["zh"].tolist() == [changed["message_zh"]]


def test_the_record_tells_who_did_what_and_what_counts_now(installation, box, draft):
    got = draft()
    number = box.file(got.sha256, filed_on=DAY, by="李")
    last = box.withdraw(got.sha256, reason="弄错了", by="张")
    told = history(installation, HistoryFilter(sha256=got.sha256))
    assert told["act"].tolist() == ["withdrawn", "filed", "received"]
    assert told["made_by"].tolist() == ["张", "李", "王"]
    assert told["is_standing"].tolist() == [True, False, False]
    assert told["replaced_by"].iloc[1] == last
    assert "2023-01-20" in told["zh"].iloc[1]
    assert set(told["agency_id"]) == {CHABENG}
    assert set(told["report_year"]) == {2022}
    assert number == told["decision_id"].iloc[1]
    today = datetime.now(UTC).date()
    assert len(history(installation, HistoryFilter(first=today, by="李"))) == 1
    assert history(installation, HistoryFilter(last=date(2020, 1, 1))).empty
    assert history(installation, HistoryFilter(kinds=("verdict",))).empty


def test_a_filing_builds_in_a_process_of_its_own(installation, draft):
    box = Inbox(installation)
    got = draft()
    box.file(got.sha256, filed_on=DAY, by="李")
    for process in background.started:
        process.wait()
    assert builds.last(installation).state == "done"
    assert own(installation) == [2022]


def sheet_text(data):
    from docx import Document

    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def test_the_sheet_that_goes_back_says_what_to_mend_and_where(box, draft):
    got = draft(swap={"2022年政府信息公开工作年度报告": "2022年政府信息公开工作年度报告"})
    look = box.look(got.sha256)
    wrong = [one for one in look.parts[0].judgements if one.status == "fail"]
    assert wrong
    order = ReturnRequest(date(2023, 1, 12), office="抚宁区政府办", reasons=("请补充表四",))
    name, data = box.return_sheet(got.sha256, 0, order)
    assert name.startswith("退回修改单-")
    assert name.endswith("2022.docx")
    text = sheet_text(data)
    assert "请补充表四" in text
    assert "2023年1月17日" in text  # three working days
    assert all(one.rule in text for one in wrong)
    assert got.sha256 in text
    assert box.return_sheet(got.sha256, 0, order) == (name, data)
    assert box.look(got.sha256).state == "draft"  # nothing is recorded by it


def test_a_draft_that_cannot_be_read_has_a_sheet_too(box):
    got = box.receive("照片.png", white_picture(), by="王")
    box.give_back(got.sha256, reasons=["请交文字版"], returned_on=DAY, by="李")
    name, data = box.return_sheet(got.sha256, 0, ReturnRequest(DAY, deadline=date(2023, 1, 30)))
    text = sheet_text(data)
    assert name == "退回修改单-照片.png.docx"
    assert "请交文字版" in text
    assert "文件里只有图片" in text
    assert "2023年1月30日" in text
    assert box.return_sheet("0" * 64, 0, ReturnRequest(DAY)) is None


def test_a_fetched_page_is_a_draft_with_its_address(installation, box, page):
    report = page("a.html").read_bytes()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            is_page = self.path == "/2022.html"
            self.send_response(200 if is_page else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(report if is_page else b"")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        trusted = frozenset({("127.0.0.1", server.server_port)})
        rules = dataclasses.replace(policy(), pause=0.0, trusted=trusted)
        site = f"http://127.0.0.1:{server.server_port}"
        fetcher = Fetcher(installation.store / "turns", rules)
        asked = [f"{site}/2022.html", f"{site}/none.html", "http://www.example.com/"]
        said = dict(fetch_into(box, fetcher, asked, by="王"))
        server.shutdown()
        thread.join()
    got = said[asked[0]]
    assert (got.state, got.report_count) == ("draft", 1)
    assert box.look(got.sha256).document.address == asked[0]
    assert [said[one].is_kept for one in asked[1:]] == [False, False]
    assert "example.com" in said[asked[2]].sentence()


def test_an_installation_may_add_hosts_of_its_own(installation):
    assert allowed_hosts(installation) == policy().hosts
    more = dataclasses.replace(installation, fetch_hosts=("www.example.org",))
    assert allowed_hosts(more)[-1] == "www.example.org"
