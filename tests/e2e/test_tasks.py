"""The officer's year in the browser: roster, task, corrected version, and the list that comes back.

It runs on a site of its own: what is written there is nobody else's.
"""

import time

import openpyxl
import pytest

from pipelines.ledger.ledger import Ledger
from pipelines.ledger.tasks import current_tasks
from tests.e2e.conftest import WAIT, grave, officer_page, served_to_an_officer
from tests.unit.components.desk_site import TOWN, draft_of

pytestmark = pytest.mark.e2e

COUNTY = "130306"
SHORT = TOWN.removeprefix("秦皇岛市抚宁区").removesuffix("人民政府")
ROW = "一、本年新收政府信息公开申请数量</td><td>"


@pytest.fixture(scope="module")
def home(shipped, tmp_path_factory):
    """Serve a site with one officer and return its address and its folder."""
    folder = tmp_path_factory.mktemp("tasks")
    with served_to_an_officer(folder, shipped, COUNTY) as address:
        yield address, folder


@pytest.fixture
def officer(browser, home):
    """Return the page of an officer who signed in; it must have been silent."""
    with officer_page(browser, home[0]) as page:
        yield page


def version(folder, name, *, is_wrong):
    """Write a version of the town's report; the wrong one has one request too many."""
    data = draft_of(year=2023).decode()
    assert data.count(ROW) == 1
    head, tail = data.split(ROW)
    value, rest = tail.split("</td>", 1)
    if is_wrong:
        value = str(int(value) + 3)
    path = folder / name
    path.write_text(f"{head}{ROW}{value}</td>{rest}<!-- {name} -->", encoding="utf-8")
    return str(path)


def bring(page, path):
    """Bring a report in and file it."""
    page.goto("/import")
    page.set_input_files("#importing-files", path)
    page.locator(".sent li.is-kept").first.wait_for()
    page.locator(".sent a").first.click()
    page.locator(".desk-report h2").first.wait_for()
    page.locator(".doing button.main-act").first.click()
    page.locator(".desk-report .scope", has_text="已备案").first.wait_for()


def until(page, path, selector):
    """Load a page until what was filed is published and shows there."""
    deadline = time.monotonic() + WAIT
    page.goto(path)
    page.locator("article").first.wait_for()
    while not page.locator(selector).count():
        assert time.monotonic() < deadline, page.inner_text("body")[:2000]
        page.wait_for_timeout(500)
        page.goto(path)
        page.locator("article").first.wait_for()


def test_a_task_is_made_ends_by_a_corrected_version_and_the_list_comes_back(officer, home):
    page, folder = officer, home[1]
    bring(page, version(folder, "wrong.html", is_wrong=True))
    confirm_the_roster(page)
    make_a_task(page)
    page.goto("/")  # it waits on the first page, and leads there
    page.locator(".today").get_by_role("link", name="其中超期 1 项").click()
    page.locator(".tasks tbody tr").first.wait_for()
    send_the_list_back(page, folder / "list.xlsx")
    page.reload()
    page.locator(".task-reported").first.wait_for()
    bring(page, version(folder, "right.html", is_wrong=False))
    until(page, "/tasks?state=all", ".task-resolved")
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    [task] = current_tasks(ledger).values()
    assert (task.word.state, task.by) == ("reported", "funing")  # nobody said that it ended
    page.goto("/?lang=en")
    page.locator(".today").wait_for()
    assert "overdue" not in page.locator(".today").inner_text()


def confirm_the_roster(page):
    until(page, f"/roster?county={COUNTY}", f".entries li:has-text('{SHORT}')")
    line = page.locator(".entries li", has_text=SHORT)
    line.get_by_role("button", name="确认列入").click()
    page.locator(".entries li.is-replaced").first.wait_for()
    assert grave(page) == []


def make_a_task(page):
    until(page, f"/findings?county={COUNTY}&y=2023&rule=R-T3-01", ".grid .message")
    page.locator(".grid .message").first.click()
    form = page.locator("form[action^='/tasks/make']")
    form.locator("input[name=due_on]").fill("2020-01-31")
    form.get_by_role("button", name="立为整改任务").click()
    page.locator(".tasks .opened").wait_for()
    assert "超期" in page.locator(".tasks .opened").inner_text()
    assert grave(page) == []


def send_the_list_back(page, path):
    """Download the list of issues, fill two lines in with another program, and send it back."""
    with page.expect_download() as coming:
        page.locator("a[href^='/papers/issues.xlsx']").first.click()
    coming.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: openpyxl.utils.get_column_letter(cell.column) for cell in sheet[3]}
    row = next(cell.row for cell in sheet[heads["规则编号"]] if cell.value == "R-T3-01")
    other = row + 1 if sheet[f"{heads['单位']}{row + 1}"].value else row - 1
    sheet[f"{heads['整改情况']}{row}"] = "已反馈"
    sheet[f"{heads['单位反馈']}{row}"] = "已按台账更正"
    sheet[f"{heads['整改情况']}{other}"] = "说不清"
    book.save(path)
    page.set_input_files("#importing-files", str(path))
    page.locator(".sent li", has_text="收 1 行").wait_for()
    assert "说不清" in page.locator(".sent").inner_text()


@pytest.mark.parametrize("path", ["/tasks", f"/roster?county={COUNTY}"])
def test_the_pages_speak_both_languages_fit_any_width_and_stand_in_nobodys_way(officer, path):
    page = officer
    for lang, width in (("zh", 1440), ("en", 390)):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        page.locator("article h1").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert grave(page) == []
