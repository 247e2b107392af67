"""The findings of a scope, filtered, counted and ordered: frame → frame, no store, no browser."""

import unicodedata
from collections.abc import Mapping
from typing import Final

import pandas as pd

from components.view import Language, View
from pipelines.papers.sides import sides_of

SEVERITIES: Final = ("error", "warning", "info")
AXES: Final = ("reading", "agency")  # doubt about our reading comes first
EVERY: Final = "all"  # as a grade: notes too
_GRAVE: Final = ("error", "warning")
_NAMING: Final = ("severity", "rule", "verdict", "status", "q")  # who asks so means notes too
STATUSES: Final = ("fail", "na")
FORMER: Final = ("resolved", "unjudged")  # of an earlier version: mended, or nobody can tell
VERDICTS: Final = ("none", "pending", "confirmed", "excluded")
FACETS: Final = ("axis", "severity", "family", "status", "verdict", "rule")
SORTS: Final = ("severity", "agency", "year", "rule", "difference")
_ORDERED: Final[Mapping[str, tuple[str, ...]]] = {
    "axis": AXES,
    "severity": SEVERITIES,
    "status": (*STATUSES, *FORMER),
    "verdict": VERDICTS,
}


def prepared(findings: pd.DataFrame) -> pd.DataFrame:
    """Return findings with what filters and sorting need; unknown differences stay unknown."""
    left = pd.to_numeric(findings["left_side"], errors="coerce")
    right = pd.to_numeric(findings["right_side"], errors="coerce")
    compared = {str(rule) for rule in findings["rule"].unique() if _compares(str(rule))}
    grade = findings["severity"].map({name: at for at, name in enumerate(SEVERITIES)})
    verdict = findings["verdict"] if "verdict" in findings else pd.Series("", findings.index)
    return findings.assign(
        difference=(left - right).where(findings["rule"].isin(compared)),
        grade=grade.fillna(len(SEVERITIES)),
        verdict=verdict.fillna("").replace("", "none"),
    )


def against(findings: pd.DataFrame) -> pd.Series:
    """Tell which findings count against an agency: they fail, are its own and not excluded."""
    is_agency = (findings["status"] == "fail") & (findings["axis"] == "agency")
    return is_agency & (findings["verdict"] != "excluded")


def doubtful(findings: pd.DataFrame) -> pd.Series:
    """Tell which findings doubt our own reading; these never count against an agency."""
    is_reading = (findings["status"] == "fail") & (findings["axis"] == "reading")
    return is_reading & (findings["verdict"] != "excluded")


def chosen(findings: pd.DataFrame, view: View, *, is_grave: bool = False) -> pd.DataFrame:
    """Return the findings that pass the page's filters.

    Where no grade is asked for, `is_grave` leaves notes out: errors, warnings and doubts stay.
    """
    return findings[passing(findings, view, is_grave=is_grave)]


def passing(findings: pd.DataFrame, view: View, *, is_grave: bool = False) -> pd.Series:
    """Tell which findings pass the page's filters, as `chosen` returns them."""
    return _all_of(_filters(findings, view, is_grave=is_grave), findings.index)


def _filters(findings: pd.DataFrame, view: View, *, is_grave: bool) -> dict[str, pd.Series]:
    """Tell filter by filter which findings it lets through; one that is not set is left out."""
    by_filter = {}
    for facet in FACETS:
        lets_through = _passes(findings, facet, view.own(facet))
        if lets_through is not None:
            by_filter[facet] = lets_through
    if is_grave and not any(map(view.own, _NAMING)):
        is_severe = findings["severity"].isin(_GRAVE) | (findings["axis"] == "reading")
        by_filter["severity"] = is_severe
    if view.own("q"):
        by_filter["q"] = _says(findings, view.own("q"), view.language)
    return by_filter


def _all_of(by_filter: Mapping[str, pd.Series], index: pd.Index, but: str = "") -> pd.Series:
    """Tell what passes every filter, one of them left out if `but` names it."""
    keep = pd.Series(data=True, index=index)
    for name, lets_through in by_filter.items():
        if name != but:
            keep &= lets_through
    return keep


def facet_counts(
    findings: pd.DataFrame, view: View, *, is_grave: bool = False
) -> dict[str, dict[str, int]]:
    """Count the values of every filter among what passes the other filters."""
    by_facet: dict[str, dict[str, int]] = {}
    by_filter = _filters(findings, view, is_grave=is_grave)
    for facet in FACETS:
        keep = _all_of(by_filter, findings.index, but=facet)
        counts = findings.loc[keep, facet].value_counts()
        named = {str(value): int(n) for value, n in counts.items() if str(value)}
        order = _ORDERED.get(facet)
        if order:
            by_facet[facet] = {value: named[value] for value in order if value in named}
        else:
            by_facet[facet] = dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))
    return by_facet


def ordered(findings: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Sort findings; a "-" before the name turns the order round, ties stay in reading order."""
    name, is_down = sort.removeprefix("-"), sort.startswith("-")
    if name == "difference":
        size = findings["difference"].abs()
        placed = findings.assign(size=size).sort_values("size", ascending=is_down, kind="stable")
        return placed.drop(columns="size")
    columns = {
        "agency": ["agency", "report_year", "grade"],
        "year": ["report_year", "grade", "agency"],
        "rule": ["rule", "agency", "report_year"],
    }.get(name, ["grade", "agency", "report_year"])
    return findings.sort_values(columns, ascending=not is_down, kind="stable")


def by_report(findings: pd.DataFrame) -> pd.DataFrame:
    """Sort findings report by report: the gravest report first, in each the gravest finding."""
    keys = [findings["agency_id"], findings["report_year"]]
    errors = (findings["grade"] == 0).groupby(keys).transform("sum")
    warnings = (findings["grade"] == 1).groupby(keys).transform("sum")
    placed = findings.assign(_errors=-errors, _warnings=-warnings, _year=-findings["report_year"])
    order = ["_errors", "_warnings", "_year", "agency", "agency_id", "grade"]
    placed = placed.sort_values(order, kind="stable")
    return placed.drop(columns=["_errors", "_warnings", "_year"])


def sort_of(view: View) -> str:
    """Return the view's way of sorting, the gravest first where it names none we know."""
    sort = view.own("sort")
    return sort if sort.removeprefix("-") in SORTS else "severity"


def _compares(rule: str) -> bool:
    """Tell whether the two sides of a rule are numbers to be compared, not a year or a count."""
    return sides_of({"rule": rule, "left_side": "1", "right_side": "2"}) is not None


def _passes(findings: pd.DataFrame, facet: str, value: str) -> pd.Series | None:
    """Tell which findings a filter lets through, None for all of them.

    Unset, it hides what is settled or unjudged.
    """
    if facet == "severity" and value == EVERY:
        return None
    if value:
        return findings[facet].astype(str) == value
    if facet == "status":
        return findings["status"] == "fail"
    if facet == "verdict":
        return findings["verdict"] != "excluded"
    return None


def _says(findings: pd.DataFrame, text: str, language: Language) -> pd.Series:
    columns = ["agency", "rule", f"title_{language}", f"message_{language}", "fingerprint"]
    columns += [f"explanation_{language}"]
    wanted = _plain(text).split()
    texts = pd.Series("", index=findings.index)
    for column in columns:  # one after another: a frame without rows has no way to be joined
        texts = texts + " " + findings[column].fillna("").astype(str).map(_plain)
    keep = pd.Series(data=True, index=findings.index)
    for word in wanted:
        keep &= texts.str.contains(word, regex=False)
    return keep


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
