"""The mix: what part of the whole each category, channel or applicant is."""

from typing import Final, Literal

import pandas as pd

SMALL_BASE: Final = 10
By = Literal["agency", "year", "report"]
_KEYS: Final[dict[str, list[str]]] = {
    "agency": ["agency_id"],
    "year": ["report_year"],
    "report": ["agency_id", "report_year"],
}


def shares(mix: pd.DataFrame, by: By) -> pd.DataFrame:
    """Return one row per bar and member: value, share (0–1, a bar's shares add up to 1), base.

    A bar is an agency over the years, a year over the agencies, or one report. A report of which
    any part is unknown is left out whole, since shares of a part would mislead; known_count and
    unknown_count say how many reports are in and out. base is the bar's sum (the n behind 100 %),
    is_small_base marks n < 10; a bar of sum 0 or without a known report has NaN shares. Labels
    without a member of their own are together in member "". A bar without known report has one
    row with member "" and NaN.
    """
    keys = _KEYS[by]
    reports = _reports(mix, keys)
    known = mix[~mix["report_id"].isin(reports.loc[~reports["is_known"], "report_id"])]
    parts = known.groupby([*keys, "member"], as_index=False, sort=False).agg(
        value=("value", "sum"),
        is_approximate=("is_approximate", "any"),
        position=("position", "min"),
    )
    bars = reports.groupby(keys, as_index=False).agg(
        known_count=("is_known", "sum"), report_count=("is_known", "size")
    )
    bars["unknown_count"] = bars.pop("report_count") - bars["known_count"]
    if by != "year":
        bars = bars.merge(_names(mix), on="agency_id", how="left")
    bar_parts = bars.merge(parts, on=keys, how="left")
    bar_parts["base"] = bar_parts.groupby(keys)["value"].transform("sum", min_count=1)
    bar_parts["share"] = bar_parts["value"] / bar_parts["base"].where(bar_parts["base"] > 0)
    bar_parts["is_small_base"] = bar_parts["base"].fillna(0) < SMALL_BASE
    bar_parts["member"] = bar_parts["member"].fillna("")
    bar_parts["is_approximate"] = bar_parts["is_approximate"].eq(other=True)
    bar_parts["position"] = bar_parts["position"].fillna(9999).astype("int64")
    return bar_parts.sort_values([*keys, "position", "member"]).reset_index(drop=True)


def _reports(mix: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row per report and whether all its parts are known."""
    frame = mix[["report_id", *keys]].assign(is_known=mix["value"].notna())
    return frame.groupby(["report_id", *keys]).agg(is_known=("is_known", "all")).reset_index()


def _names(mix: pd.DataFrame) -> pd.DataFrame:
    """Return each agency's newest name."""
    newest = mix.sort_values("report_year").drop_duplicates("agency_id", keep="last")
    return newest[["agency_id", "agency"]]
