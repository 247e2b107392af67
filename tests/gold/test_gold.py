"""Whole real documents against their expected figures, where the corpus is at hand."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Rejection, Report
from pipelines.parse import parse
from pipelines.read import read
from pipelines.settings import settings
from tests.gold.shared import SHARED

CORPUS = SHARED / "corpus"
DOCUMENTS = {"chapeng-2020": "chapeng-2020.txt", "hongze-2023": "hongze-2023.pdf"}

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not at hand")


def the_report(name: str):
    reading = read((CORPUS / DOCUMENTS[name]).read_bytes(), DOCUMENTS[name])
    assert not isinstance(reading, Rejection)
    reports = parse(reading, catalogue(), Agencies.load(settings().reference))
    assert not isinstance(reports, Rejection)
    assert len(reports) == 1
    return reading, reports[0], json.loads((CORPUS / f"gold-{name}.json").read_text())


def key(fact: dict) -> tuple:
    return (fact["indicator"], fact.get("label", ""), fact["member"], Decimal(str(fact["value"])))


def stated(report: Report) -> Counter:
    """Return the narrative facts; a category is told by its label, as the gold tells it."""
    return Counter(
        (
            figure.indicator,
            figure.label if figure.indicator == "disclosure.by_category" else "",
            "" if figure.indicator == "disclosure.by_category" else figure.member,
            figure.value,
        )
        for figure in report.figures
        if figure.table == "narrative"
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_real_report_says_who_when_and_on_which_form(name):
    _, report, gold = the_report(name)
    published = report.published_on.isoformat() if report.published_on else None
    assert (report.agency.name, report.report_year, published, report.template) == (
        gold["agency"],
        gold["report_year"],
        gold["published_on"],
        gold["template"],
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_narrative_facts_are_those_of_the_gold_and_no_others(name):
    _, report, gold = the_report(name)
    assert stated(report) == Counter(key(fact) for fact in gold["narrative"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_of_a_real_report_stands_where_it_says(name):
    reading, report, _ = the_report(name)
    placed = [figure for figure in report.figures if figure.place is not None]
    assert placed
    assert [f for f in placed if reading.text_at(f.place) != f.raw] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_tables_of_a_real_report_are_those_of_the_gold(name):
    _, report, gold = the_report(name)
    read_cells = {
        (f.indicator, f.member): f.value for f in report.figures if f.table in {"2", "3", "4"}
    }
    expected = {(f["indicator"], f["member"]): Decimal(str(f["value"])) for f in gold["figures"]}
    assert {k: v for k, v in read_cells.items() if v is not None} == expected
