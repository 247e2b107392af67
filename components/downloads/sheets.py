"""Rows as a workbook that opens ready to use: filters, a bold head, one frozen row, kinds kept."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.view import Language
from components.words import say
from pipelines.export.safe import TEXT_ONLY, as_text

MOST_ROWS: Final = 200_000  # of a sheet that opens
_LEAST, _MOST = 8, 42  # letters a column is wide
_WIDTHS: Final = {"boolean": 9, "date": 12, "number": 12, "integer": 10}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files and programs, its heading, its kind, and what it means."""

    name: str
    heading: str
    kind: str
    meaning: str


def write_sheets(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    about: Iterable[tuple[str, str]],
    language: Language,
) -> None:
    """Write data, what the columns mean, and what the file is, one sheet each.

    The rows begin under one row of headings: a table, a pivot and a chart can be made of them at
    once. A row is written and forgotten.
    """
    options = TEXT_ONLY | {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(say("export.data", language))
        count = _data(sheet, columns, rows, (bold, day), language)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        heads = [say(f"export.{key}", language) for key in ("heading", "name", "meaning")]
        meanings = [(one.heading, one.name, one.meaning) for one in columns]
        _listed(book.add_worksheet(say("export.definitions", language)), [heads, *meanings], bold)
        heads = [say("column.item", language), say("column.content", language)]
        _listed(book.add_worksheet(say("export.filters", language)), [heads, *about], bold)


def _data(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    formats: tuple[Format, Format],
    language: Language,
) -> int:
    bold, day = formats
    for at, column in enumerate(columns):
        width = _WIDTHS.get(column.kind, 16)
        sheet.set_column(at, at, min(_MOST, max(_LEAST, width, width_of(column.heading) + 3)))
        sheet.write_string(0, at, column.heading, bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for row in rows:
        number += 1
        if number > MOST_ROWS:
            sheet.write_string(number, 0, say("export.row_limit", language, n=MOST_ROWS))
            break
        for at, column in enumerate(columns):
            _write(sheet, (number, at), row[column.name], column.kind, day)
    return number


def _write(sheet: Worksheet, at: tuple[int, int], value: object, kind: str, day: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif kind == "date":
        sheet.write_datetime(*at, date.fromisoformat(str(value)[:10]), day)
    else:
        sheet.write_string(*at, str(as_text(value)))


def _listed(sheet: Worksheet, rows: Iterable[Sequence[str]], bold: Format) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 90)
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.write_string(at, column, str(as_text(words)), *([bold] if at == 0 else []))
    sheet.freeze_panes(1, 0)


def width_of(text: str) -> int:
    """Return how many letters wide a text is; a Chinese one takes the room of two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
