"""The page of definitions: all of the catalogue and the book, and no measured figure made up."""

import pytest

from components.answers.about import about, sheet
from components.desk import Ask, Desk
from components.view import View
from pipelines.catalogue.load import accuracy, catalogue
from pipelines.settings import settings


@pytest.fixture
def asking(store):
    def ask(**own):
        view = View(page="about", language=own.pop("language", "zh")).with_own(**own)
        return Ask(Desk(store, settings()), view, store.info().digest)

    return ask


def test_every_indicator_and_every_rule_is_explained(asking, store):
    page = about(asking())
    assert len(page.glossary.rows) >= len({one.id for one in catalogue().indicators})
    assert sum(len(table.rows) for _, table in page.rules) == len(store.rules())


def test_the_glossary_is_searched_in_the_readers_language(asking):
    found = about(asking(q="repealed", language="en")).glossary.rows
    assert found
    assert all("repealed" in row[0].text + row[1].text.lower() for row in found)


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
        name: sum(r[3].value for r in rows if r[0].text == name)
        for name in {r[0].text for r in rows}
    }
    assert sorted(counted.values()) == sorted(
        float(len(store.reports(name))) for name in ("real", "demo")
    )


def test_the_file_carries_the_build(asking, store):
    assert store.info().digest in sheet(asking()).scope
