"""What papers count: issues of agencies, doubts of ours, hints, and what a person excluded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from pipelines.papers.words import table
from pipelines.score import totals

Row = Mapping[str, Any]
GRAVE: Final = ("error", "warning")
_ORDER: Final = {"error": 0, "warning": 1, "info": 2}
_LATE: Final = ("late", "early", "missing")
_UNREAD: Final = ("missing", "unreadable")
_OPTIONAL: Final = (
    *("verdict", "verdict_reason", "verdict_by", "verdict_at", "where"),
    *("progress", "progress_by", "progress_version", "progress_at"),
)


@dataclass(frozen=True)
class Material:
    """The frames a paper is computed from, as the Store, the ledger and the score give them.

    `score` is None where there is no score; `where` of the findings says in words where each
    stands, as far as the document is at hand.
    """

    findings: pd.DataFrame
    filing: pd.DataFrame
    score: pd.DataFrame | None = None
    reports: pd.DataFrame = field(default_factory=pd.DataFrame)
    former: pd.DataFrame = field(default_factory=pd.DataFrame)  # of earlier versions, now mended

    def of(self, agency_id: str, year: int) -> Material:
        """Return the part of one agency and year."""
        return replace(
            self,
            findings=_of(self.findings, agency_id, year),
            filing=_of(self.filing, agency_id, year),
            score=None if self.score is None else _of(self.score, agency_id, year),
            reports=_of(self.reports, agency_id, year),
            former=_of(self.former, agency_id, year),
        )


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings by what a paper may do with them, each list in a fixed order."""

    issues: Sequence[Row]  # the agency's, error or warning
    hints: Sequence[Row]  # the agency's, information only
    doubts: Sequence[Row]  # about our reading: never counted
    excluded: Sequence[Row]
    unjudged: Sequence[Row]


def sort_findings(findings: pd.DataFrame) -> Sorted:
    """Divide findings; what a person excluded is left out of everything else."""
    return divided(sorted(records(findings), key=_rank))


def divided(listed: Sequence[Row]) -> Sorted:
    """Divide rows of findings in their order."""
    failed = [row for row in listed if row["status"] == "fail"]
    counted = [row for row in failed if row["verdict"] != "excluded"]
    own = [row for row in counted if row["axis"] == "agency"]
    return Sorted(
        issues=[row for row in own if row["severity"] in GRAVE],
        hints=[row for row in own if row["severity"] not in GRAVE],
        doubts=[row for row in counted if row["axis"] != "agency"],
        excluded=[row for row in failed if row["verdict"] == "excluded"],
        unjudged=[row for row in listed if row["status"] == "na"],
    )


def settled_filing(filing: pd.DataFrame, findings: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the filing; where a person excluded what the rules said of it, it is waived."""
    timing = [row for row in records(findings) if _is_timing(row)]
    settled = []
    for row in records(filing):
        own = [one for one in timing if _key(one) == _key(row)]
        is_waived = bool(own) and all(one["verdict"] == "excluded" for one in own)
        changed = row["state"] in _LATE and is_waived
        settled.append({**row, "state": "waived"} if changed else row)
    return sorted(settled, key=lambda row: (str(row["agency_id"]), row["report_year"]))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as mappings: what is missing is None, optional columns are there."""
    if frame.empty:
        return []
    plain = frame.astype(object).where(frame.notna(), None)
    empty = dict.fromkeys(_OPTIONAL, "")
    return [empty | {str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


@lru_cache(maxsize=512)
def class_of(rule: str, family: str) -> tuple[str, str]:
    """Return key and name of the class that a rule belongs to in a paper."""
    classes = table("shared")["class"]
    for entry in classes:
        if rule in entry.get("rules", ()):
            return entry["key"], entry["name"]
    for entry in classes:
        if family in entry["families"]:
            return entry["key"], entry["name"]
    return classes[-1]["key"], classes[-1]["name"]


def classes() -> list[tuple[str, str]]:
    """Return key and name of every class, in the order of papers."""
    return [(one["key"], one["name"]) for one in table("shared")["class"]]


def is_excerpt(filed: Row | None) -> bool:
    """Tell whether of a report only an excerpt is known, never the whole."""
    return filed is not None and filed.get("source") == "excerpt"


def is_read(filed: Row) -> bool:
    """Tell whether a whole report was read: only then is a count of 0 known."""
    has_report = filed.get("report_id") is not None and filed["state"] not in _UNREAD
    return has_report and not is_excerpt(filed)


def agency_names(rows: Iterable[Row]) -> dict[str, str]:
    """Return the name of every agency of some rows, short where a short one is known."""
    return {
        str(row["agency_id"]): str(row.get("short_name") or row.get("agency") or row["agency_id"])
        for row in rows
    }


def points(score: pd.DataFrame | None) -> dict[tuple[str, int], tuple[float, float]]:
    """Return points and full marks of the judged items, by agency and year."""
    if score is None or score.empty:
        return {}
    return {
        _key(row): (float(row["points"]), float(row["judged_out_of"]))
        for row in records(totals(score))
        if row["judged_out_of"]
    }


def _of(frame: pd.DataFrame, agency_id: str, year: int) -> pd.DataFrame:
    if frame.empty:
        return frame
    return frame[(frame["agency_id"] == agency_id) & (frame["report_year"] == year)]


def _is_timing(row: Row) -> bool:
    is_grave = row["status"] == "fail" and row["severity"] in GRAVE
    return is_grave and class_of(row["rule"], row["family"])[0] == "timing"


def _key(row: Row) -> tuple[str, int]:
    return str(row["agency_id"]), int(row["report_year"] or 0)


def _rank(row: Row) -> tuple[Any, ...]:
    order = [key for key, _ in classes()]
    place = order.index(class_of(row["rule"], row["family"])[0])
    gravity = _ORDER.get(row["severity"], len(_ORDER))
    who = (str(row["agency_id"]), row["report_year"] or 0)
    said = tuple(str(row.get(k) or "") for k in ("rule", "member", "left_side", "fingerprint"))
    return (*who, gravity, place, *said)
