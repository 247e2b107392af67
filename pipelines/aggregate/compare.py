"""Reports set against one of them: what differs, by how much, and what may not be subtracted.

`figures` has one row per report, indicator and member: column (its place in the comparison), table,
indicator, member, value (NaN unless state is number), state, template, unit.
"""

from typing import Final

import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE, may_join
from pipelines.aggregate.rollup import OTHER, other_sums
from pipelines.catalogue.load import catalogue

FEWEST: Final = 3  # known figures that make a median
_CELL: Final = ["indicator", "member"]


def against(
    figures: pd.DataFrame, base: int, grades: dict[str, str], money: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Return the figures with what separates each from the base's.

    Adds difference (value − base), share (difference / base, only from a base of 10 up and on one
    form) and note: "" | base | unknown | not_comparable | other_unit | other_meaning (subtracted,
    though the forms count somewhat differently) | small_base.

    Args:
        figures: those of every column.
        base: the column that the others are set against.
        grades: how far each indicator may be compared across forms, A to D.
        money: the indicators whose unit changes the number: yuan, or ten thousand of them.
    """
    columns = [*_CELL, "value", "template", "unit"]
    ground = figures.loc[figures["column"] == base, columns]
    names = {"value": "base", "template": "base_template", "unit": "base_unit"}
    compared = figures.merge(ground.rename(columns=names), on=_CELL, how="left")
    grade = compared["indicator"].map(grades).fillna("A")
    crosses = compared["template"] != compared["base_template"]
    is_forbidden = crosses & ~grade.map(may_join)
    is_known = compared["value"].notna() & compared["base"].notna()
    units = (compared["unit"].fillna("") != compared["base_unit"].fillna("")) & is_known
    units &= compared["indicator"].isin(money) & (compared["value"] != 0) & (compared["base"] != 0)
    compared["difference"] = (compared["value"] - compared["base"]).mask(is_forbidden | units)
    shares = compared["difference"] / compared["base"].where(compared["base"] >= LEAST_BASE)
    compared["share"] = shares.mask(crosses & (grade != "A"))
    note = pd.Series("", index=compared.index, dtype=object)
    note = note.mask(compared["base"] < LEAST_BASE, "small_base")
    note = note.mask(crosses & (grade == "B"), "other_meaning")
    note = note.mask(units, "other_unit")
    note = note.mask(~is_known, "unknown")
    note = note.mask(is_forbidden & is_known, "not_comparable")
    compared["note"] = note.mask(compared["column"] == base, "base")
    return compared.drop(columns=["base_template", "base_unit"])


def with_other(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with "other handling" of 2021 as one row, where one of 2019 has it."""
    unsplit = set(catalogue().printing(OTHER))
    single = figures[figures["indicator"] == OTHER]
    if single.empty or set(figures["template"]) <= unsplit:
        return figures.assign(is_derived=False)
    keys = ["column", "agency_id", "report_year", "report_id", "template"]
    about = figures.loc[~figures["template"].isin(unsplit), keys].drop_duplicates("column")
    split = figures[figures["column"].isin(about["column"])]
    sums = other_sums(split.assign(agency_id=split["column"]))
    sums = sums.rename(columns={"agency_id": "column"}).drop(columns="template")
    sums = sums.merge(about, on="column").assign(table="3", is_approximate=False, is_derived=True)
    return pd.concat([figures.assign(is_derived=False), sums], ignore_index=True)


def medians(peers: pd.DataFrame, template: str, grades: dict[str, str]) -> pd.DataFrame:
    """Return one row per indicator and member: the median of the peers' known figures, and n.

    Figures of another form count only where they mean the same; fewer than three have no median.
    """
    grade = peers["indicator"].map(grades).fillna("A")
    comparable = peers[(peers["template"] == template) | (grade == "A")]
    middles = comparable.groupby(_CELL, as_index=False, observed=True).agg(
        median=("value", "median"), known=("value", "count")
    )
    middles["median"] = middles["median"].where(middles["known"] >= FEWEST)
    return middles
