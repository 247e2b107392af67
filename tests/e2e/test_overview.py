"""The first page through the browser: each number leads to where the same number stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
YEAR = "/?dataset=demo&y=2022&lang="


def number(page: Page, block: str, at: int) -> str:
    return page.locator(f".block-{block} .number dd").nth(at).inner_text()


def follow(page: Page, block: str, at: int, path: str) -> None:
    page.locator(f".block-{block} .number dd a").nth(at).click()
    page.wait_for_url(f"**{path}*")
    page.wait_for_selector("main article.panel:not(.overview) h1")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_late_reports_are_as_many_on_the_page_of_filing(page, language):
    visit(page, YEAR + language)
    assert number(page, "compliance", 2) == "1"
    follow(page, "compliance", 2, "/compliance")
    words = "迟发 1" if language == "zh" else "1 late"
    expect(page.locator(".heading .answer")).to_contain_text(words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_items_are_as_many_on_the_page_of_counts(page, language):
    visit(page, YEAR + language)
    whole = number(page, "counts", 0)
    follow(page, "counts", 0, "/counts")
    expect(page.locator("main")).to_contain_text(whole)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_requests_concluded_are_as_many_on_the_page_of_requests(page, language):
    visit(page, YEAR + language)
    whole = number(page, "requests", 1)
    follow(page, "requests", 1, "/requests")
    expect(page.locator(".heading .answer")).to_contain_text(whole)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_errors_are_as_many_on_the_page_of_findings(page, language):
    visit(page, YEAR + language)
    count = number(page, "findings", 0)
    follow(page, "findings", 0, "/findings")
    words = f"{count} 条" if language == "zh" else f"{count} "
    expect(page.locator("main")).to_contain_text(words)
    assert "severity=error" in page.url


@pytest.mark.parametrize("language", ["zh", "en"])
def test_alike_pairs_are_as_many_on_the_page_of_similarity(page, language):
    visit(page, YEAR + language)
    count = number(page, "similarity", 0)
    follow(page, "similarity", 0, "/similarity")
    words = f"有 {count} 对" if language == "zh" else f"{count} pairs"
    expect(page.locator(".heading .answer")).to_contain_text(words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_change_is_said_in_the_same_numbers_on_the_page_that_explains_it(page, language):
    visit(page, YEAR + language)
    link = page.locator(".block-trends .lines a").first
    first, last = re.split(r"\s*→\s*", link.inner_text())
    link.click()
    page.wait_for_url("**/why*")
    sentence = page.locator(".heading .answer")
    expect(sentence).to_contain_text(first)
    expect(sentence).to_contain_text(last)


def test_a_year_of_the_strip_is_one_click_away(page):
    visit(page, YEAR + "zh")
    page.locator(".years a", has_text="2020").click()
    page.wait_for_url("**y=2020*")
    expect(page.locator("h1")).to_contain_text("2020")
    expect(page.locator(".block-compliance .lines")).to_contain_text("未收到")


def test_a_phone_sees_the_newest_years_first_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, "/?dataset=demo")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    on = page.locator(".years .is-on").bounding_box()
    assert on["x"] + on["width"] <= 390


def test_nothing_of_the_first_page_is_held_free_for_what_is_not_there(page):
    """A tile was as high as the one beside it, the head kept a second line for pages it has not."""
    for path in ("/", "/?dataset=demo&y=2024", "/?county=420104"):
        visit(page, path)
        assert page.locator(".header").bounding_box()["height"] < 70
        free = page.locator(".block .enter").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top"
            " - one.previousElementSibling.getBoundingClientRect().bottom)"
        )
        assert max(free, default=0) < 32, path


def test_no_serious_barrier(browser, address):
    hrefs = ("/", YEAR + "zh", YEAR + "en", "/?y=1990")
    assert barriers(browser, address, hrefs) == []
