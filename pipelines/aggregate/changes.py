"""Against last year: absolute, and relative where the base carries it."""

from typing import Final

import pandas as pd

LEAST_BASE: Final = 10
_JOINED: Final = frozenset({"A", "B"})


def may_join(comparable: str) -> bool:
    """Tell whether values of different forms may be set against each other."""
    return comparable in _JOINED


def change(cells: pd.DataFrame, comparable: str = "A") -> pd.DataFrame:
    """Return the cells with what they were a year before.

    Adds previous (NaN where unknown), change (value - previous), change_share (change / previous,
    only from a base of 10 up) and change_note: "" | no_previous (no report of the year before) |
    unknown (either value) | not_comparable (forms that must not be joined) | small_base.
    """
    before = cells[["agency_id", "member", "report_year", "value", "template"]].rename(
        columns={"value": "previous", "template": "previous_template"}
    )
    before["report_year"] = before["report_year"] + 1
    compared = cells.merge(before, on=["agency_id", "member", "report_year"], how="left")
    has_previous = compared["previous_template"].notna()
    crosses = has_previous & (compared["previous_template"] != compared["template"])
    is_forbidden = crosses & (not may_join(comparable))
    compared["change"] = (compared["value"] - compared["previous"]).mask(is_forbidden)
    compared["change_share"] = compared["change"] / compared["previous"].where(
        compared["previous"] >= LEAST_BASE
    )
    note = pd.Series("", index=compared.index, dtype="str")
    note = note.mask(compared["previous"] < LEAST_BASE, "small_base")
    note = note.mask(compared["value"].isna() | compared["previous"].isna(), "unknown")
    note = note.mask(is_forbidden, "not_comparable")
    compared["change_note"] = note.mask(~has_previous, "no_previous")
    return compared.drop(columns="previous_template")
