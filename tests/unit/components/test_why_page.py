"""Why it changed: the waterfall ends where the year's number is, and names what it cannot tell."""

import csv
import io
from dataclasses import replace

import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.pages.questions import answer
from components.pages.why.answer import why
from components.pages.why.steps import YearChange
from components.view import View
from pipelines.settings import Settings
from tests.unit.components.page_text import page_text

TOWN = ("990101007",)
DEMO = View("why", dataset="demo", years=(2023, 2024))
VIEWS = {
    "agencies": DEMO,
    "categories of several": DEMO.with_own(per="category"),
    "categories": replace(DEMO, agencies=TOWN),
    "channels": replace(DEMO, agencies=TOWN).with_own(per="channel"),
    "applicants": replace(DEMO, agencies=TOWN, indicator="request.received"),
    "results": replace(DEMO, indicator="outcome.total", years=(2019, 2025)).with_own(per="result"),
    "across forms": replace(DEMO, indicator="disclosure.total", years=(2018, 2019)),
    "real, with a rest": View("why", county="420104", years=(2024, 2025)),
    "newest": View("why", dataset="demo"),
}


@pytest.fixture
def asking(store, tmp_path):
    desk = SiteContext(store, Settings(tmp_path, tmp_path, tmp_path, "sqlite://"))
    return lambda view: PageRequest(desk, view, store.info().digest)


def change_of(found) -> YearChange:
    return found.parts[0].make_table.args[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_every_step_starts_where_the_last_ended_and_the_last_ends_at_the_number(
    asking, store, name, language
):
    found = why(asking(replace(VIEWS[name], language=language)))
    change = change_of(found)
    bars, at = change.bars, 0.0
    assert (bars[0].start, bars[0].end) == (0, 0)
    assert (bars[-1].start, bars[-1].end) == (0, change.after - change.before)
    wrong = []
    for step in bars[1:-1]:
        if step.start != pytest.approx(at):
            wrong.append((step.name, step.start, at))
        at = step.end
    assert wrong == []
    assert at == pytest.approx(bars[-1].end)
    view = change.view
    cells = store.cells(view.dataset, change.definition.indicator, None, (), view.years)
    cells = cells[cells["agency_id"].isin(change.paired["agency_id"])]
    by_year = cells.groupby("report_year")["value"].sum()
    assert [by_year[year] for year in view.years] == [change.before, change.after]
    for is_narrow in (False, True):
        assert len(found.parts[0].make_chart(is_narrow)["data"][0]["x"]) == len(bars)


def test_what_one_year_alone_states_is_hatched_named_and_no_rise(asking):
    found = why(asking(VIEWS["real, with a rest"]))
    change = change_of(found)
    rest = [step for step in change.bars if step.kind == "rest"]
    assert rest
    assert "说不清" in found.parts[0].sentence
    assert "只有 2024 年写明：审计公开 7" in " ".join(found.parts[0].notes)
    once = {row["key"] for side in ("then", "now") for row in change.stated_once(side)}
    assert once
    assert not once & {row["key"] for row in change.moved}
    rows = {row[0].text: row for row in found.parts[0].table.rows}
    assert rows["审计公开"][2].text == "–"
    assert rows["审计公开"][3].value is None


def test_a_step_is_a_door_to_the_cell_or_to_the_agency_s_own_change(asking):
    own = change_of(why(asking(VIEWS["categories"]))).bars
    assert all("/report/990101007/2024" in s.href and "cell=" in s.href for s in own[1:-1])
    several = change_of(why(asking(VIEWS["agencies"]))).bars
    assert all(s.href.startswith("/why?") and "&a=" in s.href for s in several[1:-1])


def test_the_whole_state_is_in_the_address_and_in_the_files(client, asking, store, tmp_path):
    view = VIEWS["channels"]
    assert View.parse(view.path, view.search()) == view
    settings = Settings(tmp_path, tmp_path, tmp_path, f"sqlite:///{tmp_path / 'l.sqlite'}")
    assert "哪些渠道带来变化" in page_text(store, view, settings)
    sent = client.get(f"/why.csv{view.search()}").data.decode("utf-8-sig")
    *_, last = csv.reader(io.StringIO(sent))
    change = change_of(why(asking(view)))
    assert last[0] == "总数"
    assert [float(text) for text in last[1:4]] == [change.before, change.after, change.change]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (replace(DEMO, agencies=TOWN, indicator="normative.made"), "没有分项"),
        (replace(DEMO, indicator="rate.disclosed"), "比率"),
        (replace(DEMO, indicator="normative.disclosed", years=(2018, 2019)), "都写明可以相减"),
        (replace(DEMO, indicator="nothing.known"), "指标目录里没有"),
        (replace(DEMO, agencies=("990101999",)), "不在这份数据里"),
    ],
)
def test_what_cannot_be_parted_says_why(asking, view, words):
    found = why(asking(view))
    assert isinstance(found, Empty)
    assert words in found.what
    assert found.steps


@pytest.mark.parametrize("page", ["counts", "trends"])
def test_a_change_leads_to_why(store, page):
    for view in (View(page, dataset="demo"), View(page, dataset="demo", years=(2020, 2023))):
        doors = [t.href for group in answer(store, view).toggles for t in group]
        [door] = [href for href in doors if href.startswith("/why?")]
        assert ("y=2020..2023" if view.years else "y=2024..2025") in door
    rate = View(page, dataset="demo", indicator="rate.disclosed")
    doors = [t.href for group in answer(store, rate).toggles for t in group]
    assert not [href for href in doors if href.startswith("/why?")]
