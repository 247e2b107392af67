"""Reports that are missing as findings of their agencies, so that they are chased as tasks are."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pipelines.filing.states import State
from pipelines.papers.plain import plain
from pipelines.papers.words import say

RULE: Final = "missing"  # takes the place of a rule's id
_MARK: Final = 16  # letters, as of every finding
Row = Mapping[str, Any]


def missing_mark(dataset: str, agency_id: str, year: int) -> str:
    """Return the fingerprint of a report that is missing: the same as long as it is."""
    text = "|".join((RULE, dataset, agency_id, str(year)))
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]


def missing_findings(filing: Iterable[Row], dataset: str) -> Iterator[dict[str, Any]]:
    """Yield each report of a roster's agencies that is missing, as a finding of today."""
    for row in filing:
        if row["state"] == State.MISSING:
            yield _finding(row, dataset) | {"status": "fail", "progress": ""}


def arrived_findings(
    filing: Iterable[Row], received: Iterable[Row], dataset: str
) -> Iterator[dict[str, Any]]:
    """Yield each report that is missing no more as a finding that ended, and by what.

    It counts; or its file came and could not be read, which is chased as that and by no second
    reminder; or the office noted that it was filed.

    Args:
        filing: the rows of the filing, of any state.
        received: agency_id, report_year, sha256 and received_at of the reports that count.
        dataset: whose.
    """
    came = {(str(row["agency_id"]), int(row["report_year"])): row for row in received}
    for row in filing:
        document = came.get((str(row["agency_id"]), int(row["report_year"])))
        if document is not None:
            end = ("filed", document["sha256"], document["received_at"])
        elif row["state"] == State.UNREADABLE:
            end = ("unread", "", "")
        elif row["state"] == State.NOT_JUDGED and row["filed_on"] and not row["returned_on"]:
            end = ("noted", "", plain(row["filed_on"])[:10])
        else:
            continue
        yield _finding(row, dataset) | _ended(*end)


def unlisted_findings(
    named: Iterable[Row], filing: Iterable[Row], published_at: str
) -> Iterator[dict[str, Any]]:
    """Yield what was chased of agencies of which no roster expects the year any more.

    Args:
        named: what was said of the missing reports when they became tasks.
        filing: the rows of today's filing, of any state.
        published_at: when the filing was published.
    """
    listed = {(str(row["agency_id"]), int(row["report_year"])) for row in filing}
    for about in named:
        if (str(about["agency_id"]), int(about["report_year"])) not in listed:
            mark = missing_mark(
                str(about["dataset"]), str(about["agency_id"]), int(about["report_year"])
            )
            yield {**about, "fingerprint": mark} | _ended("unlisted", "", published_at)


def _ended(by: str, version: str, at: str) -> dict[str, str]:
    return {
        "status": "pass",
        "progress": "resolved",
        "progress_by": by,
        "progress_version": version,
        "progress_at": at,
    }


def _finding(row: Row, dataset: str) -> dict[str, Any]:
    agency_id, year = str(row["agency_id"]), int(row["report_year"])
    due = plain(row["due_on"])[:10]
    words = {
        f"{name}_{language}": say("tasks", f"missing.{name}", language, year=year, due=due)
        for name in ("title", "message")
        for language in ("zh", "en")
    }
    return words | {
        "fingerprint": missing_mark(dataset, agency_id, year),
        "dataset": dataset,
        "agency_id": agency_id,
        "agency": plain(row["agency"]),
        "county_code": plain(row["county_code"]),
        "report_year": year,
        "rule": RULE,
        "axis": "agency",
        "member": "",
        "severity": row["severity"],
        "basis_zh": plain(row["deadline_zh"]),
        "basis_en": plain(row["deadline_en"]),
    }
