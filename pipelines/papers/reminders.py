"""Reminders as files: who has not sent, a text to copy, a table, the deadlines for a calendar.

Nothing is sent. Only agencies on the roster are named: of others nobody knows whether they must.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

import pandas as pd

from pipelines.papers.words import say, table

_NOTICE: Final = 3  # days before a deadline that a calendar speaks up
_OCTETS: Final = 73  # of a line of a calendar, its break and blank aside


@dataclass(frozen=True, slots=True)
class Awaited:
    """An agency whose report is awaited, by when (None where no rule says), and by which rule."""

    agency: str
    due_on: date | None
    rule: str


def reminders(
    filing: pd.DataFrame, year: int, made_on: date, drafts: Collection[str] = ()
) -> list[tuple[str, bytes]]:
    """Return name and bytes of the files for one county and year; none where nobody is awaited.

    Args:
        filing: what became of each report of the county, as the store gives it.
        year: of the reports.
        made_on: the day that "left" and "over" are counted from.
        drafts: agencies whose report is on the desk and not filed yet: they have sent.
    """
    expected = filing[(filing["report_year"] == year) & filing["is_expected"].astype(bool)]
    is_here = expected["report_id"].notna() | expected["filed_on"].notna()
    is_draft = ~is_here & expected["agency_id"].isin(list(drafts))
    is_awaited = ~is_here & ~is_draft
    awaited = sorted(
        (_awaited(row) for row in expected[is_awaited].to_dict("records")),
        key=lambda row: (row.due_on or date.max, row.agency),
    )
    if not awaited:
        return []
    holes: dict[str, object] = {"county": str(expected["county"].iloc[0]), "year": year}
    counts = {"expected": len(expected), "drafts": int(is_draft.sum()), "count": len(awaited)}
    text = "\n".join(_text(awaited, counts, holes, made_on)) + "\n"
    rows = [[row.agency, year, row.due_on or "", _rest(row, made_on), row.rule] for row in awaited]
    out = io.StringIO()
    csv.writer(out).writerows([table("reminders")["table"]["head"], *rows])
    days = "\r\n".join(_calendar(awaited, holes, made_on)) + "\r\n"
    return [
        (say("reminders", "file.text", **holes), text.encode()),
        (say("reminders", "file.table", **holes), out.getvalue().encode("utf-8-sig")),
        (say("reminders", "file.days", **holes), days.encode()),
    ]


def _awaited(row: Mapping[Hashable, Any]) -> Awaited:
    due = row["filing_due_on"] if pd.notna(row["filing_due_on"]) else row["due_on"]
    day = pd.Timestamp(str(due)).date() if pd.notna(due) and due else None
    return Awaited(str(row["agency"]), day, str(row["deadline_zh"] or ""))


def _text(
    awaited: Sequence[Awaited], counts: dict[str, int], holes: dict[str, object], made_on: date
) -> Iterator[str]:
    yield say("reminders", "text.title", **holes, made_on=made_on)
    yield say("reminders", "text.drafts" if counts["drafts"] else "text.sums", **counts)
    for number, row in enumerate(awaited, 1):
        key = "line" if row.due_on else "undated"
        parts = {"agency": row.agency, "due_on": row.due_on, "rest": _rest(row, made_on)}
        yield say("reminders", f"text.{key}", number=number, **parts)
    rules = dict.fromkeys(row.rule for row in awaited if row.rule)
    if rules:
        yield say("reminders", "text.rule", rules=say("reminders", "text.between").join(rules))
    yield say("reminders", "text.seen")


def _rest(one: Awaited, made_on: date) -> str:
    if one.due_on is None:
        return ""
    days = (one.due_on - made_on).days
    key = "left" if days > 0 else "over" if days < 0 else "today"
    return say("reminders", f"rest.{key}", days=abs(days))


def _calendar(awaited: Sequence[Awaited], holes: dict[str, object], made_on: date) -> Iterator[str]:
    """Yield the lines of a calendar (RFC 5545): one whole day a deadline, with who is awaited."""
    by_day: dict[date, list[str]] = defaultdict(list)
    for one in awaited:
        if one.due_on is not None:
            by_day[one.due_on].append(one.agency)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mingcha//reminders//ZH")
    for day, agencies in sorted(by_day.items()):
        name = sha256(f"{holes['county']} {holes['year']} {day}".encode()).hexdigest()[:24]
        summary = say("reminders", "days.summary", **holes, count=len(agencies))
        yield from ("BEGIN:VEVENT", f"UID:{name}@mingcha", f"DTSTAMP:{made_on:%Y%m%d}T000000Z")
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        yield from _folded(f"SUMMARY:{_escaped(summary)}")
        names = say("reminders", "days.between").join(agencies)
        yield from _folded(f"DESCRIPTION:{_escaped(names)}")
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{_NOTICE}D")
        yield from _folded(f"DESCRIPTION:{_escaped(summary)}")
        yield from ("END:VALARM", "END:VEVENT")
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of so many octets; no character is cut."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
