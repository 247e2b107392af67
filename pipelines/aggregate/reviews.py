"""Table four: how reviews and suits ended, and how often the agency was corrected."""

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
    courses = cases.assign(recomputed=cases[list(RESULTS)].sum(axis=1, skipna=False))
    courses["is_known"] = courses["recomputed"].notna()
    courses["differs"] = courses["is_known"] & courses["published"].notna()
    courses["differs"] &= courses["published"] != courses["recomputed"]
    return courses


def whole(found: pd.DataFrame) -> set[int]:
    """Return the reports all of whose three courses are known."""
    known = found[found["is_known"]].groupby("report_id").size()
    return set(map(int, known.index[known == len(COURSES)]))


def rates(courses: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row per `keys`: sums of the known results and the rate of correction.

    Cases still pending are no part of the base: decided = upheld + corrected + other. rate is
    corrected / decided, NaN where fewer than ten are decided. known_count and unknown_count count
    the rows (report × course) that are in and out.
    """
    known = courses[courses["is_known"]]
    rated = known.groupby(keys)[list(RESULTS)].sum()
    rated["known_count"] = known.groupby(keys).size()
    unknown = courses[~courses["is_known"]].groupby(keys).size()
    rated["unknown_count"] = unknown.reindex(rated.index).fillna(0).astype("int64")
    rated["decided"] = rated[["upheld", "corrected", "other"]].sum(axis=1)
    rated["cases"] = rated["decided"] + rated["pending"]
    rated["rate"] = rate(rated["corrected"], rated["decided"])
    return rated.reset_index()


def rate(corrected: pd.Series, decided: pd.Series) -> pd.Series:
    """Return corrected / decided where the base carries a rate, NaN elsewhere."""
    return corrected / decided.where(decided >= LEAST_BASE)
