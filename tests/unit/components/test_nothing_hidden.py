"""Whatever narrows the numbers of a page is named on that page."""

import re
from dataclasses import replace

import pytest

from components import ids
from components.filters.bar import bar
from components.layout.header import GROUPS, header
from components.view import PATHS, View
from pipelines.settings import Settings
from tests.unit.components.page_text import page_of, page_text, texts

DEMO = View(dataset="demo")
TOWN = "990101001"


@pytest.fixture
def installation(tmp_path):
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return Settings(tmp_path, tmp_path / "archive", tmp_path / "store", ledger, is_desk_open=True)


def scope_words(page) -> str:
    found = [
        node for node in page._traverse() if getattr(node, "className", None) in {"scope", "answer"}
    ]
    return " ".join(word for node in found for word in texts(node))


def test_a_level_that_narrows_a_page_is_named_on_it(store, installation):
    hidden = []
    for page in sorted(set(PATHS.values())):
        whole = replace(DEMO, page=page)
        narrow = whole.with_own(level="township")
        before, after = (
            re.findall(r"\d+", page_text(store, view, installation)) for view in (whole, narrow)
        )
        if before != after and "乡镇街道" not in scope_words(page_of(store, narrow, installation)):
            hidden.append(page)
    assert hidden == []


def test_the_bar_shows_the_level_and_offers_the_ones_there_are(store):
    view = replace(DEMO, page="compliance").with_own(level="township")
    shown = bar(store, view)
    assert shown.values[ids.Filters.LEVEL] == "township"
    assert {one["value"] for one in shown.options[ids.Filters.LEVEL]} > {"", "township"}
    assert "乡镇街道" in shown.words


def test_links_to_other_pages_carry_nothing_but_what_the_bar_shows(store):
    view = replace(DEMO, page="findings", county="990101", agencies=(TOWN,), years=(2020, 2021))
    view = view.with_own(level="township", severity="error", q="x", state="late", n="2")
    groups, inside = (line.children for line in header(view)[-1].children)
    assert [link.children for link in groups] == ["总览", "看数", "查错", "办事", "数据"]
    assert [View.parse(*link.href.split("?", 1)).page for link in inside] == list(GROUPS["checks"])
    for link in [*groups, *inside]:
        to = View.parse(*link.href.split("?", 1))
        assert dict(to.more) == {"level": "township"}, to.page
        assert (to.county, to.agencies, to.years) == ("990101", (TOWN,), (2020, 2021))


def test_a_chosen_agency_keeps_the_level_it_is_ranked_within_in_sight(store, installation):
    view = replace(DEMO, page="counts", agencies=(TOWN,)).with_own(level="township")
    assert "乡镇街道" in scope_words(page_of(store, view, installation))
