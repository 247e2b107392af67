"""Beside every number of a report: last year's, the change, rank and median; else nothing."""

import re
from dataclasses import replace
from statistics import median

import pytest

from components.context import PageRequest, SiteContext
from components.pages.report.view import draw_report
from components.report.answer import report
from components.report.context import FigureContext, context_of, lines, words
from components.view import View
from pipelines.settings import Settings
from tests.unit.components.page_text import texts

AGENCY, YEAR = "990101007", 2023
VIEW = View("report", dataset="demo", agencies=(AGENCY,), years=(YEAR, YEAR))


@pytest.fixture
def asking(store, tmp_path):
    desk = SiteContext(store, Settings(tmp_path, tmp_path, tmp_path, "sqlite://"))
    return lambda view: PageRequest(desk, view, store.info().digest)


def cells(store, agency, year):
    """Return the numbers of a report's tables, by indicator and member."""
    rows = store.explain(agency, year)
    rows = rows[(rows["table"] != "narrative") & (rows["status"] == "number")]
    keys = zip(rows["indicator"], rows["member"], strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def test_every_cell_has_last_year_rank_and_median_as_counted_from_the_reports(store):
    agencies = store.agencies("demo")
    peers = agencies.loc[agencies["level"] == "township", "agency_id"]
    here = {agency: cells(store, agency, YEAR) for agency in peers}
    before, told = cells(store, AGENCY, YEAR - 1), context_of(store, VIEW)
    wrong = []
    for (indicator, member), value in here[AGENCY].items():
        among = [of[indicator, member] for of in here.values() if (indicator, member) in of]
        rank = 1 + sum(other > value for other in among)
        is_told = bool(value) and len(among) > 2
        expected = FigureContext(
            value,
            before.get((indicator, member)),
            rank if is_told else None,
            len(among),
            median(among) if is_told else None,
        )
        key = f"{indicator}[{member}]" if member else indicator
        found = [context for (_, name), context in told.items() if name == key]
        if found != [expected]:
            wrong.append((key, found, expected))
    assert wrong == []


def test_a_report_is_asked_for_what_stands_around_it_once(store, asking, monkeypatch):
    asked = []
    ask = store.context
    monkeypatch.setattr(store, "context", lambda *of: asked.append(of) or ask(*of))
    draw_report(asking(VIEW.with_own(cell="normative.made")))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("context", "said", "short"),
    [
        (None, [], []),
        (FigureContext(0, 0, None, 8), [], []),
        (FigureContext(0, 3, None, 8), ["上年 3 −3"], ["−3"]),
        (FigureContext(5, None, 2, 8, 1.5), ["第 2/8 · 中位 1.5"], []),
        (FigureContext(5, 5, None, 2), ["上年 5"], []),
        (FigureContext(5, 4, 1, 3, 2.0), ["上年 4 +1", "第 1/3 · 中位 2"], ["+1"]),
    ],
)
def test_what_is_unknown_or_says_nothing_is_left_out(context, said, short):
    assert lines(context, "zh", is_short=False) == said
    assert lines(context, "zh", is_short=True) == short
    assert bool(words(context, "zh")) == (
        said != [] or (context is not None and context.prior == 0)
    )


def test_a_change_is_as_exact_as_its_numbers():
    assert FigureContext(0.3, 0.1).change == 0.2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_it_and_an_excerpt_without_a_year_before_shows_none(asking, language):
    said = " ".join(texts(draw_report(asking(replace(VIEW, language=language)))))
    pattern = r"第 \d/8 · 中位 [\d.]+" if language == "zh" else r"\d of 8 · mid [\d.]+"
    assert re.search(pattern, said)
    lone = View("report", language, agencies=("130306200",), years=(2020, 2020))
    page = report(asking(lone))
    assert page.held.context
    assert not re.search(pattern.replace("8", r"\d"), " ".join(texts(draw_report(asking(lone)))))
