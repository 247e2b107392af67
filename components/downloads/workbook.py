"""An answer as a workbook: data, filters, definitions and sources, one sheet each."""

import io
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.answers import Sheet
from components.downloads.about import Export, about, filters
from components.tables import Table
from components.words import say

_MOST_ROWS: Final = 50_000
_NAME: Final = "Mingcha"
_TEXT_ONLY: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def workbook(export: Export) -> bytes:
    """Write the workbook; text is written as text, so nothing in it can be a formula."""
    answer, language = export.answer, export.answer.view.language
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _TEXT_ONLY) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(say("export.data", language))
        _data(sheet, export, bold)
        pairs = {
            "filters": [*about(export), *filters(export)],
            "definitions": _definitions(export),
        }
        for name, rows in pairs.items():
            _rows(book.add_worksheet(say(f"export.{name}", language)), rows, bold)
        if export.is_as_seen:  # the rows of other choices name their sources themselves
            sources = [(s.agency, s.year, s.kind, s.title, s.address) for s in answer.sources]
            keys = ("agency", "year", "kind", "title", "address")
            head = tuple(say(f"column.{key}", language) for key in keys)
            _rows(book.add_worksheet(say("export.sources", language)), [head, *sources], bold)
    return target.getvalue()


def _data(sheet: Worksheet, export: Export, bold: Format) -> None:
    """Write the rows as a table that can be filtered, below the lines about them."""
    table, first = export.table, 0
    lines = about(export)
    if len(table.rows) > _MOST_ROWS:
        words = say("export.truncated", export.answer.view.language, n=_MOST_ROWS)
        lines.insert(0, (say("export.cut", export.answer.view.language), words))
    for name, words in lines:
        sheet.write_string(first, 0, name)
        sheet.write_string(first, 1, words)
        first += 1
    rows = table.rows[:_MOST_ROWS]
    for column, heading in enumerate(_headings(table)):
        sheet.write_string(first, column, heading, bold)
    for place, row in enumerate(rows, first + 1):
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell.content)
    if rows:  # a table without rows is one that Excel repairs
        columns = [{"header": heading} for heading in _headings(table)]
        style = {"columns": columns, "style": "Table Style Light 1", "name": _NAME}
        sheet.add_table(first, 0, first + len(rows), len(table.columns) - 1, style)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(table.columns), 16)
    sheet.freeze_panes(first + 1, 0)


def _headings(table: Table) -> list[str]:
    """Return the heads of the columns; a table of Excel has no two alike, whatever their case."""
    made: list[str] = []
    for column in table.columns:
        heading, n = column.heading or "-", 1
        while heading.lower() in {known.lower() for known in made}:
            n += 1
            heading = f"{column.heading} {n}"
        made.append(heading)
    return made


def _definitions(export: Export) -> list[tuple[str, str]]:
    answer, language = export.answer, export.answer.view.language
    notes = say("export.notes", language)
    if isinstance(answer, Sheet):
        return [*answer.definitions, *((notes, note) for note in answer.notes)]
    meaning = answer.definition
    rows = [
        ("indicator", f"{meaning.label} ({meaning.indicator})"),
        ("unit", meaning.unit),
        ("content", meaning.note or "-"),
    ]
    named = [(say(f"column.{key}", language), text) for key, text in rows]
    named.append((say("export.comparable", language), meaning.comparable_note))
    return [*named, *((notes, note) for note in answer.notes if export.is_as_seen)]


def _rows(sheet: Worksheet, rows: Iterable[Sequence[object]], bold: Format) -> None:
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            _write(sheet, place, column, value)
    sheet.set_column(0, 0, 26, None)
    sheet.set_column(1, 4, 44, None)
    sheet.set_row(0, None, bold)


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
