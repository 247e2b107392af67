"""The page of definitions: all of the catalogue and the book, and no measured figure made up."""

import json

import pytest
from plotly.utils import PlotlyJSONEncoder

from components.context import PageRequest, SiteContext
from components.pages.about.answer import about, accuracy, sheet
from components.pages.about.view import draw_about
from components.view import View
from pipelines.catalogue.load import catalogue
from pipelines.settings import settings


@pytest.fixture
def asking(store):
    def ask(**own):
        view = View(page="about", language=own.pop("language", "zh")).with_own(**own)
        return PageRequest(SiteContext(store, settings()), view, store.info().digest)

    return ask


def test_every_indicator_and_every_rule_is_explained(asking, store):
    page = about(asking())
    explained = {row[0].text for one in page.glossary for row in one.table.rows}
    assert explained == {one.id for one in catalogue().indicators}
    assert sum(len(one.table.rows) for one in page.rules) == page.rule_count == len(store.rules())


def test_a_chapter_is_set_only_when_its_link_was_followed(asking):
    def tables(ask):
        return json.dumps(draw_about(ask), cls=PlotlyJSONEncoder).count('"Table"')

    closed, opened = tables(asking()), tables(asking(show="table-3"))
    assert opened == closed + 1


def test_what_is_less_than_all_is_never_shown_as_all(asking):
    shown = {row[0].text: row[1].text for row in about(asking(language="en")).accuracy.rows}
    part, whole = accuracy()["cells"]
    assert whole is not None
    assert part < whole
    assert "(100" not in shown["Recoverable cells read right"]
    assert f"{part:,}" in shown["Recoverable cells read right"]


def test_real_and_simulated_reports_are_counted_apart(asking, store):
    rows = about(asking()).coverage.rows
    counted = {
        name: sum(r[-1].value for r in rows if r[0].text == name)
        for name in {r[0].text for r in rows}
    }
    assert all(sum(cell.value for cell in r[2:-1]) == r[-1].value for r in rows)
    assert len({(r[0].text, r[1].text) for r in rows}) == len(rows)  # a year is one row
    assert sorted(counted.values()) == sorted(
        float(len(store.reports(name))) for name in ("real", "demo")
    )


def test_the_file_carries_the_build(asking, store):
    assert store.info().digest in sheet(asking()).scope
