"""Table four: how reviews and suits ended, and how often the agency was corrected."""

from __future__ import annotations

from typing import Final

import pandas as pd

COURSES: Final = ("review", "suit_direct", "suit_after_review")
RESULTS: Final = ("upheld", "corrected", "other", "pending")
LEAST_BASE: Final = 10


def results(cases: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report and course: its four results, published and recomputed total.

    `cases` have a column for each of the five, NaN where it is not known. recomputed is NaN unless
    all four results are known; differs is True only where both totals are known and not equal;
    is_known says that all four results are.
    """
    told = cases.assign(recomputed=cases[list(RESULTS)].sum(axis=1, skipna=False))
    told["is_known"] = told["recomputed"].notna()
    told["differs"] = told["is_known"] & told["published"].notna()
    told["differs"] &= told["published"] != told["recomputed"]
    return told


def whole(found: pd.DataFrame) -> set[int]:
    """Return the reports all of whose three courses are known."""
    known = found[found["is_known"]].groupby("report_id").size()
    return set(map(int, known.index[known == len(COURSES)]))


def rates(found: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row per `keys`: sums of the known results and the rate of correction.

    Cases still pending are no part of the base: decided = upheld + corrected + other. rate is
    corrected / decided, NaN where fewer than ten are decided. known_count and unknown_count count
    the rows (report × course) that are in and out.
    """
    known = found[found["is_known"]]
    told = known.groupby(keys)[list(RESULTS)].sum()
    told["known_count"] = known.groupby(keys).size()
    unknown = found[~found["is_known"]].groupby(keys).size()
    told["unknown_count"] = unknown.reindex(told.index).fillna(0).astype("int64")
    told["decided"] = told[["upheld", "corrected", "other"]].sum(axis=1)
    told["cases"] = told["decided"] + told["pending"]
    told["rate"] = rate(told["corrected"], told["decided"])
    return told.reset_index()


def rate(corrected: pd.Series, decided: pd.Series) -> pd.Series:
    """Return corrected / decided where the base carries a rate, NaN elsewhere."""
    return corrected / decided.where(decided >= LEAST_BASE)
