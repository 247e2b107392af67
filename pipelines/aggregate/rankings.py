"""Who published how many: rank, median, quartiles and share, a year at a time."""

from __future__ import annotations

import pandas as pd


def ranking(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells ranked within each year, the largest first and the unknown at the end.

    Adds rank (Int64, ties share the smaller number, <NA> where unknown), share (0–1 of the known
    total of that year, NaN where unknown or the total is 0), median, q1 and q3 (of the known),
    known_count and expected_count (reports whose form asks for it). Unknown rows keep their state.
    """
    ranked = cells.copy()
    values = ranked["value"].astype("float64")
    by_year = values.groupby(ranked["report_year"])
    ranked["rank"] = by_year.rank(method="min", ascending=False).astype("Int64")
    total = by_year.transform("sum")
    ranked["share"] = values / total.where(total > 0)
    ranked["median"] = by_year.transform("median")
    ranked["q1"] = by_year.transform("quantile", 0.25)
    ranked["q3"] = by_year.transform("quantile", 0.75)
    ranked["known_count"] = by_year.transform("count").astype("int64")
    expected = _is_expected(ranked).astype("int64")
    ranked["expected_count"] = expected.groupby(ranked["report_year"]).transform("sum")
    ranked = ranked.sort_values(["report_year", "rank", "agency_id"], na_position="last")
    return ranked.reset_index(drop=True)


def _is_expected(cells: pd.DataFrame) -> pd.Series[bool]:
    if "is_expected" in cells:
        return cells["is_expected"].astype("bool")
    return pd.Series(data=True, index=cells.index)
