"""A page is in one registry, has an address and a name, and every navigation entry is a page."""

from typing import get_args

from components.layout.header import NAV
from components.pages.registry import PAGES
from components.view import PATHS, Page
from components.words import messages


def test_every_page_that_an_address_can_name_is_drawn():
    assert set(PAGES) == set(get_args(Page)) - {"missing"}
    assert set(PATHS.values()) | {"report", "agency", "county"} == set(PAGES)


def test_what_the_navigation_shows_is_a_page_with_a_name_in_both_languages():
    assert set(NAV) <= set(PAGES)
    assert not [name for name in NAV if {"zh", "en"} - set(messages().get(f"page.{name}", {}))]
