"""What is to be taken along, written as the pages and the API write it: a query string."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final
from urllib.parse import parse_qsl

import pandas as pd

from pipelines.catalogue.rates import rates
from pipelines.errors import SelectionError
from pipelines.store.questions import FigureQuery
from pipelines.store.store import Store

_PLACES: Final = {"province": "province_code", "city": "city_code", "county": "county_code"}
_OWN: Final = ("member", "table", "form", "state", "method")
_KNOWN: Final = ("dataset", *_PLACES, "level", "a", "y", "i", *_OWN, "q")
_YEARS: Final = re.compile(r"(\d{4})(?:\.\.(\d{4}))?", re.ASCII)
_EVERY: Final = ".*"
_NOBODY: Final = ("-",)


def selected(store: Store, query: str) -> FigureQuery:
    """Read a selection such as `dataset=demo&y=2022..2024&i=outcome.denied.*`.

    Raises:
        SelectionError: a part of it is unknown, badly written or not in the data.
    """
    pairs = [(name, value) for name, value in parse_qsl(query.lstrip("?")) if value]
    for name, _ in pairs:
        if name not in _KNOWN:
            raise SelectionError(name, ", ".join(_KNOWN))
    given = dict(pairs)
    dataset = given.get("dataset", "real")
    if dataset not in {"real", "demo"}:
        raise SelectionError(f"dataset={dataset}", "real, demo")
    return FigureQuery(
        dataset=dataset,
        agencies=_agencies(store.agencies(dataset), pairs),
        years=_years(given.get("y", "")),
        indicators=_indicators(store.indicators(), [v for name, v in pairs if name == "i"]),
        text=given.get("q", ""),
        member=given.get("member", ""),
        table=given.get("table", ""),
        form=given.get("form", ""),
        state=given.get("state", ""),
        method=given.get("method", ""),
    )


def _agencies(everyone: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the agencies of the place, level and names asked for; () means everybody."""
    wanted = [value for name, value in pairs if name == "a"]
    narrowed = [(name, value) for name, value in pairs if name in {*_PLACES, "level"}]
    _known("a", wanted, set(everyone["agency_id"]))
    if wanted:
        return tuple(dict.fromkeys(wanted))
    within = everyone
    for name, value in narrowed:
        column = _PLACES.get(name, name)
        _known(name, [value], set(everyone[column].astype(str)))
        within = within[within[column].astype(str) == value]
    return (tuple(map(str, within["agency_id"])) or _NOBODY) if narrowed else ()


def _indicators(known: pd.DataFrame, wanted: Sequence[str]) -> tuple[str, ...]:
    named = {name: indicators_named(known, name) for name in wanted}
    _known("i", wanted, {name for name, indicators in named.items() if indicators})
    return tuple(dict.fromkeys(chain.from_iterable(named.values())))


def indicators_named(known: pd.DataFrame, name: str) -> list[str]:
    """Return the indicator of a name, all of a group such as outcome.denied.*, or those of a rate.

    A name that is none gives [].
    """
    if name in rates():
        return list(rates()[name].indicators)
    is_meant = known["indicator"] == name
    if name.endswith(_EVERY):
        group = name.removesuffix(_EVERY)
        is_meant = (known["group_id"] == group) | known["indicator"].str.startswith(f"{group}.")
    return list(map(str, known["indicator"][is_meant]))


def _years(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    found = _YEARS.fullmatch(text)
    if found is None:
        raise SelectionError(f"y={text}", "2022, 2022..2024")
    first, last = int(found[1]), int(found[2] or found[1])
    return min(first, last), max(first, last)


def _known(name: str, values: Sequence[str], known: set[str]) -> None:
    for value in values:
        if value not in known:
            raise SelectionError(f"{name}={value}", "/api/v1/agencies, /api/v1/indicators")
