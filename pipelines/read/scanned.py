"""Pages of a PDF that are pictures, or hold one as large as a table: drawn, then read as such."""

from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipelines.model import Block
from pipelines.read import pictures
from pipelines.read.refused import Refused

_DPI = 200
_POINTS = 72
_WIDE, _HIGH = 150, 50  # points: a smaller picture is a seal, a code or a mark
_LARGEST = 3400  # pixels of a page's side: A3 at 200 dpi
_FEW = 12  # letters of a page that bears nothing but its number or a scanner's mark

Bounds = tuple[float, float, float, float]  # left, bottom, right, top in points


def pictured(document: pdfium.PdfDocument, number: int) -> list[Block]:
    """Return what the pictures on a page show; nothing where none is large or none can be read."""
    if not pictures.is_installed():
        return []
    page = document[number]
    try:
        large = [bounds for bounds in _pictures(page) if _is_large(bounds)]
        if not large:
            return []
        whole = _letters(page) < _FEW
        frame, unit = _drawn(page)
        if not whole:
            frame = _only(frame, large, unit, page.get_height())
    finally:
        page.close()
    blocks: list[Block] = pictures.reader().page_of(frame, number + 1, unit)
    return blocks


def _pictures(page: pdfium.PdfPage) -> Iterator[Bounds]:
    for one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
        yield one.get_bounds()


def _is_large(bounds: Bounds) -> bool:
    left, bottom, right, top = bounds
    return right - left >= _WIDE and top - bottom >= _HIGH


def _letters(page: pdfium.PdfPage) -> int:
    text = page.get_textpage()
    try:
        return sum(not letter.isspace() for letter in text.get_text_bounded())
    finally:
        text.close()


def _drawn(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """Return a page as a picture, and the points of one of its pixels."""
    side = max(page.get_width(), page.get_height(), 1.0)
    scale = min(_DPI / _POINTS, _LARGEST / side)
    try:
        drawn: Image.Image = page.render(scale=scale).to_pil()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise Refused("damaged", format="PDF") from error
    return drawn, 1 / scale


def _only(frame: Image.Image, large: list[Bounds], unit: float, height: float) -> Image.Image:
    """Leave of a page nothing but its pictures: its letters are known already."""
    paper = Image.new("RGB", frame.size, "white")
    mask = Image.new("L", frame.size, 0)
    draw = ImageDraw.Draw(mask)
    for left, bottom, right, top in large:
        upper, lower = (height - top) / unit, (height - bottom) / unit
        draw.rectangle((left / unit, upper, right / unit, lower), fill=255)
    paper.paste(frame.convert("RGB"), mask=mask)
    return paper
