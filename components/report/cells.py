"""The printed cells of a report: what was found in each, in words, and where it stands."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from components.figures.form import Form, Slot
from components.figures.records import Record, records
from components.figures.text import NOT_CAPTURED, NUMBER, words_of
from components.numbers import plain
from components.view import Language, View
from components.words import say
from pipelines.model import Figure, Place, Report

_SHORT: Final = frozenset({"image", "lost", "absent"})
_UNREAD: Final = {"unrecoverable": "lost", "absent": "absent"}


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One printed cell as found. `value` is None unless `state` is number.

    `published` is what stood on the page before a person corrected it; `also` are further
    numbers read for the same cell.
    """

    slot: Slot
    state: str
    text: str
    value: float | None = None
    raw: str = ""
    unit: str = ""
    method: str = ""
    published: str = ""
    place: Place | None = None
    also: tuple[str, ...] = ()
    href: str = ""
    is_approximate: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether the page says something here, be it a blank."""
        return self.state not in {NOT_CAPTURED, "absent"}


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One official table with what was found in its cells."""

    form: Form
    standing: str  # completeness as stored, "excerpt" where only some figures are known
    entries: Mapping[str, CellEntry]

    def count(self, *states: str) -> int:
        """Count the cells in any of these states."""
        return sum(entry.state in states for entry in self.entries.values())


def printed(
    forms: Iterable[Form],
    about: Mapping[str, Any],
    figures: pd.DataFrame,
    read: Report | None,
    view: View,
) -> tuple[PrintedForm, ...]:
    """Return the tables of a report; what nobody captured is marked so and never a 0."""
    slots = by_slot(figures)
    pages = _pages(read)
    tables = []
    for form in forms:
        standing = str(about[f"table_{form.number}"] or "")
        entries = {
            slot.key: _entry(
                slot,
                slots.get((form.number, slot.indicator, slot.member), []),
                standing,
                pages,
                view,
            )
            for slot in form.slots()
        }
        tables.append(PrintedForm(form, standing, entries))
    return tuple(tables)


def by_slot(said: pd.DataFrame) -> dict[tuple[str, str, str], list[Record]]:
    """Return the figures of tables by table, indicator and member."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for row in records(said[said["table"] != "narrative"]):
        found.setdefault((row["table"], row["indicator"], row["member"]), []).append(row)
    return found


def place_of(row: Mapping[str, Any]) -> Place | None:
    """Return the place of a stored figure or finding, None where it has none."""
    text = row.get("place")
    if not isinstance(text, str) or not text:
        return None
    parts = json.loads(text)
    box = parts.pop("box", None)
    return Place(**parts, box=tuple(box) if box else None)


def _pages(read: Report | None) -> dict[tuple[str, str, str], Figure]:
    """Return the figures of a report as they stand on the page, the first of each."""
    figures = reversed(read.figures) if read else ()
    return {(one.table, one.indicator, one.member): one for one in figures}


def _entry(
    slot: Slot,
    rows: list[Record],
    standing: str,
    pages: Mapping[tuple[str, str, str], Figure],
    view: View,
) -> CellEntry:
    if not rows:
        state = _UNREAD.get(standing, NOT_CAPTURED)
        return CellEntry(slot, state, _words({"status": state}, view.language))
    row = rows[0]
    place, raw = place_of(row), row["raw"]
    page = pages.get((row["table"], slot.indicator, slot.member))
    if row["is_implied"] and page is not None:
        place, raw = page.place, page.raw
    state = str(row["status"])
    is_number = state == NUMBER and pd.notna(row["value"])
    others = dict.fromkeys(_words(other, view.language) for other in rows[1:])
    text = _words(row, view.language)
    return CellEntry(
        slot=slot,
        state=state,
        text=text,
        value=float(row["value"]) if is_number else None,
        raw=raw if isinstance(raw, str) else "",
        unit=str(row["unit"] or ""),
        method=str(row["method"]),
        published=published_words(row),
        place=place,
        also=tuple(one for one in others if one != text),
        href=view.with_own(cell=slot.key, at="", show="").href,
        is_approximate=bool(is_number and row["is_approximate"]),
    )


def _words(row: Mapping[str, Any], language: Language) -> str:
    """Write a cell's content; a table has room for the short words of a state only."""
    state = row["status"]
    if state in _SHORT:
        return say(f"report.cell_{state}", language)
    return words_of({**row, "state": state}, language)


def published_words(row: Mapping[str, Any]) -> str:
    """Return what the page prints where a person corrected it, "" elsewhere."""
    if pd.isna(row["decision_id"]):
        return ""
    if pd.notna(row["printed_value"]):
        return plain(float(row["printed_value"]))
    return str(row["printed_raw"] or "")
