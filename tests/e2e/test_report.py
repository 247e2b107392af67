"""One report through the browser: as printed, with its findings, each figure lit in its source."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
DEMO = "/report/990101-c5bf45ba/2024?dataset=demo"
EXCERPT = "/report/130306200/2020"


def lit(page: Page) -> str:
    """Return the marked text; it must be in sight within its frame."""
    mark = page.locator(".source mark.lit")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    return mark.inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tables_stand_as_printed_with_the_findings_beside_them(page, language):
    visit(page, f"{DEMO}&lang={language}")
    assert "2024" in page.locator("h1").inner_text()
    expect(page.locator(".official")).to_have_count(3)
    expect(page.locator(".official.form-3 tbody td")).to_have_count(175)
    should = {"zh": "复算 5", "en": "recomputed 5"}[language]
    expect(page.locator("td.has-error .second")).to_have_text(should)
    expect(page.locator(".report-notes li")).not_to_have_count(0)
    expect(page.locator(".ribbon")).to_have_count(1)
    assert page.locator(".official.form-3 th .gloss").count() == (33 if language == "en" else 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_a_ranking_to_one_lit_cell(page, language):
    visit(page, f"/counts?dataset=demo&y=2023&lang={language}")
    page.click("#figure-open-table")
    row = page.locator("#figure-table tbody tr", has_text="枕霞镇")
    row.get_by_role("link", name="210", exact=True).click()
    page.wait_for_url("**/report/990101002/2023**")
    assert lit(page) == "210条"
    page.go_back()
    page.wait_for_url("**/counts**")


def test_from_the_national_ranking_to_what_is_known_of_a_report(page):
    visit(page, "/counts?y=2020")
    page.click("#figure-open-table")
    page.locator("#figure-table tbody tr", has_text="茶棚乡").locator("td.figure a").click()
    page.wait_for_url("**/report/130306200/2020**")
    expect(page.locator(".source")).to_contain_text("没有存档原文")
    expect(page.locator(".source a.outside")).to_have_count(1)
    expect(page.locator("td.state-not_captured").first).to_have_text("未采集")


def test_an_opened_source_lies_over_nothing_of_the_findings(page):
    """It stuck to the window's top while the findings below it moved under it."""
    visit(page, f"{DEMO}&cell=request.carried_in%5Btotal%5D")
    lit(page)
    page.mouse.wheel(0, 900)
    page.wait_for_function("window.scrollY > 400")
    source = page.locator(".source").bounding_box()
    heading = page.locator(".report-aside h2", has_text="核对").bounding_box()
    assert heading["y"] >= source["y"] + source["height"]
    expect(page.locator(".source")).to_be_in_viewport()


def test_clicking_a_number_lights_it_and_closing_returns(page):
    visit(page, DEMO)
    cell = page.locator(".official.form-3 tbody tr").nth(1).locator("td").last
    cell.locator("a").first.click()
    page.wait_for_url("**cell=request.carried_in**")
    assert lit(page) == "3"
    expect(cell).to_have_class(r"state-number has-error is-lit")
    expect(cell).to_be_in_viewport()
    page.locator(".official.form-2 a", has_text="5,160").click()
    page.wait_for_url("**cell=licence.decisions**")
    assert lit(page) == "5160"
    page.locator(".source .close").click()
    expect(page.locator(".source")).to_have_count(0)


def test_a_finding_and_its_cells_lead_to_each_other(page):
    visit(page, DEMO)
    page.locator("td.has-error .mark").first.click()
    expect(page.locator(".report-notes li:target")).to_be_in_viewport()
    page.locator(".report-notes li:target .spots a").first.click()
    assert lit(page)
    expect(page.locator("td.is-lit")).to_have_count(1)


def test_the_whole_text_and_the_original_are_one_click_away(page):
    visit(page, f"{DEMO}&cell=request.carried_in%5Btotal%5D")
    page.locator(".source-ways a").first.click()
    page.wait_for_url("**show=source**")
    assert lit(page) == "3"
    with page.expect_download() as waiting:
        page.locator(".source-ways a[download]").click()
    assert waiting.value.suggested_filename == "2024.html"
    assert b"<table" in Path(waiting.value.path()).read_bytes()


def test_the_years_of_an_agency_are_next_to_each_other(page):
    visit(page, DEMO)
    page.locator(".years").get_by_text("2018", exact=True).click()
    page.wait_for_url("**/2018**")
    expect(page.locator(".official.form-2014 td")).to_have_count(58)


def test_the_file_holds_every_cell(page):
    visit(page, DEMO)
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_text("CSV", exact=False).click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert all("模拟区" in row for row in rows[1:])
    assert sum(row[0] == "表三" for row in rows) == 175


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_report_says_what_is_missing_and_where_to_go(page, language):
    visit(page, f"/report/990101001/2031?dataset=demo&lang={language}")
    expect(page.locator(".empty .what")).to_contain_text("2031")
    page.locator(".empty a").first.click()
    expect(page.locator(".official")).to_have_count(3)


@pytest.mark.parametrize("width", [1024, 390])
def test_figure_and_source_are_seen_together_on_a_small_screen(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    visit(page, f"{DEMO}&cell=licence.decisions")
    assert lit(page) == "5160"
    cell, source = page.locator("td.is-lit"), page.locator(".source")
    expect(cell).to_be_in_viewport()
    assert cell.bounding_box()["y"] + 10 < source.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_prints_on_paper_without_the_controls(page):
    visit(page, DEMO)
    page.emulate_media(media="print")
    expect(page.locator(".downloads").first).not_to_be_visible()
    expect(page.locator(".official")).to_have_count(3)
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_no_serious_barrier(browser, address):
    odd = "/report/990101008/2021?dataset=demo&lang=en"
    hrefs = (f"{DEMO}&cell=request.carried_in%5Btotal%5D", odd, EXCERPT, f"{DEMO}&show=source")
    assert barriers(browser, address, hrefs) == []
