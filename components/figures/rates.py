"""Rates on the pages: what one means, its rows, its words with the base it is of."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.answers import Definition
from components.figures.records import records
from components.numbers import measured, plain
from components.view import Language, View
from components.words import say
from pipelines.catalogue.rates import RateDefinition, rates
from pipelines.store.store import Store


def rate_of(indicator: str) -> RateDefinition | None:
    """Return a rate by its id; None for what a report states itself."""
    return rates().get(indicator)


def indicators_behind(indicator: str) -> tuple[str, ...]:
    """Return the indicators that a rate is computed from; of anything else nothing."""
    rate = rate_of(indicator)
    return rate.indicators if rate else ()


def rate_definition(rate: RateDefinition, language: Language) -> Definition:
    """Return what a rate means, and how small a base carries none."""
    note = rate.means.spoken(language)
    if not rate.is_difference:
        note = say("rate.definition", language, means=note, least=rate.least)
    units = {"share": "%", "hundredth": "", "difference": say("rate.items", language)}
    return Definition(
        label=rate.label.spoken(language),
        unit=units[rate.kind],
        indicator=rate.id,
        note=note,
        comparable="A",  # its cells mean the same on the forms of 2019 and 2021
        comparable_note=say("comparable.A", language),
        kind="signed" if rate.is_difference else "rate",
        cell=rate.parts[0].cell,
    )


def indicator_cells(
    store: Store,
    view: View,
    indicator: str,
    agencies: Sequence[str] = (),
    years: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Return one row a report of an indicator or a rate, in the same columns."""
    rate = rate_of(indicator)
    if rate is not None:
        return store.rates(view.dataset, rate, agencies, years)
    return store.cells(view.dataset, indicator, None, agencies, years)


def is_of_base(row: Mapping[str, Any]) -> bool:
    """Tell whether a row is a rate whose base is known."""
    lower = row.get("lower")
    return lower is not None and not pd.isna(lower)


def difference(value: float, unit: str, language: Language) -> str:
    """Write the difference of two rates without its sign: of shares in percentage points."""
    number = plain(round(abs(value), 1))
    return say("rate.points", language, n=number) if unit == "%" else number


def changed(before: float, now: float, unit: str, language: Language) -> str:
    """Say how much higher or lower a rate is than it was."""
    key = "higher" if now > before else "lower" if now < before else "same"
    return say(f"rate.{key}", language, by=difference(now - before, unit, language))


def with_base(row: Mapping[str, Any], language: Language) -> str:
    """Write a rate with the two sums that it is of: 66.7% (8/12)."""
    unit = str(row.get("unit") or "")
    return say(
        "rate.with_base",
        language,
        n=measured(plain(float(row["value"])), unit),
        upper=plain(float(row["upper"])),
        lower=plain(float(row["lower"])),
    )


def pooled_notes(
    pooled: pd.DataFrame, years: Sequence[int], definition: Definition, language: Language
) -> list[str]:
    """Say what the place's rate comes to a year, of how many reports, and what that means."""
    known = pooled[pooled["report_year"].isin(years) & pooled["value"].notna()]
    parts = [
        say(
            "rate.pooled_year",
            language,
            year=row["report_year"],
            value=with_base(row, language),
            n=row["known_count"],
        )
        for row in records(known.assign(unit=definition.unit))
    ]
    if not parts:
        return []
    listed = say("rate.comma", language).join(parts)
    return [say("rate.pooled_years", language, list=listed), say("rate.note_pooled", language)]
