"""The page about reviews: counts, rates without the pending, and both totals where they differ."""

import csv
import itertools

import plotly.graph_objects as go
import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.figures.pictures import Dossier
from components.pages.reviews.answer import reviews
from components.view import View
from pipelines.settings import ROOT, settings

WAYS = list(itertools.product(("agency", "year"), ("share", "count"), ("zh", "en")))


@pytest.fixture
def ask(store):
    def of(show="", **more):
        view = View(page="reviews", **{"dataset": "demo", **more}).with_own(show=show)
        return PageRequest(SiteContext(store, settings()), view, store.info().digest)

    return of


@pytest.fixture(scope="module")
def truth():
    """Return the results that were written into the documents as numbers."""
    with (ROOT / "data/demo/truth.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "4"]
    return [
        row for row in rows if row["status"] == "number" and not row["indicator"].endswith(".total")
    ]


def part(found, name):
    return next(one for one in found.parts if one.name == name)


@pytest.mark.parametrize(("by", "measure", "language"), WAYS)
def test_every_way_to_look_draws_its_pictures(ask, by, measure, language):
    found = reviews(ask(by=by, measure=measure, language=language))
    assert isinstance(found, Dossier)
    assert [one.name for one in found.parts] == ["courses", "bars", "ranking", "check"]
    for one in found.parts:
        if one.make_chart:
            assert go.Figure(one.make_chart(False)).layout.height > 100
            assert go.Figure(one.make_chart(True)).layout.height > 100
        if one.table:
            assert all(len(row) == len(one.table.columns) for row in one.table.rows)
    words = found.sentence + found.coverage + "".join(one.sentence for one in found.parts)
    assert "{" not in words + "".join(found.sheet.notes)


def test_the_rate_is_that_of_the_documents_without_the_pending(ask, truth):
    decided = sum(float(r["value"]) for r in truth if not r["indicator"].endswith(".pending"))
    corrected = sum(float(r["value"]) for r in truth if r["indicator"].endswith(".corrected"))
    sentence = reviews(ask()).sentence
    assert f"已审结 {decided:.0f} 件" in sentence
    assert f"结果纠正 {corrected:.0f} 件，纠正率 {corrected / decided:.1%}" in sentence
    assert "不含尚未审结" in sentence


def test_under_ten_decided_there_is_no_rate(ask):
    sentence = reviews(ask(agencies=("990101007",))).sentence
    assert "不算纠正率" in sentence
    assert "%" not in sentence


def test_the_kind_with_few_cases_has_counts_only(ask):
    found = part(reviews(ask()), "courses")
    rates = {row[0].text: row[-1] for row in found.table.rows}
    assert rates["复议后起诉"].value is None
    assert "不足 10" in rates["复议后起诉"].text
    assert rates["行政复议"].value == pytest.approx(7 / 46)


def test_one_kind_of_cases_can_be_shown_alone(ask):
    every, one = part(reviews(ask()), "bars"), part(reviews(ask(show="suit_direct")), "bars")
    assert sum(r[6].value for r in one.table.rows) < sum(r[6].value for r in every.table.rows)
    on = [t.label for group in one.toggles for t in group if t.is_on]
    assert "未经复议直接起诉" in on
    assert part(reviews(ask(show="nonsense")), "bars").sentence == every.sentence


def test_published_and_recomputed_totals_that_differ_stand_side_by_side(ask):
    found = part(reviews(ask()), "check")
    (row,) = found.table.rows
    assert [cell.text for cell in row] == ["墨池镇", "2024", "行政复议", "2", "1"]
    assert "1 组与四项结果之和不相等" in found.sentence


def test_a_table_of_slashes_is_left_out_and_named(ask):
    found = reviews(ask())
    assert "鹤汀镇 2020" in " ".join(found.notes)
    assert "82 份年报" in found.sentence


def test_an_agency_without_cases_says_nought_and_draws_nothing(ask):
    found = reviews(ask(agencies=("990101001",)))
    assert "没有复议和诉讼（0 件）" in found.sentence
    assert [one.name for one in found.parts] == ["check"]


def test_real_excerpts_are_told_kindly_and_lead_to_the_demo(ask):
    found = reviews(ask(dataset="real"))
    assert isinstance(found, Empty)
    assert "1019 份年报里见到表四个别数的有 0 份" in found.why
    assert any("dataset=demo" in step.href for step in found.steps)
