"""Forms as sheets: rows of cells with spans, filled with printed values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

Slot = tuple[str, str]  # an indicator and a member of it
HOME = Path(__file__).parent
APPLICANTS = (
    "natural_person",
    "enterprise",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
    "total",
)
SPAN = re.compile(r"\^(?:r(?P<rows>\d+))?(?:c(?P<columns>\d+))?$")


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a sheet."""

    text: str
    rows: int = 1
    columns: int = 1
    slot: Slot | None = None


@dataclass(slots=True)
class Sheet:
    """One table as printed."""

    number: str
    rows: list[list[Box]] = field(default_factory=list)

    def width(self) -> int:
        """Return the number of columns of the grid."""
        return max(len(row) for row in self.grid())

    def grid(self) -> list[list[Box]]:
        """Return the grid with every span expanded: the covering cell at each position."""
        grid: list[list[Box | None]] = [[] for _ in self.rows]
        for index, row in enumerate(self.rows):
            column = 0
            for box in row:
                while column < len(grid[index]) and grid[index][column] is not None:
                    column += 1
                for down in range(index, min(index + box.rows, len(grid))):
                    line = grid[down]
                    line += [None] * (column + box.columns - len(line))
                    line[column : column + box.columns] = [box] * box.columns
                column += box.columns
        return [[box or Box("") for box in row] for row in grid]


@lru_cache(maxsize=1)
def forms() -> dict[str, Any]:
    """Return the forms as they are printed."""
    return tomllib.loads((HOME / "forms.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def blank(number: str, form: str) -> Sheet:
    """Return one unfilled table; its value cells carry their slot and no text."""
    table = forms()[f"t{number}"]
    rows = table["rows"] if "rows" in table else table[form]["rows"]
    sheet = Sheet(number)
    for row in rows:
        boxes: list[Box] = []
        for cell in row:
            boxes += _boxes(cell)
        sheet.rows.append(boxes)
    return sheet


def slots_of(sheet: Sheet) -> list[Slot]:
    """Return every slot in reading order."""
    return [box.slot for row in sheet.rows for box in row if box.slot]


def filled(sheet: Sheet, printed: Callable[[Slot], str | None]) -> Sheet:
    """Return the sheet with what is printed in each slot; None leaves a cell as it is."""
    texts = [[box.text if box.slot is None else printed(box.slot) for box in r] for r in sheet.rows]
    rows = [
        [box if text is None else replace(box, text=text) for box, text in zip(*row, strict=True)]
        for row in zip(sheet.rows, texts, strict=True)
    ]
    return Sheet(sheet.number, rows)


def relabel(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """Return the sheet with `change(text)` applied to every label."""
    rows = [
        [box if box.slot else replace(box, text=change(box.text)) for box in row]
        for row in sheet.rows
    ]
    return Sheet(sheet.number, rows)


def without(sheet: Sheet, indicators: Collection[str]) -> Sheet:
    """Return the sheet less the rows of indicators; what spans them spans fewer rows."""
    is_kept = [not any(b.slot and b.slot[0] in indicators for b in row) for row in sheet.rows]
    rows = [
        [replace(box, rows=sum(is_kept[at : at + box.rows])) for box in row]
        for at, row in enumerate(sheet.rows)
        if is_kept[at]
    ]
    return Sheet(sheet.number, rows)


def _boxes(cell: str) -> list[Box]:
    match = SPAN.search(cell)
    rows = int(match["rows"] or 1) if match else 1
    columns = int(match["columns"] or 1) if match else 1
    text = SPAN.sub("", cell)
    if text == "EQUATION":
        text = forms()["equation"]["text"]
    if not text.startswith("@"):
        return [Box(text, rows, columns)]
    name = text[1:]
    if name.endswith("/*"):
        return [Box("", rows, columns, (name[:-2], member)) for member in APPLICANTS]
    indicator, _, member = name.removesuffix("]").partition("[")
    return [Box("", rows, columns, (indicator, member))]
