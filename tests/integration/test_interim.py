"""Ledgers of quarters and half-years: no annual reports, added up, and set against the year."""

import csv
import io
import json
import re

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from components.application import create_app
from pipelines.agencies import Agencies
from pipelines.aggregate.interim import compared, parts_of
from pipelines.build.run import build
from pipelines.catalogue.load import catalogue
from pipelines.cli.main import app as command
from pipelines.desk.interim import ComparedCell
from pipelines.desk.interim_words import difference_words, sum_words
from pipelines.documents.collect import InputFile
from pipelines.documents.preview import preview, preview_with_readings
from pipelines.model import Grid
from pipelines.parse.interim import Period, parse_interim, period_of
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store
from tests.unit.components.desk_site import Desk, draft_of

AGENCY = "清岚县鹤汀镇人民政府"
PAGE = ROOT / "data" / "demo" / "documents" / "990101001" / "2023.html"
CELL = re.compile(r"(<td[^>]*>(?:<[^>]*>|\s)*)(\d+)((?:<[^>]*>|\s)*</td>)")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def ledger(part: str, *, is_empty: bool) -> str:
    """Return the agency's tables of 2023 under the headline of a part of the year."""
    page = PAGE.read_text("utf-8")
    page = re.sub(r"2023年政府信息公开工作年度报告", f"2023年{part}政府信息公开工作台账", page)
    return CELL.sub(r"\g<1>0\3", page) if is_empty else page


@pytest.fixture
def run(shipped, monkeypatch, tmp_path):
    monkeypatch.setenv("MINGCHA_STORE", str(shipped))
    monkeypatch.setenv("MINGCHA_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("MINGCHA_LEDGER", f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    monkeypatch.delenv("MINGCHA_DATA", raising=False)

    def interim(pages, *words):
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for part, page in pages.items():
            (folder / f"{part}.html").write_text(page, "utf-8")
        return CliRunner().invoke(command, ["interim", str(folder), "--dataset", "demo", *words])

    return interim


def of_year(full="第四季度", parts=QUARTERS):
    return {part: ledger(part, is_empty=part != full) for part in parts}


def changed(page: str) -> str:
    """Return a ledger with one request more from natural persons than the year has."""
    row = page.index("本年新收政府信息公开申请数量")
    cell = CELL.search(page, row)
    return f"{page[: cell.start(2)]}{int(cell[2]) + 3}{page[cell.end(2) :]}"


def test_a_ledger_of_a_part_of_the_year_is_no_annual_report(tmp_path):
    """Its tables are those of the form: taken for the year's they would be silently wrong."""
    taken = []
    agencies = Agencies.load(settings().reference)
    for part in (*QUARTERS, "上半年", "1-9月", "3月份"):
        file = tmp_path / f"{part}.html"
        file.write_text(ledger(part, is_empty=False), "utf-8")
        for name, outcome in preview(file, agencies):
            if outcome.rejection is None or outcome.rejection.code != "part_of_year":
                taken.append((name, outcome.rejection))
    assert taken == []
    assert [len(outcome.reports) for _, outcome in preview(PAGE, agencies)] == [1]


def test_four_quarters_that_come_to_the_year_say_so(run):
    done = run(of_year())
    assert done.exit_code == 0, done.output
    assert f"{AGENCY} 2023 年：第一季度＋第二季度＋第三季度＋第四季度 = 年报，核对 " in done.output
    cells = int(re.search(r"核对 (\d+) 格", done.output)[1])
    assert cells > 150  # nearly all of 10 + 175


def test_four_quarters_that_do_not_come_to_the_year_name_every_cell(run, shipped):
    pages = of_year()
    pages["第二季度"] = changed(pages["第二季度"])
    done = run(pages)
    assert done.exit_code == 1
    assert "第一季度＋第二季度＋第三季度＋第四季度 ≠ 年报" in done.output
    annual = Store(shipped).table_cells("demo", "3", ["990101001"], (2023, 2023))
    is_cell = (annual["indicator"] == "request.received") & (annual["member"] == "natural_person")
    value = int(annual.loc[is_cell, "value"].iloc[0])
    (line,) = [one for one in done.output.splitlines() if one.startswith("  表3")]
    assert f"自然人：0+3+0+{value}={value + 3}，全年或较长时期为 {value}，相差 +3" in line


def test_a_half_year_is_set_against_its_quarters_and_makes_up_the_year(run):
    pages = of_year() | {"上半年": ledger("上半年", is_empty=True)}
    done = run(pages, "--json")
    told = [json.loads(line) for line in done.output.splitlines() if line.startswith("{")]
    assert [(one["parts"], one["problem"]) for one in told] == [
        ([[1, 3], [4, 6]], ""),
        ([[1, 3], [4, 6], [7, 9], [10, 12]], ""),
    ]
    assert not any(one["differences"] for one in told)


def test_a_missing_quarter_is_named_and_never_taken_for_nought(run):
    pages = of_year()
    del pages["第三季度"]
    done = run(pages)
    assert done.exit_code == 1
    assert "凑不成年报（没有的月份：7、8、9），没有核对" in done.output
    assert "≠" not in done.output


def test_what_cannot_be_placed_is_named(run):
    page = ledger("第一季度", is_empty=False)
    pages = {
        "stranger": page.replace(AGENCY, "清岚县无名镇人民政府"),
        "annual": PAGE.read_text("utf-8"),
        "quarter": page,
        "quarter-again": ledger("第一季度", is_empty=True),
    }
    done = run(pages)
    assert done.exit_code == 1
    assert "没有名为“清岚县无名镇人民政府”的机关" in done.output
    assert "annual.html：标题没有写明是哪个季度" in done.output
    assert "同一时期有两份不同的台账" in done.output
    lines = [json.loads(line) for line in run(pages, "--json").stdout.splitlines()]
    named = {one["problem"]: one.get("file", "").rpartition("/")[2] for one in lines}
    files = {"none": "annual.html", "unknown": "stranger.html", "twice": "quarter.html"}
    assert named == files | {"gap": ""}


HEADLINES = [
    ("某镇2024年第一季度政府信息公开台账", (1, 3)),
    ("某镇 2024 年度 4 季度政务公开统计表", (10, 12)),
    ("2024年上半年政府信息公开工作情况统计", (1, 6)),
    ("2024年下半年依申请公开台账", (7, 12)),
    ("2024年前三季度政府信息公开统计表", (1, 9)),
    ("2024年1-9月政府信息公开统计表", (1, 9)),
    ("2024年７月至９月政府信息公开统计表", (7, 9)),
    ("2024年3月份政府信息公开台账", (3, 3)),
    ("2024年1-12月政府信息公开统计表", None),
    ("某镇2024年政府信息公开工作年度报告", None),
    ("某镇2024年第四季度政府信息公开工作年度报告", None),
    ("2024年1月15日政府信息公开", None),
    ("2024年1月底前公开政府信息公开年报", None),
    ("2024年第一季度财政收支情况", None),
    ("于2015年8月成立局信息公开工作领导小组", None),
    ("本镇2024年6月调整了信息公开领导小组,明确专人负责", None),
    ("政府信息公开台账", None),
    ("某镇2023年政府信息公开工作年度报告（第一季度）", (1, 3)),
    ("某镇2023年半年度政府信息公开工作报告", (1, 6)),
    ("某区二〇二三年第三季度政府信息公开统计台账", (7, 9)),
    ("某局2023年Q2政府信息公开台账", (4, 6)),
    ("某镇2023年政府信息公开年报（2024年1月）", None),
]


def test_the_months_of_a_headline():
    read = {headline: period_of([headline]) for headline, _ in HEADLINES}
    months = {headline: got and (got[0].first, got[0].last) for headline, got in read.items()}
    assert {h: months[h] for h, expected in HEADLINES if months[h] != expected} == {}


@pytest.mark.parametrize(
    ("held", "parts"),
    [
        ([(1, 3), (4, 6), (7, 9), (10, 12)], [(1, 3), (4, 6), (7, 9), (10, 12)]),
        ([(1, 6), (7, 12)], [(1, 6), (7, 12)]),
        ([(1, 3), (1, 6), (4, 6), (7, 12)], [(1, 3), (4, 6), (7, 12)]),
        ([(1, 3), (1, 6), (7, 12)], [(1, 6), (7, 12)]),
        ([(1, 3), (1, 9), (10, 12)], [(1, 9), (10, 12)]),
        ([(1, 3), (7, 12)], []),
        ([(1, 6), (6, 12)], []),
        ([(1, 12)], []),
    ],
)
def test_the_shortest_parts_that_make_up_a_year(held, parts):
    assert parts_of((1, 12), held) == parts


def test_a_sheet_with_its_headline_in_the_grid_is_read_by_the_same_form(tmp_path):
    agencies = Agencies.load(settings().reference)
    ((_, _, reading),) = preview_with_readings(InputFile(PAGE), agencies)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = f"{AGENCY}2023年第一季度政府信息公开工作台账"
    first = 2
    for grid in (block for block in reading.blocks if isinstance(block, Grid)):
        for cell in grid.cells:
            at = {"start_row": first + cell.row, "start_column": 1 + cell.column}
            is_number = cell.text.strip().isdigit()
            value = int(cell.text) if is_number else cell.text
            sheet.cell(at["start_row"], at["start_column"], value)
            end = {"end_row": at["start_row"] + cell.row_span - 1}
            end["end_column"] = cell.column + cell.column_span
            sheet.merge_cells(**at, **end)
        first += max(cell.row + cell.row_span for cell in grid.cells) + 1
    file = tmp_path / "ledger.xlsx"
    book.save(file)
    ((_, outcome, reading),) = preview_with_readings(InputFile(file), agencies)
    assert outcome.rejection.code == "part_of_year"
    found = parse_interim(reading, catalogue())
    assert (found.agency, found.period, found.template) == (AGENCY, Period(2023, 1, 3), "2021")
    assert len(found.figures) == 10 + 175


def test_amounts_of_money_add_up_as_they_are_printed():
    said = [(1, 3, 0.1), (4, 6, 0.2), (1, 6, 0.3)]
    cells = pd.DataFrame(said, columns=["first", "last", "value"])
    cells = cells.assign(indicator="fee.amount", member="")
    [row] = compared(cells, (1, 6), [(1, 3), (4, 6)], ((), ())).to_dict("records")
    assert row["made_up"] == row["value"] == 0.3
    cell = ComparedCell("2", "fee.amount", "", (1_234_567.0, 0.25), 1_234_567.25, 1_234_567.0)
    assert (sum_words(cell), difference_words(cell)) == ("1234567+0.25=1234567.25", "+0.25")


@pytest.fixture
def held(mingcha, environment, page, tmp_path):
    """Bring in a report of 2022 and its four quarters; return what gives a page of the site."""
    report = page("report.html")
    title = "2022年政府信息公开工作年度报告"
    text = report.read_text("utf-8")
    assert title in text
    files = [report]
    for number, part in enumerate(QUARTERS):
        ledger_page = text.replace(title, f"2022年{part}政府信息公开工作台账")
        ledger_page = ledger_page if number == 3 else CELL.sub(r"\g<1>0\3", ledger_page)
        if number == 1:
            ledger_page = changed(ledger_page)
        file = tmp_path / f"{number}.html"
        file.write_text(ledger_page, "utf-8")
        files.append(file)
    again = tmp_path / "again.html"
    again.write_text(text.replace(title, f"2022年{QUARTERS[0]}政府信息公开工作台账"), "utf-8")
    mingcha("ingest", *files, again)
    return create_app(Store(environment.store), ROOT / "assets", environment).server.test_client()


def test_the_agency_s_page_shows_the_periods_their_sums_and_the_year(held, environment):
    for language, words in (
        (
            "zh",
            (
                "季度、半年台账",
                "4 期合计，对照年报",
                "另有 1 份与同一时期的另一份数字不同，没有核对（again.html）",
                "1 格不等",
                "/source/",
            ),
        ),
        (
            "en",
            (
                "Ledgers of quarters and half-years",
                "Sum of 4, beside the year's report",
                "1 differ",
                "/source/",
            ),
        ),
    ):
        drawn = Desk.draw(None, "/agency/130306200", f"?lang={language}", held)
        assert [one for one in words if one not in drawn] == [], language
    file = held.get("/agency/130306200.csv?header=none")
    assert file.status_code == 200, file.get_data(as_text=True)
    lines = list(csv.DictReader(io.StringIO(file.get_data(as_text=True))))
    assert len(lines) > 100
    [wrong] = [line for line in lines if line["差额"] != "0"]
    assert (wrong["事项"].endswith("自然人"), wrong["差额"]) == (True, "3")
    assert held.get("/agency/130306200.xlsx").status_code == 200
    assert held.get("/agency/130306100.csv").status_code == 404  # it has none
    documents = Store(environment.store).documents("real")
    assert (documents["code"] == "part_of_year").sum() == 5


def test_a_ledger_that_was_filed_on_the_page_stands_on_the_agency_s_and_counts_as_no_report(
    tmp_path, shipped
):
    desk = Desk(tmp_path, shipped)
    title = "2023年政府信息公开工作年度报告"
    text = draft_of(
        town="秦皇岛市抚宁区茶棚乡人民政府", swap=[(title, "2023年第一季度政府信息公开工作台账")]
    )
    [word] = desk.bring(text).get_json()["results"]
    assert "备案后" in word["said"]
    sha256 = word["href"].partition("at=")[2].partition("%3A")[0]
    assert "field-agency" not in desk.draw("/import", f"?at={sha256}%3A0")
    build(desk.settings)
    before = desk.draw("/agency/130306200")
    assert desk.act(sha256, "file", day="2023-04-05").status_code == 200
    build(desk.settings)
    assert "季度、半年台账" not in before
    shown = desk.draw("/agency/130306200")
    assert ("季度、半年台账" in shown, "没有这一年的年报" in shown) == (True, True)
    filing = Store(desk.settings.store).filing("real", ["130306200"], (2023, 2023))
    assert filing.empty  # neither read nor unread: it is no report of the year


def test_an_agency_on_the_roster_has_a_page_for_its_ledgers_before_any_report(
    mingcha, environment, page, tmp_path
):
    text = page("report.html", agency="抚宁区教育局").read_text("utf-8")
    text = text.replace("教育局人民政府", "教育局")
    file = tmp_path / "quarter.html"
    title = "2022年政府信息公开工作年度报告"
    file.write_text(text.replace(title, "2022年第一季度政府信息公开工作台账"), "utf-8")
    mingcha("ingest", file)
    roster = tmp_path / "roster.csv"
    roster.write_text("单位名称,年度\n抚宁区教育局,2022\n", "utf-8")
    assert mingcha("roster", "import", roster, "--by", "王某")[0] == 0
    mingcha("build")
    store = Store(environment.store)
    filed = store.filing("real", (), (2022, 2022))
    [agency] = filed.loc[filed["agency"].str.endswith("教育局"), "agency_id"]
    site = create_app(store, ROOT / "assets", environment).server.test_client()
    for language, expected in (
        ("zh", ("没有收到过", "教育局", "季度、半年台账", "没有这一年的年报")),
        ("en", ("No report of", "教育局", "Ledgers of quarters and half-years")),
    ):
        drawn = Desk.draw(None, f"/agency/{agency}", f"?lang={language}", site)
        assert [one for one in expected if one not in drawn] == [], language


def test_a_ledger_under_a_name_that_several_agencies_have_is_named_on_the_page_of_each(
    tmp_path, shipped
):
    desk = Desk(tmp_path, shipped)
    title = "2023年政府信息公开工作年度报告"
    swap = [(title, "2023年第一季度政府信息公开工作台账")]
    [word] = desk.bring(draft_of(town="教育局", swap=swap)).get_json()["results"]
    sha256 = word["href"].partition("at=")[2].partition("%3A")[0]
    assert desk.act(sha256, "file", day="2023-04-05").status_code == 200
    build(desk.settings)
    agencies = Store(desk.settings.store).agencies("real")
    called = agencies.loc[agencies["short_name"] == "教育局", "agency_id"]
    assert len(called) > 1
    for agency in called.head(2):
        shown = desk.draw(f"/agency/{agency}")
        assert "叫这个名字的机关不止一个" in shown
        assert f"/source/{sha256}" in shown
