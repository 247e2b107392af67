"""The first page: one year, each number where it stands elsewhere, unknown never as nought."""

import re
from dataclasses import replace

import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.pages.compliance.answer import compliance
from components.pages.findings.answer import findings
from components.pages.overview.answer import Overview, overview
from components.pages.overview.view import draw_overview
from components.pages.questions import answer
from components.pages.requests.answer import requests
from components.pages.similarity.answer import similarity
from components.pages.why.answer import why
from components.view import View
from components.words import LANGUAGES
from pipelines.desk.recording import give_verdict
from pipelines.settings import Settings


@pytest.fixture
def asked(store, shipped):
    """Return a view asked, with a ledger of its own."""
    home = shipped.parent
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    desk = SiteContext(store, Settings(home, home / "archive", shipped, ledger))
    return lambda view: PageRequest(desk, view, store.info().digest)


def demo(**more: object) -> View:
    return View(dataset="demo", **more)


def block(page: Overview, name: str):
    return next(one for one in page.blocks if one.page == name)


def numbers(page: Overview, name: str) -> dict[str, str]:
    return {number.label: number.text for number in block(page, name).numbers}


def view_of(href: str) -> View:
    path, _, query = href.partition("?")
    return View.parse(path, f"?{query}")


def test_it_opens_on_the_newest_year_or_one_in_which_something_is_wrong(asked, store):
    page = overview(asked(demo()))
    wrong = store.findings("demo").query("status == 'fail' and severity == 'error'")
    assert str(wrong.query("axis == 'agency'")["report_year"].max()) in page.question
    assert "2025" in overview(asked(View(county="420104"))).question
    assert [year.year for year in page.years] == list(range(2018, 2026))
    assert sum(year.reports for year in page.years) == len(store.reports("demo"))
    assert "2020" in overview(asked(demo(years=(2018, 2020)))).question


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_leads_to_a_page_of_the_same_place_and_data(asked, language):
    page = overview(asked(demo(language=language, years=(2022, 2022))))
    links = [n.href for b in page.blocks for n in b.numbers]
    links += [line.href for b in page.blocks for one in b.lists for line in one.lines]
    for href in links:
        view = view_of(href)
        assert view.page != "missing"
        assert (view.dataset, view.language) == ("demo", language)
        assert view.years is not None
        assert view.years[1] == 2022


def test_filing_is_that_of_the_page_it_leads_to(asked):
    page = overview(asked(demo(years=(2020, 2020))))
    board = compliance(asked(view_of(block(page, "compliance").href)))
    counts = {words: n for _, words, n, _, _ in board.legend}
    said = numbers(page, "compliance")
    assert said["未收到"] == str(counts["未收到"]) == "1"
    assert said["按时"] == str(counts["按时"]) == "11"
    assert said["份收到 / 应报"] == "11 / 12"
    assert [line.text for one in block(page, "compliance").lists for line in one.lines] == [
        "未收到"
    ]


def test_items_add_up_to_the_table_they_lead_to(asked, store):
    number = block(overview(asked(demo())), "counts").numbers[0]
    table = answer(store, view_of(number.href)).table
    assert sum(row[4].value or 0 for row in table.rows) == float(number.text.replace(",", ""))


def test_outcomes_are_those_of_the_page_of_requests(asked):
    one = block(overview(asked(demo(years=(2022, 2022)))), "requests")
    sentence = requests(asked(view_of(one.href))).sentence
    granted = next(line for lines in one.lists for line in lines.lines if line.label == "予以公开")
    assert re.search(rf"予以公开 {granted.text} 件", sentence)
    assert one.numbers[1].text in sentence
    assert "1 份的表三读不全" in " ".join(one.notes)


def test_findings_by_kind_are_as_many_as_the_filtered_page_lists(asked):
    one = block(overview(asked(demo(years=(2023, 2023)))), "findings")
    assert one.lists
    for line in one.lists[0].lines:
        assert len(findings(asked(view_of(line.href))).frame) == int(line.text)
    for number in one.numbers:
        if int(number.text):
            assert len(findings(asked(view_of(number.href))).frame) == int(number.text)


def test_an_excluded_finding_is_no_longer_counted(asked, shipped):
    view = demo(years=(2023, 2023))
    before = block(overview(asked(view)), "findings").numbers[0]
    wanted = findings(asked(view_of(before.href))).frame["fingerprint"].iloc[0]
    ask = asked(view)
    give_verdict(ask.desk.installation, wanted, "excluded", "test", by="test")
    try:
        after = block(overview(asked(view)), "findings")
        assert int(after.numbers[0].text) == int(before.text) - 1
        assert "1 条" in " ".join(after.notes)
    finally:
        give_verdict(ask.desk.installation, wanted, "withdrawn", "test", by="test")


def test_pairs_are_as_many_as_the_page_of_similarity_lists(asked):
    one = block(overview(asked(demo(years=(2023, 2023)))), "similarity")
    for number in one.numbers:
        found = similarity(asked(view_of(number.href)))
        assert len(found.pairs) == int(number.text)


def test_a_change_of_an_agency_is_said_in_the_same_numbers_where_it_leads(asked):
    one = block(overview(asked(demo(years=(2022, 2022)))), "trends")
    line = one.lists[0].lines[0]
    first, last = line.text.split(" → ")
    sentence = why(asked(view_of(line.href))).sentence
    assert first in sentence
    assert last in sentence
    assert line.note.startswith(("+", "−"))


def test_without_a_roster_nobody_is_missing_and_the_page_says_so(asked):
    one = block(overview(asked(View())), "compliance")
    assert "应报名单未登记" in one.lead
    assert "未收到" not in numbers(overview(asked(View())), "compliance")


def test_excerpts_have_unknown_outcomes_and_no_compared_texts(asked):
    page = overview(asked(View()))
    assert "不作 0" in block(page, "requests").lead
    assert not block(page, "similarity").numbers
    assert "没有判断" in block(page, "findings").lead


def test_a_place_without_reports_or_a_stranger_is_a_designed_empty_state(asked):
    for view in (View(county="130306", years=(2013, 2013)), View(agencies=("nobody",))):
        found = overview(asked(view))
        assert isinstance(found, Empty)
        assert found.steps


def test_both_languages_say_the_same_numbers(asked):
    zh = overview(asked(demo(years=(2023, 2023))))
    en = overview(asked(replace(zh.view, language="en")))
    for one, other in zip(zh.blocks, en.blocks, strict=True):
        assert [n.text for n in one.numbers] == [n.text for n in other.numbers]
        assert [len(lines.lines) for lines in one.lists] == [len(x.lines) for x in other.lists]


@pytest.mark.parametrize("view", [View(), demo(), demo(agencies=("990101001",)), View(city="1303")])
def test_it_can_be_drawn_for_any_place(asked, view):
    assert draw_overview(asked(view)).to_plotly_json()
