"""The figures of reports side by side: one row an indicator, a cell a report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from components.figures import dimensions
from components.figures.form import forms, label
from components.figures.participants import tables_of
from components.figures.records import records
from components.figures.scope import unit_words
from components.figures.sums import money
from components.figures.text import NOT_CAPTURED, NUMBER
from components.pages.compare.columns import ComparedChoice, ComparedColumn
from components.pages.compare.order import Key, ordered, texts
from components.view import Language, View
from pipelines.aggregate.compare import against, medians, with_other
from pipelines.catalogue.load import catalogue
from pipelines.store.store import Store

_UNREAD: Final = {"unrecoverable": "lost", "absent": "absent"}


@dataclass(frozen=True, slots=True)
class Value:
    """One cell: what a report says of an indicator, and how far it is from the base."""

    state: str
    value: float | None = None
    is_approximate: bool = False
    is_derived: bool = False
    difference: float | None = None
    share: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One indicator side by side; `median` is that of the agencies of the same level."""

    table: str
    indicator: str
    member: str
    label: str
    unit: str
    values: tuple[Value, ...]
    median: float | None
    known: int

    @property
    def numbers(self) -> list[float]:
        """Return the numbers that stand in the row."""
        return [one.value for one in self.values if one.value is not None]

    @property
    def says_something(self) -> bool:
        """Tell whether the row has a number other than 0, or a word such as a blank."""
        words = {one.state for one in self.values} - {NUMBER, NOT_CAPTURED, "absent", "no_report"}
        return bool(words) or any(self.numbers)

    @property
    def size(self) -> float:
        """Return the largest difference from the base, -1 where there is none."""
        return max((abs(v.difference) for v in self.values if v.difference is not None), default=-1)


def by_change(rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    """Sort rows by their largest difference, unit by unit, the unit of most rows first."""
    counts = Counter(row.unit for row in rows)
    return sorted(rows, key=lambda row: (-counts[row.unit], row.unit, -row.size))


@dataclass(frozen=True, slots=True)
class Peers:
    """The agencies whose median stands beside the columns: of one county and level, one year."""

    ids: tuple[str, ...]
    year: int
    level: str
    county: str


def peers_of(store: Store, view: View, chosen: ComparedChoice) -> Peers | None:
    """Return the like of all columns, None where they are of several counties, levels or years."""
    everyone = dimensions.agencies(store, view.dataset)
    mine = everyone[everyone["agency_id"].isin([one.agency_id for one in chosen.sides])]
    spots = mine[["county_code", "level"]].drop_duplicates()
    years = {one.year for one in chosen.sides}
    if len(spots) != 1 or (chosen.way == "pair" and len(years) > 1):
        return None
    county, level = map(str, spots.iloc[0])
    if not county:
        return None
    like = everyone[(everyone["county_code"] == county) & (everyone["level"] == level)]
    ids = tuple(map(str, like["agency_id"]))
    return Peers(ids, max(years), level, str(mine["county"].iloc[0]))


def rows_of(
    store: Store, view: View, chosen: ComparedChoice, base: int, peers: Peers | None
) -> tuple[ComparedRow, ...]:
    """Return every indicator of the forms and texts of the columns, in their printed order."""
    sides = chosen.sides
    said, peer = _said(store, view, sides, peers)
    grades = grades_of()
    stated = against(with_other(said), base, grades, money()) if len(said) else said
    like = _medians(peer, sides, peers, grades)
    cells: dict[Key, dict[int, Mapping[str, Any]]] = {}
    for row in records(stated):
        cells.setdefault((row["indicator"], row["member"]), {})[int(row["column"])] = row
    keys = ordered([one.template for one in sides], cells)
    return tuple(_row(key, table, cells, sides, like, view.language) for key, table in keys.items())


def _said(
    store: Store, view: View, sides: tuple[ComparedColumn, ...], peers: Peers | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the figures of the columns, and those of their like.

    A figure of a table counts before one of the text.
    """
    ids = {side.agency_id for side in sides}
    years = (min(side.year for side in sides), max(side.year for side in sides))
    numbers = tables_of(side.template for side in sides)
    like = set(peers.ids) if peers else set()
    if like and years[0] == years[1]:  # one question for both
        frame = peer = _figures(store, view.dataset, sorted(ids | like), years, numbers)
    else:
        frame = _figures(store, view.dataset, sorted(ids), years, numbers)
        peer = frame.iloc[:0]
        if peers:
            year = (peers.year, peers.year)
            peer = _figures(store, view.dataset, sorted(like), year, numbers)
    columns = {(side.agency_id, side.year): n for n, side in enumerate(sides)}
    pairs = zip(frame["agency_id"], frame["report_year"], strict=True)
    shown = frame.assign(column=[columns.get((str(a), int(year)), -1) for a, year in pairs])
    shown = shown[shown["column"] >= 0]
    return shown.drop_duplicates(["column", "indicator", "member"], keep="first"), peer


def _figures(
    store: Store,
    dataset: str,
    ids: list[str],
    years: tuple[int, int],
    numbers: tuple[str, ...],
) -> pd.DataFrame:
    parts = [store.table_cells(dataset, one, ids, years).assign(table=one) for one in numbers]
    parts.append(store.stated(dataset, ids, years).assign(table="narrative"))
    full = [one for one in parts if len(one)]
    return pd.concat(full, ignore_index=True) if full else parts[0]


def _medians(
    frame: pd.DataFrame,
    sides: tuple[ComparedColumn, ...],
    peers: Peers | None,
    grades: dict[str, str],
) -> dict[Key, tuple[float | None, int]]:
    if peers is None or frame.empty:
        return {}
    template = next((s.template for s in reversed(sides) if s.year == peers.year and s.about), "")
    frame = frame[frame["agency_id"].isin(peers.ids)]
    middle = medians(frame.drop_duplicates(["agency_id", "indicator", "member"]), template, grades)
    return {
        (row["indicator"], row["member"]): (
            None if pd.isna(row["median"]) else float(row["median"]),
            int(row["known"]),
        )
        for row in records(middle)
    }


@lru_cache(maxsize=1)
def grades_of() -> dict[str, str]:
    """Return how far each indicator may be compared across forms."""
    return {one.indicator: one.comparable for one in reversed(catalogue().indicators)}


def _row(
    key: Key,
    table: str,
    cells: Mapping[Key, Mapping[int, Mapping[str, Any]]],
    sides: tuple[ComparedColumn, ...],
    like: Mapping[Key, tuple[float | None, int]],
    language: Language,
) -> ComparedRow:
    by_column = cells.get(key, {})
    median, known = like.get(key, (None, 0))
    values = tuple(_value(by_column.get(n), key, one) for n, one in enumerate(sides))
    units = {str(row["unit"]) for row in by_column.values() if row["unit"]}
    unit = units.pop() if len(units) == 1 else _unit(key[0], table) if not units else ""
    words = label(*key, language, table) if key[1] else label(key[0], "", language, table)
    if key[1] and table == "narrative":
        words = f"{label(key[0], '', language, table)} · {member_words(key[1], language)}"
    return ComparedRow(table, *key, words, unit_words(unit, language), values, median, known)


@lru_cache(maxsize=512)
def _unit(indicator: str, table: str) -> str:
    rows = [one for one in catalogue().indicators if one.indicator == indicator]
    own = [one.unit for one in rows if one.table == table]
    return (own or [one.unit for one in rows] or [""])[0]


@lru_cache(maxsize=512)
def member_words(member: str, language: Language) -> str:
    """Return the words of a member of any list."""
    for one in catalogue().members:
        if one.member == member:
            return str(getattr(one, f"label_{language}"))
    return member


def _value(row: Mapping[str, Any] | None, key: Key, side: ComparedColumn) -> Value:
    if row is None:
        return Value(_gap(key, side))
    known = str(row["state"]) == NUMBER and not pd.isna(row["value"])

    def number(name: str) -> float | None:
        return None if pd.isna(row[name]) else float(row[name])

    return Value(
        state=str(row["state"]),
        value=float(row["value"]) if known else None,
        is_approximate=bool(row["is_approximate"]),
        is_derived=bool(row["is_derived"]),
        difference=number("difference"),
        share=number("share"),
        note=str(row["note"]),
    )


def _gap(key: Key, side: ComparedColumn) -> str:
    """Return why a report has no figure here: no report, not on its form, or not captured."""
    if side.about is None:
        return "no_report"
    tables = [f.number for f in forms(side.template, "zh") if key in {s.figure for s in f.slots()}]
    if tables:
        return _UNREAD.get(str(side.about[f"table_{tables[0]}"]), NOT_CAPTURED)
    return NOT_CAPTURED if key in texts() or not side.template else _told_in_text(key)


def _told_in_text(key: Key) -> str:
    """Return not captured for what texts list, absent for a cell that the form does not print."""
    return NOT_CAPTURED if key[0].startswith("disclosure.by_") else "absent"
