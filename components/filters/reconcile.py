"""Controls and address as one: what the reader moved wins, else the address does. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from components import ids
from components.view import View


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What the controls say; an empty word means all."""

    level: str = ""
    first: str = ""
    last: str = ""
    indicator: str = ""


def reconcile(moved: str | None, view: View, chosen: FilterChoice, span: tuple[int, int]) -> View:
    """Return the view after the reader moved `moved`; places and agencies are links."""
    if moved in (ids.Filters.FIRST, ids.Filters.LAST):
        return replace(view, years=_years(moved, chosen, span))
    if moved == ids.Filters.LEVEL:
        return view.with_own(level=chosen.level)
    if moved == ids.Filters.INDICATOR:
        return replace(view, indicator=chosen.indicator)
    return view


def _years(moved: str, chosen: FilterChoice, span: tuple[int, int]) -> tuple[int, int] | None:
    if not chosen.first and not chosen.last:
        return None
    first, last = int(chosen.first or span[0]), int(chosen.last or span[1])
    if first > last:  # the one that was moved stays, the other follows
        first, last = (first, first) if moved == ids.Filters.FIRST else (last, last)
    return None if (first, last) == span else (first, last)


def chosen_of(values: Sequence[str | None]) -> FilterChoice:
    """Read the controls' values in the order of the bar; what is cleared is empty."""
    return FilterChoice(*(value or "" for value in values))
