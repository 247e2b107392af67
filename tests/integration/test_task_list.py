"""The list of issues goes out, is filled in with another program, and comes back line by line."""

import io
import re
import zipfile

import openpyxl
import pytest

from components.application import create_app
from pipelines.desk import task_list, tasking
from pipelines.desk.task_list_file import MOST_BYTES, TaskListError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import TaskWord
from pipelines.ledger.tasks import current_tasks
from pipelines.papers.chased import task_standings
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS
from tests.unit.components.desk_site import Desk

RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td><td>1</td>"
WHO = ("--by", "王某")
SHEET, HEAD = "问题清单", 3


class Filled:
    """A list as somebody has it open: cells by the rule of the line and the name of the column."""

    def __init__(self, path):
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]

    @property
    def heads(self):
        return {cell.value: cell.column for cell in self.sheet[HEAD]}

    def row(self, rule):
        column = self.heads["规则编号"]
        rows = range(HEAD + 1, self.sheet.max_row + 1)
        return next(n for n in rows if self.sheet.cell(n, column).value == rule)

    def cell(self, rule, name):
        return self.sheet.cell(self.row(rule), self.heads[name])

    def fill(self, rule, **said):
        for name, value in said.items():
            self.cell(rule, name).value = value
        return self

    def saved(self):
        self.book.save(self.path)
        return self.path


@pytest.fixture
def listed(office, mingcha, page, tmp_path):
    """Ingest a report with several issues; return a function that writes the list and opens it."""
    wrong = RECEIVED.replace("<td>1</td>", "<td>3</td>", 1)
    told = {"全年收到政府信息公开申请2件": "全年收到政府信息公开申请7件"}
    mingcha("ingest", page(swap={RECEIVED: wrong} | told))

    def write(name="issues.xlsx", *words):
        assert mingcha("paper", "issues", "130306", "--out", tmp_path / name, *words)[0] == 0
        return Filled(tmp_path / name)

    return write


@pytest.fixture
def back(mingcha, told):
    """Return a function that reads a list back: what became of each line, by its number."""

    def read(filled, *words):
        path = filled.saved() if isinstance(filled, Filled) else filled
        return {
            (one["sheet"], one["line"]): one["code"]
            for one in told("tasks", "read", path, *WHO, *words)
        }

    return read


def codes(found, filled, *rules):
    return [found[SHEET, filled.row(rule)] for rule in rules]


def test_a_filled_in_list_makes_and_moves_tasks_and_its_untouched_lines_change_nothing(
    listed, back, told, office, mingcha
):
    out = listed()
    assert set(back(out).values()) == {"unchanged"}
    assert not Ledger(office.ledger).decisions(kind="task")
    out.fill("R-T3-01", 整改情况="整改中", 整改期限="2099-03-15", 单位反馈="正在核对原始台账")
    out.fill("R-N-01", 整改情况="已整改", 单位反馈="已更正")
    found = back(out)
    assert codes(found, out, "R-T3-01", "R-N-01") == ["made", "made"]
    assert {code for line, code in found.items() if code != "made"} == {"unchanged"}
    rows = {row["rule"]: row for row in told("tasks")}
    assert (rows["R-T3-01"]["state"], rows["R-T3-01"]["due_on"]) == ("working", "2099-03-15")
    assert (rows["R-N-01"]["state"], rows["R-N-01"]["feedback"]) == ("reported", "已更正")
    again = listed("again.xlsx")
    assert again.cell("R-T3-01", "整改情况").value == "整改中"
    assert set(back(again).values()) == {"unchanged"}
    again.fill("R-T3-01", 整改情况="已销号", 销号理由="已看过新版本")
    assert codes(back(again), again, "R-T3-01") == ["taken"]
    assert [row["state"] for row in told("tasks", "--state", "closed")] == ["closed"]
    english = listed("english.xlsx", "--lang", "en")
    assert {"closed", "answered"} <= {cell.value for row in english.sheet for cell in row}


def test_a_list_that_went_out_before_the_ledger_bore_an_id_comes_back_after(
    listed, back, office, mingcha
):
    before = listed("before.xlsx")
    assert not Ledger(office.ledger).installation()
    second = listed("second.xlsx").fill("R-T3-01", 整改情况="整改中")
    assert codes(back(second), second, "R-T3-01") == ["made"]
    assert mingcha("build")[0] == 0
    assert Ledger(office.ledger).installation()  # given by the build that saw the first word
    before.fill("R-N-01", 整改情况="整改中", 整改期限="2099年12月20日")
    found = back(before)
    assert codes(found, before, "R-N-01") == ["made"]
    assert set(found.values()) == {"made", "unchanged"}


def test_a_list_sorted_narrowed_and_in_another_order_of_columns_says_the_same(listed, back, told):
    out = listed()
    out.fill("R-T3-01", 整改情况="整改中").fill("R-N-01", 整改情况="已反馈", 单位反馈="已更正")
    rows = [[cell.value for cell in row] for row in out.sheet.iter_rows(min_row=HEAD + 1)]
    heads = [cell.value for cell in out.sheet[HEAD]]
    kept = [n for n, head in enumerate(heads) if head not in {"差额", "依据", "销号理由"}][::-1]
    book = openpyxl.Workbook()
    book.active.append(["领导批示：抓紧"])
    book.active.append([*(heads[n] for n in kept), "我们自己的列"])
    for row in reversed(rows):
        book.active.append([*(row[n] for n in kept), "x"])
    book.active.append([])
    book.active.append(["", "合计"])
    path = out.path.with_name("sorted.xlsx")
    book.save(path)
    found = list(back(path).values())
    assert (found.count("made"), set(found)) == (2, {"made", "unchanged"})
    assert {row["state"] for row in told("tasks")} == {"working", "reported"}


def test_every_line_that_fits_nothing_says_why_and_the_others_are_taken(listed, back, told, office):
    out = listed()
    rules = sorted({cell.value for cell in out.sheet[get(out, "规则编号")][HEAD:]} - {None})
    assert len(rules) >= 2
    key = out.cell("R-T3-01", "整改编号").value
    parts = key.split("-")
    cases = {
        "no_key": {"整改编号": None},
        "key_broken": {"整改编号": key[:-1]},
        "elsewhere": {"整改编号": "-".join(["deadbeef", *parts[1:]])},
        "moved": {"单位": "抚宁区留守营镇人民政府"},
        "word": {"整改情况": "大概好了"},
        "day": {"整改期限": "2026年2月30日"},
        "reason": {"整改情况": "已销号"},
        "review": {"整改情况": "复核退回"},
        "long": {"单位反馈": "字" * 501},
    }
    wrong = {}
    for expected, said in cases.items():
        out = listed(f"{expected}.xlsx").fill("R-T3-01", **{"整改情况": "整改中"} | said)
        found = back(out)
        if (code := found[SHEET, out.row("R-T3-01")]) != expected:
            wrong[expected] = code
    for extra in ({"年度": 2021}, {"问题说明": "别的问题"}, {"整改编号": swapped(key)}):
        out = listed("moved.xlsx").fill("R-T3-01", 整改情况="整改中", **extra)
        wrong |= {str(extra): 1} if codes(back(out), out, "R-T3-01") != ["moved"] else {}
    assert wrong == {}
    assert told("tasks", "--state", "all") == []
    out = listed().fill("R-T3-01", 整改情况="乱写").fill("R-N-01", 整改情况="整改中")
    assert codes(back(out), out, "R-T3-01", "R-N-01") == ["word", "made"]
    out = listed().fill("R-T3-01", 整改情况="整改中")
    out.sheet.append([cell.value for cell in out.sheet[out.row("R-T3-01")]])
    assert codes(back(out), out, "R-T3-01") == ["twice"]


def test_a_line_never_covers_what_another_said_after_the_list_went_out(
    listed, back, told, office, mingcha, monkeypatch
):
    out = listed().fill("R-T3-01", 整改情况="整改中").fill("R-N-01", 整改情况="整改中")
    [finding] = told("findings", "--rule", "R-T3-01")
    tasking.make_tasks(office, [finding["fingerprint"]], None, by="李某")
    assert codes(back(out), out, "R-T3-01", "R-N-01") == ["late", "made"]
    assert {row["rule"]: row["state"] for row in told("tasks")}["R-T3-01"] == "open"
    second = listed("second.xlsx").fill("R-T3-01", 整改情况="已反馈", 单位反馈="已改")
    data = second.saved().read_bytes()
    real = task_list.record

    def beaten(*given, **named):  # somebody is faster just as the list is written
        monkeypatch.setattr(task_list, "record", real)
        task = current_tasks(Ledger(office.ledger))[finding["fingerprint"]]
        word = TaskWord("returned", review="先别动")
        tasking.say_of_task(office, task.fingerprint, word, by="赵某", seen=task.decision_id)
        return real(*given, **named)

    monkeypatch.setattr(task_list, "record", beaten)
    found = task_list.take_list(office, data, "b.xlsx", by="王某", may_act=lambda _: True)
    late = next(one for one in found if one.code == "late")
    assert "赵某" in late.sentence("zh")
    assert {row["rule"]: row["state"] for row in told("tasks")}["R-T3-01"] == "returned"
    theirs = task_list.take_list(office, data, "b.xlsx", by="王某", may_act=lambda _: False)
    assert {one.code for one in theirs} == {"county", "unchanged"}


def test_a_file_that_is_no_list_or_does_harm_is_refused_whole_in_one_sentence(
    listed, office, tmp_path
):
    listed()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * (40 * 2**20))
    plain, empty, long = openpyxl.Workbook(), openpyxl.Workbook(), openpyxl.Workbook()
    plain.active.append(["单位", "年度", "问题说明"])
    empty.active.append(["单位", "年度", "问题说明", "整改编号"])
    for _ in range(20_002):
        long.active.append(["x"])
    files = {"plain": plain, "empty": empty, "long": long}
    for name, book in files.items():
        book.save(tmp_path / f"{name}.xlsx")
    data = {name: (tmp_path / f"{name}.xlsx").read_bytes() for name in files}
    data |= {"text": "单位,年度".encode(), "bomb": packed.getvalue(), "cut": data["long"][:900]}
    data["large"] = b"PK\x03\x04" + b"x" * MOST_BYTES
    expected = {"plain": "no_column", "empty": "no_rows", "long": "unread", "text": "not_xlsx"}
    expected |= {"bomb": "unread", "cut": "not_xlsx", "large": "too_large"}
    found = {}
    for name, content in data.items():
        with pytest.raises(TaskListError) as refused:
            task_list.take_list(office, content, name, by="王某", may_act=lambda _: True)
        found[name] = refused.value.code
        assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")
    assert found == expected
    assert not Ledger(office.ledger).decisions(kind="task")


def test_the_page_takes_the_list_and_shows_what_came_of_it(listed, office, told):
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    out = listed().fill("R-T3-01", 整改情况="整改中").fill("R-N-01", 整改情况="乱写")
    content = out.saved().read_bytes()

    def send(**headers):
        form = {"file": (io.BytesIO(content), "清单.xlsx"), "by": "王某"}
        return client.post("/tasks/list", data=form, headers=headers)

    assert send().status_code == 403  # not from a page of ours
    reply = send(**OURS)
    assert reply.status_code == 200
    words = [one["said"] for one in reply.get_json()["results"]]
    assert words[0].startswith("收 1 行")
    assert any("乱写" in word for word in words)
    [standing] = task_standings(office, "real")
    assert (standing.state, standing.task.by) == ("working", "王某")
    page = client.get("/tasks.csv").text
    assert "整改中" in page
    again = client.get("/papers/issues.xlsx?county=130306")
    book = openpyxl.load_workbook(io.BytesIO(again.data))
    assert "整改中" in {cell.value for row in book[SHEET] for cell in row}


def test_the_list_of_the_simulated_district_leads_back_to_it(listed, office):
    client = create_app(Store(office.store), ROOT / "assets", office).server.test_client()
    content = listed().saved().read_bytes()
    links = {}
    for search in ("", "?dataset=demo", "?lang=en&dataset=demo"):
        form = {"file": (io.BytesIO(content), "清单.xlsx"), "by": "王某"}
        reply = client.post(f"/tasks/list{search}", data=form, headers=OURS)
        links[search] = reply.get_json()["results"][0]["href"]
    assert links == {search: f"/tasks{search}" for search in links}
    [drop] = re.findall(
        r"/tasks/list[^\"\\]*", str(Desk.draw(None, "/tasks", "?dataset=demo", client))
    )
    assert "dataset=demo" in drop


def get(filled, name):
    return openpyxl.utils.get_column_letter(filled.heads[name])


def swapped(key):
    """Return a key whose finding is another: two letters of its fingerprint changed places."""
    head, fingerprint, *rest = key.split("-")
    return "-".join([head, fingerprint[::-1], *rest])
