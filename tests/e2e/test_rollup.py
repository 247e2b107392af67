"""The district's sum through the browser: who is missing, who gave a cell, the workbook to send."""

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, visit
from tests.unit.components.rollup_truth import FORMS, expected

pytestmark = pytest.mark.e2e
DEMO = "/rollup?dataset=demo&y=2020"
WAYS = {
    "zh": ("清岚县 2020 年全区合计是多少，缺哪几家？", "缺 1 家：浣月乡"),
    "en": ("清岚县 2020: what do all agencies add up to, and who is missing?", "1 missing: 浣月乡"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_the_sum_and_who_is_missing(page, language):
    question, missing = WAYS[language]
    visit(page, f"{DEMO}&lang={language}")
    assert page.locator("h1").inner_text() == question
    expect(page.locator(".heading .answer")).to_contain_text(missing)
    expect(page.locator(".missing .is-no_report")).to_have_count(1)
    assert page.locator("table.official").count() == 3
    assert page.locator("td.sum").count() == 198
    assert page.locator("td.is-partial").count() == 198
    expect(page.locator(".ribbon")).to_have_count(1)


def test_no_line_of_a_heading_ends_between_a_year_and_its_word(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, "/rollup?county=420104&y=2025")
    lines = page.locator("h1 .whole-word").evaluate("one => one.getClientRects().length")
    assert (page.inner_text("h1 .whole-word"), lines) == ("2025 年", 1)


def test_make_the_districts_roll_up(page, tmp_path):
    """From the navigation to the workbook, whose sums are those of the documents."""
    visit(page, "/?dataset=demo")
    page.locator("nav .group").get_by_text("看数", exact=True).click()
    page.locator("nav .page").get_by_text("汇总", exact=True).click()
    page.wait_for_url("**/rollup**")
    page.locator(".heading .toggle").get_by_text("2020", exact=True).click()
    page.wait_for_url("**y=2020**")
    expect(page.locator(".heading .answer")).to_contain_text("缺 1 家：浣月乡")
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_text("Excel", exact=False).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sums = {row[0]: row for row in book["来源"].iter_rows(min_row=2, values_only=True)}
    assert book["缺报名单"]["A2"].value == "浣月乡"  # right under the names of the columns
    assert sums
    truth = expected(2020)
    table = {str(row[0].value): row for row in book["表三"].iter_rows()}
    received = table["一、本年新收政府信息公开申请数量"]
    assert received[9].value == truth["request.received[total]"][0]
    numbers = [cell.value for row in book["表四"].iter_rows() for cell in row]
    told = [value for value in numbers if isinstance(value, int | float)]
    assert told == [value for key, (value, _) in truth.items() if key.split(".")[0] in GROUPS]


GROUPS = {"review", "suit_direct", "suit_after_review"}


def test_every_year_of_the_demo_agrees_with_its_documents(page):
    for year in sorted(FORMS)[-2:]:
        visit(page, f"/rollup?dataset=demo&y={year}")
        shown = page.locator("#table-4 td.sum > a").all_inner_texts()
        truth = [v for key, (v, _) in expected(year).items() if key.split(".")[0] in GROUPS]
        assert [float(one.replace(",", "")) for one in shown] == truth


def test_from_a_sum_to_the_one_report_behind_it(page):
    visit(page, DEMO)
    page.locator("#table-3 td.sum > a").nth(6).click()
    page.wait_for_url("**cell=request.received**")
    given = page.locator(".given tbody tr")
    expect(given).to_have_count(12)
    expect(page.locator(".given td.is-no_report")).to_have_text("✕ 缺报")
    given.first.locator("td a").click()
    page.wait_for_url("**/report/**")
    expect(page.locator("td.is-lit")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_county_there_are_counties_to_choose(page, language):
    visit(page, f"/rollup?lang={language}")
    page.locator(".empty .button").nth(1).click()
    page.wait_for_url("**county=**")
    expect(page.locator(".missing")).to_be_visible()


def test_a_phone_sees_everything_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, DEMO)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_serious_barrier(browser, address):
    hrefs = (f"{DEMO}&cell=request.received[total]", "/rollup?dataset=demo&y=2023&lang=en")
    assert barriers(browser, address, hrefs) == []
