"""The page about requests: what it says is what the documents of the simulated district say."""

import csv
import io
import itertools
import re

import plotly.graph_objects as go
import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.figures.outcome_stack import COLOURS
from components.figures.pictures import Dossier
from components.pages.registry import PAGES
from components.pages.requests.answer import requests
from components.view import View
from pipelines.settings import ROOT, settings

BROKEN = "990101007"
LEFT_OUT = {("990101006", "2022"), ("990101008", "2021")}  # a row left blank, a table as a picture
WAYS = list(itertools.product(("agency", "year"), ("share", "count"), ("zh", "en")))


@pytest.fixture
def ask(store):
    def of(**more):
        view = View(page="requests", **{"dataset": "demo", **more})
        return PageRequest(SiteContext(store, settings()), view, store.info().digest)

    return of


@pytest.fixture(scope="module")
def truth():
    """Return the outcomes that were written into the documents, by report and row."""
    with (ROOT / "data/demo/truth.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "3"]
    return [
        row
        for row in rows
        if row["member"] == "total"
        and row["indicator"].startswith("outcome.")
        and row["indicator"] != "outcome.total"
        and (row["agency_id"], row["report_year"]) not in LEFT_OUT
        and row["status"] == "number"
    ]


def part(found, name):
    return next(one for one in found.parts if one.name == name)


@pytest.mark.parametrize(("by", "measure", "language"), WAYS)
def test_every_way_to_look_draws_each_picture_and_fills_each_table(ask, by, measure, language):
    found = requests(ask(by=by, measure=measure, language=language))
    assert isinstance(found, Dossier)
    assert [one.name for one in found.parts] == ["flow", "stack", "reasons", "chain"]
    for one in found.parts:
        for is_narrow in (False, True):
            assert go.Figure(one.make_chart(is_narrow)).layout.height > 100
        assert all(len(row) == len(one.table.columns) for row in one.table.rows)
    sheet = found.sheet
    assert all(len(row) == len(sheet.table.columns) for row in sheet.table.rows)
    words = found.sentence + found.coverage + "".join(one.sentence for one in found.parts)
    assert "{" not in words + "".join(sheet.notes)


def test_the_answer_adds_up_what_the_documents_say(ask, truth):
    whole = sum(float(row["value"]) for row in truth)
    granted = sum(float(row["value"]) for row in truth if row["indicator"] == "outcome.granted")
    sentence = requests(ask()).sentence
    assert f"共办结 {whole:,.0f} 件" in sentence
    assert f"予以公开 {granted:,.0f} 件（{granted / whole:.1%}）" in sentence


def test_the_reasons_are_ranked_as_the_documents_count_them(ask, truth):
    counted = {}
    for row in truth:
        counted[row["indicator"]] = counted.get(row["indicator"], 0) + float(row["value"])
    withheld = {k: v for k, v in counted.items() if k.split(".")[1] not in {"granted", "partial"}}
    chart = part(requests(ask()), "reasons").make_chart(False)
    assert chart["data"][0]["x"] == sorted((v for v in withheld.values() if v), reverse=True)


def test_the_flow_gives_every_request_one_way(ask):
    found = part(requests(ask()), "flow")
    total = sum(cell.value for row in found.table.rows for cell in row[1:])
    assert found.sentence.startswith(f"{total:,.0f} 件")
    shapes = found.make_chart(False)["layout"]["shapes"]
    bands = [one for one in shapes if one["type"] == "path"]
    assert len(bands) == sum(cell.value > 0 for row in found.table.rows for cell in row[1:])
    assert {one["fillcolor"] for one in bands} <= set(COLOURS.values())


def test_what_is_left_out_is_named_and_counted(ask):
    notes = " ".join(requests(ask()).notes)
    assert "2 个机关的 2 份年报" in notes
    assert "听蝉乡 2022" in notes
    assert "望舒街道 2021" in notes


def test_a_bar_under_ten_is_pale_and_has_counts_only(ask):
    chart = part(requests(ask(agencies=(BROKEN,), by="year")), "stack").make_chart(False)
    bars = chart["data"][0]
    small = [i for i, opacity in enumerate(bars["marker"]["opacity"]) if opacity < 1]
    assert small
    assert all("%" not in bars["text"][i] for i in small)
    assert any(bars["text"][i] for i in small)
    sentence = part(requests(ask(agencies=(BROKEN,), by="year")), "stack").sentence
    assert "2020 年 3/6 件" in sentence
    assert "2019 年 66.7%（8/12）" in sentence


def test_the_broken_joint_is_marked_with_both_numbers(ask):
    found = part(requests(ask(agencies=(BROKEN,))), "chain")
    texts = [one["text"] for one in found.make_chart(False)["layout"]["annotations"]]
    assert texts == ["✕ 1 ≠ 0"]
    assert "2023 年结转下年 1 件，2024 年上年结转 0 件，差 1 件" in found.notes[0]
    (row,) = found.table.rows
    assert [cell.text for cell in row if cell.state == "broken"] == ["✕ 1 ≠ 0"]


def test_the_district_leads_to_the_agency_of_a_broken_joint(ask):
    (step,) = part(requests(ask()), "chain").links
    assert f"a={BROKEN}" in step.href


def test_a_row_the_form_does_not_print_is_not_nought(ask):
    table = requests(ask(by="year")).sheet.table
    place = next(i for i, c in enumerate(table.columns) if c.label.startswith("（六）1."))
    by_year = {row[0].text: row[place] for row in table.rows if row[2].text == "总计"}
    assert by_year["2019"].state == "absent"
    assert by_year["2019"].value is None
    assert by_year["2025"].value == 0


def test_real_excerpts_are_told_kindly_and_counted_and_lead_to_the_demo(ask):
    found = requests(ask(dataset="real"))
    assert isinstance(found, Empty)
    assert re.search(r"1019 份年报里见到表三个别数的有 \d+ 份", found.why)
    assert any("dataset=demo" in step.href for step in found.steps)
    assert PAGES["requests"].sheet(ask(dataset="real")) is None


def test_a_stranger_and_a_year_without_tables_are_answered(ask):
    assert "zzz" in requests(ask(agencies=("zzz",))).what
    found = requests(ask(years=(2018, 2018)))
    assert isinstance(found, Empty)
    assert PAGES["requests"].draw(ask(years=(2018, 2018))).className == "panel"


@pytest.mark.parametrize("page", ["requests", "reviews"])
def test_the_files_of_the_page_say_what_they_are(client, page):
    reply = client.get(f"/{page}.csv?dataset=demo")
    assert reply.status_code == 200
    _, *rows = csv.reader(io.StringIO(reply.data.decode("utf-8-sig")))
    assert all("模拟区" in row for row in rows)
    assert client.get(f"/{page}.xlsx?dataset=demo").data[:2] == b"PK"
    assert client.get(f"/{page}.csv").status_code == 404
