"""The annex of a circular: one row an agency; what is unknown is a stroke, never 0."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from pipelines.papers.facts import Row, is_read
from pipelines.papers.plain import plain
from pipelines.papers.words import say

FEW: Final = 10  # below this base counts are said, not shares
Points = Mapping[tuple[str, int], tuple[float, float]]
_say: Final = partial(say, "circular")


def annex_rows(
    filed: Sequence[Row], issues: Sequence[Row], doubts: Sequence[Row], points: Points
) -> list[list[str]]:
    """Return the cells of the annex, agencies that had to report first."""
    graded = Counter((row["agency_id"], row["severity"]) for row in issues)
    doubted = Counter(row["agency_id"] for row in doubts)
    ordered = sorted(filed, key=lambda row: (not row["is_expected"], str(row["agency_id"])))
    has_roster = any(row["is_expected"] for row in filed)
    listed = [row for row in ordered if row["is_expected"] or row["state"] != "missing"]
    return [
        [
            str(number),
            _agency(row, has_roster=has_roster),
            _state(row),
            plain(row["published_on"])[:10] or _unknown(),
            *(_count(row, graded[row["agency_id"], grade]) for grade in ("error", "warning")),
            _count(row, doubted[row["agency_id"]]),
            _points(points.get((str(row["agency_id"]), int(row["report_year"])))),
        ]
        for number, row in enumerate(listed, 1)
    ]


def scored(points: Points, year: int) -> list[tuple[str, float, float]]:
    """Return agency, points and full marks of a year, the best rate first."""
    own = [(agency, *both) for (agency, of), both in points.items() if of == year]
    return sorted(own, key=lambda one: (-one[1] / one[2], one[0]))


def _agency(row: Row, *, has_roster: bool) -> str:
    name = plain(row.get("short_name") or row["agency"])
    return name if row["is_expected"] or not has_roster else _say("annex.outside", agency=name)


def _state(row: Row) -> str:
    if row["state"] == "late" and row["days_late"] is not None:
        return _say("annex.late", days=row["days_late"])
    return say("shared", f"state.{row['state']}")


def _count(row: Row, count: int) -> str:
    return str(count) if count or is_read(row) else _unknown()


def _points(both: tuple[float, float] | None) -> str:
    if both is None:
        return _unknown()
    return _say("annex.score_one", points=f"{both[0]:g}", out_of=f"{both[1]:g}")


def _unknown() -> str:
    return say("shared", "marks.nothing")
