"""Text PDF → one paragraph a printed line, with page and box."""

from __future__ import annotations

import pypdfium2 as pdfium

from pipelines.model import Block, Paragraph
from pipelines.read.halves import is_side_by_side
from pipelines.read.lattice import Lattices
from pipelines.read.refused import Refused

MAX_PAGES = 300
_RULED_PAGES = 20  # pages whose rulings are looked at: no report has tables on more
_FEWEST, _MOST = 8, 3000  # paths of a page with ruled tables
_PASSWORD = 4  # pdfium's code for a file that wants one


def read_pdf(data: bytes) -> tuple[str, tuple[Block, ...]]:
    """Return the title and the lines of every page."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Refused("encrypted") from error
        raise Refused("damaged", format="PDF") from error
    try:
        if len(document) > MAX_PAGES:
            raise Refused("hostile", why="pages")
        title = document.get_metadata_dict().get("Title", "")
        if is_side_by_side(document):
            raise Refused("side_by_side")
        blocks = _pages(document, data)
    finally:
        document.close()
    if not blocks:
        raise Refused("picture")
    return title, tuple(blocks)


def _pages(document: pdfium.PdfDocument, data: bytes) -> list[Block]:
    """Read every page: ruled tables as grids where they come out whole, else line by line."""
    blocks: list[Block] = []
    lattices: Lattices | None = None
    ruled = 0
    try:
        for number in range(len(document)):
            lines, paths = _page(document, number)
            found: list[Block] = []
            if _FEWEST <= paths <= _MOST and ruled < _RULED_PAGES:
                ruled += 1
                lattices = lattices or Lattices(data)
                found = lattices.blocks(number)
            blocks += found or lines
    finally:
        if lattices is not None:
            lattices.close()
    return blocks


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[Block], int]:
    page = document[number]
    text = page.get_textpage()
    try:
        shown = text.get_text_bounded()
        paths = sum(1 for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]))
    finally:
        text.close()
        page.close()
    lines = shown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Paragraph(line, page=number + 1) for line in lines if line.strip()], paths
