"""The pages of figures in the browser: what is chosen, drawn, copied and saved."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import typed, visit

pytestmark = pytest.mark.e2e
TOWN = "990101001"


def sentence(page: Page) -> str:
    return page.locator("#figure-sentence").inner_text()


def drawn(page: Page) -> list[dict]:
    """Return the traces the chart library has drawn."""
    page.wait_for_selector("#figure-graph .main-svg")
    return page.evaluate(
        "document.querySelector('#figure-graph .js-plotly-plot').data"
        ".map(t => ({type: t.type, x: t.x, y: t.y, name: t.name}))"
    )


def choose(page: Page, control: str, text: str) -> None:
    """Open a control of the bar, search and take the first option that fits, and close it."""
    before = page.url
    page.click(f"#filters-{control}")
    menu = page.locator(".dash-dropdown-content")
    search = menu.locator("input[type=search]")
    if search.count():
        search.fill(text)
    menu.locator(".dash-dropdown-option", has_text=re.compile(text)).first.click()
    if menu.is_visible():
        page.keyboard.press("Escape")
    page.wait_for_function("before => location.href !== before", arg=before)


def table(page: Page) -> list[list[str]]:
    """Turn to the table and return its rows as they are shown, the head first."""
    page.click("#figure-open-table")
    page.wait_for_selector("#figure-table table")
    rows = page.locator("#figure-table tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def saved(page: Page, words: str, held: str = "chosen") -> Path:
    with page.expect_download() as waiting:
        page.locator(f".files-{held}").get_by_text(words, exact=True).click()
    return Path(waiting.value.path())


@pytest.mark.parametrize("path", ["/counts", "/mix", "/trends"])
def test_choosing_a_town_and_a_year_changes_every_view_and_back_undoes_it(page, path):
    visit(page, f"{path}?dataset=demo")
    whole = (sentence(page), drawn(page))
    typed(page, "鹤汀")
    expect(page.locator(".scope")).to_contain_text("鹤汀")
    assert f"a={TOWN}" in page.url
    town = (sentence(page), drawn(page))
    assert town[0] != whole[0]
    choose(page, "last", "2022")
    expect(page.locator(".scope")).to_contain_text("2022")
    assert "y=2018..2022" in page.url
    assert (sentence(page), drawn(page)) != town
    page.go_back()
    page.wait_for_function(
        "text => document.querySelector('#figure-sentence')?.innerText === text", arg=town[0]
    )
    expect(page.locator("#filters-last")).to_contain_text("全部年份")
    page.go_back()
    page.wait_for_function(
        "text => document.querySelector('#figure-sentence')?.innerText === text", arg=whole[0]
    )
    expect(page.locator(".chips .chip")).to_have_count(0)


def test_a_place_is_found_by_typing_and_left_by_its_chip(page):
    visit(page, "/counts")
    typed(page, "安溪")
    expect(page.locator(".scope")).to_contain_text("安溪县")
    assert "province=35&city=3505&county=350524" in page.url
    assert all("安溪" in row[1] for row in table(page)[1:])
    page.locator(".chips .leave").click()
    expect(page.locator(".chips .chip")).to_have_count(0)


def test_another_indicator_changes_the_ranking(page):
    visit(page, "/counts?dataset=demo")
    before = drawn(page)
    choose(page, "indicator", "行政许可：处理决定数量")
    expect(page.locator("#figure-sentence")).to_contain_text("行政许可")
    assert drawn(page) != before
    assert "i=licence.decisions" in page.url


def test_the_language_switches_the_page_and_the_numbers_stay(page):
    visit(page, "/trends?dataset=demo")
    before = drawn(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("How has it changed?")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("How has it changed? · Mingcha")
    expect(page.locator(".ribbon")).to_contain_text("Simulated data")
    assert [trace["y"] for trace in drawn(page)] == [trace["y"] for trace in before]
    page.go_back()
    expect(page.locator("h1")).to_have_text("各年怎样变化？")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize(
    "href",
    [
        "/counts?dataset=demo&y=2023",
        "/counts?province=22",
        "/mix?dataset=demo&d=channel",
        "/trends?dataset=demo&a=990101001&a=990101002",
    ],
)
def test_files_say_what_the_screen_shows(page, href):
    visit(page, href)
    shown = table(page)
    body = list(csv.reader(io.StringIO(saved(page, "CSV", "seen").read_text("utf-8-sig"))))
    assert len(body) == len(shown)
    for told, seen in zip(body[1:], shown[1:], strict=True):
        for text, words in zip(told, seen, strict=False):  # after them: of which data, and notes
            number = re.sub(r" \(.*|,", "", words).removeprefix("约 ")
            assert text in {words, number} or words.startswith(text)
            assert text or not words or words in told[-1]
    sheet = openpyxl.load_workbook(io.BytesIO(saved(page, "Excel", "seen").read_bytes()))
    sheet = sheet.worksheets[0]
    told = [list(row) for row in sheet.values][-len(shown) + 1 :]
    assert [str(row[-1]) for row in told] == [row[len(shown[0]) - 1] for row in body[1:]]
    assert ("模拟数据" in sheet.title) == ("demo" in href)
    rows = list(csv.reader(io.StringIO(saved(page, "CSV").read_text("utf-8-sig"))))
    label = page.locator(".files-chosen .label").inner_text()
    assert f"（{len(rows) - 1:,} 行）" in label
    full = saved(page, "CSV", "all").read_text("utf-8-sig")
    assert full.splitlines()[1].startswith("demo," if "demo" in href else "real,")
    assert len(full.splitlines()) > len(shown)


def test_sentence_link_and_table_are_copied(browser, address):
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    visit(page, "/counts?dataset=demo&y=2023&show=table")
    read = "navigator.clipboard.readText()"
    for what, expected in (
        ("sentence", page.locator(".answer").inner_text()),
        ("link", page.url),
    ):
        page.click(f"[data-copy={what}]")
        expect(page.locator(f"[data-copy={what}].is-done")).to_be_visible()
        assert page.evaluate(read) == expected
    page.click("[data-copy=table]")
    expect(page.locator("[data-copy=table].is-done")).to_be_visible()
    rows = [line.split("\t") for line in page.evaluate(read).splitlines()]
    assert len(rows) == 13
    assert len({len(row) for row in rows}) == 1
    assert rows[1][0] == "1"
    context.close()


def test_pictures_carry_question_answer_source_and_badge(page):
    visit(page, "/counts?dataset=demo")
    drawn(page)
    svg = saved(page, "SVG", "picture").read_text("utf-8")
    for words in ("谁公开得多？", "中位数 284.5", "来源：", "模拟数据", "鹤汀镇"):
        assert words in svg
    png = saved(page, "PNG", "picture").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2160


def test_an_open_table_stays_open_while_the_filter_moves(page):
    visit(page, "/counts?dataset=demo")
    assert len(table(page)) == 13
    choose(page, "last", "2020")
    expect(page.locator("#figure-table")).to_contain_text("2020")
    assert page.locator("#figure-table").is_visible()


def test_the_mix_turns_to_years_and_counts(page):
    visit(page, "/mix?dataset=demo")
    page.get_by_role("link", name="按年份").click()
    page.wait_for_url("**by=year*")
    expect(page.locator(".scope")).to_contain_text("2018–2025")
    page.get_by_role("link", name="数量", exact=True).click()
    page.wait_for_url("**measure=count*")
    page.wait_for_function(
        "() => Math.max(...document.querySelector('#figure-graph .js-plotly-plot').data[0].x) > 1"
    )
    assert drawn(page)[0]["y"] == [str(year) for year in range(2018, 2026)]
    bars = page.locator("#figure-graph .barlayer .trace").first.locator(".point path")
    heights = [bar.bounding_box()["height"] for bar in bars.all()]
    assert len(heights) == 8
    assert min(heights) > 10


def test_a_link_opens_elsewhere_as_it_was(page, browser, address):
    visit(page, "/mix?dataset=demo&by=year&d=channel&y=2020..2023&lang=en")
    elsewhere = browser.new_page(base_url=address)
    visit(elsewhere, page.url)
    assert sentence(elsewhere) == sentence(page)
    assert drawn(elsewhere) == drawn(page)
    elsewhere.close()
