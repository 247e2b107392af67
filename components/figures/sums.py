"""The sums of a district cell by cell, who gave each, and what they make of the relations."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from components.figures.form import cell_key, forms
from components.figures.participants import DistrictReport, cells_of
from components.figures.records import Record, records
from pipelines.aggregate.rollup import OTHER, SPLIT, against, contributions, summed
from pipelines.aggregate.rollup_relations import Relation, relations, with_other
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import split_id
from pipelines.store.store import Store


@dataclass(frozen=True, slots=True)
class CellSum:
    """One cell of a district: the sum, how many gave a number, and what its own report says.

    `value` is None where nobody gave a number; `own` where the own report has none.
    """

    key: str
    value: float | None
    given: int
    expected: int
    missing: tuple[str, ...]  # the agencies without a number here
    own: float | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether every expected agency gave a number."""
        return self.given == self.expected

    @property
    def difference(self) -> float | None:
        """Return sum − own, None where one of them is unknown."""
        return None if self.value is None or self.own is None else self.value - self.own


@dataclass(frozen=True, eq=False)
class DistrictSums:
    """Every cell of the year's form, the agencies' contributions, and the relations."""

    cells: Mapping[str, CellSum]
    contributed: pd.DataFrame
    relations: tuple[Relation, ...]
    others: tuple[tuple[str, float], ...]  # of forms with one row "other handling": who, how many

    def contributions(self, key: str) -> list[Record]:
        """Return one row an agency: what it gave to a cell, or why nothing."""
        indicator, member = split_id(key)
        rows = self.contributed
        return records(rows[(rows["indicator"] == indicator) & (rows["member"] == member)])


def form_of(year: int) -> str:
    """Return the form that a year's reports should follow, "" where it has none."""
    form = catalogue().form_of(year)
    return form.id if form else ""


def sums_of(
    store: Store,
    dataset: str,
    parts: pd.DataFrame,
    year: int,
    template: str,
    own: DistrictReport | None,
) -> DistrictSums:
    """Add up a year's agencies on the year's form."""
    ids = [str(agency) for agency in parts["agency_id"]]
    cells = cells_of(store, dataset, ids, year, [template, *parts["template"]])
    contributed = contributions(_slots(template), parts, cells, template, comparable(), money())
    frame = summed(contributed)
    if own is not None and own.is_comparable:
        frame = against(frame, own.cells)
    gaps = (
        contributed[contributed["value"].isna()]
        .groupby(["indicator", "member"])["agency_id"]
        .agg(tuple)
    )
    sums = [_sum(row, gaps.to_dict()) for row in records(frame)]
    return DistrictSums(
        cells={cell.key: cell for cell in sums},
        contributed=contributed,
        relations=relations(with_other(contributed, cells), template),
        others=_others(cells, template),
    )


def _sum(row: Mapping[str, Any], gaps: Mapping[Any, tuple[str, ...]]) -> CellSum:
    own = row.get("own")
    return CellSum(
        key=cell_key(row["indicator"], row["member"]),
        value=None if pd.isna(row["value"]) else float(row["value"]),
        given=int(row["given"]),
        expected=int(row["expected"]),
        missing=tuple(map(str, gaps.get((row["indicator"], row["member"]), ()))),
        own=None if own is None or pd.isna(own) else float(own),
    )


def _others(cells: pd.DataFrame, template: str) -> tuple[tuple[str, float], ...]:
    """Return who stated the single row "other handling", which has no place on the year's form."""
    if template not in catalogue().printing(SPLIT[0]):
        return ()
    rows = cells[(cells["indicator"] == OTHER) & (cells["member"] == "total")]
    rows = rows[rows["value"].notna()]
    pairs = zip(rows["agency_id"], rows["value"], strict=True)
    return tuple((str(agency), float(value)) for agency, value in pairs)


@lru_cache(maxsize=8)
def _slots(template: str) -> pd.DataFrame:
    rows = [
        (form.number, slot.indicator, slot.member)
        for form in forms(template, "zh")
        for slot in form.slots()
    ]
    return pd.DataFrame(rows, columns=["table", "indicator", "member"])


@lru_cache(maxsize=1)
def money() -> frozenset[str]:
    """Return the indicators that are sums of money, whose unit has to be the same."""
    return frozenset(one.indicator for one in catalogue().indicators if one.kind == "money")


@lru_cache(maxsize=1)
def comparable() -> frozenset[str]:
    """Return the indicators that mean the same on the forms of 2019 and 2021."""
    return frozenset(one.indicator for one in catalogue().indicators if one.comparable == "A")
