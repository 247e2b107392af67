"""The relations of the form, recomputed on a district's sums: which fail, and because of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.aggregate.rollup import OTHER, SPLIT
from pipelines.catalogue.load import applicants, catalogue
from pipelines.validate.formula import Formula, Sum, Term
from pipelines.validate.rulebook import Rule, formulas, rulebook, values_of

_FAMILIES: Final = frozenset({"t3", "t4", "t2014"})
_NEAR: Final = 1e-6
Key = tuple[str, str]
Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wide:
    """The agencies' figures by cell, in the order of the agencies; unknown is NaN."""

    agencies: tuple[str, ...]
    columns: dict[Key, Figures]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation on the sums. `causes` are agencies whose own figures break it, by how much.

    `partial` are agencies that gave numbers for some of its cells only, so that the two sides
    are sums over different agencies.
    """

    rule: str
    title_zh: str
    title_en: str
    indicator: str
    member: str
    left: float
    right: float
    causes: tuple[tuple[str, float], ...]
    partial: tuple[str, ...]

    @property
    def difference(self) -> float:
        """Return left − right."""
        return self.left - self.right

    @property
    def holds(self) -> bool:
        """Tell whether both sides are equal."""
        return abs(self.difference) < _NEAR


def relations(contributed: pd.DataFrame, template: str) -> tuple[Relation, ...]:
    """Return every equation of the form that can be computed on the sums, in the book's order."""
    wide = _wide(contributed)
    rules = [
        rule
        for rule in rulebook().relations
        if rule.family in _FAMILIES and template in rule.templates and rule.severity == "error"
    ]
    found = (_relation(wide, *one) for rule in rules for one in _equations(rule))
    return tuple(one for one in found if one is not None)


def _wide(contributed: pd.DataFrame) -> Wide:
    """Return the figures by cell; "other handling" is one of them whatever the form."""
    agencies = tuple(dict.fromkeys(map(str, contributed["agency_id"])))
    at = {agency: n for n, agency in enumerate(agencies)}
    columns: dict[Key, Figures] = {}
    rows = zip(
        contributed["agency_id"],
        contributed["indicator"],
        contributed["member"],
        contributed["value"],
        strict=True,
    )
    for agency, indicator, member, value in rows:
        key = (str(indicator), str(member))
        if key not in columns:
            columns[key] = np.full(len(agencies), np.nan)
        columns[key][at[str(agency)]] = value
    for member in [member for name, member in columns if name == SPLIT[0]]:
        split = [columns[name, member] for name in SPLIT]
        columns.setdefault((OTHER, member), np.sum(split, axis=0))
    return Wide(agencies, columns)


def with_other(contributed: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the contributions with the one row "other handling" of reports that do not split it.

    Only relations use it: the year's form has no such row, its three stay unknown.
    """
    single = cells[
        (cells["indicator"] == OTHER) & cells["template"].isin(catalogue().printing(OTHER))
    ]
    split = contributed[contributed["indicator"].isin(SPLIT)]
    if single.empty or split.empty:
        return contributed
    sums = split.groupby(["agency_id", "member"], as_index=False).agg(
        value=("value", lambda parts: parts.sum(min_count=len(SPLIT)))
    )
    known = single.set_index(["agency_id", "member"])["value"]
    index = pd.MultiIndex.from_frame(sums[["agency_id", "member"]])
    sums["value"] = sums["value"].fillna(pd.Series(known.reindex(index).to_numpy()))
    return pd.concat([contributed, sums.assign(indicator=OTHER, table="3")], ignore_index=True)


def _equations(rule: Rule) -> Iterator[tuple[Rule, str, str, Formula]]:
    members = applicants() if rule.each else ("",)
    for value in values_of(rule, catalogue()):
        for alternatives, conditions in formulas(rule, value):
            if conditions or len(alternatives) != 1 or alternatives[0].operator != "=":
                continue
            for member in members:
                yield rule, value, member, alternatives[0]


def _relation(wide: Wide, rule: Rule, value: str, member: str, formula: Formula) -> Relation | None:
    sides = [_columns(wide, side, member) for side in (formula.left, formula.right)]
    if not all(sides):
        return None
    cells = np.column_stack([wide.columns[key] for side in sides for key, _ in side])
    known = ~np.isnan(cells)
    if not known.any():
        return None
    left, right = (_side(wide, side) for side in sides)
    own = left - right
    causes = np.flatnonzero(np.abs(np.nan_to_num(own)) > _NEAR)
    partial = np.flatnonzero(known.any(axis=1) & ~known.all(axis=1))
    totals = [sum(f * float(np.nansum(wide.columns[key])) for key, f in side) for side in sides]
    return Relation(
        rule=rule.id,
        title_zh=rule.title.zh,
        title_en=rule.title.en,
        indicator=value or formula.left.terms[0].indicator,
        member=member,
        left=totals[0],
        right=totals[1],
        causes=tuple((wide.agencies[n], float(own[n])) for n in causes),
        partial=tuple(wide.agencies[n] for n in partial),
    )


def _columns(wide: Wide, side: Sum, member: str) -> list[tuple[Key, float]]:
    """Return the columns of a side with their factors; nothing where one is not on the form."""
    columns: list[tuple[Key, float]] = []
    for term in side.terms:
        keys = _keys(wide, term, member)
        if not keys:
            return []
        columns += [(key, term.factor) for key in keys]
    return columns


def _keys(wide: Wide, term: Term, member: str) -> list[Key]:
    if not term.indicator.endswith("*"):
        key = (term.indicator, term.member or member)
        return [key] if key in wide.columns else []
    start = term.indicator.removesuffix("*")
    if start == OTHER:
        return [(OTHER, member)] if (OTHER, member) in wide.columns else []
    wanted = term.member or member
    return [key for key in wide.columns if key[0].startswith(start) and key[1] == wanted]


def _side(wide: Wide, side: list[tuple[Key, float]]) -> Figures:
    """Add up a side agency by agency; unknown where one of its cells is."""
    found: Figures = np.sum([wide.columns[key] * factor for key, factor in side], axis=0)
    return found
