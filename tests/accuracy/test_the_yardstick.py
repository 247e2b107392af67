"""The accuracy documents and their score can be trusted: they repeat, and they notice."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.catalogue.load import catalogue
from pipelines.model import Rejection, Status
from tests.accuracy.classes import CLASSES, make, papers
from tests.accuracy.report import marks
from tests.accuracy.run import reports
from tests.accuracy.score import Tally, score
from tests.forms.sheets import blank, slots_of

PLAIN = "1.13 html plain"


@pytest.fixture(scope="module")
def paper():
    return make(PLAIN, 3)


@pytest.fixture(scope="module")
def report(paper):
    return reports(paper.data, paper.name)[0]


def _with(report, slot, **changes):
    figures = [
        replace(f, **changes) if (f.indicator, f.member) == slot and f.table != "narrative" else f
        for f in report.figures
    ]
    return replace(report, figures=tuple(figures))


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_the_forms_restated_here_have_the_cells_of_the_catalogue(form):
    numbers = ["2014"] if form == "2014" else ["2", "3", "4"]
    restated = [slot for number in numbers for slot in slots_of(blank(number, form))]
    assert set(restated) == catalogue().template(form).slots
    assert len(restated) == len(set(restated))


def test_a_document_is_the_same_every_time(monkeypatch):
    today = {layout: make(layout, 0).data for layout in CLASSES}
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 86_400)  # as archives ask for the day
    assert [layout for layout in CLASSES if make(layout, 0).data != today[layout]] == []


def test_there_are_two_thousand_documents_and_more():
    assert len(list(papers())) >= 2000


def test_a_right_reading_scores_right(paper, report):
    tally = score(paper, (report,))
    assert tally.counts["silently wrong"] == 0
    assert tally.counts["right"] == len(paper.truths[0].cells)


def test_a_wrong_number_is_silently_wrong(paper, report):
    slot = ("request.received", "total")
    wrong = _with(report, slot, value=Decimal(987654), status=Status.NUMBER)
    assert score(paper, (wrong,)).counts["silently wrong"] == 1


def test_a_blank_for_a_zero_is_silently_wrong(paper, report):
    wrong = _with(report, ("rule.made", ""), value=None, status=Status.BLANK)
    assert score(paper, (wrong,)).counts["silently wrong"] == 1


def test_a_cell_reported_lost_is_flagged_and_not_wrong(paper, report):
    careful = _with(report, ("rule.made", ""), value=None, status=Status.LOST)
    tally = score(paper, (careful,))
    assert (tally.counts["flagged"], tally.counts["silently wrong"]) == (1, 0)


def test_a_cell_without_a_figure_is_missed(paper, report):
    figures = tuple(f for f in report.figures if f.indicator != "rule.made")
    assert score(paper, (replace(report, figures=figures),)).counts["missed"] == 1


def test_a_figure_that_is_not_printed_is_silently_wrong(paper, report):
    extra = replace(report.figures[0], indicator="stat2014.budget", table="2014")
    more = replace(report, figures=(*report.figures, extra))
    assert score(paper, (more,)).counts["silently wrong"] == 1


def test_the_wrong_year_is_a_wrong_identity(paper, report):
    tally = score(paper, (replace(report, report_year=1999),))
    assert tally.counts["identity wrong"] == 1


def test_a_number_for_a_destroyed_cell_must_be_the_true_one(paper, report):
    spoiled = make(PLAIN, 3)
    spoiled.truths[0].cells["rule.made", ""].status = "destroyed"
    assert score(spoiled, (report,)).counts["recovered"] == 1
    wrong = _with(report, ("rule.made", ""), value=Decimal(77), status=Status.NUMBER)
    assert score(spoiled, (wrong,)).counts["silently wrong"] == 1


def test_no_number_at_all_may_be_given_for_a_table_that_is_gone(paper, report):
    spoiled = make(PLAIN, 3)
    spoiled.truths[0].spoil("4")
    assert score(spoiled, (report,)).counts["silently wrong"] == 15


def test_a_decoy_taken_for_a_figure_is_noticed(paper, report):
    trapped = make(PLAIN, 3)
    trapped.truths[0].decoys = [Decimal(4321)]
    stated = next(f for f in report.figures if f.table == "narrative")
    fooled = replace(stated, value=Decimal(4321))
    tally = score(trapped, (replace(report, figures=(*report.figures, fooled)),))
    assert tally.counts["decoy taken"] == 1


def test_a_report_that_is_refused_counts_as_missed(paper):
    tally = score(paper, Rejection("not_a_report"))
    assert tally.counts["missed"] == len(paper.truths[0].cells)


def test_one_cell_silently_wrong_fails_the_mark():
    tally = Tally()
    tally.add("silently wrong")
    [silent] = [mark for mark in marks({"any": tally}) if mark.key == "silent"]
    assert (silent.part, silent.is_met) == (1, False)
