"""What is chosen, part by part: the place, then the agencies, each with its way out."""

from dataclasses import dataclass, replace
from typing import Final

from components.figures.scope import Scope, place_words
from components.view import Page, View
from components.words import say

_NARROWEST: Final = ("county", "city", "province")
_MOST: Final = 4  # agencies with a chip of their own


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the choice: its words, where it is at home, and the choice without it."""

    label: str
    href: str
    without: View
    leave_words: str
    leave: str = ""


def chips_of(scope: Scope, view: View) -> tuple[Chip, ...]:
    """Return the parts of a choice that narrow the agencies of every page."""
    return (*_place(scope, view), *_agencies(scope, view))


def chips_here(chips: tuple[Chip, ...], view: View) -> list[Chip]:
    """Return the chips as they lead on the page looked at, its own filters kept."""
    more = View(page=view.page, more=view.more).with_own(n="").more
    return [replace(c, leave=replace(c.without, page=view.page, more=more).href) for c in chips]


def _place(scope: Scope, view: View) -> list[Chip]:
    """Return the narrowest part of the place; without it, all of the country is left."""
    level = next((level for level in _NARROWEST if getattr(view, level)), "")
    if not level:
        return []
    label = place_words(scope.place, view)
    page: Page = "county" if level == "county" else "overview"
    home = replace(view, page=page, agencies=(), indicator="", more=())
    without = replace(view, province="", city="", county="", agencies=())
    leave = say("choice.leave_place", view.language, name=label)
    return [Chip(label, home.href, without, leave)]


def _agencies(scope: Scope, view: View) -> list[Chip]:
    language = view.language
    if len(scope.chosen) > _MOST:
        label = say("choice.agencies", language, n=len(scope.chosen))
        leave = say("choice.leave_place", language, name=label)
        return [Chip(label, "", replace(view, agencies=()), leave)]
    chips = []
    for agency in scope.chosen:
        label = scope.names.get(agency, agency)
        others = tuple(other for other in view.agencies if other != agency)
        home = View("agency", language, view.dataset, agencies=(agency,), years=view.years)
        leave = say("choice.leave_place", language, name=label)
        chips.append(Chip(label, home.href, replace(view, agencies=others), leave))
    return chips
