"""The versions of a report, and the cells in which an earlier one says something else."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.context import PageRequest
from components.figures.form import label
from components.figures.records import Record, records
from components.figures.text import words_of
from components.report.source import read_report
from components.tables import web_address
from components.view import Language
from pipelines.documents.differences import Difference, differences
from pipelines.model import Figure

MOST_CHANGES: Final = 60
_DATE: Final = 10  # characters of a date at the head of a time


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that an earlier version says otherwise: its words, then and now."""

    words: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version: where it stands, where it came from, and how the current one differs."""

    standing: str
    kind: str
    published_on: str
    received_at: str
    template: str
    title: str
    address: str
    sha256: str
    changes: tuple[CellChange, ...]
    change_count: int | None  # None where the two cannot be laid beside each other


def versions(ask: PageRequest, agency_id: str, year: int) -> tuple[Version, ...]:
    """Return every version of a report, the current one first."""
    rows = ask.store.versions(agency_id, year)
    found = records(rows[rows["dataset"] == ask.view.dataset])
    return tuple(_version(ask, row, found[0]) for row in found)


def day(value: object) -> str:
    """Write a date of the store, "" where none is known."""
    if value is None or value is pd.NaT or value == "":
        return ""
    return str(value)[:_DATE]


def _here(ask: PageRequest, moment: object) -> str:
    """Return the day on which something was received, where this installation is."""
    return day(ask.desk.installation.local(moment) if isinstance(moment, str) else moment)


def _version(ask: PageRequest, row: Record, current: Record) -> Version:
    changes = _differences(ask, row, current)
    return Version(
        standing=row["standing"],
        kind=row["source"],
        published_on=day(row["published_on"]),
        received_at=_here(ask, row["received_at"]),
        template=str(row["template"] or ""),
        title=str(row["title"] or ""),
        address=web_address(row["address"]),
        sha256=str(row["sha256"] or ""),
        changes=tuple(change_of(change, ask.language) for change in (changes or [])[:MOST_CHANGES]),
        change_count=None if changes is None else len(changes),
    )


def _differences(ask: PageRequest, row: Record, current: Record) -> list[Difference] | None:
    if row is current or not (row["sha256"] and current["sha256"]):
        return None
    before = read_report(ask, row["sha256"], int(row["part"]))
    now = read_report(ask, current["sha256"], int(current["part"]))
    return differences(before, now) if before and now else None


def change_of(one: Difference, language: Language) -> CellChange:
    """Return in words how one cell differs."""
    words = " · ".join(
        filter(None, (label(one.indicator, one.member, language, one.table), one.label))
    )
    return CellChange(words, _said(one.left, language), _said(one.right, language))


def _said(figure: Figure | None, language: Language) -> str:
    if figure is None:
        return words_of({"state": "absent"}, language)
    value = None if figure.value is None else float(figure.value)
    row = {"state": str(figure.status), "value": value, "is_approximate": figure.is_approximate}
    return words_of(row, language)
