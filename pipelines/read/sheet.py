"""XLSX and CSV of the official tables → one grid a sheet, merged cells kept."""

import csv
import io
import re
import warnings
import zipfile
from decimal import Decimal

from pipelines.model import Block, Paragraph
from pipelines.read.refused import Refused
from pipelines.read.spans import MAX_COLUMNS, MAX_ROWS, Box, lay_out

_UNPACKED = 30 * 1024 * 1024
_PARTS = 2000
_SHEETS = 30
_OPEN = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_DELIMITERS = ",\t;"
MAX_CELLS = 200_000  # openpyxl makes every cell it is asked for


def looks_like_csv(text: str, name: str) -> bool:
    """Tell CSV from plain text: by its name, or by most lines having the same separators."""
    if name.lower().endswith((".csv", ".tsv")):
        return True
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    return len(lines) >= 8 and sum(line.count(",") >= 3 for line in lines) * 5 > len(lines) * 4


def read_csv(text: str) -> tuple[Block, ...]:
    """Return the rows of a CSV as one grid."""
    sample = text[:4096]
    mark = max(_DELIMITERS, key=sample.count)
    rows: list[list[Box]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            rows.append([(cell, 1, 1, False) for cell in row[: MAX_COLUMNS + 1]])
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise Refused("damaged", format="CSV") from error
    grid, _ = lay_out(rows)
    return (grid,)


def read_xlsx(data: bytes) -> tuple[Block, ...]:
    """Return every sheet: its name as a paragraph, its cells as a grid."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a page need not wait for it

    check_unpacked(data)
    blocks: list[Block] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions it does not know
            book = load_workbook(io.BytesIO(data), data_only=True)
            asked = load_workbook(io.BytesIO(data)) if _has_open_formulas(data) else book
        for sheet, same in zip(book.worksheets[:_SHEETS], asked.worksheets, strict=False):
            blocks.append(Paragraph(sheet.title))
            blocks.append(_grid(sheet, same))
        book.close()
    except Refused:
        raise
    except Exception as error:  # openpyxl and its parser fail in many ways on a broken file
        raise Refused("damaged", format="XLSX") from error
    return tuple(blocks)


def check_unpacked(data: bytes) -> None:
    """Refuse a workbook that unpacks to more than a report can be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > _UNPACKED or len(entries) > _PARTS:
        raise Refused("hostile", why="size")


def _has_open_formulas(data: bytes) -> bool:
    """Tell whether a workbook has formulas that no program has worked out yet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
        return any(_OPEN.search(archive.read(one)) for one in sheets[:_SHEETS])


def _grid(sheet: object, asked: object) -> Block:
    """Return a sheet as a grid; what is not worked out yet is shown as the formula it is.

    `asked` is the sheet with its formulas: a total nobody worked out is not left blank.
    """
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:  # type: ignore[attr-defined]
        low, high = (area.min_row, area.min_col), (area.max_row, area.max_col)
        merged[low] = (high[0] - low[0] + 1, high[1] - low[1] + 1)
        hidden.update(
            (r, c)
            for r in range(low[0], min(high[0], MAX_ROWS) + 1)
            for c in range(low[1], min(high[1], MAX_COLUMNS) + 1)
            if (r, c) != low
        )
    rows = []
    last = min(sheet.max_row, MAX_ROWS)  # type: ignore[attr-defined]
    width = min(sheet.max_column, MAX_COLUMNS)  # type: ignore[attr-defined]
    if last * width > MAX_CELLS:
        raise Refused("hostile", why="cells")
    for r, row in enumerate(sheet.iter_rows(max_row=last, max_col=width), start=1):  # type: ignore[attr-defined]
        boxes: list[Box] = []
        for c, cell in enumerate(row, start=1):
            if (r, c) not in hidden:
                value = cell.value
                if value is None and asked is not sheet:
                    value = asked.cell(r, c).value  # type: ignore[attr-defined]
                boxes.append((_shown(value), *merged.get((r, c), (1, 1)), False))
        rows.append(boxes)
    return lay_out(rows)[0]


def _shown(value: object) -> str:
    """Return a cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value)
