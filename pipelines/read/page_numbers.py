"""Bare page numbers between the lines of a document: no number of its tables."""

from collections.abc import Sequence

from pipelines.model import Block, Paragraph
from pipelines.read.clean import SPACES, narrow

_LONGEST = 3  # digits
_NUMBERED = 200  # characters of a line with a number in its middle
_NEXT_PAGE = "\f"  # what a text taken from a PDF has where a page begins

Numbered = tuple[int, Block]


def without_page_numbers(blocks: Sequence[Numbered]) -> list[Numbered]:
    """Leave out lines that are a page's own number and stand where the page ends or begins.

    A number alone at the end of a page looks just like a last digit wrapped in a narrow cell; it
    is the page's where it is as far from the page's place in the document on most pages: one line
    that says 1 where the first page ends may be a number of the table.
    """
    lines = _lines_with_pages(blocks)
    edges = [
        (n, number - page)
        for at, (n, page, number) in enumerate(lines)
        if number is not None and _is_at_edge(lines, at)
    ]
    shifts = [shift for _, shift in edges]
    most = max(2, len({page for _, page, _ in lines}) // 2)
    left_out = {n for n, shift in edges if shifts.count(shift) >= most}
    return [block for n, block in enumerate(blocks) if n not in left_out]


def _lines_with_pages(blocks: Sequence[Numbered]) -> list[tuple[int, int, int | None]]:
    """Return the blocks that say something: where each is, its page and its bare number."""
    if not any(_tells_pages(block) for _, block in blocks):
        return []
    lines: list[tuple[int, int, int | None]] = []
    page = 1
    for n, (_, block) in enumerate(blocks):
        text = block.text if isinstance(block, Paragraph) else "."
        page = block.page or page + text.count(_NEXT_PAGE)
        if text.strip(SPACES):
            lines.append((n, page, _bare_number(text)))
    return lines


def _tells_pages(block: Block) -> bool:
    return block.page is not None or (isinstance(block, Paragraph) and _NEXT_PAGE in block.text)


def _bare_number(text: str) -> int | None:
    if len(text) > _NUMBERED:
        return None
    shown = narrow(text).strip(SPACES)
    is_number = shown.isdecimal() and shown.isascii() and len(shown) <= _LONGEST
    return int(shown) if is_number else None


def _is_at_edge(lines: Sequence[tuple[int, int, int | None]], at: int) -> bool:
    page = lines[at][1]
    is_first = at == 0 or lines[at - 1][1] != page
    return is_first or at + 1 == len(lines) or lines[at + 1][1] != page
