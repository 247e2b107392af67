"""Finding the way by mouse, keyboard and on a phone, and what holds on every page."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, typed, visit

pytestmark = pytest.mark.e2e


def test_the_first_screen_opens_on_the_real_sample_and_leads_to_the_simulated_one(page):
    visit(page, "/")
    expect(page.locator(".ribbon")).to_have_count(0)
    expect(page.locator(".places li").first).to_contain_text("46 份年报")
    page.locator(".trace .is-lit a").click()  # the number leads to its cell
    page.wait_for_url("**/report/**cell=request.received**")
    page.go_back()
    page.locator(".doors").get_by_text("看模拟区").click()
    expect(page.locator(".ribbon")).to_contain_text("模拟数据")
    assert "应报 12 份" in page.locator(".answer").inner_text()
    assert "错误 0 条" not in page.locator(".answer").inner_text()
    assert "dataset=demo" in page.url


@pytest.mark.parametrize(("lang", "width"), [("zh", 1440), ("en", 390)])
def test_five_groups_lead_to_every_page_by_the_keyboard(page, lang, width):
    page.set_viewport_size({"width": width, "height": 844})
    visit(page, f"/counts?lang={lang}")
    reached = []
    for place in range(1, 5):
        page.locator("nav .group").nth(place).focus()
        page.keyboard.press("Enter")
        group = page.locator("nav .group.is-in[aria-current]")
        expect(group).to_have_count(1)
        expect(page.locator("nav .group").nth(place)).to_have_class(re.compile("is-in"))
        expect(page.locator("nav .page[aria-current=page]")).to_have_count(1)
        assert page.locator(".header").bounding_box()["height"] <= 120
        reached += page.locator("nav .page").evaluate_all("all => all.map(one => one.pathname)")
    assert reached == [
        *("/counts", "/mix", "/trends", "/why", "/requests", "/reviews", "/compare", "/rollup"),
        *("/findings", "/compliance", "/similarity", "/import", "/tasks", "/roster", "/history"),
        *("/data", "/about"),
    ]
    visit(page, "/counts")  # what has nothing to show of these data says so before it is opened
    expect(page.locator("nav .is-bare")).to_have_count(2)
    expect(page.locator("nav .is-bare").first).to_contain_text("无数据")


def test_three_townships_of_my_county_over_four_years_as_excel_in_five_clicks(page):
    page.add_init_script("""window.clicks = Number(sessionStorage.clicks || 0);
        addEventListener("click", event => {
            if (event.isTrusted) { sessionStorage.clicks = window.clicks += 1; }
        }, true);""")
    visit(page, "/")
    box = page.locator(".hero .place-box input")  # the cursor is in it already
    expect(box).to_be_focused()
    page.keyboard.type("湖口 流泗 大垅 武山 2020-2023")
    first = page.locator(".hero .place-drop li.is-at")
    expect(first).to_contain_text("流泗镇、大垅乡、武山镇")
    first.click()
    expect(page.locator("h1")).to_have_text("谁公开得多？")
    expect(page.locator(".scope")).to_contain_text("湖口县")
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_text("Excel").first.click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any("流泗" in str(cell) for row in rows for cell in row)
    assert page.evaluate("window.clicks") <= 5


def test_the_box_is_worked_by_the_keyboard_and_names_what_has_no_report(page):
    visit(page, "/counts?y=2016")
    box = page.locator(".header .place-box input")
    box.focus()
    box.fill("hukou")
    first = page.locator(".header .place-drop li").first
    expect(first).to_contain_text("湖口县")
    expect(first).to_contain_text("2016 年无年报")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(page.locator("#shell-live")).to_contain_text("个选择")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("没有这个县")
    expect(page.locator(".header .place-note")).to_contain_text("没有收录")


def test_my_county_is_remembered_on_this_computer_and_left_in_one_click(page):
    visit(page, "/counts")
    typed(page, "anxi")
    expect(page.locator(".chips")).to_contain_text("安溪县")
    mine = page.locator(".header .mine")
    expect(mine).to_contain_text("我的县：安溪县")
    visit(page, "/about")
    mine.locator("a").click()
    page.wait_for_url("**/county/350524")
    expect(page.locator("h1")).to_have_text("安溪县")
    mine.locator("button").click()
    expect(mine).to_be_hidden()


def test_an_agency_has_a_page_of_its_own_with_its_years(page):
    visit(page, "/county/350524")
    page.locator("main table th a").first.click()
    page.wait_for_url("**/agency/350524*")
    expect(page.locator(".agency table tbody tr").first).to_contain_text("20")
    page.locator(".agency table td.figure a").first.click()
    page.wait_for_url("**/report/350524**")


def test_a_stranger_in_the_link_is_told_and_one_click_leads_on(page):
    visit(page, "/counts?a=130306999")
    expect(page.locator(".empty")).to_contain_text("130306999")
    page.locator(".empty a").first.click()
    expect(page.locator("#figure-sentence")).to_be_visible()


def test_the_scheme_switches_and_is_remembered(page):
    visit(page, "/counts")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("[data-act=scheme]")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    page.wait_for_selector("main article h1")
    assert page.evaluate(ground) == dark


def test_the_keyboard_reaches_the_content_first(page):
    visit(page, "/counts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["/", "/counts", "/mix", "/trends?dataset=demo", "/history"])
def test_a_phone_has_its_filters_in_a_sheet_and_nothing_sticks_out(page, path):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, path)
    expect(page.locator("#shell-live")).not_to_be_empty()  # what is drawn late is drawn
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".header").bounding_box()["height"] <= 120
    here = page.locator("nav .is-here").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390
    if path in ("/", "/history"):  # nothing is chosen there
        return
    expect(page.locator("#filters-bar")).to_be_hidden()
    page.click("#filters-words")
    expect(page.locator("#filters-bar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#filters-bar")).to_be_hidden()


def test_every_page_has_one_heading_and_its_landmarks(page):
    own = ("/agency/990101007?dataset=demo", "/county/420104")
    for path in ("/", "/counts", "/mix", "/trends", "/counts?a=nobody", *own):
        visit(page, path)
        assert page.locator("h1").count() == 1
        for landmark in ("header", "header nav", "main", "footer"):
            assert page.locator(f".shell {landmark}").count() == 1
        expect(page.locator("#shell-live")).not_to_be_empty()


def test_no_page_has_a_serious_barrier(browser, address):
    hrefs = ("/", "/counts", "/mix?dataset=demo", "/trends?dataset=demo&lang=en", "/nope")
    hrefs += ("/agency/990101007?dataset=demo", "/county/420104?lang=en")
    assert barriers(browser, address, hrefs) == []


SHIFTS = """window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(
    one => { window.shift += one.hadRecentInput ? 0 : one.value; }
)).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_moves_under_its_reader(page, width):
    page.add_init_script(SHIFTS)
    page.set_viewport_size({"width": width, "height": 844})
    moved = {}
    for path in ("/", "/counts", "/mix", "/trends", "/requests", "/?", "/compliance", "/about"):
        visit(
            page, f"{path}{'' if path in ('/', '/about') else '?dataset=demo'}".replace("??", "?")
        )
        if path in {"/counts", "/mix", "/trends"}:
            page.wait_for_selector("#figure-graph .main-svg")
        expect(page.locator("#shell-live")).not_to_be_empty()
        moved[path] = page.evaluate("window.shift")
    assert {path: shift for path, shift in moved.items() if shift > 0.05} == {}
