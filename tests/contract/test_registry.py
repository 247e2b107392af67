"""A page is in one registry, has an address and a name, and every navigation entry is a page."""

from typing import get_args

from components.layout.header import GROUPS
from components.pages.registry import PAGES
from components.view import PATHS, Page
from components.words import messages


def test_every_page_that_an_address_can_name_is_drawn():
    assert set(PAGES) == set(get_args(Page)) - {"missing"}
    assert set(PATHS.values()) | {"report", "agency", "county"} == set(PAGES)


def test_every_page_is_in_one_of_the_five_groups_and_all_have_names_in_both_languages():
    grouped = [page for pages in GROUPS.values() for page in pages]
    assert len(GROUPS) == 5
    assert sorted(grouped) == sorted(PAGES)
    keys = [*(f"group.{name}" for name in GROUPS), *(f"page.{page}" for page in grouped)]
    assert not [key for key in keys if {"zh", "en"} - set(messages().get(key, {}))]
