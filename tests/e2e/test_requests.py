"""The page about requests through the browser, in both languages and both schemes."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import barriers, visit

pytestmark = pytest.mark.e2e
DEMO = "/requests?dataset=demo"
WAYS = {"zh": "谁在申请，得到了什么答复？", "en": "Who asks, and what do they get?"}
PARTS = ("flow", "stack", "reasons", "chain")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_draws_its_four_pictures_in_both_languages(page, language):
    visit(page, f"{DEMO}&lang={language}")
    assert page.locator("h1").inner_text() == WAYS[language]
    assert "733" in page.locator(".heading .answer").inner_text()
    for part in PARTS:
        expect(page.locator(f".part-{part} .main-svg").first).to_be_visible()
    expect(page.locator(".ribbon")).to_have_count(1)
    assert page.locator(".figure > .badge").count() == len(PARTS)


def test_years_and_counts_are_links_and_back_undoes_them(page):
    visit(page, DEMO)
    part = page.locator(".part-stack")
    first = part.locator(".lead").inner_text()
    part.get_by_text("按年份", exact=True).click()
    page.wait_for_url("**by=year**")
    expect(part.locator(".lead")).to_contain_text("2019 年")
    part.get_by_text("件数", exact=True).click()
    page.wait_for_url("**measure=count**")
    page.go_back()
    page.go_back()
    expect(part.locator(".lead")).to_have_text(first)


def test_from_the_broken_joint_to_its_agency(page):
    visit(page, DEMO)
    chain = page.locator(".part-chain")
    expect(chain.locator(".lead")).to_contain_text("1 处不等")
    chain.locator(".onward a").click()
    page.wait_for_url("**a=990101007**")
    expect(chain.locator(".annotation-text", has_text="1 ≠ 0")).to_have_count(1)
    chain.get_by_role("link", name="表", exact=True).click()
    expect(chain.locator("td.state-broken")).to_have_text("✕ 1 ≠ 0")


def test_each_picture_and_the_table_can_be_saved(page):
    visit(page, DEMO)
    page.wait_for_selector(".part-flow .main-svg")
    with page.expect_download() as waiting:
        page.locator(".part-flow [data-export=svg]").click()
    assert waiting.value.suggested_filename == "明察-依申请-模拟数据-从申请人到办理结果.svg"
    picture = Path(waiting.value.path()).read_text("utf-8")
    assert "从申请人到办理结果" in picture
    assert "模拟数据" in picture
    with page.expect_download() as waiting:
        page.locator(".dossier > .downloads").get_by_text("CSV", exact=False).click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert all("模拟区" in row for row in rows[1:])
    assert any("住房和城乡建设局" in row[0] for row in rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_real_excerpts_say_kindly_that_they_lack_the_table(page, language):
    visit(page, f"/requests?lang={language}")
    expect(page.locator(".empty")).to_contain_text("1019")
    page.locator(".empty a").last.click()
    expect(page.locator(".part-flow .main-svg").first).to_be_visible()


def test_a_phone_sees_everything_and_nothing_sticks_out(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{DEMO}&by=year")
    page.wait_for_selector(".part-chain .main-svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_serious_barrier(browser, address):
    hrefs = (DEMO, f"{DEMO}&by=year&lang=en", "/requests")
    assert barriers(browser, address, hrefs) == []
