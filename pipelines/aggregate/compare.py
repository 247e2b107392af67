"""Reports set against one of them: what differs, by how much, and what may not be subtracted.

`said` has one row per report, indicator and member: column (the report's place in the comparison),
table, indicator, member, value (NaN unless state is number), state, template, unit.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE, may_join
from pipelines.aggregate.rollup import OTHER, other_sums

FEWEST: Final = 3  # known figures that make a median
_CELL: Final = ["indicator", "member"]


def against(
    said: pd.DataFrame, base: int, grades: dict[str, str], money: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Return the figures with what separates each from the base's.

    Adds difference (value − base), share (difference / base, only from a base of 10 up and on one
    form) and note: "" | base | unknown | not_comparable | other_unit | other_meaning (subtracted,
    though the forms count somewhat differently) | small_base.

    Args:
        said: the figures of every column.
        base: the column that the others are set against.
        grades: how far each indicator may be compared across forms, A to D.
        money: the indicators whose unit changes the number: yuan, or ten thousand of them.
    """
    columns = [*_CELL, "value", "template", "unit"]
    ground = said.loc[said["column"] == base, columns]
    names = {"value": "base", "template": "base_template", "unit": "base_unit"}
    told = said.merge(ground.rename(columns=names), on=_CELL, how="left")
    grade = told["indicator"].map(grades).fillna("A")
    crosses = told["template"] != told["base_template"]
    is_forbidden = crosses & ~grade.map(may_join)
    is_known = told["value"].notna() & told["base"].notna()
    units = (told["unit"].fillna("") != told["base_unit"].fillna("")) & is_known
    units &= told["indicator"].isin(money) & (told["value"] != 0) & (told["base"] != 0)
    told["difference"] = (told["value"] - told["base"]).mask(is_forbidden | units)
    shares = told["difference"] / told["base"].where(told["base"] >= LEAST_BASE)
    told["share"] = shares.mask(crosses & (grade != "A"))
    note = pd.Series("", index=told.index, dtype=object)
    note = note.mask(told["base"] < LEAST_BASE, "small_base")
    note = note.mask(crosses & (grade == "B"), "other_meaning")
    note = note.mask(units, "other_unit")
    note = note.mask(~is_known, "unknown")
    note = note.mask(is_forbidden & is_known, "not_comparable")
    told["note"] = note.mask(told["column"] == base, "base")
    return told.drop(columns=["base_template", "base_unit"])


def with_other(said: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with "other handling" of 2021 as one row, where one of 2019 has it."""
    single = said[said["indicator"] == OTHER]
    if single.empty or set(said["template"]) <= {"2019"}:
        return said.assign(is_derived=False)
    keys = ["column", "agency_id", "report_year", "report_id", "template"]
    about = said.loc[said["template"] != "2019", keys].drop_duplicates("column")
    split = said[said["column"].isin(about["column"])]
    sums = other_sums(split.assign(agency_id=split["column"]))
    sums = sums.rename(columns={"agency_id": "column"}).drop(columns="template")
    sums = sums.merge(about, on="column").assign(table="3", is_approximate=False, is_derived=True)
    return pd.concat([said.assign(is_derived=False), sums], ignore_index=True)


def medians(peers: pd.DataFrame, template: str, grades: dict[str, str]) -> pd.DataFrame:
    """Return one row per indicator and member: the median of the peers' known figures, and n.

    Figures of another form count only where they mean the same; fewer than three have no median.
    """
    grade = peers["indicator"].map(grades).fillna("A")
    kept = peers[(peers["template"] == template) | (grade == "A")]
    found = kept.groupby(_CELL, as_index=False, observed=True).agg(
        median=("value", "median"), known=("value", "count")
    )
    found["median"] = found["median"].where(found["known"] >= FEWEST)
    return found
