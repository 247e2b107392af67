"""Text PDF → one paragraph a printed line, with page and box."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipelines.model import Block, Paragraph
from pipelines.read import pictures
from pipelines.read.halves import is_side_by_side
from pipelines.read.lattice import Lattices, Ruled, joined
from pipelines.read.refused import Refused
from pipelines.read.upright import saved, set_upright

_DPI = 200
_POINTS = 72
_WIDE, _HIGH = 150, 50  # points: a smaller picture is a seal, a code or a mark
_LARGEST = 3400  # pixels of a page's side: A3 at 200 dpi
_FEW = 12  # letters of a page that bears nothing but its number or a scanner's mark
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in points
MAX_PAGES = 300
_RULED_PAGES = 20  # pages whose rulings are looked at: no report has tables on more
_FEWEST, _MOST = 8, 3000  # paths of a page with ruled tables
# A line of nothing but digits; looked at once, or a long one that ends otherwise takes for ever.
_GLUED = re.compile(r"^(?=[\d ]*+\r?$)[\d ]*?\d{7}", re.MULTILINE)
_BREAKS = "\r\n"
_APART = 0.8  # of a digit's width: tight boxes of digits lie a third apart within a number
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
        if set_upright(document, range(len(document))):
            data = saved(document)
        title = document.get_metadata_dict().get("Title", "")
        if is_side_by_side(document):
            raise Refused("side_by_side")
        blocks = _pages(document, data)
    except pdfium.PdfiumError as error:
        raise Refused("damaged", format="PDF") from error
    finally:
        document.close()
    if not blocks:
        raise Refused("unclear_picture" if pictures.is_installed() else "picture")
    return title, tuple(blocks)


def _pages(document: pdfium.PdfDocument, data: bytes) -> list[Block]:
    """Read every page: ruled tables as grids where they come out whole, else line by line."""
    pages = [_page(document, number) for number in range(len(document))]
    ruled = [n for n, (_, paths) in enumerate(pages) if _FEWEST <= paths <= _MOST]
    grids = _ruled(data, ruled[:_RULED_PAGES])
    texts = [grids.get(n) or lines for n, (lines, _) in enumerate(pages)]
    return [block for n, lines in enumerate(texts) for block in [*lines, *pictured(document, n)]]


def _ruled(data: bytes, numbers: list[int]) -> dict[int, list[Block]]:
    """Read the pages with rulings; what the second reader cannot open stays line by line."""
    if not numbers:
        return {}
    try:
        lattices = Lattices(data)
    except Exception:  # noqa: BLE001  # pdfminer fails in many ways on odd files
        return {}
    by_page: dict[int, Ruled] = {}
    try:
        for number in numbers:
            by_page[number] = lattices.page(number)
    except Exception:  # noqa: BLE001  # as above: the lines are there already
        return {}
    finally:
        lattices.close()
    runs = [by_page.get(number, Ruled([])) for number in range(max(by_page) + 1)]
    return dict(enumerate(joined(runs)))


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[Block], int]:
    page = document[number]
    text = page.get_textpage()
    try:
        shown = text.get_text_bounded()
        if _GLUED.search(shown):
            shown = _with_gaps(text)
        paths = sum(1 for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]))
    finally:
        text.close()
        page.close()
    lines = shown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Paragraph(line, page=number + 1) for line in lines if line.strip()], paths


def _with_gaps(text: pdfium.PdfTextPage) -> str:
    """Return the text of a page with a space wherever two numbers stand beside each other.

    Between the columns of a table without rulings pdfium leaves out what divides them: the seven
    numbers of a row by LibreOffice came as `691700000 6917`.
    """
    shown = text.get_text_range()
    if len(shown) != text.count_chars():
        return str(text.get_text_bounded())
    parts: list[str] = []
    last = -1  # the character before, line breaks left out
    for n, char in enumerate(shown):
        if char in _BREAKS:
            continue
        are_digits = last >= 0 and char.isdecimal() and shown[last].isdecimal()
        if are_digits and _is_beside(text, last, n):
            parts.append(" ")
        elif last >= 0:
            parts.append(shown[last + 1 : n])
        parts.append(char)
        last = n
    return "".join(parts)


def _is_beside(text: pdfium.PdfTextPage, n: int, other: int) -> bool:
    """Tell whether two digits stand on one line with room for another between them."""
    left, right = text.get_charbox(n), text.get_charbox(other)
    width = max(left[2] - left[0], right[2] - right[0], 1.0)
    is_level = left[1] < right[3] and right[1] < left[3]
    return bool(is_level and right[0] - left[2] > width * _APART)


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
