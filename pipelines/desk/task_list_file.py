"""The file of a list that comes back: its sheets, columns by name, lines with their cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipelines.catalogue.model import Language
from pipelines.desk.json_lines import rejection_sentence
from pipelines.errors import MingchaError
from pipelines.ledger.task_words import TEXTS
from pipelines.model import Rejection
from pipelines.papers.words import say, table
from pipelines.parse.dates import day_at
from pipelines.read.filled import FilledRow, filled_rows

_EPOCH: Final = date(1899, 12, 30)  # day 0 of Excel, as of 1900-03-01
_SERIAL: Final = re.compile(r"([3-7]\d{4})(?:\.\d+)?", re.ASCII)  # a cell of no format for days
_CLOCK: Final = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_FIRST, _LAST = 2000, 2099
MOST_BYTES: Final = 8 * 2**20
_NEEDED: Final = ("agency", "year", "situation", "key")
_FILLED: Final = ("remedy", "due", *TEXTS)
_HEADS: Final = 10  # rows that are looked at for the one that names the columns
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
Cells = Mapping[str, str]


class TaskListError(MingchaError):
    """A file of which no line was taken; `code` and `detail` fill a sentence of `tasks.toml`."""

    def sentence(self, language: Language = "zh") -> str:
        """Return why, for a reader."""
        why = self.detail.get(f"why_{language}", "")
        return say("tasks", f"list.{self.code}", language, **{**self.detail, "why": why})


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the file with its cells by column; a column that is not there has none."""

    row: FilledRow
    cells: Cells


def lines_of(data: bytes, name: str) -> list[ListLine]:
    """Return the lines of all sheets that are ours.

    Raises:
        TaskListError: the file cannot be read whole, or no sheet of it is ours.
    """
    if len(data) > MOST_BYTES:
        raise TaskListError(name, "too_large", limit=MOST_BYTES // 2**20)
    rows = filled_rows(data, name)
    if isinstance(rows, Rejection):
        if rows.code == "binary":
            raise TaskListError(name, "not_xlsx")
        why = {f"why_{language}": rejection_sentence(rows, language) for language in _LANGUAGES}
        raise TaskListError(name, "unread", **why)
    by_sheet: dict[str, list[FilledRow]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    lines, has_heads = [], False
    for listed in by_sheet.values():
        heads = _heads(listed)
        has_heads |= heads is not None
        lines += _of_sheet(listed, *heads) if heads else []
    if not has_heads:
        words = (say("issues", f"column.{column}", "zh") for column in _NEEDED)
        raise TaskListError(name, "no_column", columns=" ".join(words))
    if not lines:
        raise TaskListError(name, "no_rows")
    return lines


def _heads(rows: Sequence[FilledRow]) -> tuple[int, Mapping[int, str]] | None:
    """Return where the row stands that names the columns, and what each column is."""
    known = {
        "".join(say("issues", f"column.{name}", one).split()): name
        for name in (*_NEEDED, *_FILLED)
        for one in _LANGUAGES
    }
    for place, row in enumerate(rows[:_HEADS]):
        named = {n: known.get("".join(cell.split()), "") for n, cell in enumerate(row.cells)}
        if set(_NEEDED) <= set(named.values()):
            return place, {n: name for n, name in named.items() if name}
    return None


def _of_sheet(rows: Sequence[FilledRow], top: int, heads: Mapping[int, str]) -> list[ListLine]:
    lines = []
    for row in rows[top + 1 :]:
        width = len(row.cells)
        cells = {name: row.cells[n] if n < width else "" for n, name in heads.items()}
        if cells["key"] or cells["agency"]:  # else a line of another's, below or between
            lines.append(ListLine(row, cells))
    return lines


def typed_day(cell: str) -> date | None:
    """Return the day that a cell says and nothing else, of this century; None where it is none.

    A day without its year, or one that no calendar has, is none.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    clock = _CLOCK.search(text)
    if clock is not None and clock.end() == len(text):
        text = text[: clock.start()]
    words = table("tasks")["typed_day"]
    usual, spoken = words["day"]
    text = "".join(text.split()).replace(spoken, usual)
    if serial := _SERIAL.fullmatch(text):
        counted = _EPOCH + timedelta(days=int(serial[1]))
        return counted if _FIRST <= counted.year <= _LAST else None
    found = day_at(text, 0)
    return found.value if found is not None and text[found.end :] in {"", *words["by"]} else None
