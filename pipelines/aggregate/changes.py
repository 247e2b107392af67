"""Against last year: absolute, and relative where the base carries it."""

from __future__ import annotations

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
    told = cells.merge(before, on=["agency_id", "member", "report_year"], how="left")
    has_previous = told["previous_template"].notna()
    crosses = has_previous & (told["previous_template"] != told["template"])
    is_forbidden = crosses & (not may_join(comparable))
    told["change"] = (told["value"] - told["previous"]).mask(is_forbidden)
    told["change_share"] = told["change"] / told["previous"].where(told["previous"] >= LEAST_BASE)
    note = pd.Series("", index=told.index, dtype="str")
    note = note.mask(told["previous"] < LEAST_BASE, "small_base")
    note = note.mask(told["value"].isna() | told["previous"].isna(), "unknown")
    note = note.mask(is_forbidden, "not_comparable")
    told["change_note"] = note.mask(~has_previous, "no_previous")
    return told.drop(columns="previous_template")
