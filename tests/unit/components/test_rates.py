"""Rates on the pages: with their base, never from a small one, never added."""

import csv
import io
import re

import pandas as pd
import pytest
from openpyxl import load_workbook

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.filters.options import indicator_options
from components.pages.about.answer import about, sheet
from components.pages.data.answer import data
from components.pages.questions import answer
from components.view import View
from pipelines.aggregate.rates import pooled
from pipelines.catalogue.rates import rates
from pipelines.settings import Settings

DISCLOSED = "rate.disclosed"


def asked(store, page, more="", indicator=DISCLOSED, language="zh"):
    search = f"?dataset=demo&lang={language}&i={indicator}{more}"
    return answer(store, View.parse(f"/{page}", search))


def test_the_rate_of_several_is_of_their_sums_and_leaves_out_what_is_not_known():
    cells = pd.DataFrame(
        [
            ("a", 2022, "number", 9.0, 12.0),
            ("b", 2022, "small_base", 0.0, 4.0),
            ("c", 2022, "blank", None, None),
            ("d", 2022, "contradiction", 30.0, 10.0),
            ("a", 2023, "small_base", 1.0, 2.0),
        ],
        columns=["agency_id", "report_year", "state", "upper", "lower"],
    ).assign(report_id=range(5))
    [then, now] = pooled(cells, rates()[DISCLOSED]).to_dict("records")
    assert (then["value"], then["upper"], then["lower"]) == (56.2, 9, 16)
    assert (then["known_count"], then["report_count"]) == (2, 4)
    assert now["value"] != now["value"]  # two are no base for all of them either


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rate_says_its_base_and_is_never_added_up(store, language):
    wrong = []
    for name in rates():
        if rates()[name].is_difference:
            continue
        for page, more in (("counts", "&y=2025"), ("counts", "&y=2021..2025"), ("trends", "")):
            found = asked(store, page, more, name, language)
            said = " ".join((found.sentence, *found.notes))
            cells = [c for row in found.table.rows for c in row if c.value is not None]
            bare = [c.text for c in cells if c.value % 1 and not re.search(r"[(（]\d+/\d+", c.text)]
            sums = [word for word in ("合计 ", "add up to", "各年相加") if word in said]
            if bare or sums or found.definition.label not in found.question:
                wrong.append((name, page, more, bare, sums))
    assert wrong == []


def test_a_small_base_is_shown_as_what_it_is_and_not_drawn(store):
    found = asked(store, "counts", "&y=2025")
    rows = {row[1].text: row[4] for row in found.table.rows}
    small = [cell for cell in rows.values() if cell.state == "small_base"]
    assert small
    assert all(cell.value is None and re.search(r"基数 \d,?", cell.text) for cell in small)
    bars = found.chart()["data"][0]
    assert len(bars["x"]) == len(rows) - len(small)
    assert min(bars["x"]) > 0


def test_where_no_base_carries_a_rate_the_page_says_so(store):
    found = asked(store, "counts", "&a=990101001")
    assert isinstance(found, Empty)
    assert "基数太小" in found.what


def test_a_rate_changes_by_points(store):
    said = asked(store, "trends", "&y=2021..2025").sentence
    first, last = map(float, re.findall(r"([\d.]+)%（\d+/\d+）", said))
    by = float(re.search(r"([\d.]+) 个百分点", said)[1])
    assert by == pytest.approx(abs(last - first), abs=0.05)
    assert "指数" not in " ".join(t.label for g in asked(store, "trends").toggles for t in g)


def test_what_may_fall_below_nought_is_drawn_below_nought(store):
    chart = asked(store, "trends", "&a=990101007", "rate.backlog_change").chart()
    low, _ = chart["layout"]["yaxis"]["range"]
    assert low < min(v for trace in chart["data"] for v in trace["y"] if v is not None) < 0


def test_files_carry_both_sums_of_a_rate(store, client):
    address = f"/counts.chosen.csv?dataset=demo&y=2025&i={DISCLOSED}"
    rows = list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))
    names = ("value", "upper", "lower")
    known = [[row[name] for name in names] for row in rows if row["state"] == "number"]
    assert known
    assert all(round(100 * float(a) / float(b), 1) == float(v) for v, a, b in known)
    book = load_workbook(io.BytesIO(client.get(address.replace(".csv", ".xlsx")).data))
    assert book.sheetnames


def test_rates_are_offered_and_explained_from_their_table(store, tmp_path):
    offered = {option["value"] for option in indicator_options(store, "zh")}
    desk = SiteContext(store, Settings(tmp_path, tmp_path, tmp_path, "sqlite://"))
    ask = PageRequest(desk, View("about"), store.info().digest)
    explained = {row[0].text for row in about(ask).rates.rows}
    assert set(rates()) <= offered
    assert explained == {rate.label.zh for rate in rates().values()}
    assert explained <= {term for term, _ in sheet(ask).definitions}


def test_the_figures_behind_a_rate_are_its_cells(store, tmp_path):
    desk = SiteContext(store, Settings(tmp_path, tmp_path, tmp_path, "sqlite://"))
    view = View("data", dataset="demo", indicator="rate.carried_over")
    found = data(PageRequest(desk, view, store.info().digest))
    names = {row["indicator"] for row in found.rows}
    assert names <= {"request.carried_out", "request.received", "request.carried_in"}
    assert found.total > len(found.rows) > 0


def test_a_number_of_applicants_leads_to_its_own_cell_from_a_trend(store):
    chart = asked(store, "trends", "", "request.received").chart()
    doors = {door for t in chart["data"] for door in t.get("customdata") or () if door}
    assert doors
    assert all("cell=request.received%5Btotal%5D" in door for door in doors)
