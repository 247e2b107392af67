"""What people think of findings: verdicts of the ledger, joined to the findings of today.

They are not in the store, so that a verdict shows at once; they are tied to a finding by its
fingerprint, so that they outlive a rebuild and end when a value they speak of changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from pipelines.ledger.ledger import Ledger

KIND: Final = "verdict"
VERDICTS: Final = ("confirmed", "excluded", "pending")
WITHDRAWN: Final = "withdrawn"  # takes the last one back
COLUMNS: Final = ("verdict", "verdict_reason", "verdict_by", "verdict_at")
_ABOUT: Final = (
    *("dataset", "agency_id", "agency", "report_year", "rule", "member", "left_side"),
    *("right_side", "message_zh", "message_en"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The last word of a person on one finding; `about` is what the finding said that day."""

    fingerprint: str
    verdict: str  # confirmed | excluded | pending
    reason: str
    made_by: str
    made_at: datetime
    decision_id: int
    about: Mapping[str, Any] = field(default_factory=dict)


_kept: dict[str, tuple[object, Mapping[str, Verdict]]] = {}  # by ledger: the last answer


def current(ledger: Ledger) -> Mapping[str, Verdict]:
    """Return the verdict that counts for each fingerprint: the last, unless it was taken back."""
    latest = ledger.latest(KIND)
    before, answer = _kept.get(ledger.url, (None, {}))
    if latest is None or latest != before:
        answer = _replayed(ledger)
        _kept[ledger.url] = (latest, answer)
    return answer


def _replayed(ledger: Ledger) -> Mapping[str, Verdict]:
    verdicts: dict[str, Verdict] = {}
    for entry in ledger.decisions(kind=KIND):
        verdict = str(entry.body.get("verdict", ""))
        verdicts.pop(entry.subject, None)
        if verdict in VERDICTS:
            reason, about = str(entry.body.get("reason", "")), entry.body.get("about") or {}
            made = (entry.made_by, entry.made_at, entry.id)
            verdicts[entry.subject] = Verdict(entry.subject, verdict, reason, *made, about)
    return MappingProxyType(verdicts)


def with_verdicts(frame: pd.DataFrame, verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Return findings with verdict, verdict_reason, verdict_by and verdict_at, "" where none."""
    laid = frame.assign(**dict.fromkeys(COLUMNS, ""))
    is_judged = frame["fingerprint"].isin(list(verdicts)).to_numpy() if verdicts else None
    if is_judged is not None and is_judged.any():
        rows = [_columns(verdicts[fingerprint]) for fingerprint in frame["fingerprint"][is_judged]]
        laid.loc[is_judged, list(COLUMNS)] = rows
    return laid


def without_finding(
    verdicts: Mapping[str, Verdict], fingerprints: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the verdicts whose finding is no longer there: a value, or the rule, has changed."""
    there = set(fingerprints)
    return [
        {
            "fingerprint": verdict.fingerprint,
            **dict(zip(COLUMNS, _columns(verdict), strict=True)),
            **{name: verdict.about.get(name, "") for name in _ABOUT},
        }
        for verdict in verdicts.values()
        if verdict.fingerprint not in there
    ]


def about(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a finding says, to be kept beside a verdict on it."""
    return {name: row[name] for name in _ABOUT}


def _columns(verdict: Verdict) -> tuple[str, ...]:
    made_at = verdict.made_at.isoformat(timespec="seconds")
    return verdict.verdict, verdict.reason, verdict.made_by, made_at
