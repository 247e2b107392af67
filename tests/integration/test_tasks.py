"""A finding becomes a task, is chased, and ends by a corrected version or by a person; SQLite and
PostgreSQL alike."""

from datetime import timedelta

import openpyxl
import pytest

from pipelines.build import run
from pipelines.desk import tasking
from pipelines.desk.history import HistoryFilter, history
from pipelines.errors import ChangedMeanwhileError, LedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import TaskWord
from pipelines.ledger.tasks import current_tasks

CHABENG = "130306200"
RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td><td>1</td>"
WHO = ("--by", "王某")


@pytest.fixture
def version(page):
    """Return a function that writes a version of one report; `mark` keeps the bytes apart."""

    def make(mark, received=1):
        swaps = {"从群众关心的小事做起": f"从群众关心的{mark}做起"}
        if received != 1:
            swaps[RECEIVED] = RECEIVED.replace("<td>1</td>", f"<td>{received}</td>", 1)
        return page(f"{mark}.html", swap=swaps)

    return make


@pytest.fixture
def made(office, mingcha, told, version):
    """Make the requests that do not add up a task, due far ahead; return its fingerprint."""
    mingcha("ingest", version("小事", received=3))
    [finding] = told("findings", "--rule", "R-T3-01")
    code, out, err = mingcha(
        "tasks", "make", finding["fingerprint"][:8], "--due", "2099-03-15", *WHO
    )
    assert (code, "已立 1 项" in out) == (0, True), err
    return finding["fingerprint"]


def state(told, *words):
    return [(row["state"], row["doubt"]) for row in told("tasks", "--state", "all", *words)]


def test_a_corrected_version_ends_a_task_by_itself_and_a_worse_one_brings_it_back(
    mingcha, told, version, made, office
):
    assert state(told) == [("open", "")]
    before = len(Ledger(office.ledger).decisions())
    mingcha("ingest", version("大事", received=5))  # other numbers, as wrong as before
    assert state(told) == [("open", "")]
    mingcha("ingest", version("好事"))
    assert state(told) == [("resolved", "")]
    [row] = told("tasks", "--state", "resolved")
    assert (row["change_by"], len(row["change_version"]), row["is_open"]) == ("document", 64, False)
    assert told("tasks") == []
    assert "自动销号" in mingcha("tasks", "--state", "all")[1]
    mingcha("ingest", version("实事", received=4))
    assert state(told) == [("reopened", "")]
    assert len(Ledger(office.ledger).decisions()) == before  # nobody said anything


def test_the_words_on_a_task_are_kept_and_the_last_one_counts(mingcha, told, made, office):
    say = ("tasks", "set", made[:8])
    assert mingcha(*say, "reported", "--feedback", "已更正并重新公布", *WHO)[0] == 0
    assert mingcha(*say, "returned", "--review", "数字未改", "--by", "李某")[0] == 0
    [row] = told("tasks")
    assert (row["state"], row["due_on"]) == ("returned", "2099-03-15")
    assert (row["feedback"], row["review"], row["by"]) == ("已更正并重新公布", "数字未改", "李某")
    assert mingcha(*say, "closed", "--reason", "现场核实", *WHO)[0] == 0
    assert state(told) == [("closed", "still")]
    assert told("tasks") == []
    kept = Ledger(office.ledger).decisions(kind="task", subject=made)
    assert [one.made_by for one in kept] == ["王某", "王某", "李某", "王某"]
    assert Ledger(office.ledger).first_break() is None
    rows = history(office, HistoryFilter(kinds=["task"]))
    assert rows["act"].tolist() == ["closed", "returned", "reported", "open"]
    assert rows["is_standing"].tolist() == [True, False, False, False]
    assert set(rows["agency_id"]) == {CHABENG}
    assert "已销号" in rows["zh"].iloc[0]


def test_what_is_taken_back_leaves_the_word_before_and_the_first_one_leaves_none(
    told, mingcha, made, office
):
    mingcha("tasks", "set", made[:8], "closed", "--reason", "误点", *WHO)
    for expected in ("open", "closed"):  # a word that takes back can be taken back
        seen = current_tasks(Ledger(office.ledger))[made].decision_id
        tasking.take_back(office, made, "看错了", by="李某", seen=seen)
        assert state(told)[0][0] == expected
    with pytest.raises(ChangedMeanwhileError):
        tasking.take_back(office, made, "看错了", by="李某", seen=seen)
    mingcha("tasks", "set", made[:8], "withdrawn", "--reason", "不是任务", *WHO)
    assert state(told) == [("withdrawn", "")]
    assert mingcha("tasks", "make", made[:8], *WHO)[0] == 0  # made anew
    assert state(told) == [("open", "")]


def test_of_two_who_speak_at_once_the_second_is_told_who_was_first(told, made, office):
    seen = current_tasks(Ledger(office.ledger))[made].decision_id
    tasking.say_of_task(office, made, TaskWord("working"), by="王某", seen=seen)
    with pytest.raises(ChangedMeanwhileError) as late:
        tasking.say_of_task(office, made, TaskWord("reported"), by="李某", seen=seen)
    assert late.value.detail["by"] == "王某"
    about = current_tasks(Ledger(office.ledger))[made].about
    other = tasking.TaskChange("0" * 16, TaskWord("open"), 0, about)
    stale = tasking.TaskChange(made, TaskWord("reported"), seen, about)
    with pytest.raises(ChangedMeanwhileError):
        tasking.record(office, [other, stale], by="李某")
    assert "0" * 16 not in current_tasks(Ledger(office.ledger))  # all or none


def test_all_of_a_report_become_tasks_once_and_doubts_about_our_reading_none(
    office, mingcha, told, version
):
    mingcha("ingest", version("小事", received=3))
    own = {
        one["fingerprint"]
        for one in told("findings", "--severity", "error", "--severity", "warning")
        if one["status"] == "fail" and one["axis"] == "agency"
    }
    assert mingcha("tasks", "make", "--agency", CHABENG, "--year", "2022", *WHO)[0] == 0
    assert {row["task"] for row in told("tasks")} == own
    code, _, err = mingcha("tasks", "make", "--agency", CHABENG, "--year", "2022", *WHO)
    assert (code, "尚未立项" in err) == (2, True)
    with pytest.raises(LedgerError) as refused:
        tasking.make_tasks(office, [next(iter(own))], None, by="王某")
    assert refused.value.code == "task_there"


def test_overdue_is_told_by_the_calendar_of_the_installation(mingcha, told, made, office):
    today = office.today()
    mingcha("tasks", "set", made[:8], "working", "--due", today.isoformat(), *WHO)
    assert mingcha("tasks")[0] == 0
    assert told("tasks", "--county", "110101") == []
    assert len(told("tasks", "--county", "130306")) == 1
    mingcha("tasks", "set", made[:8], "working", "--due", str(today - timedelta(days=3)), *WHO)
    code, out, _ = mingcha("tasks", "--overdue")
    assert (code, "超期 3 天" in out) == (1, True)
    mingcha("tasks", "set", made[:8], "closed", "--reason", "已核", *WHO)
    assert mingcha("tasks", "--overdue")[0] == 0


def test_a_verdict_that_excludes_ends_a_task_until_it_is_taken_back(mingcha, told, made, office):
    mingcha("verdict", made, "excluded", "--reason", "原件无误", *WHO)
    assert state(told) == [("excluded", "")]
    mingcha("verdict", made, "withdrawn", "--reason", "误判", *WHO)
    assert state(told) == [("open", "")]


def test_a_missing_report_is_chased_and_ends_when_it_counts(
    office, mingcha, told, version, tmp_path
):
    table, sheet = tmp_path / "roster.csv", tmp_path / "list.xlsx"
    table.write_text("name,year\n抚宁区茶棚乡,2022\n抚宁区留守营镇,2022\n", "utf-8")
    mingcha("roster", "import", table, *WHO)
    mingcha("build")
    every = ("tasks", "make", "--county", "抚宁区", "--year", "2022", "--due", "2099-01-31", *WHO)
    code, out, err = mingcha(*every)
    assert (code, "已立 2 项" in out) == (0, True), err
    assert mingcha(*every)[0] == 2  # all are chased
    assert "没有收到 2022 年度的年报（期限 2023-01-31）" in mingcha("tasks")[1]

    mingcha("paper", "issues", "抚宁区", "2022", "--out", sheet)
    book = openpyxl.load_workbook(sheet)
    rows = list(book.worksheets[0].iter_rows(min_row=3))
    [columns] = [[cell.value for cell in row] for row in rows if row[1].value == "单位"]
    for row in rows:
        if "留守营镇" in str(row[1].value):
            row[columns.index("整改情况")].value = "整改中"
            row[columns.index("单位反馈")].value = "下周报送"
    book.save(sheet)
    assert mingcha("tasks", "read", sheet, *WHO)[0] == 0

    mingcha("ingest", version("小事"))
    chased = {row["agency_id"]: row for row in told("tasks", "--state", "all")}
    assert [chased[one]["state"] for one in (CHABENG, "130306100")] == ["resolved", "working"]
    assert (chased[CHABENG]["change_by"], len(chased[CHABENG]["change_version"])) == ("filed", 64)
    assert chased["130306100"]["feedback"] == "下周报送"
    assert "年报已收到（" in mingcha("tasks", "--state", "resolved")[1]


def test_a_chase_ends_when_the_file_cannot_be_read_is_noted_or_is_due_no_more(
    office, mingcha, told, tmp_path
):
    names = ("留守营镇", "茶棚乡", "教育局", "财政局")
    lines = [f"抚宁区{name},2022\n" for name in names]
    table = tmp_path / "roster.csv"
    table.write_text("name,year\n" + "".join(lines), "utf-8")
    mingcha("roster", "import", table, *WHO)
    mingcha("build")
    mingcha("tasks", "make", "--county", "抚宁区", "--year", "2022", *WHO)
    tasks = told("tasks", "--state", "all")
    assert {row["state"] for row in tasks} == {"open"}
    first, second = "130306100", CHABENG
    third, _ = sorted(row["agency_id"] for row in tasks if row["agency_id"] not in {first, second})

    scan = tmp_path / "抚宁区留守营镇2022年政府信息公开工作年度报告.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    mingcha("ingest", scan)
    assert mingcha("filing", "note", second, 2022, "--filed", "2023-01-09", *WHO)[0] == 0
    assert mingcha("roster", "remove", third, "--year", 2022, *WHO)[0] == 0
    mingcha("build")
    ended = {
        row["agency_id"]: (row["state"], row["change_by"])
        for row in told("tasks", "--state", "all")
    }
    assert [ended.pop(agency) for agency in (first, second, third)] == [
        ("resolved", "unread"), ("resolved", "noted"), ("resolved", "unlisted")
    ]  # fmt: skip
    assert [state for state, _ in ended.values()] == ["open"]
    for lang, words in (
        ("zh", ("读不出年报", "已备案（2023-01-09）", "应报名单不再列入")),
        ("en", ("could be read",)),
    ):
        said = mingcha("tasks", "--state", "resolved", "--lang", lang)[1]
        assert [word for word in words if word not in said] == []


def test_bad_words_change_nothing_and_say_what_is_wrong(mingcha, made, office):
    before = len(Ledger(office.ledger).decisions())
    for words, said in (
        (("set", made[:8], "perhaps"), "open working reported"),
        (("set", made[:8], "closed"), "理由"),
        (("set", made[:8], "returned"), "复核"),
        (("set", made[:8], "open", "--due", "明天"), "明天"),
        (("set", made[:8], "reported", "--feedback", "字" * 501), "500"),
        (("set", "000000", "open"), "000000"),
        (("make", "000000"), "000000"),
        (("make",), "--agency"),
        (("--state", "perhaps"), "perhaps"),
        (("--dataset", "perhaps"), "perhaps"),
    ):
        code, _, err = mingcha("tasks", *words)
        assert (code, said in err) == (2, True), (words, err)
    assert len(Ledger(office.ledger).decisions()) == before


def test_tasks_ask_for_no_build_and_a_store_made_from_nothing_is_the_same(
    mingcha, made, office, everything
):
    published = (office.store / "current").resolve()
    rows = everything(published)
    mingcha("tasks", "set", made[:8], "working", *WHO)
    mingcha("build")
    assert (office.store / "current").resolve() == published
    published.unlink()
    (office.store / "current").unlink()
    run.build(office)
    again = everything((office.store / "current").resolve())
    differing = {name for name in rows if again[name] != rows[name]}
    assert differing <= {"build_info"}  # which says how far the ledger went
