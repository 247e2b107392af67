"""A sheet as a table of a Word document, written by hand with merged cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from html import escape

from tests.forms.sheets import Box, Sheet

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
Paragraph = Callable[[str], str]


def document(parts: Iterable[str]) -> bytes:
    """Return a Word document of paragraphs and tables."""
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


def paragraph(*runs: str) -> str:
    """Return a paragraph whose text is in these runs."""
    inner = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(run, quote=False)}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{inner}</w:p>"


def table(sheet: Sheet, written: Paragraph = paragraph) -> str:
    """Return a table whose cells are merged as the sheet's are."""
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
            cells.append(_cell(box, width, written, continues=above))
            column += width
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = "<w:gridCol/>" * len(grid[0])
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _cell(box: Box, width: int, written: Paragraph, *, continues: bool) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    merge = ""
    if box.rows > 1:
        merge = "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
    text = "" if continues else box.text
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{written(text)}</w:tc>"
