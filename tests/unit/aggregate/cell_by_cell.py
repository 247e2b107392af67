"""Tables three and four added up cell by cell: what the sums of the database are held against.

`cells` are the rows of one table as the store gives them (agency_id, agency, report_year,
template, indicator, member, value, state, is_approximate, position, report_id).
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from pipelines.aggregate.chain import ROWS
from pipelines.aggregate.requests import GROUPS, TOTAL, UNDECIDED, outcomes, readable
from pipelines.aggregate.reviews import COURSES, RESULTS
from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_OTHER,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)

_PUBLISHED: Final = OUTCOME_TOTAL
_REPORT: Final = ["report_id", "agency_id", "agency", "report_year", "template"]


def grouped(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report, applicant and group of outcomes: the sum of its rows.

    A group of which any row is unknown is unknown. is_derived says that the form prints several
    rows and no sum of them: "other" is one printed row in 2019 and a sum of three in 2021.
    """
    found = outcomes(cells)
    keys = [*_REPORT, "member", "group"]
    told = found.groupby(keys, as_index=False, sort=False).agg(
        value=("value", "sum"),
        known_count=("value", "count"),
        row_count=("value", "size"),
        is_approximate=("is_approximate", "any"),
    )
    told["value"] = told["value"].where(told.pop("known_count") == told["row_count"])
    told["is_derived"] = told.pop("row_count") > 1
    told["position"] = told["group"].map(GROUPS.index)
    return told.sort_values(["report_id", "member", "position"]).reset_index(drop=True)


def carried_out(cells: pd.DataFrame) -> pd.DataFrame:
    """Return what was carried into the next year in the columns of `grouped`."""
    found = cells[cells["indicator"] == CARRIED_OUT]
    told = found[[*_REPORT, "member", "value", "is_approximate"]]
    return told.assign(group=UNDECIDED, is_derived=False, position=len(GROUPS))


def flows(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per applicant and group (carried_out too): the sum over whole reports.

    A report counts only where every applicant's every outcome is known; report_count says how
    many do. The total column is not an applicant.
    """
    parts = pd.concat([grouped(cells), carried_out(cells)], ignore_index=True)
    parts = parts[parts["member"] != TOTAL]
    known = parts.groupby("report_id")["value"].agg(["count", "size"])
    is_whole = (known["count"] == known["size"]) & (known["size"] == _FLOWS)
    whole = readable(cells) & set(map(int, known.index[is_whole]))
    parts = parts[parts["report_id"].isin(whole)]
    told = parts.groupby(["member", "group"], as_index=False, sort=False).agg(
        value=("value", "sum")
    )
    return told.assign(report_count=len(whole))


def reasons(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per single outcome of the total column, largest first, of whole reports.

    Where both forms are present the three rows of 2021 and the one of 2019 become one derived
    sum "outcome.other", since only that is common to both.
    """
    total = cells[cells["member"] == TOTAL]
    found = outcomes(total[total["report_id"].isin(readable(total))])
    found = found.assign(indicator=found["indicator"].astype("str"))
    is_mixed = len(set(found["template"])) > 1
    other = (found["group"] == "other") & is_mixed
    found = found.assign(indicator=found["indicator"].mask(other, OUTCOME_OTHER))
    told = found.groupby(["indicator", "group"], as_index=False, sort=False).agg(
        value=("value", "sum"), report_count=("report_id", "nunique"), place=("position", "min")
    )
    told["is_derived"] = (told["indicator"] == OUTCOME_OTHER) & is_mixed
    return told.sort_values(["value", "place"], ascending=[False, True]).reset_index(drop=True)


def sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report: the published sum of outcomes beside the recomputed one.

    `side` is outcomes (published total against its rows) or intake (received and carried in
    against answered and carried out); differs is False where either side is unknown.
    """
    total = cells[cells["member"] == TOTAL]
    balance = total[total["indicator"].isin(_BALANCE)]
    wide = balance.pivot_table(index="report_id", columns="indicator", values="value")
    wide = wide.reindex(columns=[*_BALANCE]).reset_index()
    whole = readable(total)
    added = outcomes(total).groupby("report_id")["value"].sum()
    told = total[_REPORT].drop_duplicates("report_id").merge(wide, on="report_id", how="left")
    told["recomputed"] = told["report_id"].map(added).where(told["report_id"].isin(whole))
    outcome = told.assign(side="outcomes", published=told[_PUBLISHED])
    intake = told.assign(
        side="intake",
        published=told[REQUESTS_RECEIVED] + told[CARRIED_IN],
        recomputed=told["recomputed"] + told[CARRIED_OUT],
    )
    both = pd.concat([outcome, intake], ignore_index=True)
    both["differs"] = both["published"].notna() & both["recomputed"].notna()
    both["differs"] &= both["published"] != both["recomputed"]
    return both[[*_REPORT, "side", "published", "recomputed", "differs"]]


_BALANCE: Final = (_PUBLISHED, REQUESTS_RECEIVED, CARRIED_IN, CARRIED_OUT)
_FLOWS: Final = 6 * (len(GROUPS) + 1)  # six applicants, every group and what was carried out
_LINKED: Final = ["agency_id", "agency", "report_year", "report_id"]


def balances(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report: the four numbers that its chain consists of."""
    found = cells[cells["indicator"].isin(ROWS) & (cells["member"] == TOTAL)]
    found = found.assign(row=found["indicator"].map(ROWS))
    wide = found.pivot_table(index="report_id", columns="row", values="value")
    wide = wide.reindex(columns=list(ROWS.values())).reset_index()
    wide.columns.name = None
    return found[_LINKED].drop_duplicates("report_id").merge(wide, on="report_id", how="left")


def courses(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report and kind of cases: its four results and the published total."""
    course = cells["indicator"].str.split(".").str[0]
    found = cells.assign(course=course, result=cells["indicator"].str.split(".").str[1])
    found = found[found["course"].isin(COURSES)]
    one = ["report_id", "course"]
    wide = found.pivot_table(index=one, columns="result", values="value")
    wide = wide.reindex(columns=[*RESULTS, "total"]).reset_index()
    told = found[[*_REPORT, "course"]].drop_duplicates(one).merge(wide, on=one, how="left")
    told.columns.name = None
    told = told.rename(columns={"total": "published"}).assign(
        place=told["course"].map(COURSES.index)
    )
    return told.sort_values(["report_id", "place"]).drop(columns="place").reset_index(drop=True)
