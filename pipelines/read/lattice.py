"""Ruled tables of a PDF page → grids: cells by their rulings, characters by their place."""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.table import TableFinder

from pipelines.model import Block, Cell, Grid, Paragraph
from pipelines.read.clean import UNCLEAR
from pipelines.read.drawn import Character, note_marks, shown

_NEAR = 3.0  # points within which two rulings are one
_ROW = 0.6  # of a character's height: closer characters stand on one line
_GAP = 0.35  # of a character's width: wider gaps are spaces
_TILED = 0.6  # of a table's area that its cells must cover

Edge = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Ruled:
    """One page with ruled tables: its blocks, and which of its rows the page's ends cut in two."""

    blocks: list[Block]
    starts_within_row: bool = False  # the first row of the first grid goes on from the page before
    ends_within_row: bool = False  # the last row of the last grid goes on on the next page


class Lattices:
    """The pages of one PDF whose tables are ruled; opened once, closed by the caller."""

    def __init__(self, data: bytes) -> None:
        # pdfminer writes a line for every odd font it meets
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        self._document = pdfplumber.open(io.BytesIO(data))

    def close(self) -> None:
        """Release the file."""
        self._document.close()

    def page(self, number: int) -> Ruled:
        """Return the lines and grids of a page from top to bottom, none where it has no grid."""
        page = self._document.pages[number]
        try:
            return _ruled(page, number + 1)
        finally:
            page.close()


def _ruled(page: Any, number: int) -> Ruled:  # noqa: ANN401  # pdfplumber ships no types
    edges = TableFinder(page).edges
    ends = _ends(edges)
    tables = page.find_tables({"explicit_horizontal_lines": list(ends)}) if ends else []
    grids = [[box for box in table.cells if box] for table in tables]
    characters = shown(page.chars)
    grids = [boxes for boxes in grids if _is_tiled(boxes, characters)]
    if not grids:
        # the first reader gives what is drawn twice, or across the page, among the lines
        is_odd = len(characters) < len(page.chars)
        return Ruled(_ordered(characters, [], number) if is_odd else [])
    grids.sort(key=lambda boxes: _hull(boxes)[1])
    return Ruled(
        _ordered(characters, grids, number),
        starts_within_row=_is_open(grids[0], edges, ends[0]),
        ends_within_row=_is_open(grids[-1], edges, ends[1]),
    )


def _ends(edges: Sequence[Edge]) -> tuple[float, ...]:
    """Return where the upright rulings of a page begin and end.

    A row that goes on on the next page has no ruling below it: Chromium prints the sides of such
    a cell down to the margin and leaves it open, so that 5007 stood outside every cell.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    if len(upright) < 2:
        return ()
    return (min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright))


def _is_open(boxes: Sequence[Box], edges: Sequence[Edge], height: float) -> bool:
    """Tell whether most of a table's width has no ruling where the page's end cuts it."""
    left, top, right, bottom = _hull(boxes)
    if min(abs(top - height), abs(bottom - height)) > _NEAR:
        return False
    ruled = sum(
        min(edge["x1"], right) - max(edge["x0"], left)
        for edge in edges
        if edge["orientation"] == "h"
        and abs(edge["top"] - height) <= _NEAR
        and edge["x0"] < right
        and edge["x1"] > left
    )
    return bool(ruled < (right - left) / 2)


def joined(pages: Sequence[Ruled]) -> list[list[Block]]:
    """Return the blocks of consecutive pages, with rows that a page's end cut in two put together.

    A row that is open on one side only is whole: its ruling is drawn on the other page. Halves
    that do not lie between the same rulings are given up for their words and numbers, as lines:
    19 of 197 is not a number that stands in that row.
    """
    for above, below in pairwise(pages):
        if not (above.ends_within_row and below.starts_within_row):
            continue
        upper = _grid_at(above.blocks, reversed(range(len(above.blocks))))
        lower = _grid_at(below.blocks, range(len(below.blocks)))
        if upper and lower and not _join(above.blocks, below.blocks, upper, lower):
            above.blocks[upper[0] : upper[0] + 1] = _without_row(upper[1], upper[1].rows - 1)
            below.blocks[lower[0] : lower[0] + 1] = _without_row(lower[1], 0)
    return [page.blocks for page in pages]


def _grid_at(blocks: Sequence[Block], order: Iterable[int]) -> tuple[int, Grid] | None:
    for n in order:
        block = blocks[n]
        if isinstance(block, Grid):
            return n, block
    return None


def _join(
    above: list[Block], below: list[Block], upper: tuple[int, Grid], lower: tuple[int, Grid]
) -> bool:
    whole = _one_row(upper[1], lower[1])
    if whole is None:
        return False
    above[upper[0]], rest = whole
    below[lower[0] : lower[0] + 1] = [rest] if rest.cells else []
    return True


def _one_row(above: Grid, below: Grid) -> tuple[Grid, Grid] | None:
    """Return two grids with the cut row whole in the first, nothing where its halves do not fit."""
    last = [cell for cell in above.cells if cell.row + cell.row_span == above.rows]
    first = [cell for cell in below.cells if cell.row == 0]
    if len(last) != len(first) or not all(map(_is_below, last, first)):
        return None
    texts = {
        id(upper): "\n".join(filter(None, (upper.text, lower.text)))
        for upper, lower in zip(last, first, strict=True)
    }
    cells = tuple(
        replace(cell, text=texts[id(cell)]) if id(cell) in texts else cell for cell in above.cells
    )
    rest = tuple(
        replace(cell, row=max(cell.row - 1, 0), row_span=cell.row_span - (cell.row == 0), text=text)
        for cell in below.cells
        for text in ["" if cell.row == 0 else cell.text]
        if cell.row or cell.row_span > 1
    )
    return replace(above, cells=cells), replace(below, rows=below.rows - 1, cells=rest)


def _is_below(upper: Cell, lower: Cell) -> bool:
    """Tell whether two halves of a cell stand between the same rulings."""
    if upper.box is None or lower.box is None:
        return False
    sides = (upper.box[0] - lower.box[0], upper.box[2] - lower.box[2])
    return all(abs(side) <= _NEAR for side in sides)


def _without_row(grid: Grid, row: int) -> list[Block]:
    """Return a grid without the row that is cut, whose words and numbers stand beside it."""
    is_last = row > 0
    own = [c for c in grid.cells if (c.row + c.row_span == grid.rows if is_last else c.row == 0)]
    line = " ".join(" ".join(cell.text.split()) for cell in own if cell.text)
    piece: list[Block] = [Paragraph(line, page=grid.page)] if line else []
    cells = tuple(cell for cell in grid.cells if cell not in own)
    if not cells:
        return piece
    moved = cells if is_last else tuple(replace(cell, row=cell.row - 1) for cell in cells)
    rest = replace(grid, rows=grid.rows - 1, cells=moved)
    return [rest, *piece] if is_last else [*piece, rest]


def _is_tiled(boxes: Sequence[Box], characters: Sequence[Character]) -> bool:
    """Tell whether the cells cover their table: no number of it stands outside every cell."""
    if len(boxes) < 2:
        return False
    left, top, right, bottom = _hull(boxes)
    area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)
    if not area >= _TILED * (right - left) * (bottom - top) > 0:
        return False
    inside = [c for c in characters if _holds((left, top, right, bottom), c)]
    digits = [c for c in inside if c["text"].isdecimal()]
    own = [next((n for n, box in enumerate(boxes) if _holds(box, c)), -1) for c in digits]
    return -1 not in own and not _is_torn(digits, own)


def _is_torn(digits: Sequence[Character], own: Sequence[int]) -> bool:
    """Tell whether a number runs over a ruling: what its cell could not hold lies in the next."""
    pairs = pairwise(zip(digits, own, strict=True))
    return any(
        left != right
        and abs(_middle(one) - _middle(other)) < (one["bottom"] - one["top"]) * _ROW
        and abs(other["x0"] - one["x1"]) < (one["x1"] - one["x0"]) * _GAP
        for (one, left), (other, right) in pairs
    )


def _hull(boxes: Sequence[Box]) -> Box:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _ordered(characters: list[Character], grids: list[list[Box]], page: int) -> list[Block]:
    placed: list[tuple[float, Block]] = []
    free = list(characters)
    for boxes in grids:
        inside, free = _parted(free, _hull(boxes))
        placed += _pieces(_grid(boxes, inside, page))
    for line in _lines(free):
        box = _hull([(c["x0"], c["top"], c["x1"], c["bottom"]) for c in line])
        text = _spaced(line)
        if text.strip():
            placed.append((box[1], Paragraph(text, page=page, box=box)))
    return [block for _, block in sorted(placed, key=lambda one: one[0])]


def _pieces(grid: Grid) -> Iterator[tuple[float, Block]]:
    """Yield a grid, with rows of one cell as the lines they are: shading looks like a table."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    pending: list[Cell] = []
    for _, cells in sorted(rows.items()):
        if len(cells) > 1 or cells[0].column_span < grid.columns:
            pending += cells
            continue
        yield from _piece(pending, grid)
        pending = []
        top = cells[0].box[1] if cells[0].box else 0.0
        for n, line in enumerate(cells[0].text.split("\n")):
            if line.strip():
                yield top + n * 0.01, Paragraph(line, page=grid.page, box=cells[0].box)
    yield from _piece(pending, grid)


def _piece(cells: list[Cell], grid: Grid) -> Iterator[tuple[float, Block]]:
    if cells:
        first = cells[0].row
        last = max(cell.row + cell.row_span for cell in cells)
        moved = tuple(replace(cell, row=cell.row - first) for cell in cells)
        top = cells[0].box[1] if cells[0].box else 0.0
        yield top, Grid(last - first, grid.columns, moved, page=grid.page)


def _parted(characters: list[Character], box: Box) -> tuple[list[Character], list[Character]]:
    inside: list[Character] = []
    outside: list[Character] = []
    for one in characters:
        (inside if _holds(box, one) else outside).append(one)
    return inside, outside


def _holds(box: Box, one: Character) -> bool:
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _grid(boxes: list[Box], characters: list[Character], page: int) -> Grid:
    columns = _edges(value for box in boxes for value in (box[0], box[2]))
    rows = _edges(value for box in boxes for value in (box[1], box[3]))
    cells = []
    for box in sorted(boxes, key=lambda one: (round(one[1]), one[0])):
        own, characters = _parted(characters, box)
        own, mark = note_marks(own)
        text = "\n".join(_spaced(line) for line in _lines(own)).strip()
        text += f"[{mark}]" if mark else ""
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        top, bottom = _nearest(rows, box[1]), _nearest(rows, box[3])
        cells.append(Cell(text, top, left, max(bottom - top, 1), max(right - left, 1), box=box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(len(rows) - 1, len(columns) - 1, tuple(cells), page=page)


def _edges(values: Iterator[float]) -> list[float]:
    """Return the rulings in order, those that nearly touch taken for one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _lines(characters: list[Character]) -> Iterator[list[Character]]:
    """Yield characters line by line, from left to right."""
    line: list[Character] = []
    for character in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        height = max(character["bottom"] - character["top"], 1.0)
        if line and _middle(character) - _middle(line[-1]) > height * _ROW:
            yield sorted(line, key=lambda c: c["x0"])
            line = []
        line.append(character)
    if line:
        yield sorted(line, key=lambda c: c["x0"])


def _middle(one: Character) -> float:
    return float(one["top"] + one["bottom"]) / 2


def _is_over(one: Character, other: Character) -> bool:
    """Tell whether two digits are drawn over each other: whose each of them is, is not certain."""
    are_digits = one["text"].isdecimal() and other["text"].isdecimal()
    return bool(are_digits and other["x0"] < (one["x0"] + one["x1"]) / 2)


def _spaced(line: list[Character]) -> str:
    parts: list[str] = []
    for n, character in enumerate(line):
        if (
            n
            and character["x0"] - line[n - 1]["x1"]
            > max(character["x1"] - character["x0"], 1.0) * _GAP
        ):
            parts.append(" ")
        elif n and _is_over(line[n - 1], character):
            parts.append(UNCLEAR)
        parts.append(character["text"])
    return " ".join("".join(parts).split())
