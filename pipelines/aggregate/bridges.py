"""From one year's number to another's: what each part brought, and what the parts do not explain.

A part that only one of the two years states is not nought in the other: its change is unknown, and
stands apart from the parts that both years state.
"""

from typing import Final

import pandas as pd

from pipelines.aggregate.changes import may_join

BOTH: Final = "both"
SIDES: Final = ("then", "now")  # stated in one of the two years alone
_KEYS: Final = ["agency_id", "key"]


def both_years(cells: pd.DataFrame, years: tuple[int, int], comparable: str) -> pd.DataFrame:
    """Return one row per agency whose number is known in both years: before, after, change.

    Forms that may not be compared do not pair, nor does a total with what a website carried.
    """
    known = cells[cells["value"].notna()]
    columns = ["agency_id", "agency", "template", "basis", "value"]
    first, last = (known.loc[known["report_year"] == year, columns] for year in years)
    pairs = first.merge(last, on=["agency_id", "basis"], suffixes=("_before", ""))
    if not may_join(comparable):
        pairs = pairs[pairs["template"] == pairs["template_before"]]
    pairs = pairs.rename(columns={"value_before": "before", "value": "after"})
    pairs = pairs[["agency_id", "agency", "basis", "before", "after"]]
    return pairs.assign(change=pairs["after"] - pairs["before"]).reset_index(drop=True)


def parts_of_change(parts: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Return one row per key and side: before, after and change, added up over the agencies.

    `parts` have agency_id, report_year, key and value. `side` is both, then or now; of a side that
    is stated in one year alone the other number is NaN, and change is what it takes away or adds.
    """
    known = parts[parts["value"].notna()]
    added = known.groupby([*_KEYS, "report_year"], as_index=False)["value"].sum()
    first, last = (added[added["report_year"] == year].set_index(_KEYS)["value"] for year in years)
    steps = pd.DataFrame({"before": first, "after": last})
    side = pd.Series(BOTH, index=steps.index, dtype="str")
    side = side.mask(steps["after"].isna(), SIDES[0]).mask(steps["before"].isna(), SIDES[1])
    steps["change"] = steps["after"].fillna(0) - steps["before"].fillna(0)
    steps["side"] = side
    by = steps.reset_index().groupby(["side", "key"], sort=False)
    sums = by[["before", "after", "change"]].sum(min_count=1)
    return sums.reset_index()


def unexplained(told: pd.DataFrame, change: float) -> float:
    """Return what of a change the parts do not come to: the whole less all parts of all sides."""
    return change - float(told["change"].sum())
