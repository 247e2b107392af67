"""Filing and findings of agencies by year: frame → frame, no store, no browser."""

from collections import Counter
from typing import Final

import pandas as pd

from components.figures.findings import against, doubtful

STATES: Final = ("on_time", "late", "early", "missing", "unreadable", "not_judged", "waived")
SORTS: Final = ("name", "findings", "late")
COUNTS: Final = ("errors", "warnings", "doubts")
EXCEPTIONS: Final = ("missing", "unreadable", "late", "early")  # the gravest first
_QUIET: Final = ("on_time", "waived", "not_judged")
_TIMED: Final = ("late", "early")
_KEYS: Final = ["agency_id", "report_year"]


def squares(filing: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return one row an agency and year: its filing, and how many findings there are.

    Where nothing was judged, because there is no report or only an excerpt, the counts are
    unknown and not 0. A state that a person excluded as a finding is "waived".
    """
    rows = filing.drop_duplicates(_KEYS).reset_index(drop=True).copy()
    rows["report_year"] = rows["report_year"].astype(int)
    pairs, known = _pairs(rows), _pairs(findings)
    judged = set(known)
    documents = (rows["source"] == "document").tolist()
    is_judged = [one or pair in judged for one, pair in zip(documents, pairs, strict=True)]
    counted = against(findings)
    for name, keep in (
        ("errors", counted & (findings["severity"] == "error")),
        ("warnings", counted & (findings["severity"] == "warning")),
        ("doubts", doubtful(findings)),
    ):
        sizes = Counter(pair for pair, is_kept in zip(known, keep, strict=True) if is_kept)
        counts = [sizes[p] if is_one else None for p, is_one in zip(pairs, is_judged, strict=True)]
        rows[name] = pd.array(counts, dtype="Int64")
    waived = _waived(findings)
    rows["state"] = [
        "waived" if state in _TIMED and pair in waived else state
        for state, pair in zip(rows["state"], pairs, strict=True)
    ]
    return rows


def _pairs(frame: pd.DataFrame) -> list[tuple[str, int]]:
    """Return the agency and year of each row; few rows, so plain tuples are fastest."""
    years = frame["report_year"].astype(int).tolist()
    return list(zip(frame["agency_id"].tolist(), years, strict=True))


def _waived(findings: pd.DataFrame) -> set[tuple[str, int]]:
    """Return the agencies and years all of whose findings on timing a person excluded."""
    is_timing = (findings["family"] == "timing") & (findings["status"] == "fail")
    timing = findings[is_timing & findings["severity"].isin(["error", "warning"])]
    open_ones = timing[timing["verdict"] != "excluded"]
    return set(_pairs(timing)) - set(_pairs(open_ones))


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that counts beside a roster are of: who is on it; all where nobody is.

    Reports of agencies on no roster stand outside, so that due = here + missing + not known.
    """
    due = rows["is_expected"].astype(bool)
    return rows[due] if due.any() else rows


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a year: expected, reported, each state and the findings, newest first."""
    due, year = rows["is_expected"].astype(bool), rows["report_year"]
    listed = rows[due | ~due.groupby(year).transform("any")]  # `counted`, year by year
    marks: dict[str, pd.Series] = {
        "report_year": listed["report_year"],
        "expected": listed["is_expected"].astype(int),
        "reported": listed["report_id"].notna(),
        **{state: listed["state"] == state for state in STATES},
    }
    by_year = pd.DataFrame(marks).groupby("report_year").sum().astype(int)
    findings = rows.groupby("report_year")[list(COUNTS)].sum(min_count=1)
    yearly = by_year.join(findings).reset_index()
    return yearly.sort_values("report_year", ascending=False, ignore_index=True)


def quiet_and_unjudged(rows: pd.DataFrame) -> dict[str, str]:
    """Return "quiet" or "unjudged" for each agency that has no exception in any year.

    Quiet: always on time, and no error, warning or doubt. Unjudged: no exception, but of some
    year neither the date nor the content could be judged, which is not the same as quiet.
    """
    is_loud = ~rows["state"].isin(_QUIET)
    for name in COUNTS:
        is_loud |= rows[name].fillna(0) > 0
    loud = is_loud.groupby(rows["agency_id"]).any()
    is_on_time = rows["state"].isin(("on_time", "waived")).groupby(rows["agency_id"]).all()
    return {
        str(agency): "quiet" if is_always else "unjudged"
        for agency, is_so, is_always in zip(loud.index, loud, is_on_time, strict=True)
        if not is_so
    }


def exceptions(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the filings that are no quiet ones, the newest year first, the missing before all."""
    kept = rows[rows["state"].isin(EXCEPTIONS)]
    order = kept["state"].map({state: place for place, state in enumerate(EXCEPTIONS)})
    days = pd.to_numeric(kept["days_late"], errors="coerce").astype("Float64").fillna(0.0)
    placed = kept.assign(_order=order, _days=-days)
    placed = placed.sort_values(
        ["report_year", "_order", "_days", "agency"],
        ascending=[False, True, True, True],
        kind="stable",
    )
    return placed.drop(columns=["_order", "_days"])


def agencies_in_order(rows: pd.DataFrame, sort: str, state: str) -> list[str]:
    """Return the agencies to show: those with the wanted state, in the wanted order."""
    wanted = rows
    if state in STATES:
        have = set(rows.loc[rows["state"] == state, "agency_id"])
        wanted = rows[rows["agency_id"].isin(have)]
    by_agency = wanted.groupby("agency_id", sort=True)
    if sort == "findings":
        weight = by_agency[["errors", "warnings"]].sum()
        order = weight.sort_values(["errors", "warnings"], ascending=False, kind="stable")
        return [str(agency) for agency in order.index]
    if sort == "late":
        worst = pd.to_numeric(by_agency["days_late"].max(), errors="coerce").astype("Float64")
        missing = (wanted["state"] == "missing").groupby(wanted["agency_id"]).sum()
        order = pd.DataFrame({"missing": missing, "worst": worst.fillna(-1.0)})
        order = order.sort_values(["missing", "worst"], ascending=False, kind="stable")
        return [str(agency) for agency in order.index]
    return sorted(map(str, wanted["agency_id"].unique()))
