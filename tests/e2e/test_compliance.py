"""The board of filing and findings in the browser."""

import docx
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import grave, visit

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("language", "question"), [("zh", "谁按时公布了"), ("en", "Who published in time")]
)
def test_the_board_speaks_both_languages_and_is_open_to_all(page, language, question):
    visit(page, f"/compliance?dataset=demo&lang={language}")
    expect(page.locator("h1")).to_contain_text(question)
    expect(page.locator(".cell-missing")).to_have_count(1)
    expect(page.locator(".squares tbody tr")).to_have_count(8)
    page.locator(".aside a").click()
    expect(page.locator(".squares tbody tr")).to_have_count(12)
    assert grave(page) == []


def test_the_real_board_is_open_to_all(page):
    visit(page, "/compliance")
    expect(page.locator(".answer")).to_contain_text("应公布多少份不知道")
    assert grave(page) == []


def test_find_a_late_agency_and_download_its_letter(page):
    visit(page, "/compliance?dataset=demo")
    page.locator(".states a", has_text="迟发").click()
    expect(page.locator(".squares tbody tr")).to_have_count(1)
    expect(page.locator(".cell-late .word")).to_have_text("迟 71 天")
    page.locator(".to-card").click()
    page.locator(".paper-links select").select_option("2022")
    letter = page.locator(".paper-links button", has_text="整改建议书")
    expect(letter).to_be_visible()
    with page.expect_download() as waiting:
        letter.click()
    text = "\n".join(one.text for one in docx.Document(waiting.value.path()).paragraphs)
    assert "墨池镇" in text
    expect(page.locator(".score")).to_contain_text("2022")


def test_a_square_opens_the_report_a_name_its_agency_and_beside_it_are_its_findings(page):
    visit(page, "/compliance?dataset=demo")
    href = page.locator(".cell-late").first.get_attribute("href")
    assert href.startswith("/report/990101003/2022")
    name = page.locator(".squares tbody th a").first
    assert name.get_attribute("href").startswith("/agency/")
    page.locator(".squares tbody th .to-findings").first.click()
    page.wait_for_url("**/findings?**")
    expect(page.locator("h1")).to_contain_text("哪些数对不上")


def test_the_board_fits_a_phone(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, "/compliance?dataset=demo")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
