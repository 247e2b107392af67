"""Two reports side by side on the pages of one PDF, known by the gap between their columns."""

from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium

from pipelines.catalogue.load import lexicon
from pipelines.read.clean import narrow

_FEWEST = 150  # characters of a page that can tell
_GAP = 8  # points that hardly a character reaches into
_REACH = 30  # points on either side of the gap in which a line that crosses it is looked for
_LEVEL = 6  # points within which characters stand on one line
_SHARE = 0.2  # of a page's characters that each side must have
_LOOKED_AT = 3  # pages that must agree
_OPENING = 120  # characters in which a title stands

Span = tuple[float, float]


def is_side_by_side(document: pdfium.PdfDocument) -> bool:
    """Tell whether a gap divides every page, with a report's words on either side of it."""
    free: set[int] | None = None
    for number in range(min(len(document), _LOOKED_AT)):
        gaps = _gaps(document, number)
        if gaps is not None:
            free = gaps if free is None else free & gaps
    at = _middle(free or set())
    if at is None:
        return False
    if _has_line_across(document, at):
        return False
    word = lexicon("tables")["report_word"]
    return all(word in _opening(document, at, is_right=side) for side in (False, True))


def _gaps(document: pdfium.PdfDocument, number: int) -> set[int] | None:
    """Return where hardly a character stands near a page's middle; None for too little text."""
    page = document[number]
    text = page.get_textpage()
    try:
        width = page.get_width()
        spans = [(box[0], box[2]) for box in _boxes(text)]
    finally:
        text.close()
        page.close()
    if len(spans) < _FEWEST:
        return None
    few = max(2, len(spans) // 150)  # a full stop hangs over the edge
    around = range(int(width * 0.4), int(width * 0.6))
    return {x for x in around if _crossing(spans, x) <= few and _has_both_sides(spans, x)}


def _has_both_sides(spans: list[Span], x: float) -> bool:
    return _SHARE < sum(right <= x for _, right in spans) / len(spans) < 1 - _SHARE


def _middle(free: set[int]) -> float | None:
    """Return the middle of the widest gap, None where none is wide enough."""
    widest: list[int] = []
    run: list[int] = []
    for x in sorted(free):
        run = [*run, x] if run and x == run[-1] + 1 else [x]
        widest = max(widest, run, key=len)
    return sum(widest) / len(widest) if len(widest) >= _GAP else None


def _boxes(text: pdfium.PdfTextPage) -> Iterator[tuple[float, float, float, float]]:
    count = min(text.count_chars(), 4000)
    shown = text.get_text_range(0, count) if count else ""
    if len(shown) != count:
        shown = "x" * count
    for n in range(count):
        if not shown[n].isspace():
            yield text.get_charbox(n)


def _crossing(spans: list[Span], x: float) -> int:
    return sum(left < x < right for left, right in spans)


def _has_line_across(document: pdfium.PdfDocument, at: float) -> bool:
    """Tell whether a line of the first page runs on over the gap: a title over short lines does.

    A report in large type whose lines end left of the middle and whose tables stand right of it
    has such a gap, too, and its title has the word on either side of it.
    """
    page = document[0]
    text = page.get_textpage()
    try:
        near = [box for box in _boxes(text) if box[0] < at + _REACH and box[2] > at - _REACH]
    finally:
        text.close()
        page.close()
    lines: dict[int, list[tuple[float, float, float, float]]] = {}
    for box in near:
        lines.setdefault(round(box[1] / _LEVEL), []).append(box)
    return any(_runs_on(sorted(line), at) for line in lines.values())


def _runs_on(line: list[tuple[float, float, float, float]], at: float) -> bool:
    """Tell whether characters of one line lie close to each other on both sides of a place."""
    pairs = list(pairwise(line))
    is_close = all(right[0] - left[2] < _GAP / 2 for left, right in pairs)
    return is_close and bool(line) and line[0][2] < at - _GAP and line[-1][0] > at + _GAP


def _opening(document: pdfium.PdfDocument, at: float, *, is_right: bool) -> str:
    """Return how one column of the first page begins, without its line breaks."""
    page = document[0]
    text = page.get_textpage()
    try:
        shown = text.get_text_bounded(left=at) if is_right else text.get_text_bounded(right=at)
    finally:
        text.close()
        page.close()
    return "".join(narrow(shown).split())[:_OPENING]
