"""Table three: who asked, what came of it, and whether the published sums hold.

`cells` are the rows of one table as the store gives them (agency_id, agency, report_year,
template, indicator, member, value, state, is_approximate, position, report_id).
"""

from functools import lru_cache
from typing import Final

import pandas as pd

from pipelines.catalogue.indicator_ids import OUTCOME_OTHER, OUTCOME_TOTAL
from pipelines.catalogue.load import catalogue

TOTAL: Final = "total"
UNDECIDED: Final = "carried_out"
GROUPS: Final = ("granted", "partial", "denied", "unable", "not_processed", "other")
_OUTCOME: Final = "outcome."
_PUBLISHED: Final = OUTCOME_TOTAL
_REPORT: Final = ["report_id", "agency_id", "agency", "report_year", "template"]


def group_of(indicator: str) -> str:
    """Return the group an outcome belongs to by its name: outcome.denied.process is denied."""
    return indicator.split(".")[1]


def outcomes(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the single outcomes of the cells with their group, the published total left out."""
    found = cells[cells["indicator"].str.startswith(_OUTCOME)]
    found = found[found["indicator"] != _PUBLISHED]
    return found.assign(group=found["indicator"].map(group_of))


def readable(cells: pd.DataFrame) -> set[int]:
    """Return the reports all of whose outcomes are known in the column of totals.

    A report that states only some rows, as an excerpt does, is not among them.
    """
    found = outcomes(cells[cells["member"] == TOTAL])
    by_report = found.groupby(["report_id", "template"])["value"].count().reset_index()
    is_whole = by_report["value"] == by_report["template"].map(_outcome_rows())
    return set(map(int, by_report.loc[is_whole, "report_id"]))


def outcome_sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per year and group: the sum over reports that are read in full.

    Every group is there in a year that has such a report; report_count says how many it has.
    """
    total = cells[(cells["member"] == TOTAL) & cells["indicator"].str.startswith(_OUTCOME)]
    found = outcomes(total[total["report_id"].isin(readable(total))])
    counts = found.drop_duplicates("report_id")["report_year"].value_counts()
    added = found.groupby(["report_year", "group"])["value"].sum()
    every = pd.MultiIndex.from_product([counts.index, GROUPS], names=["report_year", "group"])
    told = added.reindex(every, fill_value=0.0).reset_index()
    return told.assign(report_count=told["report_year"].map(counts))


def flows(added: pd.DataFrame) -> pd.DataFrame:
    """Return one row per applicant and group (carried_out too): the sum over whole reports.

    `added` are the outcomes as the store adds them up. A report counts only where every
    applicant's every outcome is known; report_count says how many do, none where no report does.
    The total column is not an applicant.
    """
    whole = int(added.groupby("template")["whole_count"].first().sum())
    parts = added[(added["member"] != TOTAL) & (whole > 0)]
    told = parts.groupby(["member", "group"], as_index=False, sort=False).agg(
        value=("whole_value", "sum")
    )
    return told.assign(report_count=whole)


def reasons(added: pd.DataFrame) -> pd.DataFrame:
    """Return one row per single outcome of the total column, largest first, of reports known.

    `added` are the outcomes as the store adds them up. Where both forms are present the three rows
    of 2021 and the one of 2019 become one derived sum "outcome.other", since only that is common
    to both.
    """
    rows = added[(added["member"] == TOTAL) & (added["group"] != UNDECIDED)]
    is_mixed = len(set(rows["template"])) > 1
    other = (rows["group"] == "other") & is_mixed
    rows = rows.assign(indicator=rows["indicator"].mask(other, OUTCOME_OTHER))
    ranked = rows.groupby(["indicator", "group"], as_index=False, sort=False).agg(
        value=("value", "sum"), place=("position", "min")
    )
    ranked["is_derived"] = (ranked["indicator"] == OUTCOME_OTHER) & is_mixed
    return ranked.sort_values(["value", "place"], ascending=[False, True]).reset_index(drop=True)


def sums(reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report and side: the published sum of outcomes beside the recomputed one.

    `reports` are those of table three as the store adds them up. `side` is outcomes (published
    total against its rows) or intake (received and carried in against answered and carried out);
    differs is False where either side is unknown.
    """
    own = reports[_REPORT].assign(recomputed=reports["recomputed"].where(reports["is_known"]))
    outcome = own.assign(side="outcomes", published=reports["answered"])
    intake = own.assign(
        side="intake",
        published=reports["received"] + reports["carried_in"],
        recomputed=own["recomputed"] + reports["carried_out"],
    )
    both = pd.concat([outcome, intake], ignore_index=True)
    both["differs"] = both["published"].notna() & both["recomputed"].notna()
    both["differs"] &= both["published"] != both["recomputed"]
    return both[[*_REPORT, "side", "published", "recomputed", "differs"]]


@lru_cache(maxsize=1)
def _outcome_rows() -> dict[str, int]:
    """Return how many single outcomes each form prints: "other" is one row in 2019, three since."""
    known = catalogue()
    return {
        form: sum(name.startswith(_OUTCOME) and name != _PUBLISHED for name in names)
        for form in known.table_forms
        for names in [[name for name, member in known.template(form).slots if member == TOTAL]]
    }
