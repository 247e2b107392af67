"""An answer as a workbook: data, filters, definitions and sources, one sheet each."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.answers import Sheet
from components.downloads.about import Export, about, filters
from components.downloads.sheets import width_of
from components.tables import headings
from components.words import say
from pipelines.export.safe import TEXT_ONLY

_MOST_ROWS: Final = 50_000
_MEASURED: Final = 200  # rows whose width is looked at
_WIDEST: Final = 48  # letters a column is wide
_YEAR: Final = re.compile(r"(19|20)\d\d", re.ASCII)
_DAY: Final = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_NAME: Final = "Mingcha"


def workbook(export: Export) -> bytes:
    """Write the workbook; text is written as text, so nothing in it can be a formula."""
    answer, language = export.answer, export.answer.view.language
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_ONLY | {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _data(book, export, bold)
        pairs = {
            "filters": [*about(export), *filters(export)],
            "definitions": _definitions(export),
        }
        for name, rows in pairs.items():
            _rows(book.add_worksheet(say(f"export.{name}", language)), rows, bold)
        if export.is_as_seen:  # the rows of other choices name their sources themselves
            sources = [
                (s.agency, s.year, say(f"source.{s.kind}", language), s.title, s.address)
                for s in answer.sources
            ]
            keys = ("agency", "year", "kind", "title", "address")
            head = tuple(say(f"column.{key}", language) for key in keys)
            _rows(book.add_worksheet(say("export.sources", language)), [head, *sources], bold)
    return target.getvalue()


def _data(book: xlsxwriter.Workbook, export: Export, bold: Format) -> None:
    """Write the rows as a table that can be filtered, below one row of heads."""
    language, table = export.answer.view.language, export.table
    name = "simulated_data" if export.answer.view.is_demo else "data"
    sheet = book.add_worksheet(say(f"export.{name}", language))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    rows, heads = table.rows[:_MOST_ROWS], headings(table)
    for column, heading in enumerate(heads):
        cells = [row[column].content for row in rows]
        is_year = all(_YEAR.fullmatch(str(value)) for value in cells if value != "")
        wide = max(map(width_of, map(str, cells[:_MEASURED])), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(8, wide + 2, width_of(heading) + 4)))
        sheet.write_string(0, column, heading, bold)
        for place, value in enumerate(cells, 1):
            is_day = isinstance(value, str) and _DAY.fullmatch(value) is not None
            if is_day:
                sheet.write_datetime(place, column, date.fromisoformat(str(value)), day)
            else:
                _write(sheet, place, column, int(value) if is_year and value != "" else value)
    if rows:  # a table without rows is one that Excel repairs
        columns = [{"header": heading, "header_format": bold} for heading in heads]
        style = {"columns": columns, "style": "Table Style Light 1", "name": _NAME}
        sheet.add_table(0, 0, len(rows), len(table.columns) - 1, style)
    if len(table.rows) > _MOST_ROWS:
        sheet.write_string(_MOST_ROWS + 1, 0, say("export.row_limit", language, n=_MOST_ROWS))
    sheet.freeze_panes(1, 0)


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
    sheet.freeze_panes(1, 0)


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
