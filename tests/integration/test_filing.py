"""Roster, filing and score through the command: who is late, missing, early or cannot be read."""

import json
import sys
from datetime import date, timedelta

import pytest

from pipelines.build.run import build
from pipelines.cli.main import main
from pipelines.ledger.ledger import Ledger
from pipelines.store.store import Store

ROSTER = "单位名称,年度\n抚宁区茶棚乡,2022\n抚宁区留守营镇,2022\n抚宁区教育局,2022\n"

PICTURES = """<html><head><title>抚宁区茶棚乡2022年政府信息公开工作年度报告</title></head><body>
<h1>抚宁区茶棚乡人民政府2022年政府信息公开工作年度报告</h1><p>发布日期：2023-02-02</p>
<h2>一、总体情况</h2><p>我乡按照要求开展政府信息公开工作。</p>
<h2>二、主动公开政府信息情况</h2><p><img src="2.png"></p>
<h2>三、收到和处理政府信息公开申请情况</h2><p><img src="3.png"></p>
<h2>四、政府信息公开行政复议、行政诉讼情况</h2><p><img src="4.png"></p>
<h2>五、存在的主要问题及改进情况</h2><p>队伍建设有待加强。</p>
<h2>六、其他需要报告的事项</h2><p>没有。</p></body></html>
"""


@pytest.fixture
def mingcha(environment, monkeypatch, capsys):
    """Return a function that runs the command: (exit code, stdout, stderr)."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["mingcha", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def filing(mingcha):
    """Return a function that gives what `mingcha filing` says by agency and year."""

    def run(*words):
        code, out, _ = mingcha("filing", *words, "--json")
        rows = [json.loads(line) for line in out.splitlines()]
        return code, {(row["agency_id"], row["report_year"]): row for row in rows}

    return run


@pytest.fixture
def roster(mingcha, tmp_path):
    """Return a function that writes a table and imports it."""

    def run(text=ROSTER, *words):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        return mingcha("roster", "import", path, "--by", "办公室", *words)

    return run


def received(mingcha, *paths):
    code, _, _ = mingcha("ingest", *paths)
    assert code in {0, 1}


def dated(day):
    return {"swap": {"2023-01-10": day}}


def test_who_is_late_missing_early_and_on_time(mingcha, filing, roster, page):
    roster()
    received(
        mingcha,
        page("late.html", **dated("2023-02-03")),
        page("early.html", agency="东城区东华门街道", **dated("2022-12-28")),
        page("fine.html", agency="泾阳县太平镇"),
    )
    code, found = filing("--year", "2022")
    assert code == 1
    late = found["130306200", 2022]
    assert (late["state"], late["days_late"], late["is_expected"]) == ("late", 3, True)
    assert late["due_on"].startswith("2023-01-31")
    assert found["130306100", 2022]["state"] == "missing"
    assert found["130306-78405ec0", 2022]["severity"] == "error"
    assert found["110101001", 2022]["state"] == "early"
    assert found["610423111", 2022]["state"] == "on_time"
    assert not found["610423111", 2022]["is_expected"]


def test_the_sums_add_up_and_say_what_no_roster_can_tell(mingcha, roster, page):
    roster()
    received(
        mingcha, page("late.html", **dated("2023-02-03")), page("b.html", agency="泾阳县太平镇")
    )
    _, out, err = mingcha("filing", "--year", "2022")
    assert "应报 3 = 已报 1 + 未报 2 + 待判断 0" in err
    assert "迟 3 天" in out
    assert "1 份报告" in err


def test_without_a_roster_nobody_is_missing(mingcha, filing, page):
    received(mingcha, page("a.html"), page("c.html", year=2024))
    code, found = filing("--county", "130306")
    assert {row["state"] for row in found.values()} == {"on_time", "not_judged"}
    assert ("130306200", 2023) not in found
    assert code == 0


def test_a_report_of_pictures_is_unreadable(mingcha, filing, tmp_path):
    path = tmp_path / "picture.html"
    path.write_text(PICTURES, encoding="utf-8")
    received(mingcha, path)
    _, found = filing("--year", "2022")
    row = found["130306200", 2022]
    assert (row["state"], row["report_id"] is not None) == ("unreadable", True)
    assert (row["days_late"], row["reason_en"] != "") == (2, True)


def test_a_file_that_gave_no_report_counts_when_the_office_says_whose_it_is(
    mingcha, filing, roster, tmp_path
):
    roster()
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    _, out, _ = mingcha("ingest", scan, "--json")
    sha256 = json.loads(out.splitlines()[0])["sha256"]
    assert mingcha("filing", "note", "130306100", 2022, "--document", sha256[:12])[0] == 0
    mingcha("build")
    _, found = filing("--year", "2022")
    assert found["130306100", 2022]["state"] == "unreadable"
    assert found["130306200", 2022]["state"] == "missing"


def test_a_file_that_is_called_by_agency_and_year_is_that_agency_s(
    mingcha, filing, roster, tmp_path
):
    roster()
    for name in (
        "抚宁区留守营镇2022年政府信息公开工作年度报告.png",
        "太平镇2022年政府信息公开年度报告.png",
    ):
        scan = tmp_path / name
        scan.write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())
        mingcha("ingest", scan)
    _, found = filing("--year", "2022")
    row = found["130306100", 2022]
    assert (row["state"], row["is_expected"]) == ("unreadable", True)
    assert not [name for name, _ in found if name in {"610423111", "370883107"}]  # whose is open


def test_the_year_that_is_not_due_yet_is_not_missing(mingcha, filing, roster, installation):
    year = date.today().year  # noqa: DTZ011 - decisions are dated with the day they are made
    roster(f"name,year\n130306100,{year}\n")
    mingcha("build")
    _, found = filing()
    row = found["130306100", year]
    assert (row["state"], row["is_expected"]) == ("not_judged", True)


def test_existence_alone_asks_for_nothing_in_years_nobody_collected(mingcha, filing, roster, page):
    roster("name,valid_from\n抚宁区茶棚乡,2010-01-01\n抚宁区留守营镇,2010-01-01\n")
    received(mingcha, page("a.html"), page("b.html", year=2023))
    _, found = filing("--county", "抚宁区")
    missing = sorted(year for (_, year), row in found.items() if row["state"] == "missing")
    assert missing[:2] == [2022, 2023]
    assert ("130306100", 2021) not in found
    assert found["130306100", 2020]["is_expected"]  # an excerpt of it is here: it had to report


def test_a_year_from_which_a_unit_reports_counts_before_the_first_document(
    mingcha, filing, roster, page
):
    """Whether its county has a document of the year or none: a person said that it reports."""
    roster("单位名称,起始年度\n抚宁区茶棚乡,2021\n抚宁区教育局,2021\n")
    mingcha("roster", "add", "泾阳县太平镇", "--from", 2021, "--by", "办公室")
    received(mingcha, page("a.html"))
    _, found = filing()
    missing = {key for key, row in found.items() if row["state"] == "missing"}
    never = ("130306-78405ec0", "610423111")  # nothing of them is here, of the latter's county too
    assert {
        ("130306200", 2021),
        *((one, year) for one in never for year in (2021, 2022)),
    } <= missing
    assert not [year for _, year in found if year == date.today().year]  # noqa: DTZ011 - not over
    assert "应报 2 = 已报 1 + 未报 1" in mingcha("filing", "--year", 2022)[2]


def test_an_abolished_agency_is_not_missing_afterwards(mingcha, filing, roster, page):
    roster("name,year\n抚宁区茶棚乡,2022\n抚宁区茶棚乡,2023\n")
    mingcha("roster", "remove", "130306200", "--from", 2023, "--by", "办公室")
    mingcha("roster", "add", "130306100", "--year", 2023, "--after", "130306200", "--by", "办公室")
    received(mingcha, page("a.html"))
    _, found = filing()
    assert ("130306200", 2023) not in found
    assert found["130306100", 2023]["state"] == "missing"


def test_a_department_under_another_spelling_is_not_missing(mingcha, filing, roster, page):
    roster()
    swap = {"教育局人民政府": "教育局"}
    received(mingcha, page("a.html", agency="秦皇岛市抚宁区教育局", swap=swap))
    _, found = filing("--year", "2022", "--county", "130306")
    schools = [row for (name, _), row in found.items() if "-" in name]
    assert [(row["state"], row["is_expected"]) for row in schools] == [("on_time", True)]


def test_a_department_that_signs_with_its_short_name_is_not_missing(mingcha, filing, roster, page):
    roster("单位名称,年度\n抚宁区卫生健康委员会,2022\n抚宁区体育局,2022\n")
    swap = {"卫健委人民政府": "卫健委"}
    received(mingcha, page("a.html", agency="秦皇岛市抚宁区卫健委", swap=swap))
    _, found = filing("--year", "2022", "--county", "130306")
    states = [row["state"] for (name, _), row in found.items() if "-" in name]
    assert sorted(states) == ["missing", "on_time"]


def test_a_department_is_one_over_the_years_however_it_is_spelled(mingcha, filing, page):
    for year, name in ((2022, "秦皇岛市抚宁区卫健委"), (2023, "抚宁区卫生健康委员会")):
        swap = {f"{name}人民政府": name}
        mingcha("ingest", page(f"{year}.html", year=year, agency=name, swap=swap))
    mingcha("build")
    _, found = filing("--county", "130306")
    ids = {name for name, _ in found if "-" in name}
    assert len(ids) == 1
    assert all(found[name, year]["report_id"] for name in ids for year in (2022, 2023))


def test_a_corrected_version_put_up_later_does_not_make_the_first_one_late(mingcha, filing, page):
    received(mingcha, page("a.html"), page("b.html", **dated("2023-05-06")))
    _, found = filing("--year", "2022")
    row = found["130306200", 2022]
    assert (row["state"], row["version_count"]) == ("on_time", 2)
    assert row["judged_report_id"] != row["report_id"]
    _, out, _ = mingcha("findings", "--agency", "130306200", "--json")
    assert "R-TIME-01" not in out


def test_the_roster_survives_a_rebuild(mingcha, filing, roster, installation, page):
    roster()
    received(mingcha, page("a.html"))
    _, before = filing("--year", "2022")
    (installation.store / "current").resolve().unlink()
    (installation.store / "current").unlink()
    build(installation)
    _, after = filing("--year", "2022")
    assert after == before
    assert len(Ledger(installation.ledger).decisions()) == 1


def test_a_table_with_one_bad_line_is_not_taken_at_all(mingcha, roster, installation):
    code, _, err = roster(ROSTER + "没有这个乡,2022\n")
    assert code == 2
    assert "第 5 行" in err
    assert not Ledger(installation.ledger).decisions()


def test_the_roster_is_listed_by_year(mingcha, roster):
    roster()
    mingcha("roster", "add", "130306", "--from", 2023, "--by", "办公室")
    listed = [json.loads(line) for line in mingcha("roster", "list", "--json")[1].splitlines()]
    assert len(listed) == 4
    assert listed[0]["years"] == [{"from": 2023, "to": None}]
    assert mingcha("roster", "list", "--year", 2022)[1].count("\n") == 3


def test_the_demo_district_is_judged_by_its_own_roster(filing, installation, environment):
    build(installation)
    code, found = filing("--dataset", "demo")
    assert (code, found) == (0, {})  # this installation ships none


def test_a_note_of_filing_is_scored_and_a_report_sent_back_costs_points(mingcha, roster, page):
    roster()
    received(mingcha, page("a.html"))
    mingcha("filing", "note", "130306200", 2022, "--filed", "2023-02-05", "--by", "办公室")
    mingcha("filing", "note", "130306200", 2022, "--returned", "2023-02-06", "--by", "办公室")
    mingcha("build")
    _, out, _ = mingcha("score", "130306200", 2022, "--json")
    *items, total = [json.loads(line) for line in out.splitlines()]
    points = {row["item"]: row["points"] for row in items}
    assert points["filed"] == 0
    assert points["published"] == 2
    assert points["returned"] == -2
    judged = [row for row in items if row["is_judged"]]
    assert total["judged_out_of"] == sum(row["out_of"] for row in judged)
    assert total["points"] == pytest.approx(sum(row["points"] for row in judged))


def test_a_verdict_gives_the_points_back(mingcha, page, installation):
    received(mingcha, page("late.html", **dated("2023-02-03")))
    _, out, _ = mingcha("score", "130306200", 2022, "--json")
    [mark] = json.loads(out.splitlines()[1])["fingerprints"]
    assert mingcha("score", "130306200", 2022)[0] == 1
    Ledger(installation.ledger).append("verdict", mark, {"verdict": "excluded"}, by="人")
    _, out, _ = mingcha("score", "130306200", 2022, "--json")
    assert json.loads(out.splitlines()[1])["points"] == 2


def test_a_filing_that_is_only_noted_is_neither_missing_nor_on_time(mingcha, filing, roster):
    roster()
    mingcha("filing", "note", "130306100", 2022, "--filed", "2023-01-20", "--by", "办公室")
    mingcha("build")
    _, found = filing("--year", "2022")
    row = found["130306100", 2022]
    assert (row["state"], row["filed_state"]) == ("not_judged", "on_time")
    assert row["filed_on"].startswith("2023-01-20")


@pytest.mark.parametrize(
    "words",
    [
        ("filing", "--county", "没有这个区"),
        ("filing", "--state", "乱"),
        ("filing", "--dataset", "both"),
        ("filing", "note", "130306100", 2022),
        ("roster", "add", "130306100"),
        ("roster", "add", "130306100", "--from", 2024, "--to", 2022),
        ("score", "130306100", 2024),
        ("roster", "import", "nowhere.csv"),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_code_2(mingcha, words):
    mingcha("build")
    code, _, err = mingcha(*words)
    lines = [line for line in err.splitlines() if line.startswith("mingcha:")]
    assert (code, len(lines)) == (2, 1)
    assert "Traceback" not in err


def test_states_do_not_hang_on_the_day_of_the_build(installation, page, mingcha, roster, filing):
    roster()
    received(mingcha, page("a.html"))
    first = Store(installation.store).filing("real")
    last = max(
        date.fromisoformat(str(one.made_at.date()))
        for one in Ledger(installation.ledger).decisions()
    )
    assert last <= date.today() + timedelta(days=1)  # noqa: DTZ011
    build(installation)
    assert first.equals(Store(installation.store).filing("real"))


def test_reminders_name_who_on_the_roster_has_not_sent(mingcha, roster, page, tmp_path):
    roster()
    received(mingcha, page("here.html"), page("other.html", agency="泾阳县太平镇"))
    folder = tmp_path / "out"
    folder.mkdir()
    words = ("paper", "reminders", "抚宁区", "2022", "--folder", folder, "--date", "2023-01-20")
    code, _, err = mingcha(*words)
    assert code == 0, err
    files = {path.suffix: path.read_bytes().decode("utf-8-sig") for path in folder.iterdir()}
    assert set(files) == {".txt", ".csv", ".ics"}
    assert "应报 3 家，尚未收到 2 家" in files[".txt"]
    assert "抚宁区留守营镇人民政府：2023-01-31 前（还有 11 天）" in files[".txt"]
    assert not any("茶棚乡" in text or "太平镇" in text for text in files.values())
    assert "还有 11 天" in files[".csv"]
    lines = files[".ics"].split("\r\n")
    assert "DTSTART;VALUE=DATE:20230131" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "教育局" in files[".ics"].replace("\r\n ", "")
    assert mingcha("inbox", "add", page("d.html", agency="抚宁区留守营镇"), "--by", "王")[0] == 0
    assert mingcha(*words)[0] == 0
    (text,) = (path.read_text("utf-8") for path in folder.glob("*.txt"))
    assert "应报 3 家，1 家已送来待备案，尚未收到 1 家" in text
    assert "留守营镇" not in text
    code, _, err = mingcha(*words[:3], "2021", "--folder", folder)
    assert (code, "没有要催的单位" in err) == (2, True)
