"""The journey of an officer: bring in, send back, file, correct, take back, and read the records.

It runs on a site of its own, with an account: what is written there is nobody else's.
"""

import shutil

import pytest
from filelock import FileLock
from playwright.sync_api import expect

from pipelines.ledger.ledger import Ledger
from tests.e2e.conftest import WAIT, grave, officer_page, served, served_to_an_officer
from tests.unit.components.desk_site import draft_of

pytestmark = pytest.mark.e2e

BUILT = WAIT * 1000
OTHER = "秦皇岛市抚宁区榆关镇人民政府"


@pytest.fixture(scope="module")
def site(shipped, tmp_path_factory):
    """Serve a site with one officer and return its address."""
    home = tmp_path_factory.mktemp("desk")
    with served_to_an_officer(home, shipped, "130306") as address:
        yield address


@pytest.fixture
def officer(browser, site):
    """Return the page of an officer who signed in; it must have been silent."""
    with officer_page(browser, site) as page:
        yield page


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """Return three files: two reports of one town, and one of another that does not add up."""
    folder = tmp_path_factory.mktemp("drafts")
    made = {
        "a-2022.html": draft_of(year=2022),
        "a-2023.html": draft_of(year=2023),
        "b-2023.html": draft_of("990101007", 2023, OTHER),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in made]


def opened(page, who, year):
    page.locator(".drafts tr", has_text=who).filter(has_text=year).get_by_role("link").click()
    page.locator(".desk-report h2", has_text=f"{who} {year}").first.wait_for()


def filed(page, who, year):
    opened(page, who, year)
    page.click("button.main-act")
    page.locator(".desk-report .scope", has_text="已备案").first.wait_for()


def test_an_officer_brings_in_returns_files_corrects_and_reads_the_records(officer, drafts):
    bring_in(officer, drafts)
    send_back(officer)
    filed(officer, "留守营镇人民政府", "2022")
    filed(officer, "留守营镇人民政府", "2023")
    officer.wait_for_selector(".build-done", timeout=BUILT)
    rows = officer.request.get("/counts.csv?i=request.received&y=2023").text()
    assert "留守营镇" in rows
    assert "榆关镇" not in rows  # sent back: it does not count
    correct(officer)
    take_back(officer)
    said = officer.inner_text(".entries")
    for word in ("收到草稿", "退回", "备案", "应为 41", "没有看错", "funing"):
        assert word in said, word
    assert officer.locator(".entries li").count() >= 8


def bring_in(page, drafts):
    page.set_input_files("#importing-files", drafts)
    page.wait_for_selector(".sent li:nth-child(3).is-kept")
    assert "尚未计入" in page.inner_text(".sent")
    page.locator(".drafts tbody tr").nth(2).wait_for()


def send_back(page):
    opened(page, OTHER, "2023")
    assert page.locator(".official-table").count() == 3
    assert page.locator(".report-notes li.is-error").count() >= 1
    page.locator(".doing details", has_text="退回给机关").locator("summary").click()
    assert page.input_value("#importing-reasons")
    page.get_by_role("button", name="退回", exact=True).click()
    page.locator(".desk-report .scope", has_text="已退回").first.wait_for()
    with page.expect_download() as sheet:
        page.get_by_role("link", name="退回单").click()
    assert sheet.value.suggested_filename.endswith(".docx")


def correct(page):
    page.goto("/import")
    opened(page, "留守营镇人民政府", "2023")
    page.locator(".official.form-3 td a").nth(2).click()
    page.fill(".correcting input[name=value]", "41")
    page.fill(".correcting input[name=reason]", "看错一行")
    page.get_by_role("button", name="更正", exact=True).click()
    page.wait_for_selector("td.is-corrected")


def take_back(page):
    page.goto("/history")
    entry = page.locator(".entries li", has_text="应为 41")
    entry.locator("summary").click()
    entry.locator("input[name=reason]").fill("没有看错")
    entry.get_by_role("button", name="撤回", exact=True).click()
    page.locator(".entries li", has_text="没有看错").wait_for()


@pytest.mark.parametrize(("lang", "word"), [("zh", "谁在什么时候改了什么"), ("en", "Who changed")])
@pytest.mark.parametrize("path", ["/import", "/history"])
def test_both_pages_speak_both_languages_and_any_width(officer, path, lang, word):
    page = officer
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{path}?lang={lang}")
        page.locator("h1").first.wait_for()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width + 1
        assert grave(page) == []
    heading = page.inner_text("h1")
    assert (word in heading) == (path == "/history")


def test_what_is_no_report_gets_one_sentence_and_nothing_is_lost(officer, tmp_path):
    page = officer
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "empty.html").write_bytes(b"")
    page.set_input_files("#importing-files", [str(one) for one in sorted(tmp_path.iterdir())])
    page.wait_for_selector(".sent li:nth-child(2).is-refused")
    assert "损坏" in page.inner_text(".sent li:nth-child(1)")
    assert "空文件" in page.inner_text(".sent li:nth-child(2)")


@pytest.fixture
def open_desk(browser, shipped, tmp_path):
    """Serve a desk without accounts; return its page and the folder that it works in."""
    shutil.copytree(shipped, tmp_path / "store")
    ours = {"MINGCHA_STORE": str(tmp_path / "store"), "MINGCHA_ARCHIVE": str(tmp_path / "archive")}
    ours |= {"MINGCHA_LEDGER": f"sqlite:///{tmp_path / 'ledger.sqlite'}", "MINGCHA_DESK": "open"}
    with served(ours) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.set_default_timeout(WAIT * 1000)
        page.goto("/import")
        yield page, tmp_path
        context.close()


def test_a_row_that_is_still_being_read_changes_by_itself(open_desk):
    page, home = open_desk
    file = home / "slow.html"
    file.write_bytes(draft_of())
    row = page.locator("tr", has_text=file.name)
    with FileLock(home / "store" / ".reader.lock"):  # as the process that reads what takes long
        page.set_input_files("#importing-files", str(file))
        expect(row).to_contain_text("正在后台读取")
        expect(row.locator(".choice")).to_have_count(0)
    expect(row.locator(".choice")).to_be_visible()
    expect(page.locator("#importing-list")).not_to_contain_text("正在后台读取")


def drawn_anew(page):
    """Let the list be drawn anew, as each second does while a build runs."""
    page.evaluate("document.querySelector('.drafts').classList.add('before')")
    page.evaluate("document.getElementById('importing-refresh').click()")
    page.wait_for_selector(".drafts:not(.before)")


def test_what_was_typed_and_chosen_for_several_outlives_a_list_drawn_anew(open_desk):
    page, home = open_desk
    files = []
    for year in (2019, 2020, 2021, 2022):
        files.append(home / f"several-{year}.html")
        files[-1].write_bytes(draft_of(year=year))
    page.fill("input[name=by]", "王科员")
    for pair in (files[:2], files[2:]):  # the page is drawn anew between the two
        page.set_input_files("#importing-files", [str(file) for file in pair])
        for file in pair:
            expect(page.locator("tr", has_text=file.name).locator(".choice")).to_be_visible()
        page.click(".many .every")
        page.fill(".many input[name=day]", "2024-01-15")
        drawn_anew(page)
        page.click(".many button[type=submit]")
        for file in pair:
            expect(page.locator("tr", has_text=file.name).locator(".choice")).to_have_count(0)
    made = Ledger(f"sqlite:///{home / 'ledger.sqlite'}").decisions()
    assert {decision.made_by for decision in made} == {"王科员"}
    filings = [decision.body for decision in made if decision.body["act"] == "filed"]
    assert [filing["filed_on"] for filing in filings] == ["2024-01-15"] * 4
