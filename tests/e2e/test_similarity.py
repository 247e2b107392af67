"""Copied texts in the browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import grave, visit

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("language", "question"), [("zh", "谁的文字雷同"), ("en", "Whose texts are alike")]
)
def test_from_the_map_to_the_two_texts(page, language, question):
    visit(page, f"/similarity?dataset=demo&y=2023..2023&lang={language}")
    expect(page.locator("h1")).to_contain_text(question)
    expect(page.locator(".map td.tint-0")).to_have_count(2)
    page.locator(".map td.tint-0 a").first.click()
    expect(page.locator(".texts mark").nth(4)).to_be_visible()
    assert "left=990101005" in page.url
    assert grave(page) == []


def test_the_years_of_agencies_are_open_to_all(page):
    visit(page, "/similarity?dataset=demo")
    page.locator(".toggle a", has_text="与上一年之间").click()
    expect(page.locator(".map.of-years")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert grave(page) == [], scheme


def test_excerpts_are_said_not_to_have_been_compared(page):
    visit(page, "/similarity")
    expect(page.locator(".empty .what")).to_contain_text("没有比对过文字")


def test_the_map_fits_a_phone(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, "/similarity?dataset=demo")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
