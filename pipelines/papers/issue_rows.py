"""The rows of a list of issues: one of the agency's, or one doubt of ours, column by column."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import pandas as pd

from pipelines.catalogue.model import Language
from pipelines.papers.facts import GRAVE, Row, Sorted, class_of, records
from pipelines.papers.heading import Heading
from pipelines.papers.missing import missing_mark
from pipelines.papers.plain import plain
from pipelines.papers.sides import sides_of
from pipelines.papers.words import say, table

Value = str | int | float | None
Issue = Mapping[str, Value]
COLUMNS: Final = (
    *("number", "agency", "year", "severity", "situation"),  # what one sheet of paper holds
    *("published", "recomputed", "difference", "place"),
    *("first", "second", "explanation", "basis", "verdict", "deduction"),
    *("remedy", "due", "feedback", "review", "reason", "remark"),  # what comes back filled in
    *("verdict_reason", "verdict_by", "rule", "fingerprint", "key"),  # not printed
)
PRINTED: Final = "remark"  # the last column on paper
SHEETS: Final = ("place", "deduction")  # the last column of the first and of the second sheet
REPEATED: Final = "year"  # the last one that every sheet shows
_say: Final = partial(say, "issues")
_SHORT: Final = 12  # characters of a hash that name a version
_TIMING, _READING = "timing", "reading"


def issue_rows(
    found: Sorted,
    filed: Sequence[Row],
    score: pd.DataFrame | None,
    heading: Heading,
    language: Language,
) -> list[Issue]:
    """Return the issues of agencies, errors and warnings, and the reports that are missing."""
    lost = _deductions(score, language)
    rows = [_issue(row, language, lost) for row in found.issues]
    said = {(r["agency_id"], r["report_year"]) for r in found.issues if _is_timing(r)}
    lacking = _without("missing", filed, said)
    rows += [_unfiled(row, heading, language, _TIMING) for row in lacking]
    return _numbered(rows)


def hint_rows(found: Sorted, language: Language) -> list[Issue]:
    """Return the notes, which are for information and no issues."""
    return _numbered(_issue(row, language, {}) | {"deduction": ""} for row in found.hints)


def doubt_rows(
    found: Sorted, filed: Sequence[Row], heading: Heading, language: Language
) -> list[Issue]:
    """Return the doubts about our reading, and the files that we could not read."""
    rows = [_issue(row, language, {}) | {"deduction": ""} for row in found.doubts]
    said = {(row["agency_id"], row["report_year"]) for row in found.doubts}
    lacking = _without("unreadable", filed, said)
    rows += [_unfiled(row, heading, language, _READING) for row in lacking]
    return _numbered(rows)


def _numbered(rows: Iterable[Issue]) -> list[Issue]:
    """Number rows by agency and year, what is graver first."""
    gravity = ("error", "warning", "info")
    order = sorted(
        rows,
        key=lambda row: (str(row["agency_id"]), row["year"] or 0, gravity.index(str(row["grade"]))),
    )
    return [dict(row) | {"number": number} for number, row in enumerate(order, 1)]


def _issue(row: Row, language: Language, lost: Mapping[str, str]) -> dict[str, Value]:
    sides = sides_of(row)
    by = " ".join(filter(None, (plain(row["verdict_by"]), plain(row["verdict_at"])[:10])))
    why = [plain(row.get(f"{name}_{language}")) for name in ("explanation", "note")]
    return {
        "agency_id": str(row["agency_id"]),
        "grade": row["severity"],
        "agency": plain(row["agency"]),
        "year": row["report_year"],
        "first": class_name(row["rule"], row["family"], language),
        "second": plain(row[f"title_{language}"]),
        "severity": say("shared", f"severity.{row['severity']}", language),
        "situation": plain(row[f"message_{language}"]) or plain(row[f"title_{language}"]),
        "published": float(sides.left) if sides else None,
        "recomputed": float(sides.right) if sides else None,
        "difference": float(sides.difference) if sides else None,
        "explanation": say("shared", "marks.semicolon", language).join(filter(None, why)),
        "place": plain(row["where"]),
        "basis": plain(row[f"basis_{language}"]),
        "verdict": say("shared", f"verdict.{row['verdict']}", language),
        "verdict_reason": plain(row["verdict_reason"]),
        "verdict_by": by,
        "deduction": lost.get(str(row["fingerprint"]), ""),
        "remedy": _say(f"progress.{row['progress']}", language) if row["progress"] else "",
        **dict.fromkeys(("due", "feedback", "review", "reason", "key"), ""),
        "remark": _turned(row, language),
        "rule": row["rule"],
        "fingerprint": row["fingerprint"],
    }


def mended_rows(former: Sequence[Row], language: Language) -> list[Issue]:
    """Return what agencies mended since an earlier version, and what nobody can tell of."""
    own = [row for row in former if row["axis"] == "agency" and row["verdict"] != "excluded"]
    return _numbered(
        _issue(row, language, {}) | {"deduction": ""} for row in own if row["severity"] in GRAVE
    )


def _turned(row: Row, language: Language) -> str:
    """Say which version or correction mended a finding or brought it back."""
    if not row["progress_by"]:
        return ""
    version = plain(row["progress_version"])[:_SHORT]
    at = plain(row["progress_at"])[:10]
    return _say(f"progress.{row['progress_by']}", language, version=version, at=at)


def class_name(rule: str, family: str, language: Language) -> str:
    """Return the name of a rule's class in one language."""
    return _class_words(class_of(rule, family)[0], language)


def _class_words(key: str, language: Language) -> str:
    one = next(one for one in table("shared")["class"] if one["key"] == key)
    return str(one["name" if language == "zh" else "en"])


def _unfiled(row: Row, heading: Heading, language: Language, key: str) -> dict[str, Value]:
    """Return the row of a report that is missing, or of a file that could not be read."""
    holes = {
        "made_on": heading.made_on.isoformat(),
        "year": row["report_year"],
        "due": plain(row["due_on"])[:10] or say("shared", "marks.unknown", language),
    }
    is_missing = row["state"] == "missing"
    severity = row.get("severity") or "warning"
    situation = "text" if is_missing else "unreadable"
    empty: dict[str, Value] = dict.fromkeys(COLUMNS, "")
    return empty | {
        "agency_id": str(row["agency_id"]),
        "grade": severity,
        "agency": plain(row["agency"]),
        "year": row["report_year"],
        "first": _class_words(key, language),
        "second": say("shared", f"state.{row['state']}", language),
        "severity": say("shared", f"severity.{severity}", language),
        "situation": _say(f"missing.{situation}", language, **holes),
        "basis": plain(row.get(f"deadline_{language}")) if is_missing else "",
        "verdict": say("shared", "verdict.", language),
        "fingerprint": missing_mark(heading.dataset, str(row["agency_id"]), int(row["report_year"]))
        if is_missing
        else "",
    }


def _deductions(score: pd.DataFrame | None, language: Language) -> dict[str, str]:
    """Return for each fingerprint what it cost, and of what; empty where nothing is scored."""
    lost: dict[str, list[str]] = {}
    for row in records(score) if score is not None else ():
        if not row["is_judged"] or row["points"] is None:
            continue
        for fingerprint, taken in zip(row["fingerprints"], row["taken"], strict=True):
            words = _say(
                "deduction.points",
                language,
                title=plain(row[f"title_{language}"]),
                taken=f"{float(taken):g}",
                out_of=f"{float(row['out_of']):g}",
                points=f"{float(row['points']):g}",
            )
            lost.setdefault(str(fingerprint), []).append(words)
    comma = say("shared", "marks.semicolon", language)
    return {fingerprint: comma.join(words) for fingerprint, words in lost.items()}


def _without(state: str, filed: Sequence[Row], said: set[tuple[Any, Any]]) -> list[Row]:
    """Return the filing in a state of which no finding has spoken."""
    rows = [row for row in filed if row["state"] == state]
    return [row for row in rows if (row["agency_id"], row["report_year"]) not in said]


def _is_timing(row: Row) -> bool:
    return class_of(row["rule"], row["family"])[0] == _TIMING
