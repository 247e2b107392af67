"""Reports side by side through the browser: two years of one town, and neighbours of one year."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
TOWNS = "/compare?dataset=demo&a=990101001&a=990101002&a=990101007&y=2023"
YEARS = "/compare?dataset=demo&a=990101007&y=2020..2021"
WAYS = {
    "zh": "清岚县人民政府拾穗街道办事处：2020 年、2021 年变了什么？",
    "en": "清岚县人民政府拾穗街道办事处: what changed in 2020, 2021?",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_years_of_one_town_stand_side_by_side(page, language):
    visit(page, f"{YEARS}&lang={language}")
    assert page.locator("h1").inner_text() == WAYS[language]
    row = page.locator(".columns tbody tr", has_text="107").first
    expect(row.locator("td").nth(1)).to_contain_text("118")
    expect(row.locator("td").nth(1)).to_contain_text("+11")
    expect(page.locator(".columns thead th")).to_have_count(4)
    expect(page.locator(".ribbon")).to_have_count(1)


def test_compare_two_years_of_one_town(page):
    """From the navigation to a changed figure, its lit cell, and the two texts."""
    visit(page, "/?dataset=demo")
    page.locator("nav .group").get_by_text("看数", exact=True).click()
    page.locator("nav .page").get_by_text("对比", exact=True).click()
    page.wait_for_url("**/compare**")
    page.locator(".empty .button").first.click()
    page.wait_for_url("**a=**")
    page.get_by_text("按差距大小", exact=True).click()
    page.wait_for_url("**sort=change**")
    first = page.locator(".columns tbody tr").first
    expect(first.locator(".differs")).to_have_count(1)
    expect(page.locator(".heading .answer")).to_contain_text("差得最多的是")
    page.locator(".two-texts .toggle a").first.click()
    page.wait_for_url("**show=text**")
    expect(page.locator(".texts tbody tr").first).to_be_visible()
    page.locator(".columns tbody tr").first.locator("td a").first.click()
    page.wait_for_url("**/report/**cell=**")
    expect(page.locator(".is-lit")).to_have_count(1)


def test_the_base_and_a_neighbour_are_one_click(page):
    visit(page, TOWNS)
    page.locator(".columns thead th").nth(3).get_by_text("作基准").click()
    page.wait_for_url("**mark=990101007**")
    expect(page.locator(".heading .answer")).to_contain_text("以拾穗街道为基准")
    page.locator(".onward a").first.click()
    expect(page.locator(".columns thead th")).to_have_count(6)


def test_the_files_carry_the_comparison(page):
    visit(page, TOWNS)
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_text("CSV", exact=False).click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert all("模拟区" in row for row in rows[1:])
    licence = next(row for row in rows if "licence.decisions" in row)
    assert licence[4] == "75"
    assert "+" not in "".join(licence)  # differences are numbers, not words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_report_alone_is_offered_neighbours(page, language):
    visit(page, f"/compare?dataset=demo&a=990101001&y=2022&lang={language}")
    page.locator(".empty .button").nth(1).click()
    expect(page.locator(".columns thead th")).to_have_count(4)


def test_a_phone_sees_everything_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, TOWNS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".columns thead th").first.is_visible()


def test_no_serious_barrier(browser, address):
    hrefs = (f"{YEARS}&show=text", f"{YEARS}&lang=en&sort=change", "/compare")
    assert barriers(browser, address, hrefs) == []
