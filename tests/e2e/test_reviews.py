"""The page about reviews through the browser, in both languages and both schemes."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
DEMO = "/reviews?dataset=demo"
WAYS = {"zh": "被复议、被诉，结果如何？", "en": "Reviewed or sued: how did it end?"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_draws_its_pictures_and_the_rate_in_both_languages(page, language):
    visit(page, f"{DEMO}&lang={language}")
    assert page.locator("h1").inner_text() == WAYS[language]
    expect(page.locator(".heading .answer")).to_contain_text("12.1%")
    for part in ("courses", "bars", "ranking"):
        expect(page.locator(f".part-{part} .main-svg").first).to_be_visible()
    cells = page.locator(".part-check tbody td, .part-check tbody th").all_inner_texts()
    assert cells[-2:] == ["2", "1"]


def test_one_kind_of_cases_is_a_link_that_can_be_shared(page):
    visit(page, DEMO)
    part = page.locator(".part-bars")
    part.get_by_text("行政复议", exact=True).click()
    page.wait_for_url("**show=review**")
    expect(part.locator(".toggle a.is-on").last).to_have_text("行政复议")
    said = part.locator(".lead").inner_text()
    page.reload()
    expect(part.locator(".lead")).to_have_text(said)


def test_the_table_gives_counts_where_a_rate_would_stand_on_few(page):
    visit(page, DEMO)
    page.locator(".part-courses").get_by_role("link", name="表", exact=True).click()
    page.wait_for_selector(".part-courses tbody tr")
    rows = page.locator(".part-courses tbody tr").all_inner_texts()
    assert "15.2%" in rows[0]
    assert "不足 10" in rows[2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_real_excerpts_say_kindly_that_they_lack_the_table(page, language):
    visit(page, f"/reviews?lang={language}")
    expect(page.locator(".empty")).to_contain_text("1019")
    page.locator(".empty a").last.click()
    expect(page.locator(".part-courses .main-svg").first).to_be_visible()


def test_a_phone_sees_everything_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{DEMO}&by=year")
    page.wait_for_selector(".part-bars .main-svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_serious_barrier(browser, address):
    hrefs = (DEMO, f"{DEMO}&by=year&lang=en", "/reviews")
    assert barriers(browser, address, hrefs) == []
