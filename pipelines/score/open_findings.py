"""How many findings of a report are still open, and how many were mended, verdicts laid over."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """Findings of one agency's year against the agency itself, errors and warnings; notes apart.

    `open_count` holds those that came back, `reopened_count` says how many of them did.
    `unjudged_count` are of an earlier version: the one of today cannot be judged by their rule.
    """

    open_count: int = 0
    reopened_count: int = 0
    resolved_count: int = 0
    unjudged_count: int = 0


def open_findings(
    findings: pd.DataFrame, former: pd.DataFrame
) -> dict[tuple[str, int], OpenFindings]:
    """Return the counts by agency and year, of findings of today and of earlier versions.

    What a person excluded is not counted, nor is a doubt about our own reading.
    """
    counted: dict[tuple[str, int], Counter[str]] = {}
    for frame in (findings, former):
        open_rows = frame[
            frame["progress"].ne("")
            & frame["axis"].eq("agency")
            & frame["severity"].isin(["error", "warning"])
            & frame["verdict"].ne(EXCLUDED)
            & frame["report_year"].notna()
        ]
        rows = open_rows[["agency_id", "report_year", "progress"]].itertuples(index=False)
        for agency_id, year, progress in rows:
            counted.setdefault((str(agency_id), int(year)), Counter())[str(progress)] += 1
    return {
        key: OpenFindings(
            open_count=tally["open"] + tally["reopened"],
            reopened_count=tally["reopened"],
            resolved_count=tally["resolved"],
            unjudged_count=tally["unjudged"],
        )
        for key, tally in counted.items()
    }
