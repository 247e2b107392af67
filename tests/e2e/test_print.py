"""Printed pages: what a chart says on the screen stands whole on the paper."""

import io
import re
import unicodedata

import pdfplumber
import pytest

from pipelines.catalogue.load import radicals
from tests.e2e.conftest import WAIT, visit

pytestmark = pytest.mark.e2e
PAGES = (
    *(f"{path}?dataset=demo" for path in ("/counts", "/mix", "/trends", "/requests", "/reviews")),
    "/counts?dataset=demo&by=year",
    "/counts",  # of hundreds
    "/why",
)
SHEETS = {"/requests": 3, "/reviews": 2}  # of more charts than a sheet holds
LABELS = """[...document.querySelectorAll('.js-plotly-plot svg text')]
    .map(text => text.textContent.replace(/\\s/g, '')).filter(Boolean)"""


def plain(text):
    """Return a text without blanks, in plain characters: some print as a radical."""
    return "".join(unicodedata.normalize("NFKC", text).translate(radicals()).split())


def printed(page):
    """Return the sheets of a page as texts without blanks, of what lies on the sheet."""
    data = page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            plain("".join(one["text"] for one in sheet.within_bbox(sheet.bbox).chars))
            for sheet in document.pages
        ]


@pytest.mark.parametrize(("scheme", "hrefs"), [("light", PAGES), ("dark", PAGES[:1])])
def test_every_label_of_a_chart_is_on_the_paper_and_every_sheet_says_what_it_is(
    browser, address, scheme, hrefs
):
    context = browser.new_context(
        base_url=address, color_scheme=scheme, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(WAIT * 1000)
    lost, nameless, long = {}, [], {}
    for href in hrefs:
        visit(page, href)
        page.wait_for_selector(".js-plotly-plot .main-svg")
        question = plain(page.inner_text("main h1"))
        store = page.get_attribute(".foot [data-store]", "data-store")
        sheets = printed(page)
        labels = [plain(label) for label in page.evaluate(LABELS)]
        assert labels, href
        pieces = {piece for label in labels for piece in re.findall(r"[\w.%]+", label)}
        missing = sorted(piece for piece in pieces if not any(piece in sheet for sheet in sheets))
        if missing:
            lost[href] = missing
        if len(sheets) > SHEETS.get(href.partition("?")[0], 1):
            long[href] = len(sheets)
        nameless += [
            (href, number)
            for number, sheet in enumerate(sheets, 1)
            if question not in sheet or store not in sheet or f"{number}/{len(sheets)}" not in sheet
        ]
    context.close()
    assert not lost
    assert not nameless
    assert not long


def test_paper_scrolls_nothing_and_offers_nothing_to_press(page):
    """Two texts beside each other were cut at a window's height and printed over what follows."""
    page.emulate_media(media="print")
    alike = "left=990101005:2023&right=990101006:2023"
    for href in (
        f"/similarity?dataset=demo&{alike}",
        "/roster?county=420104",
        "/county/420104",
        "/?dataset=demo",
    ):
        visit(page, href)
        cut = page.locator(".table").evaluate_all(
            "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
        )
        assert cut == 0, href
        assert page.locator("main :is(button, .button):visible").count() == 0, href


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tables_of_a_report_stand_whole_on_four_sheets(page, lang):
    """The last columns of table four lay beyond the sheet under their English names."""
    visit(page, f"/report/990101001/2024?dataset=demo&lang={lang}")
    page.locator(".official.form-4").wait_for()
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as document:
        beyond = [one["text"] for s in document.pages for one in s.chars if one["x1"] > s.width]
        assert beyond == []
        assert len(document.pages) == 4
