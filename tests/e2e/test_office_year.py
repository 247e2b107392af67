"""The office's year in the browser, from the address of a county's column to the analysis.

One journey on a site of its own: forty reports of five agencies in the shapes of three engines
are filed; roster, late and missing; a letter by the office's own template; a task that a corrected
version ends; the list that comes back; the analysis as Word and slides, opened by LibreOffice.
"""

import os
import re
import subprocess

import docx
import pytest

from pipelines.ledger.ledger import Ledger
from pipelines.ledger.tasks import current_tasks
from pipelines.papers.letters.letter import file_of
from pipelines.papers.letters.own import own_template
from pipelines.settings import ROOT
from tests.e2e.conftest import WAIT, officer_page, served_to_an_officer
from tests.e2e.county_portal import ADDRESS, county_column
from tests.e2e.test_tasks import COUNTY, ROW, bring, send_the_list_back, until
from tests.unit.components.desk_site import draft_of
from tests.unit.portals.sites import Portal

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PLACE = "秦皇岛市抚宁区"
TOWNS = {  # the simulated town whose reports each one sends
    "留守营镇": "990101001",
    "抚宁镇": "990101002",
    "榆关镇": "990101003",
    "台营镇": "990101004",
    "大新寨镇": "990101006",
}
LATE, WRONG, MISSING = ("抚宁镇", "榆关镇"), "留守营镇", "茶棚乡"
YEARS = range(2018, 2026)
LAST = YEARS[-1]
OWN = "抚宁区政务公开办公室专用"
# The policy of a process that may ask the portal of this machine: what `trusted` is for.
TRUST = """
from dataclasses import replace
import pipelines.fetch.policy as rules
known = replace(rules.policy(), pause=0.02, trusted=frozenset({{("127.0.0.1", {port})}}))
rules.policy = lambda: known
"""


def report(town, year, *, is_wrong):
    """Return a town's report of a year: two come late for the last one, one does not add up."""
    text = draft_of(TOWNS[town], year, f"{PLACE}{town}人民政府").decode()
    if year == LAST and town in LATE:
        text = re.sub(rf"{year + 1}-\d\d-\d\d", f"{year + 1}-02-09", text)
        text = re.sub(rf"{year + 1}年\d+月\d+日", f"{year + 1}年2月9日", text)
    if is_wrong:
        head, tail = text.split(ROW)
        value, rest = tail.split("</td>", 1)
        text = f"{head}{ROW}{int(value) + 3}</td>{rest}"
    return text


@pytest.fixture
def portal():
    reports = [
        (town, year, report(town, year, is_wrong=(town, year) == (WRONG, LAST)))
        for town in TOWNS
        for year in YEARS
    ]
    pages = county_column(reports, f"{PLACE}{{town}}人民政府{{year}}年政府信息公开工作年度报告")

    def answer(verb, path, query, form):
        given = query | form
        text = pages.get(f"{path} {given['page']}" if "page" in given else path)
        kind = "text/xml" if "dataproxy" in path else "text/html"
        headers = {"Content-Type": f"{kind}; charset=utf-8"}
        return (200, headers, text.encode()) if text else None

    with Portal(answer) as running:
        yield running


@pytest.fixture
def home(shipped, tmp_path, portal):
    """Serve a site with one officer, a template of the office's own, and a portal to ask."""
    template = tmp_path / "templates" / file_of("rectification")
    template.parent.mkdir()
    template.write_bytes(own_template("rectification"))
    paper = docx.Document(template)
    paper.paragraphs[0].insert_paragraph_before(OWN)
    paper.save(template)
    trust = tmp_path / "trust" / "sitecustomize.py"
    trust.parent.mkdir()
    trust.write_text(TRUST.format(port=portal.port), "utf-8")
    ours = {
        "MINGCHA_TEMPLATES": str(template.parent),
        "PYTHONPATH": os.pathsep.join(map(str, (trust.parent, ROOT))),
    }
    with served_to_an_officer(tmp_path, shipped, COUNTY, ours) as address:
        yield address, tmp_path


@pytest.fixture
def officer(browser, home):
    """Return the page of the officer who signed in; it must have been silent."""
    with officer_page(browser, home[0]) as page:
        yield page


def test_a_year_from_the_address_of_a_column_to_the_analysis(officer, home, portal):
    page, folder = officer, home[1]
    collect(page, portal.at(ADDRESS))
    file_all(page)
    confirm_the_roster(page)
    page.goto(f"/compliance?county={COUNTY}&y={LAST}")
    assert f"按名册应公布 {len(TOWNS) + 1} 份，收到 {len(TOWNS)} 份" in page.inner_text(".answer")
    assert page.locator(".squares .cell-late").count() == len(LATE)
    assert page.locator(".squares .cell-missing").count() == 1
    chase_the_missing(page)
    write_a_letter(page, folder / "letter.docx")
    make_a_task(page)
    send_the_list_back(page, folder / "list.xlsx")
    corrected = folder / "right.html"
    corrected.write_text(report(WRONG, LAST, is_wrong=False), "utf-8")
    bring(page, str(corrected))
    until(page, "/tasks?state=resolved", ".task-resolved")
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    states = {task.about["rule"]: task.word.state for task in current_tasks(ledger).values()}
    assert states == {"missing": "open", "R-T3-01": "reported"}
    write_the_analysis(page, folder)


def collect(page, address):
    page.get_by_text("采集栏目", exact=True).click()
    page.fill("#importing-columns", address)
    page.locator("form[action^='/import/columns'] button").click()
    until(page, "/import", f":text('个栏目已看完，收到 {len(TOWNS) * len(YEARS)} 份')")


def file_all(page):
    page.locator(".many-form button.every").click()
    page.locator(".many-form button.main-act").click()
    page.locator(".choice[aria-checked=true]").first.wait_for()
    page.locator(".choice[aria-checked=true]").first.wait_for(state="detached")
    until(page, f"/compliance?county={COUNTY}&y={LAST}", ".squares .cell-late")
    reports = f"{len(TOWNS)} 份"
    until(page, f"/compliance?county={COUNTY}&y={LAST}", f".answer:has-text('{reports}')")


def confirm_the_roster(page):
    units = [*TOWNS, MISSING]
    until(page, f"/roster?county={COUNTY}", f".entries li:has-text('{units[0]}')")
    for number, unit in enumerate(units, 1):
        line = page.locator(".entries li", has=page.locator(".who", has_text=f"{unit}人民政府"))
        line.first.get_by_role("button", name="确认列入").click()
        until(page, f"/roster?county={COUNTY}", f":nth-match(.entries li.is-replaced, {number})")
    until(page, f"/compliance?county={COUNTY}&y={LAST}", ".squares .cell-missing")
    words = f".answer:has-text('按名册应公布 {len(units)} 份')"
    until(page, f"/compliance?county={COUNTY}&y={LAST}", words)


def chase_the_missing(page):
    page.goto("/tasks")
    form = page.locator("form[action^='/tasks/make']")
    assert MISSING in form.inner_text()
    form.locator("input[name=due_on]").fill(f"{LAST + 2}-12-31")
    form.get_by_role("button", name="立为催报任务").click()
    page.locator(".tasks tbody tr", has_text=MISSING).wait_for()


def write_a_letter(page, path):
    page.goto(f"/compliance?county={COUNTY}&y={LAST}")
    page.locator(".squares tbody tr", has_text=LATE[0]).locator(".to-card").click()
    letter = page.locator(".paper-links button", has_text="整改建议书")
    letter.wait_for()  # the county's papers stood there before, with a head of their own
    page.locator(".paper-head summary").click()
    page.locator(".paper-head input[name=number]").fill("抚公开函〔2026〕7号")
    page.locator(".paper-links select").select_option(str(LAST))
    with page.expect_download() as coming:
        letter.click()
    coming.value.save_as(path)
    text = "\n".join(one.text for one in docx.Document(path).paragraphs)
    assert [one for one in (OWN, "抚公开函〔2026〕7号", LATE[0]) if one not in text] == []


def make_a_task(page):
    page.goto(f"/findings?county={COUNTY}&y={LAST}&rule=R-T3-01")
    page.locator(".grid .message").first.click()
    form = page.locator("form[action^='/tasks/make']")
    form.get_by_role("button", name="立为整改任务").click()
    page.locator(".tasks .opened").wait_for()


def write_the_analysis(page, folder):
    """Save both files and let LibreOffice print them; a picture a page stands in the folder."""
    for ending in ("docx", "pptx"):
        answer = page.request.get(f"/papers/analysis.{ending}?county={COUNTY}&y={LAST}")
        assert answer.status == 200, answer.text()[:500]
        file = folder / f"analysis.{ending}"
        file.write_bytes(answer.body())
        profile = f"-env:UserInstallation=file://{folder}/office"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            file,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=WAIT * 2)
        pdf = folder / f"{ending}.pdf"
        (folder / "analysis.pdf").rename(pdf)
        subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, folder / f"{ending}-page"], check=True)
        text = subprocess.run(
            ["pdftotext", pdf, "-"], check=True, capture_output=True
        ).stdout.decode()
        assert [one for one in ("抚宁区", MISSING, *LATE) if one not in text] == [], ending
        assert len(list(folder.glob(f"{ending}-page*.png"))) >= 6
