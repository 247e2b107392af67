"""Where something stands, as a person looks for it: section, table, row, column, sentence."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pipelines.catalogue.model import Language
from pipelines.model import Cell, Grid, Paragraph, Reading, Section
from pipelines.papers.plain import plain
from pipelines.papers.words import say

_NUMBER: Final = re.compile(r"[\d.,%\s/-]*", re.ASCII)
_LONGEST_LABEL: Final = 40
_LONGEST_QUOTE: Final = 120


def place_words(
    place: Mapping[str, Any] | None,
    reading: Reading | None,
    sections: Sequence[Section] = (),
    language: Language = "zh",
) -> str:
    """Return where a place is; without the reading only the counts of blocks, rows, columns."""
    if not place:
        return ""
    at = int(place["block"])
    block = reading.blocks[at] if reading and 0 <= at < len(reading.blocks) else None
    section = _section(at, sections, language)
    parts = [*_page(place, language)]
    if place.get("row") is not None:
        parts += _in_grid(place, block, section, language)
    else:
        parts.append(section or say("shared", "place.plain_text", language, block=at + 1))
        if isinstance(block, Paragraph):
            quote = sentence_at(block.text, int(place["start"]), int(place["end"]))
            parts.append(say("shared", "place.quote", language, quote=quote))
    return say("shared", "marks.comma", language).join(parts)


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a span of a paragraph."""
    ends = say("shared", "marks.ends")
    first = max((text.rfind(mark, 0, start) for mark in ends), default=-1) + 1
    found = [at for mark in ends if (at := text.find(mark, max(end - 1, start))) >= 0]
    return plain(text[first : min(found) + 1 if found else len(text)], _LONGEST_QUOTE)


def places_of(text: object) -> list[Mapping[str, Any]]:
    """Return the places of a finding's JSON list; what is none gives none."""
    try:
        found = json.loads(text) if isinstance(text, str) and text else []
    except ValueError:
        return []
    listed = found if isinstance(found, list) else [found]
    return [one for one in listed if isinstance(one, dict) and "block" in one]


def _section(block: int, sections: Sequence[Section], language: Language) -> str:
    """Return the last section that begins before a block; a section's table follows its text."""
    before = [one for one in sections if one.first <= block]
    if not before:
        return ""
    heading = max(before, key=lambda one: one.first).heading
    return say("shared", "place.section", language, heading=plain(heading, _LONGEST_LABEL))


def _page(place: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name in ("page", "line"):
        if place.get(name) is not None:
            yield say("shared", f"place.{name}", language, **{name: place[name]})


def _in_grid(
    place: Mapping[str, Any], block: object, section: str, language: Language
) -> Iterator[str]:
    row, column = int(place["row"]), int(place["column"])
    if section:
        yield say("shared", "place.table", language, section=section)
    else:
        yield say("shared", "place.plain_table", language, block=int(place["block"]) + 1)
    if isinstance(block, Grid):
        for name, label in (
            ("row", _row_label(block, row, column)),
            ("column", _column_label(block, row, column)),
        ):
            if label:
                yield say("shared", f"place.{name}", language, **{name: label})
    yield say("shared", "place.cell", language, row=row + 1, column=column + 1)


def _row_label(grid: Grid, row: int, column: int) -> str:
    left = [
        cell
        for cell in grid.cells
        if cell.row <= row < cell.row + cell.row_span
        and cell.column + cell.column_span <= column
        and _is_words(cell)
    ]
    return _text(max(left, key=lambda cell: cell.column)) if left else ""


def _column_label(grid: Grid, row: int, column: int) -> str:
    above = [
        cell
        for cell in grid.cells
        if cell.column <= column < cell.column + cell.column_span
        and cell.row + cell.row_span <= row
        and _is_words(cell)
    ]
    return _text(max(above, key=lambda cell: cell.row)) if above else ""


def _is_words(cell: Cell) -> bool:
    return not _NUMBER.fullmatch(cell.text.strip())


def _text(cell: Cell) -> str:
    return plain(cell.text, _LONGEST_LABEL)
