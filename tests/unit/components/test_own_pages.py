"""The pages of one agency and of one county, and the first sight of the site."""

import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.pages.agency.answer import agency
from components.pages.county.answer import county
from components.pages.overview.landing import landing
from components.pages.routing import bare_pages
from components.view import View
from components.words import LANGUAGES
from pipelines.settings import Settings


@pytest.fixture
def asked(store, shipped):
    home = shipped.parent
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    desk = SiteContext(store, Settings(home, home / "archive", shipped, ledger))
    return lambda path, search="": PageRequest(desk, View.parse(path, search), store.info().digest)


def column(page, at):
    return [row[at].text for row in page.table.rows]


def test_an_agency_shows_all_its_years_and_each_number_leads_to_its_cell(asked, store):
    page = agency(asked("/agency/990101007", "?dataset=demo"))
    reports = store.reports("demo", ["990101007"])
    assert column(page, 0) == [str(year) for year in sorted(reports["report_year"])[::-1]]
    totals = store.cells("demo", "disclosure.total", None, ["990101007"])
    assert [row[1].value for row in page.table.rows] == list(totals["value"])[::-1]
    assert page.table.rows[0][1].href.startswith("/report/990101007/2025?dataset=demo&cell=")
    assert any("/ 12" in text for text in column(page, 2))
    assert any("错误" in text for text in column(page, -2))


def test_an_excerpts_unknown_is_not_captured_and_the_kind_of_a_number_is_said(asked):
    page = agency(asked("/agency/420104"))
    assert "（网站）" in "".join(column(page, 1))
    assert "未采集" in column(page, 4)
    assert "武汉市硚口区（2015）" in "".join(page.notes)  # a former name
    assert "不等于无误" in page.sentence


def test_the_years_under_both_spellings_of_a_name_stand_on_one_page(asked):
    page = agency(asked("/agency/420104-05724f9c"))  # 硚口区人民政府办公室, 硚口区政府办公室
    assert column(page, 0) == ["2025", "2024", "2023"]
    assert any("硚口区人民政府办公室（2023–2024）" in note for note in page.notes)


def test_a_stranger_and_a_place_without_reports_are_told(asked):
    assert isinstance(agency(asked("/agency/nobody")), Empty)
    assert isinstance(county(asked("/county/110101")), Empty)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_county_lists_its_agencies_by_years(asked, store, language):
    page = county(asked("/county/420104", f"?lang={language}"))
    assert "28" in page.scope
    assert "46" in page.scope
    assert len(page.table.rows) == 28
    assert page.table.rows[0][0].href.startswith("/agency/420104")
    known = sum(cell.value is not None for row in page.table.rows for cell in row[2:])
    everyone = store.agencies("real").query("county_code == '420104'")["agency_id"].tolist()
    cells = store.cells("real", "disclosure.published", None, everyone)
    assert known == cells["value"].notna().sum()


def test_the_first_sight_offers_places_to_compare_and_proves_its_promise(asked):
    page = landing(asked("/"))
    assert [card.name for card in page.places[:2]] == ["硚口区", "安溪县"]
    assert page.first.question == "硚口区"
    assert "1,019" in page.covered
    assert len(page.bars) > 2
    trace = page.trace
    a, b, c, d = (int(cell.text) for cell in trace.cells)
    assert a + b != c + d
    assert f"{a} + {b} ≠ {c} + {d}" in trace.says
    assert any(bar.is_chosen and bar.text == str(a) for bar in trace.bars)


def test_pages_with_nothing_to_show_of_excerpts_say_so_in_the_navigation(store):
    assert bare_pages(store, "real") == {"requests", "reviews", "similarity"}
    assert bare_pages(store, "demo") == set()
