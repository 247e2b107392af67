"""Papers are opened again by another program than the one that wrote them."""

import io

import docx
import openpyxl
import pytest


@pytest.fixture
def text_of():
    """Return a function that gives the text of a DOCX: paragraphs, then cells."""

    def read(data: bytes) -> str:
        document = docx.Document(io.BytesIO(data))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])

    return read


@pytest.fixture
def table_of():
    """Return a function that gives the rows of a DOCX's table."""

    def read(data: bytes) -> list[list[str]]:
        table = docx.Document(io.BytesIO(data)).tables[0]
        return [[cell.text for cell in row.cells] for row in table.rows]

    return read


@pytest.fixture
def book_of():
    """Return a function that opens an XLSX."""

    def read(data: bytes) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(data))

    return read
