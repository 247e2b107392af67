"""A chart is a door: what a bar, segment or flow adds up is what its address lists."""

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from components.context import PageRequest, SiteContext
from components.pages.questions import answer
from components.pages.requests.answer import requests
from components.pages.reviews.answer import reviews
from components.view import View
from pipelines.settings import Settings

DEMO = View(dataset="demo", years=(2023, 2023))


@pytest.fixture
def ask(store, tmp_path):
    ledger = f"sqlite:///{tmp_path / 'l.sqlite'}"
    desk = SiteContext(store, Settings(tmp_path, tmp_path / "a", tmp_path, ledger))
    return lambda **given: PageRequest(desk, replace(DEMO, **given), store.info().digest)


def listed(client, href):
    """Return the figures that an address of the data page lists."""
    path, _, search = href.partition("?")
    assert path == "/data"
    return json.loads(client.get(f"/data.json?{search}").data)["rows"]


def doors(chart):
    """Return every address of a chart with the number and the words at it."""
    for trace in chart["data"]:
        lengths = trace["x"] if "orientation" in trace else trace["y"]
        hrefs = trace.get("customdata") or []
        yield from zip(hrefs, lengths, trace["hovertext"], strict=False)


@pytest.mark.parametrize("page", ["counts", "trends"])
def test_a_bar_or_point_opens_the_report_at_its_cell_and_says_so(store, page):
    years = (2023, 2023) if page == "counts" else (2020, 2023)
    found = answer(store, replace(DEMO, page=page, years=years, agencies=("990101001",)))
    opened = [(href, hover) for href, _, hover in doors(found.chart()) if href]
    assert opened
    for href, hover in opened:
        assert href.startswith("/report/990101")
        assert "cell=disclosure." in href
        assert "点开看原文那一格" in hover.rpartition("<br>")[2]
    in_table = {cell.href for row in found.table.rows for cell in row}
    mine = {href for href, _ in opened if "/990101001/" in href}
    assert mine <= in_table  # the keyboard reaches the same through the table


def test_a_segment_opens_its_cell_or_the_figures_it_adds_up(store, client):
    found = answer(store, replace(DEMO, page="mix", dimension="channel", measure="count"))
    opened = [one for one in doors(found.chart()) if one[1]]
    assert len(opened) > 12
    sums = [one for one in opened if one[0].startswith("/data?")]
    cells = [one for one in opened if one[0].startswith("/report/")]
    assert len(cells) > 12
    assert len(sums) + len(cells) == len(opened)
    for href, value, hover in cells[:8]:
        assert "cell=disclosure.by_channel[" in unquote(href)
        assert listed(client, "/data?" + _asked_of(href))[0]["value"] == value
        assert "点开看原文那一格" in hover.rpartition("<br>")[2]
    for href, value, hover in sums[:8]:
        rows = listed(client, href)
        if "member=" in href:
            assert sum(row["value"] or 0 for row in rows) == value
        assert "点开看由哪些年报相加" in hover
    in_table = {cell.href for row in found.table.rows for cell in row}
    assert {href for href, _, _ in cells} <= in_table  # the keyboard reaches the same


def test_a_segment_of_several_years_leads_to_the_list_of_its_reports(store):
    found = answer(store, replace(DEMO, page="mix", by="year"))
    hrefs = {href for href, value, _ in doors(found.chart()) if value}
    assert hrefs
    assert all(href.startswith("/data?") for href in hrefs)


def _asked_of(href):
    """Return the query of the figure that a report's address lights."""
    agency, year = re.search(r"/report/([^/]+)/(\d+)", href).groups()
    indicator, member = re.search(r"cell=([a-z_.]+)\[(\w+)\]", unquote(href)).groups()
    return f"dataset=demo&a={agency}&y={year}&i={indicator}&member={member}"


def test_a_flow_and_a_bar_of_outcomes_lead_to_theirs(ask, client):
    parts = {part.name: part for part in requests(ask(page="requests", measure="count")).parts}
    flow = parts["flow"].make_chart(False)["data"][0]
    assert all(href.startswith("/data?") for href in flow["customdata"])
    one = next(n for n, href in enumerate(flow["customdata"]) if "i=outcome.granted" in href)
    rows = listed(client, flow["customdata"][one])
    assert f"{sum(row['value'] or 0 for row in rows):.0f} 件" in flow["hovertext"][one]
    for href, value, _ in doors(parts["stack"].make_chart(False)):
        if "i=outcome.granted" in href and value:
            assert sum(row["value"] or 0 for row in listed(client, href)) == value
    for name in ("reasons", "chain"):
        opened = list(doors(parts[name].make_chart(False)))
        assert opened
        assert all(href.startswith("/data?") for href, _, _ in opened)


def test_cases_lead_to_table_four(ask):
    for part in reviews(ask(page="reviews", years=None)).parts:
        if part.make_chart:
            hrefs = [href for href, _, _ in doors(part.make_chart(False)) if href]
            assert hrefs, part.name
            assert all("table=4" in href or "i=" in href for href in hrefs)
