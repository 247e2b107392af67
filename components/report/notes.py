"""What was noticed in a report: each finding with both sides, its words and its cells."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.figures.form import cell_key, label
from components.figures.records import Record, records
from components.numbers import plain
from components.report.cells import PrintedForm
from components.report.facts import StatedNumbers
from components.report.source import spot
from components.view import Language, View
from pipelines.model import Place

_MOST_SPOTS: Final = 200  # more than a form has rows: marks in the cells need them all
_DIFFERS: Final = "≠"
_JOINTS: Final = (" + ", " - ", " = ")


@dataclass(frozen=True, slots=True)
class NotedFigure:
    """A figure that findings may speak of: its key, its words, its number, its source."""

    key: str
    words: str
    value: float | None
    href: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One finding beside the tables. `number` is its mark in the cells.

    `published` and `recomputed` are the two sides where a single figure differs from a sum.
    """

    number: int
    rule: str
    title: str
    message: str
    severity: str
    status: str
    axis: str
    explanation: str
    doubt: str
    basis: str
    verdict: str
    fingerprint: str
    spots: tuple[NotedFigure, ...]
    published: float | None = None
    recomputed: float | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it still counts: it failed and nobody excluded it."""
        return self.status == "fail" and self.verdict != "excluded"


def known(
    tables: Iterable[PrintedForm], groups: Iterable[StatedNumbers], language: Language
) -> dict[str, NotedFigure]:
    """Return every figure of the report by its place and by its key: cells before the text."""
    figures: dict[str, NotedFigure] = {}
    for table in tables:
        for key, entry in table.entries.items():
            words = label(*entry.slot.figure, language, table.form.number)
            figure = NotedFigure(key, words, entry.value, entry.href, entry.place)
            figures[key] = figure
            at = spot(entry.place) if entry.place else key
            # A picture of a whole table is the place of all its cells: then it names none.
            figures[at] = (
                replace(figure, key=at, words="") if at in figures and at != key else figure
            )
    for group in groups:
        for fact in group.facts:
            words = " · ".join(filter(None, (group.title, fact.label or fact.canonical)))
            figure = NotedFigure(fact.key, words, fact.value, fact.href, fact.place)
            figures.setdefault(fact.key, figure)
            figures.setdefault(cell_key(fact.indicator, fact.member), figure)
    return figures


def notes(
    findings: pd.DataFrame, figures: Mapping[str, NotedFigure], view: View
) -> tuple[Note, ...]:
    """Return the findings of a report, what fails before what could not be judged."""
    rows = sorted(records(findings), key=lambda row: row["status"] != "fail")
    return tuple(_note(number, row, figures, view) for number, row in enumerate(rows, 1))


def marks(noted: Iterable[Note]) -> dict[str, tuple[Note, ...]]:
    """Return the findings that speak of each figure, by its key."""
    marked: dict[str, tuple[Note, ...]] = {}
    for note in noted:
        if note.status == "fail":
            for figure in note.spots:
                marked[figure.key] = (*marked.get(figure.key, ()), note)
    return marked


def recomputed(noted: Iterable[Note]) -> dict[str, str]:
    """Return what a figure should come to by the rules, by the key of the published one."""
    values: dict[str, str] = {}
    for note in noted:
        if note.is_open and note.axis == "agency" and note.recomputed is not None:
            published = (figure.key for figure in note.spots if figure.value == note.published)
            key = next(published, "")
            if key:
                values.setdefault(key, plain(note.recomputed))
    return values


def _note(number: int, row: Record, figures: Mapping[str, NotedFigure], view: View) -> Note:
    language = view.language
    published, should = _sides(row)
    return Note(
        number=number,
        rule=row["rule"],
        title=row[f"title_{language}"],
        message=row[f"message_{language}"],
        severity=row["severity"],
        status=row["status"],
        axis=row["axis"],
        explanation=row[f"explanation_{language}"],
        doubt=row[f"note_{language}"],
        basis=row[f"basis_{language}"],
        verdict=str(row.get("verdict", "")),
        fingerprint=row["fingerprint"],
        spots=_spots(row, figures, view),
        published=published,
        recomputed=should,
    )


def _sides(row: Record) -> tuple[float | None, float | None]:
    """Return (published, recomputed) where one side is one figure and the other a sum.

    A bound (at most, at least) has no recomputed side, nor has a figure of another year.
    """
    left, found, right = str(row["formula_zh"]).partition(_DIFFERS)
    numbers = (_number(row["left_side"]), _number(row["right_side"]))
    is_sum = [any(joint in side for joint in _JOINTS) for side in (left, right)]
    if not found or None in numbers or is_sum[0] == is_sum[1]:
        return None, None
    return numbers if is_sum[1] else (numbers[1], numbers[0])


def _spots(row: Record, figures: Mapping[str, NotedFigure], view: View) -> tuple[NotedFigure, ...]:
    """Return the figures of a finding: those it stands at, then those that explain it."""
    places: dict[str, NotedFigure] = {}
    for at in map(spot, _places(row["places"])):
        href = view.with_own(at=at, cell="", show="").href
        figure = figures.get(at) or NotedFigure(at, "", None, href)
        places.setdefault(figure.key, figure)
    for cell in json.loads(row["explanation_cells"] or "[]"):
        known_cell = figures.get(cell_key(cell["indicator"], cell["member"]))
        if known_cell is not None:
            places.setdefault(known_cell.key, known_cell)
    return tuple(places.values())[:_MOST_SPOTS]


def _places(text: str) -> list[Place]:
    return [
        Place(one["block"], one["start"], one["end"], one.get("row"), one.get("column"))
        for one in json.loads(text or "[]")
        if one
    ]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
