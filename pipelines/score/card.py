"""Points by item from findings and filings; what could not be judged is neither given nor taken."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Words
from pipelines.filing.deadlines import state_words
from pipelines.filing.states import State
from pipelines.score.scheme import Scheme, ScoreItem, scheme

COLUMNS: Final = (
    *("agency_id", "agency", "report_year", "item", "title_zh", "title_en", "out_of", "points"),
    *("is_judged", "fingerprints", "taken", "reason_zh", "reason_en"),
)
UNREAD: Final = frozenset({"image", "lost", "absent", "conflict", "not_captured"})
EXCLUDED: Final = "excluded"
SPOKEN: Final = {"late": "R-TIME-01", "early": "R-TIME-02"}  # the rule that says it of a state
Line = Mapping[str, Any]
Found = tuple[str, float]  # a fingerprint, and what it takes off


def score_card(findings: pd.DataFrame, filing: pd.DataFrame) -> pd.DataFrame:
    """Return one row a filing and item: points out of how many, and the findings that took some.

    `points` is NaN where `is_judged` is False, with the reason. `taken` says beside each
    fingerprint what it cost; together they may cost more than the item is worth, which is then 0.

    Args:
        findings: judgements with their verdicts; "excluded" ones and doubts about our own reading
            cost nothing.
        filing: what became of each report, as the store says it.
    """
    used = scheme()
    by_report = _by_report(findings)
    rows = [
        row
        for line in filing.to_dict("records")
        for row in _card(used, line, by_report.get((line["agency_id"], line["report_year"]), ()))
    ]
    card = pd.DataFrame(rows, columns=list(COLUMNS))
    return card.astype({"points": float, "out_of": float, "is_judged": bool})


def totals(card: pd.DataFrame) -> pd.DataFrame:
    """Return one row a report: points, how many of them could be judged, and out of how many.

    Deductions never bring the sum below nothing.
    """
    named = card.assign(judged_out_of=card["out_of"].where(card["is_judged"], 0.0))
    grouped = named.groupby(["agency_id", "agency", "report_year"], as_index=False, sort=False)
    sums = grouped[["points", "judged_out_of", "out_of"]].sum()
    return sums.assign(points=sums["points"].clip(lower=0).round(2))


def _by_report(findings: pd.DataFrame) -> dict[tuple[str, int], list[Line]]:
    by_report: dict[tuple[str, int], list[Line]] = {}
    for line in findings.to_dict("records"):
        key = (str(line["agency_id"]), line["report_year"])
        by_report.setdefault(key, []).append({str(name): value for name, value in line.items()})
    return by_report


def _card(used: Scheme, line: Mapping[Any, Any], rows: Sequence[Line]) -> Iterator[list[object]]:
    for item in used.item:
        reason, costs = _judged(item, line, rows)
        worst = min(item.worst, sum(cost for _, cost in costs))
        why = used.reason[reason] if reason else _costly_state(item, line, worst)
        yield [
            *(line["agency_id"], line["agency"], line["report_year"]),
            *(item.id, item.title.zh, item.title.en, item.out_of),
            float("nan") if reason else round(item.out_of - worst, 4),
            not reason,
            [fingerprint for fingerprint, _ in costs if fingerprint],
            [cost for fingerprint, cost in costs if fingerprint],
            why.zh if why else "",
            why.en if why else "",
        ]


def _costly_state(item: ScoreItem, line: Mapping[Any, Any], worst: float) -> Words | None:
    """Return the state that took points off, where it was a state."""
    if not worst or item.looks_at not in {"state", "filed"}:
        return None
    return state_words()[_word(item, line)[0]]


def _judged(
    item: ScoreItem, line: Mapping[Any, Any], rows: Sequence[Line]
) -> tuple[str, list[Found]]:
    """Return why an item is not judged, and what takes points off it."""
    if item.looks_at == "rules":
        counted = [row for row in rows if row.get("verdict") != EXCLUDED]
        costs = [
            (str(row["fingerprint"]), item.take.get(row["severity"], 0.0))
            for row in counted
            if row["axis"] == "agency" and row["status"] == "fail" and item.names(row["rule"])
        ]
        return _unjudged(item, line, counted), sorted(pair for pair in costs if pair[1])
    word, reason = _word(item, line)
    if word not in item.take:
        return reason, []
    return "", _dated(item.take[word], word if item.looks_at == "state" else "", rows)


def _dated(cost: float, word: str, rows: Sequence[Line]) -> list[Found]:
    """Return what a date takes off, with the finding that says so; excluded, it takes nothing."""
    dated = [row for row in rows if row["rule"] == SPOKEN.get(word) and row["status"] == "fail"]
    if dated and all(row.get("verdict") == EXCLUDED for row in dated):
        return []
    marks = [str(row["fingerprint"]) for row in dated if row.get("verdict") != EXCLUDED]
    return [(marks[0] if marks else "", cost)] if cost else []


def _word(item: ScoreItem, line: Mapping[Any, Any]) -> tuple[str, str]:
    """Return what an item that looks at dates sees, and the reason for seeing nothing."""
    if item.looks_at == "filed":
        is_noted = not pd.isna(line.get("filed_on"))
        reason = "no_filing_deadline" if is_noted else "no_register"
        return str(line.get("filed_state") or ""), reason
    if item.looks_at == "returned":
        known = line.get("is_unmended")
        if known is None or pd.isna(known):
            return "", "no_register"
        return ("unmended" if known else "mended"), "no_register"
    state, days = str(line["state"]), line.get("days_late")
    if state != State.UNREADABLE:
        return state, "not_judged"
    if days is None or pd.isna(days):
        return state, "unreadable"
    return str(State.LATE if days else State.ON_TIME), ""  # its date is known all the same


def _unjudged(item: ScoreItem, line: Mapping[Any, Any], rows: Sequence[Line]) -> str:
    """Return why the text and tables of a report say nothing for an item; "" where they do."""
    if line["state"] == State.UNREADABLE:
        return "unreadable"
    if pd.isna(line["report_id"]):
        return "no_report"
    if line.get("source") == "excerpt":
        return "excerpt"
    is_asked = item.years[0] <= line["report_year"] <= item.years[1]
    if not is_asked or (item.of_a_form and line.get("template", "") not in _forms()):
        return "other_form"
    if item.compares and not line.get("is_compared", False):
        return "alone"
    return "partly_read" if any(_is_gap(item, row) for row in rows) else ""


def _is_gap(item: ScoreItem, row: Line) -> bool:
    if row["rule"] in item.blocked_by:
        return True
    return row["status"] == "na" and row["reason"] in UNREAD and item.names(row["rule"])


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(form.id for form in catalogue().templates)
