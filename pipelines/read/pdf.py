"""Text PDF → one paragraph a printed line, with page and box."""

from __future__ import annotations

import pypdfium2 as pdfium

from pipelines.model import Block, Paragraph
from pipelines.read.refused import Refused

MAX_PAGES = 300
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
        blocks: list[Block] = []
        for number in range(len(document)):
            blocks += _page(document, number)
    finally:
        document.close()
    if not any(block.text.strip() for block in blocks if isinstance(block, Paragraph)):
        raise Refused("picture")
    return title, tuple(blocks)


def _page(document: pdfium.PdfDocument, number: int) -> list[Block]:
    page = document[number]
    text = page.get_textpage()
    try:
        shown = text.get_text_bounded()
    finally:
        text.close()
        page.close()
    lines = shown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Paragraph(line, page=number + 1) for line in lines if line.strip()]
