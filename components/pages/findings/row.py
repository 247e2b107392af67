"""One finding in the reader's language: what is wrong, both values, why, where and what of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.form import label
from components.numbers import plain, signed
from components.pages.findings.places import places_of, source_href
from components.view import View
from components.words import messages, say
from pipelines.catalogue.load import catalogue
from pipelines.papers.sides import sides_of
from pipelines.validate.naming import member_name

_SHORT, _DAY = 12, 10  # characters of a hash that name a version, of a day in a time


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the grid shows it; unknown parts are empty."""

    fingerprint: str
    agency_id: str
    agency: str
    year: str
    rule: str
    title: str
    message: str
    severity: str
    axis: str
    status: str
    left: str
    right: str
    left_note: str
    right_note: str
    difference: float | None
    explanation: str
    note: str
    basis: str
    verdict: str
    progress: str  # in words; "" where a finding was open all along
    source_href: str
    opened_href: str

    @property
    def has_sides(self) -> bool:
        """Tell whether there are two values to set side by side; both are numbers."""
        return bool(self.left and self.right)


def row_of(record: Mapping[str, Any], view: View) -> FindingRow:
    """Read one row of the frame."""
    language = view.language
    title, message = text(record, f"title_{language}"), text(record, f"message_{language}")
    sides, year = sides_of(record), year_of(record)
    return FindingRow(
        fingerprint=text(record, "fingerprint"),
        agency_id=text(record, "agency_id"),
        agency=text(record, "agency"),
        year=year,
        rule=text(record, "rule"),
        title=title,
        message=message or title,
        severity=text(record, "severity"),
        axis=text(record, "axis"),
        status=text(record, "status"),
        left=plain(float(sides.left)) if sides else "",
        right=plain(float(sides.right)) if sides else "",
        left_note=side_words(sides.kind, "left", view) if sides else "",
        right_note=(side_words(sides.kind, "right", view) or parts_words(record, view))
        if sides
        else "",
        difference=float(sides.difference) if sides else None,
        explanation=text(record, f"explanation_{language}"),
        note=text(record, f"note_{language}"),
        basis=text(record, f"basis_{language}"),
        verdict=text(record, "verdict"),
        progress=progress_words(record, view),
        source_href=source_href(record, view, next(iter(places_of(record)), None)),
        opened_href=view.with_own(at=text(record, "fingerprint")).href,
    )


def progress_words(record: Mapping[str, Any], view: View) -> str:
    """Say what became of a finding that was mended or came back, and what did it."""
    progress = text(record, "progress")
    if progress in {"", "open"}:
        return ""
    kind, version = text(record, "progress_by"), text(record, "progress_version")[:_SHORT]
    key = f"findings_progress.{kind}"
    by = say(key, view.language, version=version) if key in messages() else ""
    at = text(record, "progress_at")[:_DAY]
    return say(f"findings_progress.{progress}", view.language, by=by, at=at)


def text(record: Mapping[str, Any], name: str) -> str:
    """Return a word of a record; what is missing is no word."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def year_of(record: Mapping[str, Any]) -> str:
    """Return the report year, or nothing where it is not known."""
    year = record.get("report_year")
    return "" if year is None or pd.isna(year) else str(int(year))


def side_words(kind: str, side: str, view: View) -> str:
    """Say what a side is where it is not simply published or recomputed."""
    key = f"findings_side.{kind}_{side}"
    return say(key, view.language) if key in messages() else ""


def parts_words(record: Mapping[str, Any], view: View) -> str:
    """Name the list that adds up to another total: by category or by channel; "" for no one list.

    A total that two lists contradict by as much would else stand there twice.
    """
    whole, *parts = [str(place.get("indicator") or "") for place in places_of(record)] or [""]
    lists = set(parts) - {""}
    if len(lists) != 1 or lists == {whole}:
        return ""
    broken_down = {one.id for one in catalogue().indicators if one.dimension}
    return "".join(label(name, "", view.language) for name in lists & broken_down)


def member_words(record: Mapping[str, Any], view: View) -> str:
    """Name the applicant, row or group that a finding speaks of."""
    member = text(record, "member")
    if not member:
        return ""
    words = member_name(member)
    return words.spoken(view.language)


def difference_words(difference: float | None) -> str:
    """Write a difference with its sign; one that is not known is nothing."""
    return "" if difference is None else signed(difference)
