"""Where a click on a sum leads: to the figures that it adds up, report by report."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from components.answers import Toggle
from components.view import View
from components.words import say
from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)
from pipelines.catalogue.load import catalogue

_SIDES: Final = {
    "carried_in": CARRIED_IN,
    "carried_out": CARRIED_OUT,
    "received": REQUESTS_RECEIVED,
    "answered": OUTCOME_TOTAL,
}


def behind(view: View, indicator: str = "", member: str = "", table: str = "") -> str:
    """Return the address of the figures of a choice: of one indicator, a member, or a table."""
    figures = replace(view.choice_on("data"), indicator=indicator)
    return figures.with_own(member=member, table=table).href


def behind_outcome(view: View, group: str, member: str = "total") -> str:
    """Return the address of the figures of a group of outcomes, or of its whole table."""
    indicator = _SIDES.get(group) or _only_row(group)
    return behind(view, indicator, member, "" if indicator else "3")


@lru_cache(maxsize=16)
def _only_row(group: str) -> str:
    """Return the one row of the form that a group of outcomes is; "" where it is several."""
    rows = {one.id for one in catalogue().indicators if one.id.startswith(f"outcome.{group}")}
    return rows.pop() if len(rows) == 1 else ""


def why_view(view: View, years: tuple[int, int] | None) -> View:
    """Return the page that tells why a choice changed between two years."""
    return replace(view.choice_on("why"), years=years)


def why_toggle(view: View, years: tuple[int, int]) -> tuple[Toggle, ...]:
    """Return the way from a figure to why it changed between two years; none of one year."""
    first, last = years
    if first == last:
        return ()
    words = say("why.link", view.language, first=first, last=last)
    return (Toggle(words, why_view(view, years).href, is_on=False),)


def of_bar(view: View, bar: str) -> View:
    """Return the view of one bar: one agency of the choice, or one year of it."""
    if view.by == "year":
        return replace(view, years=(int(bar), int(bar)))
    return replace(view, agencies=(bar,))


def with_door(hover: str, href: str, view: View) -> str:
    """Write under the words of a hover where a click leads, where it leads anywhere."""
    return f"{hover}<br>{say('chart.open_list', view.language)}" if hover and href else hover
