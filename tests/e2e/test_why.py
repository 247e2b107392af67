"""From a change to why, from a rate to its cells, as a reader clicks; nothing grave for access."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import grave, visit

pytestmark = pytest.mark.e2e


def test_a_trend_leads_to_why_and_a_bar_to_the_agency_and_its_cell(page):
    visit(page, "/trends?dataset=demo")
    page.get_by_text("2024 → 2025 为什么变了").click()
    expect(page.locator("h1")).to_contain_text("为什么变了")
    bars = page.locator(".part-steps .bars .point path")
    expect(bars.nth(1)).to_be_visible()
    bars.nth(1).click(force=True)
    page.wait_for_url("**/why?**a=990101**")
    expect(page.locator(".part-steps h2")).to_contain_text("类别")
    page.get_by_role("link", name="按渠道").click()
    expect(page.locator(".part-steps h2")).to_contain_text("渠道")
    assert grave(page) == []


def test_a_rate_is_chosen_in_the_bar_and_shows_its_base(page):
    visit(page, "/counts?dataset=demo&i=rate.disclosed")
    expect(page.locator("#filters-indicator")).to_contain_text("公开率")
    expect(page.locator(".answer")).to_contain_text("%（")
    page.locator("#figure-open-table").click()
    expect(page.locator("main table")).to_contain_text("基数")
    assert grave(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_an_agency_names_its_peers_and_sets_them_side_by_side(browser, address, width):
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
    page = context.new_page()
    visit(page, "/agency/990101007?dataset=demo")
    expect(page.locator(".named-table tbody tr")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".named-table .onward a").click()
    page.wait_for_url("**/compare?**")
    expect(page.locator(".compare thead .agency-name")).to_have_count(6)
    context.close()


def test_a_report_s_numbers_have_their_context_and_the_page_stays_readable(page):
    visit(page, "/report/990101007/2023?dataset=demo")
    expect(page.locator("#table-3 .around").first).to_be_visible()
    expect(page.locator("#table-2 .around", has_text="上年 301 −2")).to_be_visible()
    assert grave(page) == []
