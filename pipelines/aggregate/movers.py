"""What changed most against the year before: only what is known in both years, and not from little.

`totals` are own totals of reports (agency_id, agency, report_year, template, indicator, member,
value, state), one row a report and indicator, as the store gives them.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE, may_join

_KEYS: Final = ["agency_id", "indicator", "member"]


def pairs(totals: pd.DataFrame, year: int, grades: Mapping[str, str]) -> pd.DataFrame:
    """Return one row per agency and indicator whose number is known in `year` and the year before.

    Adds previous, change and change_share (NaN from a base under 10). Two forms are compared only
    where the indicator's grade in `grades` says that they mean the same, a total never with what a
    website carried; a negative number has no share.
    """
    known = totals[totals["value"].notna()]
    now = known[known["report_year"] == year]
    alike = [*_KEYS, *({"basis"} & set(known))]
    before = known.loc[known["report_year"] == year - 1, [*alike, "template", "value"]]
    paired = now.merge(before, on=alike, suffixes=("", "_before"))
    joined = {name for name in paired["indicator"].unique() if may_join(grades.get(name, ""))}
    joins = paired["indicator"].isin(joined)
    paired = paired[(paired["template"] == paired["template_before"]) | joins]
    paired = paired.rename(columns={"value_before": "previous"}).drop(columns="template_before")
    return with_change(paired)


def sums(paired: pd.DataFrame) -> pd.DataFrame:
    """Return one row per indicator: what the same agencies add up to in either year."""
    by = paired.groupby(["indicator", "member"], sort=False)
    added = by[["previous", "value"]].sum()
    return with_change(added.assign(pair_count=by.size()).reset_index())


def largest(changed: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the rows that changed most by their share; without a share, or unchanged, none."""
    moved = changed[changed["change_share"].notna() & (changed["change"] != 0)]
    size = moved["change_share"].abs()
    order = size.sort_values(ascending=False, kind="stable").index
    return moved.loc[order].head(count).reset_index(drop=True)


def with_change(pairs_of: pd.DataFrame) -> pd.DataFrame:
    """Add change, and change_share where the base carries one."""
    change = pairs_of["value"] - pairs_of["previous"]
    carries = (pairs_of["previous"] >= LEAST_BASE) & (pairs_of["value"] >= 0)
    return pairs_of.assign(change=change, change_share=change / pairs_of["previous"].where(carries))
