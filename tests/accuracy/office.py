"""DOCX, XLSX, CSV and ZIP written by hand, with merged cells."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from html import escape

from openpyxl import Workbook

from tests.accuracy.chance import Chance
from tests.accuracy.compose import Draft
from tests.accuracy.sheets import Box, Sheet

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KINDS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
EPOCH = (2020, 1, 1, 0, 0, 0)


def docx(made: Draft) -> bytes:
    """Return one report as a Word document."""
    parts = [
        _docx_table(part.sheet, made.chance) if part.sheet else _paragraph(part.text, made.chance)
        for part in made.parts
        if part.kind != "image"
    ]
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{WORD}"><w:body>{"".join(parts)}</w:body></w:document>'
    )
    files = {"[Content_Types].xml": KINDS, "_rels/.rels": RELATIONS, "word/document.xml": xml}
    return pack({name: text.encode() for name, text in files.items()})


def pack(files: dict[str, bytes]) -> bytes:
    """Return a ZIP whose bytes depend on its content alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return stream.getvalue()


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
    book.properties.created = book.properties.modified = datetime(2020, 1, 1, tzinfo=UTC).replace(
        tzinfo=None
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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
    runs = [text[:at], text[at:]] if chance.often(0.4) else [text]
    inner = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(run, quote=False)}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{inner}</w:p>"


def _docx_table(sheet: Sheet, chance: Chance) -> str:
    grid = sheet.grid()
    lines = []
    for index, row in enumerate(grid):
        cells, column = [], 0
        while column < len(row):
            box = row[column]
            width = 1
            while column + width < len(row) and row[column + width] is box:
                width += 1
            above = index > 0 and box in grid[index - 1] and grid[index - 1][column] is box
            cells.append(_docx_cell(box, width, continues=above, chance=chance))
            column += width
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = "<w:gridCol/>" * len(grid[0])
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _docx_cell(box: Box, width: int, *, continues: bool, chance: Chance) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    merge = ""
    if box.rows > 1:
        merge = "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
    text = "" if continues else box.text
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(text, chance)}</w:tc>"
