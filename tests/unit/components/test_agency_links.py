"""An agency's name leads to its own page, on every page that lists agencies."""

from dataclasses import replace

import pytest

from components.view import View
from pipelines.settings import Settings
from tests.unit.components.page_text import page_of, texts

DEMO = View(dataset="demo", language="en")
COMPARED = ("990101001", "990101002")
PAGES = {
    "compliance": DEMO,
    "rollup": replace(DEMO, years=(2021, 2021)).with_own(cell="request.received[total]"),
    "compare": replace(DEMO, agencies=COMPARED, years=(2023, 2023)),
    "findings": DEMO,
    "similarity": replace(DEMO, years=(2023, 2023)),
    "county": replace(DEMO, county="990101"),
    "counts": DEMO.with_own(show="table"),
}


def links(node):
    """Return the words and address of every link under a component."""
    if isinstance(node, list | tuple):
        return [link for part in node for link in links(part)]
    inside = getattr(node, "children", None)
    own = [(" ".join(texts(node)), href)] if (href := getattr(node, "href", "")) else []
    return own + (links(inside) if inside is not None else [])


@pytest.mark.parametrize("page", sorted(PAGES))
def test_an_agency_s_name_is_the_way_to_its_page(store, tmp_path, page):
    view = replace(PAGES[page], page=page)
    desk = Settings(tmp_path, tmp_path / "archive", tmp_path, f"sqlite:///{tmp_path / 'l.sqlite'}")
    agencies = store.agencies("demo").set_index("agency_id")
    found = dict.fromkeys(
        (href.partition("/agency/")[2].partition("?")[0], words)
        for words, href in links(page_of(store, view, desk))
        if href.startswith("/agency/")
    )
    assert len(found) >= 2
    wrong = [
        (agency, words)
        for agency, words in found
        if not words.startswith((agencies["name"][agency], agencies["short_name"][agency]))
    ]
    assert wrong == []
