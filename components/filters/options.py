"""What each control offers for a view: places that have agencies, years that have reports."""

from typing import Any, Final

import pandas as pd

from components.figures import dimensions
from components.figures.levels import levels_of
from components.figures.records import records
from components.figures.scope import DEFAULT_INDICATOR, TOTAL, WEBSITE
from components.view import Language, View
from components.words import say
from pipelines.catalogue.indicator_ids import (
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
    REQUESTS_RECEIVED_IN_TEXT,
)
from pipelines.catalogue.rates import rates
from pipelines.store.store import Store

Option = dict[str, Any]
FIRST_INDICATORS: Final = (
    DEFAULT_INDICATOR,
    TOTAL,
    WEBSITE,
    "normative.made",
    "licence.decisions",
    "penalty.decisions",
    "coercion.decisions",
    REQUESTS_RECEIVED,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED_IN_TEXT,
)
_LISTS: Final = ("category", "channel")


def level_options(place: pd.DataFrame, view: View) -> list[Option]:
    """List the levels the place has, all of them first; a place of one level offers no choice."""
    counts = levels_of(place)
    every = {"label": say("filters.all_levels", view.language), "value": ""}
    if len(counts) < 2:
        return [every]
    return [every] + [
        {"label": say(f"level.{level}", view.language, n=n), "value": level}
        for level, n in counts.items()
    ]


def year_options(span: tuple[int, int], view: View) -> list[Option]:
    """List the years, the newest first, all of them on top; a chosen year is always listed."""
    years = set(range(span[0], span[1] + 1)) | set(view.years or ()) if span[0] else set()
    every = {"label": say("filters.all_years", view.language), "value": ""}
    return [every] + [{"label": str(y), "value": str(y)} for y in sorted(years, reverse=True)]


def indicator_options(store: Store, language: Language) -> list[Option]:
    """List every indicator with one number a report, the most asked for first."""
    rows = dimensions.indicators(store).drop_duplicates("id")
    rows = rows[~rows["dimension"].isin(_LISTS) & ~rows["id"].str.contains("[", regex=False)]
    order = {name: place for place, name in enumerate(FIRST_INDICATORS)}
    rows = rows.assign(order=rows["id"].map(order).fillna(len(order)))
    rows = rows.sort_values(["order", "position"])
    options = [
        {
            "label": _indicator_label(row, language),
            "value": str(row["id"]),
        }
        for row in records(rows)
    ]
    return [*options[: len(order)], *_rate_options(language), *options[len(order) :]]


def _rate_options(language: Language) -> list[Option]:
    """List the rates: they follow what is most asked for."""
    return [
        {"label": say("filters.rate", language, label=rate.label.spoken(language)), "value": name}
        for name, rate in rates().items()
    ]


def _indicator_label(row: dict[str, Any], language: Language) -> str:
    label, table = str(row[f"label_{language}"]), str(row["table"])
    return label if table == "narrative" else f"{label} · {say(f'table_name.{table}', language)}"
