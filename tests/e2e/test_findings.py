"""Findings and verdicts in the browser; the server of these tests has its desk open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watch, grave, served, visit

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def desk(shipped, tmp_path_factory):
    """Serve the store with an open desk and a ledger of its own; return the address."""
    ledger = tmp_path_factory.mktemp("desk") / "ledger.sqlite"
    ours = {
        "MINGCHA_STORE": str(shipped),
        "MINGCHA_LEDGER": f"sqlite:///{ledger}",
        "MINGCHA_DESK": "open",
    }
    with served(ours) as address:
        yield address


@pytest.fixture
def officer(browser, desk):
    """Return a page of the open desk; it must have been silent and have stayed at home."""
    context = browser.new_context(base_url=desk, viewport={"width": 1440, "height": 900})
    one = context.new_page()
    watch = Watch(one, desk)
    yield one
    context.close()
    assert watch.strangers == []
    # Chromium notes a form that was sent back; nothing else may stand in its console.
    assert [said for said in watch.errors if "status of 422" not in said] == []


def count(page: Page) -> int:
    return int(re.search(r"\d+", page.locator(".found").inner_text())[0])


@pytest.mark.parametrize(("language", "head"), [("zh", "可能是识别问题"), ("en", "Possibly our")])
def test_the_page_speaks_both_languages_and_is_open_to_all(page, language, head):
    visit(page, f"/findings?dataset=demo&lang={language}")
    expect(page.locator(".axis h2").first).to_contain_text(head)
    page.locator(".grid .message").first.click()
    expect(page.locator(".opened")).to_be_visible()
    assert grave(page) == []


def test_filters_and_search_narrow_the_findings(page):
    visit(page, "/findings?dataset=demo")
    every = count(page)
    page.locator(".facet .value", has_text="错误").click()
    page.wait_for_url("**severity=error**")
    expect(page.locator(".grade-warning")).to_have_count(0)
    errors = count(page)
    assert 0 < errors < every
    page.locator(".more-filters > summary").click()
    page.fill("#findings-search", "墨池镇")
    page.press("#findings-search", "Enter")
    page.wait_for_url("**q=**")
    expect(page.locator(".axis-agency .who")).to_have_text(["清岚县墨池镇人民政府"])
    page.go_back()
    expect(page.locator(".found")).to_contain_text(f"{errors} 处")


def test_both_values_and_the_place_are_on_the_page(page):
    visit(page, "/findings?dataset=demo&rule=R-T3-01&q=市场监督")
    row = page.locator(".axis-agency tbody tr:not(.report-head)").first
    expect(row.locator(".side").nth(0)).to_contain_text("23")
    expect(row.locator(".side").nth(1)).to_contain_text("21")
    assert "/report/990101-c5bf45ba/2024" in row.locator("td a").last.get_attribute("href")
    row.locator(".message").click()
    expect(page.locator(".opened .where").first).to_contain_text("表")
    expect(page.locator(".opened q").first).not_to_be_empty()
    page.locator(".opened .where a").first.click()
    page.wait_for_url("**/report/990101-c5bf45ba/2024**")
    expect(page.locator(".lit-cell")).to_be_visible()


def test_exclude_a_finding_with_a_reason_and_take_it_back(officer):
    visit(officer, "/findings?dataset=demo&rule=R-T4-01")
    expect(officer.locator(".found")).to_contain_text("1 处")
    said = officer.locator(".answer").inner_text()
    officer.locator(".grid .message").first.click()
    officer.locator(".desk button[value=excluded]").click()
    expect(officer.locator(".desk .said").first).to_contain_text("理由和姓名都要写")
    officer.fill(".desk input[name=reason]", "纸质原件无误，网页转录有误")
    officer.fill(".desk input[name=by]", "王某")
    officer.locator(".desk button[value=excluded]").click()
    expect(officer.locator(".history")).to_contain_text("纸质原件无误")
    expect(officer.locator(".found")).to_contain_text("0 处")
    assert officer.locator(".answer").inner_text() != said
    visit(officer, "/compliance?dataset=demo&a=990101003")
    expect(officer.locator(".tally-error")).to_have_count(0)
    visit(officer, "/findings?dataset=demo&rule=R-T4-01&verdict=excluded")
    officer.locator(".grid .message").first.click()
    officer.fill(".desk input[name=reason]", "重新核对")
    officer.fill(".desk input[name=by]", "李某")
    officer.locator(".desk button[value=withdrawn]").click()
    expect(officer.locator(".history li")).to_have_count(2)
    visit(officer, "/findings?dataset=demo&rule=R-T4-01")
    expect(officer.locator(".found")).to_contain_text("1 处")
    assert officer.locator(".answer").inner_text() == said


def test_the_form_is_open_to_all(officer):
    visit(officer, "/findings?dataset=demo&rule=R-T3-01")
    officer.locator(".grid .message").first.click()
    expect(officer.locator(".desk button[value=excluded]")).to_be_visible()
    assert grave(officer) == []


def test_where_the_desk_is_closed_there_is_no_form(page):
    visit(page, "/findings?dataset=demo&rule=R-T3-01")
    page.locator(".grid .message").first.click()
    expect(page.locator(".desk-closed")).to_contain_text("mingcha verdict")
    expect(page.locator(".desk button[value=excluded]")).to_have_count(0)


def test_findings_fit_a_phone(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, "/findings?dataset=demo")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
