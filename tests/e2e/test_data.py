"""The page of all figures through the browser: filters, columns, pages, files and the API."""

import csv
import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
DEMO = "/data?dataset=demo"
WAYS = {"zh": "每一个数和它的出处", "en": "Every figure, and where it stands"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_grid_is_filtered_sorted_and_led_back_to_its_source(page, language):
    visit(page, f"{DEMO}&lang={language}&a=990101001&y=2022")
    assert page.locator("h1").inner_text() == WAYS[language]
    expect(page.locator(".figures tbody tr")).to_have_count(40)
    third = {"zh": "表三", "en": "Table 3"}[language]
    page.locator(".facet").get_by_text(third, exact=False).first.click()
    expect(page.locator(".facet .is-on")).to_contain_text(third)
    page.locator(".figures thead a").get_by_text({"zh": "数值", "en": "Value"}[language]).click()
    page.wait_for_url("**sort=-value**")
    expect(page.locator(".figures thead [aria-sort=descending]")).to_have_count(1)
    shown = page.locator(".figures td.figure a")
    values = [int(text.replace(",", "")) for text in shown.all_inner_texts()]
    assert values == sorted(values, reverse=True)
    shown.first.click()
    page.wait_for_url("**/report/990101001/2022**cell=**")
    expect(page.locator("main article h1")).to_be_visible()


def test_columns_are_chosen_and_the_choice_is_a_link(page):
    visit(page, DEMO)
    page.locator(".choose summary").click()
    page.locator(".choose .columns").get_by_text("原文", exact=True).click()
    page.wait_for_url("**columns=**raw**")
    expect(page.locator(".figures thead th").last).to_have_text("原文")
    page.reload()
    expect(page.locator(".figures thead th").last).to_have_text("原文")


def test_words_are_looked_for_and_pages_turned(page):
    visit(page, DEMO)
    page.locator(".data-page .search input[type=search]").fill("自然人")
    page.locator(".data-page .search button").click()
    page.wait_for_url("**q=**")
    expect(page.locator(".figures tbody tr").first).to_contain_text("自然人")
    assert "dataset=demo" in page.url
    page.locator(".pager").get_by_text("下一页").click()
    page.wait_for_url("**n=2**")
    expect(page.locator(".found").first).to_contain_text("41")


def test_the_file_has_what_the_page_says(page):
    visit(page, f"{DEMO}&state=image")
    found = page.locator(".found").first.inner_text()
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_text("CSV", exact=True).click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename == "mingcha-data-demo-image.csv"
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if not row[0].startswith("# ")]
    assert str(len(rows) - 1) in found
    assert {row[rows[0].index("value")] for row in rows[1:]} == {""}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_address_of_the_api_gives_the_figures_of_the_page(page, address, language):
    visit(page, f"{DEMO}&lang={language}&table=4&state=number")
    href = page.locator(".api a").first.get_attribute("href")
    with urllib.request.urlopen(address + href) as reply:  # noqa: S310 - our own server
        body = json.loads(reply.read())
    found = page.locator(".found").first.inner_text().replace(",", "")
    assert str(body["count"]) in found
    assert body["simulated"] is True


def test_a_phone_sees_everything_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{DEMO}&table=3&columns=agency,year,indicator_label,value,raw,address,sha256")
    page.wait_for_selector(".figures tbody tr")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_found_says_so_and_leads_on(page):
    visit(page, "/data?dataset=demo&q=zzzz")
    expect(page.locator(".empty")).to_be_visible()
    page.locator(".empty a").first.click()
    expect(page.locator(".figures tbody tr").first).to_be_visible()


def test_no_serious_barrier(browser, address):
    hrefs = (f"{DEMO}&table=3", "/data?lang=en", "/data?q=zzzz")
    assert barriers(browser, address, hrefs) == []
