"""Pictures and sentences that would say more than the data: each kind is looked for here."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from components.answers import Empty
from components.charts.lines import ChartLine
from components.charts.panels import panels_chart
from components.charts.ranking import RankingBar, ranking_chart, years_chart
from components.charts.waterfall import WaterfallStep, waterfall_chart
from components.context import PageRequest, SiteContext
from components.figures.form import forms, label
from components.figures.scope import scope_of
from components.pages.compare.rows import ComparedRow, Value, by_change
from components.pages.compare.words import of_one_unit
from components.pages.questions import answer
from components.pages.requests.answer import requests
from components.pages.requests.chart_flow import FlowBand, FlowNode, flow_chart
from components.pages.reviews.answer import reviews
from components.pages.routing import draw
from components.pages.similarity.answer import SimilarPair, _standing
from components.pages.why.answer import why
from components.unread import unread
from components.view import View
from pipelines.aggregate.rollup_relations import relations
from pipelines.aggregate.trends import constant
from pipelines.settings import Settings
from tests.unit.components.page_text import texts

DEMO = View(dataset="demo")
YEARS = (2022,)


@pytest.fixture
def desk(store, tmp_path):
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return SiteContext(store, Settings(tmp_path, tmp_path / "archive", tmp_path, ledger))


def asked(desk, view):
    return PageRequest(desk, view, desk.store.info().digest)


def test_a_median_is_of_the_same_agencies_in_every_year():
    lines = pd.DataFrame(
        [("a", 2020, 1.0), ("a", 2021, 2.0), ("b", 2020, 9.0), ("c", 2021, None)],
        columns=["agency_id", "report_year", "value"],
    )
    assert set(constant(lines, (2020, 2021))["agency_id"]) == {"a"}


@pytest.mark.parametrize("page", ["trends", "counts"])
def test_no_median_is_drawn_where_few_are_known_every_year_and_it_says_why(store, page):
    few = replace(DEMO, page=page, years=(2018, 2025)).with_own(level="department")
    found = answer(store, few)
    names = {trace.get("name") for trace in found.chart()["data"]}
    assert "中位数" not in names
    many = answer(store, replace(DEMO, page="trends", years=(2018, 2025)))
    assert "中位数" in {trace.get("name") for trace in many.chart()["data"]}
    (row,) = [row for row in many.table.rows if row[0].text == "有此数的机关数"]
    assert len({cell.value for cell in row[1:]} - {None}) == 1  # every year the same
    if page == "trends":
        assert any("没有画中位数" in note and "不足 5 个" in note for note in found.notes)
        assert all(row[0].text != "中位数" for row in found.table.rows)


def test_small_panels_have_no_median_behind_them_where_few_are_known_every_year(store):
    def drawn(view, agencies):
        chosen = replace(view, page="counts", agencies=tuple(map(str, agencies[:7])))
        return [trace.get("name") for trace in answer(store, chosen).chart()["data"]]

    everyone = store.agencies("real")
    few = everyone[everyone["county_code"] == "510811"]["agency_id"]  # one states both years
    names = drawn(View(county="510811", years=(2022, 2023)), few)
    assert len(set(names)) > 1
    assert "中位数" not in names
    many = store.agencies("demo")["agency_id"]
    assert "中位数" in drawn(replace(DEMO, years=(2018, 2025)), many)


def test_the_only_one_is_first_of_nothing(store):
    cells = store.cells("real", "disclosure.total")
    known = cells[cells["state"] == "number"]
    alone = known[known["report_year"] == 2010].iloc[0]
    view = View(page="counts", agencies=(str(alone["agency_id"]),))
    place = store.agencies("real").set_index("agency_id").loc[str(alone["agency_id"])]
    view = replace(view, county=str(place["county_code"]), years=(2010, 2010))
    sentence = answer(store, view).sentence
    assert "居第" not in sentence
    assert "没有可比的机关" in sentence


def test_the_likest_pair_leads_nobody_when_others_are_as_like():
    pair = SimilarPair("a", "b", 0.999, 1.0, 9, False, 0, ("a", "b"), "/")
    rows = pd.DataFrame({"compared_count": [3, 3, 3]})
    alike = _standing(View(), rows, (pair, replace(pair, similarity=1.0), pair))
    assert "还有 2 对" in alike
    assert "不如" not in alike
    ahead = _standing(View(), rows, (pair, replace(pair, similarity=0.7)))
    assert (
        ahead == "同组比对的 3 对里没有更像的。"
    )  # the likest of all is ahead of 100% of the others
    behind = _standing(View(), rows, (replace(pair, quantile=0.5), replace(pair, similarity=0.7)))
    assert "50% 不如" in behind
    assert _standing(View(), pd.DataFrame({"compared_count": [1]}), (pair,)) == ""


def test_the_largest_difference_is_looked_for_within_one_unit():
    def row(unit, difference):
        values = (Value("number", 1.0), Value("number", 1.0 + difference, difference=difference))
        return ComparedRow("2", unit, "", unit, unit, values, None, 0)

    rows = [row("元", 90_000.0), row("件", 3.0), row("件", -8.0)]
    assert {one.unit for one in of_one_unit(rows)} == {"件"}
    assert [one.size for one in by_change(rows)] == [8.0, 3.0, 90_000.0]


def test_one_count_has_one_share_on_a_screen(desk):
    page = requests(asked(desk, replace(DEMO, page="requests")))
    shares = dict(re.findall(r"(\d+) 件（(\d+\.\d)%）", page.sentence))
    assert shares
    flow = next(part for part in page.parts if part.name == "flow")
    drawn = " ".join(note["text"] for note in flow.make_chart(False)["layout"]["annotations"])
    for count, share in shares.items():
        others = set(re.findall(rf"\b{count} \((\d+\.\d)%\)", drawn)) - {share}
        assert not others, (count, share, others)


@pytest.mark.parametrize("ask", [requests, reviews])
def test_zeros_are_said_and_draw_no_empty_axes(desk, ask):
    everyone = desk.store.agencies("demo")["agency_id"]
    views = [replace(DEMO, agencies=(str(one),), years=(y, y)) for one in everyone for y in YEARS]
    found = [
        one for one in (ask(asked(desk, view)) for view in views) if not isinstance(one, Empty)
    ]
    zeros = [one for one in found if re.search(r"0 件(）)?。", one.sentence)]
    assert zeros
    for page in zeros:
        for part in page.parts:
            data = part.make_chart(False)["data"] if part.make_chart else []
            bars = [one for one in data if one["type"] == "bar"]
            lengths = [v for one in bars for v in one["x" if "orientation" in one else "y"]]
            assert any(lengths) or not bars, (page.scope, part.name)


def test_a_labels_approximate_number_stays_approximate(store):
    cells = store.cells("real", "disclosure.total")
    about = cells[cells["is_approximate"].eq(other=True) & (cells["state"] == "number")].iloc[0]
    year = int(about["report_year"])
    view = View(page="counts", agencies=(str(about["agency_id"]),), years=(year, year))
    texts_drawn = answer(store, view).chart()["data"][0]["text"]
    assert any(text.startswith("约 ") for text in texts_drawn)


def test_every_trace_of_a_saved_picture_has_a_name_or_no_entry_in_the_legend(store, desk):
    charts = [
        answer(store, replace(DEMO, page=page, by=by, years=years)).chart(is_narrow=narrow)
        for page in ("counts", "mix", "trends")
        for by in ("agency", "year")
        for years in (None, (2019, 2023))
        for narrow in (True, False)
    ]
    charts += [
        part.make_chart(False)
        for ask in (requests, reviews)
        for part in ask(asked(desk, DEMO)).parts
        if part.make_chart
    ]
    nameless = [
        trace
        for chart in charts
        if "legend" in chart["layout"]
        for trace in chart["data"]
        if not trace.get("name") and trace.get("showlegend", True)
    ]
    assert nameless == []


@pytest.mark.parametrize("template", ["2019", "2021"])
def test_no_relation_of_the_rule_book_shows_an_internal_id(template):
    slots = [slot for form in forms(template, "zh") for slot in form.slots()]
    told = pd.DataFrame(
        [("a", slot.indicator, slot.member, 1.0) for slot in slots],
        columns=["agency_id", "indicator", "member", "value"],
    )
    found = relations(told, template)
    assert {one.rule[:4] for one in found} >= {"R-T3", "R-T4"}
    words = [label(one.indicator, one.member, "zh", one.rule[3]) for one in found]
    assert [word for word in words if re.search(r"[a-z]{3,}", word)] == []


@pytest.mark.parametrize("is_narrow", [False, True])
def test_labels_of_bands_fit_into_their_margins(is_narrow):
    long = "Legal service organisations and other bodies"
    left, right = (FlowNode(k, long, "#123456", "1,234 (12.3%)") for k in "ab")
    chart = flow_chart([left], [right], [FlowBand("a", "b", 3.0, "")], is_narrow=is_narrow)
    margin, size = chart["layout"]["margin"], 11 if is_narrow else 13
    for note in chart["layout"]["annotations"]:
        side = "r" if note["x"] else "l"
        plain = re.sub(r"<(?!br)[^>]*>", "", note["text"])
        assert max(len(line) for line in plain.split("<br>")) * size * 0.56 < margin[side]


def test_what_an_address_asks_in_vain_is_said(desk):
    search = "?dataset=fantasy&y=abc&lang=en&utm_source=x"
    assert dict(unread("/counts", search)) == {"dataset": "fantasy", "y": "abc"}
    assert unread("/counts", "?dataset=demo&y=2020..2023&by=rank&a=990101001") == ()
    _, lines, _, _ = draw(desk, View.parse("/counts", search), search)
    said = " ".join(texts(lines))
    assert "dataset=fantasy" in said
    assert "y=abc" in said
    many = [f"9901010{n:02d}" for n in range(1, 9)]
    everyone = set(desk.store.agencies("demo")["agency_id"])
    seven = tuple(agency for agency in many if agency in everyone)[:7]
    view = View(page="compare", dataset="demo", agencies=seven)
    _, _, body, _ = draw(desk, view)
    answers = [node for node in body._traverse() if getattr(node, "className", "") == "answer"]
    assert "另有 1 份没有列出" in " ".join(word for node in answers for word in texts(node))


def test_ones_own_documents_are_not_called_excerpts(store):
    real = answer(store, View(page="counts"))
    assert "摘录" not in real.scope


@pytest.mark.parametrize("is_narrow", [False, True])
def test_what_stands_at_the_end_of_a_bar_fits_into_its_margin(is_narrow):
    """“3,128 (website)” was printed “3,128 (webs” at the end of a row of years."""
    bars = [RankingBar("a", 3128.0, "3,128 (website)", ""), RankingBar("b", 5.0, "约 5", "")]
    wide = RankingBar("c", 20.0, "20", "")
    charts = {
        "ranking": ranking_chart(bars, is_narrow=is_narrow),
        "years": years_chart(["a", "b"], ["2024"], [bars], is_narrow=is_narrow),
    }
    cut = {
        name: chart["layout"]["margin"]["r"]
        for name, chart in charts.items()
        if chart["layout"]["margin"]["r"] < len("3,128 (website)") * 12 * 0.56 + 8
    }
    assert cut == {}
    assert ranking_chart([wide])["layout"]["margin"]["r"] < 60  # short labels leave the bars room


def test_hatched_bars_name_one_ground_and_no_list_of_colours():
    """Plotly looked for the contrast of twelve colours at once, and said so with a trace."""
    charts = [
        ranking_chart(
            [RankingBar("a", 3.0, "3", ""), RankingBar("b", 2.0, "2", "", is_website=True)]
        ),
        waterfall_chart([WaterfallStep("a", 0, 1, "rest", "1", "")]),
    ]
    fills = [chart["data"][0]["marker"]["pattern"] for chart in charts]
    assert ["/" in fill["shape"] for fill in fills] == [True, True]
    assert [type(fill.get("bgcolor")) for fill in fills] == [str, str]


@pytest.mark.parametrize("page", ["requests", "reviews", "why"])
def test_how_much_a_page_counts_is_said_once(desk, page):
    """“12 agencies · 12 agencies in scope” stood under the heading and under each picture."""
    view = replace(DEMO, page=page)
    found = {"requests": requests, "reviews": reviews, "why": why}[page](asked(desk, view))
    said = texts(draw(desk, view))
    assert said.count(found.coverage) == 1
    assert found.coverage.count("12 个机关") <= 1


def test_the_mark_of_a_website_stands_after_the_unit(store):
    """“184（网站） 条” parted a number from its unit."""
    found = answer(store, View(page="counts", county="420104"))
    assert "条（网站）" in found.sentence
    assert "（网站） 条" not in found.sentence + "".join(found.notes)


def test_first_and_last_value_of_a_panel_are_not_printed_over_each_other():
    """10 and 14 of two years beside each other read 104 on a phone."""
    years = [str(year) for year in range(2015, 2026)]
    near, apart = (
        ChartLine(name, values, ("",) * 11, (0,) * 11)
        for name, values in (("a", (None,) * 9 + (10.0, 14.0)), ("b", (10.0, *(None,) * 9, 14.0)))
    )
    chart = panels_chart(years, [near, apart], None, (), is_narrow=True)
    written = [one["text"] for one in chart["layout"]["annotations"]]
    assert written == ["a", "10 → 14", "b", "10", "14"]


def test_a_value_at_a_lines_end_is_not_struck_through_by_its_line():
    """What a line falls to stands below it, and above all it spans where the axis is near."""
    shape = {"hovers": ("",) * 4, "segments": (0,) * 4}
    many = [ChartLine(name, (9000.0,) * 4, **shape) for name in "BCDEFG"]  # four beside each other
    for last, side, at in ((3128.0, "top", 3128.0), (5.0, "bottom", 4574.0)):
        line = ChartLine("A", (3568.0, 4574.0, 3900.0, last), **shape)
        notes = panels_chart([str(year) for year in range(2021, 2025)], [line, *many], None, [])
        end = notes["layout"]["annotations"][2]
        assert (end["text"], end["yanchor"]) == (f"{last:,.10g}", side)
        assert end["y"] == pytest.approx(at, rel=0.2)


def test_none_is_said_as_none_and_not_as_a_nought(store):
    """Nobody of 硚口区 states the number every year: that is no “only 0 agencies”."""
    for language, none, nought in (("zh", "没有一个机关", "0 个"), ("en", "no agency", " 0 ")):
        found = answer(store, View("trends", language, county="420104"))
        for words in (found.sentence, next(one for one in found.notes if none in one)):
            assert none in words
            assert nought not in words


def test_no_two_agencies_of_a_chart_are_called_alike_nor_by_a_code(store):
    """Two offices of one short name: their full ones say more than a code."""
    scope = scope_of(store, View("counts", county="420104"))
    two = scope.within["agency_id"].isin(scope.ids[-2:])
    alike = scope.within.assign(short_name=scope.within["short_name"].mask(two, "办公室"))
    for one in (scope, replace(scope, within=alike)):
        assert len(set(one.names.values())) == len(one.names) > 20
        assert not [name for name in one.names.values() if "420104" in name]
    full = set(scope.within.loc[two, "name"])
    assert full <= set(replace(scope, within=alike).names.values())


def test_english_sentences_of_two_agencies_stand_apart(store):
    two = "?dataset=demo&lang=en&a=990101001&a=990101002"
    assert not re.search(r"[.)]\w*'", answer(store, View.parse("/trends", two)).sentence)
