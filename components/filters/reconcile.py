"""Controls and address as one: what the reader moved wins, else the address does. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from components import ids
from components.view import View


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What the controls say; an empty word means all."""

    province: str = ""
    city: str = ""
    county: str = ""
    level: str = ""
    agencies: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    indicator: str = ""


def reconcile(moved: str | None, view: View, chosen: FilterChoice, span: tuple[int, int]) -> View:
    """Return the view after the reader moved `moved`; a wider place forgets the narrower."""
    if moved in (ids.Filters.PROVINCE, ids.Filters.CITY, ids.Filters.COUNTY):
        return _elsewhere(moved, view, chosen)
    if moved in (ids.Filters.FIRST, ids.Filters.LAST):
        return replace(view, years=_years(moved, chosen, span))
    if moved == ids.Filters.LEVEL:
        return view.with_own(level=chosen.level)
    if moved == ids.Filters.AGENCIES:
        return replace(view, agencies=chosen.agencies)
    if moved == ids.Filters.INDICATOR:
        return replace(view, indicator=chosen.indicator)
    return view


def _elsewhere(moved: str, view: View, chosen: FilterChoice) -> View:
    if moved == ids.Filters.PROVINCE:
        return replace(view, province=chosen.province, city="", county="", agencies=())
    if moved == ids.Filters.CITY:
        return replace(view, city=chosen.city, county="", agencies=())
    return replace(view, county=chosen.county, agencies=())


def _years(moved: str, chosen: FilterChoice, span: tuple[int, int]) -> tuple[int, int] | None:
    if not chosen.first and not chosen.last:
        return None
    first, last = int(chosen.first or span[0]), int(chosen.last or span[1])
    if first > last:  # the one that was moved stays, the other follows
        first, last = (first, first) if moved == ids.Filters.FIRST else (last, last)
    return None if (first, last) == span else (first, last)


def chosen_of(values: Sequence[str | list[str] | None]) -> FilterChoice:
    """Read the controls' values in the order of the bar; what is cleared is empty."""
    province, city, county, level, agencies, first, last, indicator = values
    return FilterChoice(
        _one(province),
        _one(city),
        _one(county),
        _one(level),
        tuple(agencies or ()) if not isinstance(agencies, str) else (agencies,),
        _one(first),
        _one(last),
        _one(indicator),
    )


def _one(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else ""
