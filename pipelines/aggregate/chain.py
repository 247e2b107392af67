"""The chain of requests carried over: what one year hands on must be what the next takes in."""

from typing import Final

import pandas as pd

from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)

ROWS: Final = {
    CARRIED_IN: "carried_in",
    REQUESTS_RECEIVED: "received",
    OUTCOME_TOTAL: "answered",
    CARRIED_OUT: "carried_out",
}
_KEYS: Final = ["agency_id", "agency", "report_year", "report_id"]


def chain(reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report: its four numbers, and how it joins the year before.

    `reports` have a column for each of the four, NaN where it is not known.

    previous_out is what the report of the year before carried out. link is broken exactly where
    both are known and differ, holds where they are equal, unknown where either is not known, and
    no_report where there is no report of the year before. gap is carried_in less previous_out.
    """
    links = reports[[*_KEYS, *ROWS.values()]]
    before = links[["agency_id", "report_year", "carried_out"]].assign(has_previous=True)
    before = before.rename(columns={"carried_out": "previous_out"})
    before["report_year"] += 1
    links = links.merge(before, on=["agency_id", "report_year"], how="left")
    links["has_previous"] = links["has_previous"].eq(other=True)
    links["gap"] = links["carried_in"] - links["previous_out"]
    link = pd.Series("unknown", index=links.index, dtype="str")
    link = link.mask(links["gap"] == 0, "holds").mask(links["gap"].abs() > 0, "broken")
    links["link"] = link.mask(~links.pop("has_previous"), "no_report")
    return links.sort_values(["agency_id", "report_year"]).reset_index(drop=True)


def chain_by_year(links: pd.DataFrame) -> pd.DataFrame:
    """Return one row per year: sums of the reports whose four numbers are known, and the joints.

    linked_out and linked_in add up only agencies that are known on both sides of the joint, so
    that the two may be set against each other; link_count and broken_count count those.
    """
    numbers = list(ROWS.values())
    is_whole = links[numbers].notna().all(axis=1)
    whole = links[is_whole].groupby("report_year")[numbers].sum()
    whole["report_count"] = links[is_whole].groupby("report_year").size()
    joined = links[links["link"].isin(("holds", "broken"))]
    by_year = joined.groupby("report_year")
    joints = pd.DataFrame(
        {
            "linked_out": by_year["previous_out"].sum(),
            "linked_in": by_year["carried_in"].sum(),
            "link_count": by_year.size(),
            "broken_count": (joined["link"] == "broken").groupby(joined["report_year"]).sum(),
        }
    )
    told = whole.join(joints, how="left")
    counts = ["link_count", "broken_count"]
    told[counts] = told[counts].fillna(0).astype("int64")
    return told.reset_index()
