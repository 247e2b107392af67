"""What a document shows at a place, as a small picture: for a person who types what it says."""

import io
import warnings
from typing import Final

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from pipelines.model import Place
from pipelines.read.sniff import sniff
from pipelines.read.upright import set_upright

_SCALE: Final = 150 / 72  # of a PDF's points: 150 dpi
_MARGIN: Final = 14  # pixels around a cell
_WIDEST, _HIGHEST = 640, 320
_LARGEST: Final = 40_000_000  # pixels of a page
_FARTHEST: Final = 5_000.0  # points of a page's side


def cutout(data: bytes, place: Place) -> bytes | None:
    """Return a cell of a PDF or a picture as PNG, None where the document has no picture of it."""
    if place.box is None or place.page is None:
        return None
    kind = sniff(data)
    try:
        if kind == "pdf":
            page, scale = _page(data, place.page), _SCALE
        elif kind == "picture":
            page, scale = _frame(data, place.page), 1.0
        else:
            return None
        return _cut(page, tuple(side * scale for side in place.box)) if page else None
    except (pdfium.PdfiumError, OSError, ValueError, EOFError, Image.DecompressionBombError):
        return None


def _page(data: bytes, number: int) -> Image.Image | None:
    document = pdfium.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            return None
        set_upright(document, [number - 1])
        page = document[number - 1]
        if max(page.get_width(), page.get_height()) > _FARTHEST:
            return None
        drawn: Image.Image = page.render(scale=_SCALE).to_pil()
        return drawn
    finally:
        document.close()


def _frame(data: bytes, number: int) -> Image.Image | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # torn EXIF data
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _LARGEST:
                return None
            opened.seek(number - 1)
            return ImageOps.exif_transpose(opened.convert("RGB"))


def _cut(page: Image.Image, box: tuple[float, ...]) -> bytes:
    left, top, right, bottom = box
    cut = page.crop(
        (
            max(int(left) - _MARGIN, 0),
            max(int(top) - _MARGIN, 0),
            min(int(right) + _MARGIN, page.width),
            min(int(bottom) + _MARGIN, page.height),
        )
    )
    cut.thumbnail((_WIDEST, _HIGHEST))
    made = io.BytesIO()
    cut.convert("RGB").save(made, "PNG")
    return made.getvalue()
