"""Pages of a PDF that lie on their side: which way their words stand, and turning them upright."""

import io
import math
from collections import Counter
from collections.abc import Iterable

import pypdfium2 as pdfium

_LOOKED_AT = 120  # characters of a page that are asked which way they stand
_FEWEST = 12  # characters that can tell
_MOST = 0.8  # of them that stand one way: a page of mixed directions is left as it is
_RIGHT = 90  # degrees


def set_upright(document: pdfium.PdfDocument, numbers: Iterable[int]) -> bool:
    """Turn pages so that their words are shown upright; tell whether any was turned.

    A page is shown turned by what its `/Rotate` says, and its words may be drawn turned on it: what
    is both at once is shown upright, and read as if it were neither. Who shows a place of a page
    (a cell's box) turns it first, as reading did.
    """
    turned = [
        _turn(document[number]) for number in numbers
    ]  # every page, not up to the first that lay
    return any(turned)


def saved(document: pdfium.PdfDocument) -> bytes:
    """Return a document as it is now, for a reader that opens bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _turn(page: pdfium.PdfPage) -> bool:
    try:
        angle = _angle(page)
        if angle is None or not (angle or page.get_rotation()):
            return False
        if angle:
            _redraw(page, angle)
        page.set_rotation(0)
    finally:
        page.close()
    return True


def _redraw(page: pdfium.PdfPage, angle: int) -> None:
    """Turn what is drawn on a page back: pdfium runs lines together that do not lie level."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    back, size = {
        90: ((0, 1, -1, 0, top, -left), (height, width)),
        180: ((-1, 0, 0, -1, right, top), (width, height)),
        270: ((0, -1, 1, 0, -bottom, right), (height, width)),
    }[angle]
    pdfium.raw.FPDFPage_TransFormWithClip(page, pdfium.raw.FS_MATRIX(*back), None)
    page.set_mediabox(0, 0, *size)
    page.set_cropbox(0, 0, *size)


def _angle(page: pdfium.PdfPage) -> int | None:
    """Return by how many degrees clockwise a page's words are drawn, None where they differ."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        angles = Counter(
            round(math.degrees(pdfium.raw.FPDFText_GetCharAngle(text, n)) / _RIGHT) % 4
            for n in range(0, count, max(1, count // _LOOKED_AT))
            if not pdfium.raw.FPDFText_IsGenerated(text, n)
        )
    finally:
        text.close()
    if angles.total() < _FEWEST:
        return None
    [(angle, known)] = angles.most_common(1)
    return angle * _RIGHT if known >= _MOST * angles.total() else None
