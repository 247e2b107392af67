"""Word documents, workbooks with merged cells, and CSV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import partial

from openpyxl import Workbook

from tests.accuracy.compose import Draft
from tests.forms.chance import Chance
from tests.forms.office import document, pack, paragraph, table
from tests.forms.sheets import Box, Sheet


def docx(made: Draft) -> bytes:
    """Return one report as a Word document, its texts torn into runs here and there."""
    torn = partial(_paragraph, chance=made.chance)
    return document(
        table(part.sheet, torn) if part.sheet else torn(part.text)
        for part in made.parts
        if part.kind != "image"
    )


def xlsx(made: Draft, *, one_sheet: bool) -> bytes:
    """Return a workbook: all parts on one sheet, or each table on a sheet of its own."""
    book = Workbook()
    page = book.active
    page.title = "年报"
    line = 1
    for part in made.parts:
        if part.kind == "image":
            continue
        if part.sheet is None:
            page.cell(line, 1, part.text)
            line += 1
            continue
        if not one_sheet:
            other = book.create_sheet(f"表{part.sheet.number}")
            _xlsx_table(other, part.sheet, 1)
            continue
        line = _xlsx_table(page, part.sheet, line) + 1
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:  # openpyxl writes the hour of saving into a part
        parts = {name: archive.read(name) for name in archive.namelist()}
    hour = re.compile(rb"20\d\d-[\d:TZ-]+")
    core = "docProps/core.xml"
    parts[core] = hour.sub(b"2020-01-01T00:00:00Z", parts[core])
    return pack(parts)


def table_csv(made: Draft) -> bytes:
    """Return a report as CSV: texts in the first column, tables with spans left empty."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for part in made.parts:
        if part.sheet:
            seen: set[int] = set()
            for row in part.sheet.grid():
                texts = []
                for box in row:
                    texts.append("" if id(box) in seen else box.text)
                    seen.add(id(box))
                writer.writerow(texts)
        elif part.kind != "image":
            writer.writerow([part.text])
    return stream.getvalue().encode(made.chance.pick(["utf-8", "utf-8-sig", "gb18030"]))


def _xlsx_table(page: object, sheet: Sheet, first: int) -> int:
    grid, seen = sheet.grid(), set()
    for down, row in enumerate(grid):
        for across, box in enumerate(row):
            if id(box) in seen:
                continue
            seen.add(id(box))
            cell = page.cell(first + down, across + 1)  # type: ignore[attr-defined]
            cell.value = _typed(box)
            if box.rows > 1 or box.columns > 1:
                page.merge_cells(  # type: ignore[attr-defined]
                    start_row=first + down,
                    start_column=across + 1,
                    end_row=first + down + box.rows - 1,
                    end_column=across + box.columns,
                )
    return first + len(grid)


def _typed(box: Box) -> object:
    if box.slot and box.text.lstrip("-").isdigit():
        return int(box.text)
    return box.text or None


def _paragraph(text: str, chance: Chance) -> str:
    at = chance.between(0, len(text))
    return paragraph(*([text[:at], text[at:]] if chance.often(0.4) else [text]))
