"""The loop closes by itself: what a new version or a correction mended, and what came back."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from components.application import create_app
from pipelines.build import run
from pipelines.desk.inbox import Inbox
from pipelines.ledger.draft_states import DraftAssignment
from pipelines.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
CHABENG = "130306200"
RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td><td>1</td>"
TOLD = "全年收到政府信息公开申请2件"
DAY = date(2023, 1, 20)


def cells(first):
    return RECEIVED.replace("<td>1</td>", f"<td>{first}</td>", 1)


@pytest.fixture
def version(page):
    """Return a function that writes a version of one report; `mark` keeps the bytes apart."""

    def make(mark, received=1, swap=None, year=2022):
        swaps = {"从群众关心的小事做起": f"从群众关心的{mark}做起"}
        if received != 1:
            swaps[RECEIVED] = cells(received)
        return page(f"{mark}.html", swap=swaps | (swap or {}), year=year)

    return make


@pytest.fixture
def course(installation):
    """Return a function that gives the progress of a rule's findings, and the former ones'."""

    def ask(rule, year=2022):
        store = Store(installation.store)
        frames = store.findings("real", (CHABENG,)), store.former_findings("real", (CHABENG,))
        return [
            frame[(frame["rule"] == rule) & (frame["report_year"] == year)]["progress"].tolist()
            for frame in frames
        ]

    return ask


def counts(installation, year=2022):
    """Return the row that whoever opens the store's file reads in its view."""
    store = Store(installation.store)
    with store._cursor(store._published()) as cursor:
        asked = "FROM open_findings WHERE dataset = 'real' AND agency_id = ? AND year = ?"
        [row] = cursor.execute(asked, [CHABENG, year]).df().to_dict("records")
    return row


def test_a_mended_version_resolves_and_a_later_one_opens_it_again(
    mingcha, installation, version, course
):
    mingcha("ingest", version("小事", received=3))
    assert course("R-T3-01") == [["open"], []]
    before = counts(installation)
    mingcha("ingest", version("大事"))
    assert course("R-T3-01") == [[], ["resolved"]]
    store = Store(installation.store)
    former = store.former_findings("real", (CHABENG,))
    gone = former[former["rule"] == "R-T3-01"].iloc[0]
    versions = store.versions(CHABENG, 2022)
    new, old = (versions[versions["standing"] == one]["sha256"].iloc[0] for one in
                ("current", "superseded"))  # fmt: skip
    assert (gone["progress_by"], gone["progress_version"], gone["sha256"]) == ("document", new, old)
    assert gone["progress_at"].startswith("20")
    after = counts(installation)
    assert after["error_count"] < before["error_count"]
    assert after["resolved_count"] >= 1
    mingcha("ingest", version("实事", received=4))
    assert course("R-T3-01") == [["reopened"], []]
    assert counts(installation)["reopened_count"] >= 1


def test_other_wrong_numbers_at_the_same_place_leave_it_open(mingcha, version, course):
    mingcha("ingest", version("小事", received=3))
    mingcha("ingest", version("大事", received=5))
    assert course("R-T3-01") == [["open"], []]


def test_a_correction_resolves_and_taking_it_back_opens_it_again(mingcha, told, version, course):
    mingcha("ingest", version("小事", received=3))
    [finding] = told("findings", "--rule", "R-T3-01")
    figure = (finding["sha256"], "request.received")
    who = ("--by", "王某", "--member", "natural_person", "--reason", "见原件")
    assert mingcha("correct", *figure, "3", "1", *who)[0] == 0
    mingcha("build")
    assert course("R-T3-01") == [[], ["resolved"]]
    assert mingcha("correct", *figure, "--withdraw", *who)[0] == 0
    mingcha("build")
    assert course("R-T3-01") == [["reopened"], []]


def test_a_verdict_outlives_the_round(mingcha, told, version, course):
    mingcha("ingest", version("小事", received=3))
    [finding] = told("findings", "--rule", "R-T3-01")
    mingcha("verdict", finding["fingerprint"], "confirmed", "--reason", "属实", "--by", "王某")
    mingcha("ingest", version("大事"))
    [old] = told("findings", "--resolved", "--rule", "R-T3-01")
    assert (old["verdict"], old["progress"]) == ("confirmed", "resolved")
    mingcha("ingest", version("实事", received=3))
    [again] = told("findings", "--rule", "R-T3-01")
    assert (again["fingerprint"], again["verdict"]) == (finding["fingerprint"], "confirmed")
    assert again["progress"] == "reopened"


def test_the_year_after_is_mended_by_a_version_of_the_year_before(mingcha, version, course):
    carried = "结转下年度继续办理</td><td>0</td>"
    moved = {carried: carried.replace("0", "1")}
    mingcha("ingest", version("小事", year=2021, swap=moved))
    mingcha("ingest", version("小店", year=2022))
    assert course("R-X-01")[0] == ["open"] * len(course("R-X-01")[0])
    assert course("R-X-01")[0]
    mingcha("ingest", version("大事", year=2021))
    assert course("R-X-01")[0] == []
    assert set(course("R-X-01")[1]) == {"resolved"}


def test_a_version_whose_table_is_a_picture_proves_nothing(mingcha, version, course):
    path = version("小事", received=3)
    mingcha("ingest", path)
    text = path.read_text(encoding="utf-8")
    head, tail = text.index("三、收到和处理"), text.index("四、")
    picture = "三、收到和处理政府信息公开申请情况</h2><p>见图。</p><img src='a.png'><h2>"
    path.write_text(text[:head] + picture + text[tail:], encoding="utf-8")
    mingcha("ingest", path)
    assert course("R-T3-01") == [[""], ["unjudged"]]


def test_what_was_sent_back_is_resolved_by_what_is_filed_afterwards(installation, version, course):
    box = Inbox(installation, builds_after=False)
    answers = {0: DraftAssignment(CHABENG, 2022)}
    first = box.receive("a.html", version("小事", received=3).read_bytes(), by="王")
    box.give_back(first.sha256, reasons=["表三"], returned_on=DAY, by="李")
    second = box.receive("b.html", version("大事").read_bytes(), by="王")
    box.file(second.sha256, filed_on=DAY, answers=answers, by="李")
    run.build(installation)
    assert course("R-T3-01") == [[], ["resolved"]]
    gone = Store(installation.store).former_findings("real", (CHABENG,))
    assert set(gone["progress_version"]) == {second.sha256}


def test_late_stays_late_whatever_comes_after(mingcha, version, course):
    late = {"2023-01-10": "2023-06-10"}
    mingcha("ingest", version("小事", swap=late))
    assert course("R-TIME-01")[0] == ["open"]
    mingcha("ingest", version("大事", swap={"2023-01-10": ""}))
    assert course("R-TIME-01") == [["open"], []]
    mingcha("ingest", version("实事", swap={"2023-01-10": "2023-07-10"}))  # it takes their place
    assert course("R-TIME-01") == [["open"], []]
    mingcha("ingest", version("好事", swap={"2023-01-10": "2023-08-10"}))  # so late that it moved
    assert course("R-TIME-01")[1] == []
    assert course("R-TIME-04") == [["open"], []]


def test_list_card_page_and_api_say_what_was_mended_and_what_came_back(
    mingcha, told, installation, version, tmp_path
):
    mingcha("ingest", version("小事", received=3, swap={TOLD: TOLD.replace("2件", "7件")}))
    mingcha("ingest", version("大事", swap={TOLD: TOLD.replace("2件", "7件")}))
    assert told("score", CHABENG, "2022")[-1]["resolved_count"] >= 1
    assert "已整改" in mingcha("score", CHABENG, "2022")[1]
    book = openpyxl.load_workbook(paper(mingcha, tmp_path))
    mended = [list(row) for row in book["已整改"].iter_rows(values_only=True)]
    assert any("R-T3-01" in row and "已整改" in row for row in mended)
    still = [row for row in book["问题清单"].iter_rows(values_only=True) if "R-N-01" in row]
    assert still
    assert all("未整改" in row for row in still)
    client = create_app(
        Store(installation.store), ROOT / "assets", installation
    ).server.test_client()
    asked = f"/api/v1/findings.json?dataset=real&a={CHABENG}&y=2022"
    rows = client.get(f"{asked}&status=resolved&rule=R-T3-01").get_json()["rows"]
    assert [row["progress_by"] for row in rows] == ["document"]
    assert not client.get(f"{asked}&status=any&rule=R-T3-01&severity=error").get_json()["rows"]
    mingcha("ingest", version("实事", received=3))
    rows = client.get(f"{asked}&rule=R-T3-01").get_json()["rows"]
    assert [row["progress"] for row in rows] == ["reopened"]
    sheet = client.get(f"/findings.csv?dataset=real&a={CHABENG}&y=2022").text
    assert "整改后重现：收到新版本" in sheet
    sheet = client.get(f"/findings.csv?dataset=real&a={CHABENG}&y=2022&status=resolved").text
    assert "已整改：收到新版本" in sheet


def paper(mingcha, folder):
    """Write the list of issues and return its path."""
    code, _, err = mingcha("paper", "issues", "130306", "--out", folder / "issues.xlsx")
    assert code == 0, err
    return folder / "issues.xlsx"
