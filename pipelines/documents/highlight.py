"""A reading with one place highlighted: text only, cut to a window around the place. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pipelines.model import Block, Cell, Grid, Paragraph, Place, Reading

WINDOW: Final = 2_400  # characters around the place: about two screens of a side panel
WHOLE: Final = 300_000  # characters of the longest document that is set at once
_MOST_COLUMNS: Final = 60
_LONGEST_PIECE: Final = 4_000  # characters of one paragraph or cell beside the place
_LONGEST_MARK: Final = 20_000
_CELL_COST: Final = 6  # a cell weighs something even where it is empty


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text: plain, highlighted, or cut (`text` is empty and `left_out` counts)."""

    text: str
    kind: Literal["plain", "lit", "cut"] = "plain"
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class HighlightedParagraph:
    """A paragraph in pieces, with the line or page where it stands."""

    block: int
    pieces: tuple[TextRun, ...]
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class HighlightedCell:
    """A cell in pieces with the spans that are left of it in the window."""

    pieces: tuple[TextRun, ...]
    row_span: int = 1
    column_span: int = 1
    is_lit: bool = False
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class HighlightedGrid:
    """The rows of a grid that fall into the window, and how many were left out around them."""

    block: int
    rows: tuple[tuple[HighlightedCell, ...], ...]
    above: int = 0
    below: int = 0
    left: int = 0
    right: int = 0
    page: int | None = None


LitBlock = HighlightedParagraph | HighlightedGrid


@dataclass(frozen=True, slots=True)
class HighlightedReading:
    """What is shown of a reading: some of its blocks, and how many stand before and after."""

    blocks: tuple[LitBlock, ...]
    before: int
    after: int

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was left out."""
        return not (self.before or self.after or any(_is_cut(block) for block in self.blocks))

    @property
    def text(self) -> str:
        """Return the highlighted words."""
        return "".join(piece.text for piece in _pieces(self.blocks) if piece.kind == "lit")


def highlighted(
    reading: Reading, place: Place | None = None, budget: int = WINDOW
) -> HighlightedReading:
    """Return a reading with a place highlighted, cut to about `budget` characters around it."""
    if not reading.blocks:
        return HighlightedReading((), 0, 0)
    at = place.block if place is not None and is_within(reading, place) else 0
    place = place if place is not None and is_within(reading, place) else None
    shown = {at: _block(reading.blocks[at], at, place, budget)}
    left = budget - _weight(shown[at])
    first, last = at, at
    while left > 0 and (first > 0 or last + 1 < len(reading.blocks)):
        for index in (last + 1, first - 1):
            if left > 0 and 0 <= index < len(reading.blocks):
                shown[index] = _block(reading.blocks[index], index, None, left)
                left -= _weight(shown[index])
                first, last = min(first, index), max(last, index)
    blocks = tuple(shown[index] for index in range(first, last + 1))
    return HighlightedReading(blocks, first, len(reading.blocks) - 1 - last)


def is_within(reading: Reading, place: Place) -> bool:
    """Tell whether a place stands in a reading: its block, its cell and its span."""
    if not 0 <= place.block < len(reading.blocks):
        return False
    block = reading.blocks[place.block]
    if isinstance(block, Paragraph):
        text = block.text if place.row is None else None
    elif place.row is None or place.column is None:
        return False
    else:
        cell = block.cell_at(place.row, place.column)
        text = cell.text if cell else None
    return text is not None and 0 <= place.start <= place.end <= len(text)


def _block(block: Block, index: int, place: Place | None, budget: int) -> LitBlock:
    if isinstance(block, Grid):
        return _grid(block, index, place, budget)
    span = (place.start, place.end) if place else None
    most = max(min(budget, _LONGEST_PIECE), _CELL_COST) if budget < WHOLE else WHOLE
    return HighlightedParagraph(index, _cut(block.text, span, most), block.line, block.page)


def _cut(text: str, span: tuple[int, int] | None, most: int) -> tuple[TextRun, ...]:
    """Return a text in pieces: what surrounds the span within `most`, the rest left out."""
    start, end = span or (0, 0)
    end = min(end, start + _LONGEST_MARK)
    spare = max(most - (end - start), 0)
    first = max(0, min(start - spare // 2, len(text) - most))
    last = min(len(text), max(end + spare // 2, most)) if span else min(len(text), most)
    last = max(last, end)
    pieces = [TextRun("", "cut", first), TextRun(text[first:start])]
    if span:
        pieces.append(TextRun(text[start:end], "lit"))
    pieces += [TextRun(text[end:last]), TextRun("", "cut", len(text) - last)]
    return tuple(one for one in pieces if one.text or one.left_out or one.kind == "lit")


def _grid(grid: Grid, index: int, place: Place | None, budget: int) -> HighlightedGrid:
    chosen = grid.cell_at(place.row or 0, place.column or 0) if place else None
    first, last = _rows_within(grid, chosen, budget)
    left, right = _columns_within(grid, chosen)
    window = (first, last, left, right)
    rows: list[list[tuple[int, HighlightedCell]]] = [[] for _ in range(first, last)]
    covered: set[tuple[int, int]] = set()
    for cell in grid.cells:
        seen = _clipped(cell, window)
        area = {(r, c) for r in range(seen[0], seen[1]) for c in range(seen[2], seen[3])}
        if not area or area & covered:
            continue
        covered |= area
        span = (place.start, place.end) if place and cell is chosen else None
        rows[seen[0] - first].append((seen[2], _cell(cell, seen, span)))
    for row in range(first, last):
        holes = (column for column in range(left, right) if (row, column) not in covered)
        rows[row - first] += [(column, HighlightedCell(())) for column in holes]
    return HighlightedGrid(
        block=index,
        rows=tuple(tuple(cell for _, cell in sorted(row, key=lambda one: one[0])) for row in rows),
        above=first,
        below=grid.rows - last,
        left=left,
        right=grid.columns - right,
        page=grid.page,
    )


def _cell(
    cell: Cell, seen: tuple[int, int, int, int], span: tuple[int, int] | None
) -> HighlightedCell:
    return HighlightedCell(
        pieces=_cut(cell.text, span, _LONGEST_PIECE),
        row_span=seen[1] - seen[0],
        column_span=seen[3] - seen[2],
        is_lit=span is not None,
        is_image=cell.is_image,
    )


def _clipped(cell: Cell, window: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    first, last, left, right = window
    return (
        max(cell.row, first),
        min(cell.row + cell.row_span, last),
        max(cell.column, left),
        min(cell.column + cell.column_span, right),
    )


def _rows_within(grid: Grid, chosen: Cell | None, budget: int) -> tuple[int, int]:
    """Return the first row to show and the one after the last: all, or those near the place."""
    costs = [0] * grid.rows
    for cell in grid.cells:
        if cell.row < grid.rows:
            costs[cell.row] += min(len(cell.text), _LONGEST_PIECE) + _CELL_COST
    first = min(chosen.row, grid.rows - 1) if chosen and grid.rows else 0
    last = min(first + 1, grid.rows)
    left = budget - sum(costs[first:last])
    while left > 0 and (first > 0 or last < grid.rows):
        if last < grid.rows:
            left -= costs[last]
            last += 1
        if first > 0 and left > 0:
            first -= 1
            left -= costs[first]
    return first, last


def _columns_within(grid: Grid, chosen: Cell | None) -> tuple[int, int]:
    if grid.columns <= _MOST_COLUMNS:
        return 0, grid.columns
    middle = chosen.column if chosen else 0
    first = max(0, min(middle - _MOST_COLUMNS // 2, grid.columns - _MOST_COLUMNS))
    return first, first + _MOST_COLUMNS


def _pieces(blocks: Iterable[LitBlock]) -> Iterator[TextRun]:
    for block in blocks:
        if isinstance(block, HighlightedParagraph):
            yield from block.pieces
            continue
        for row in block.rows:
            for cell in row:
                yield from cell.pieces


def _weight(block: LitBlock) -> int:
    cells = sum(len(row) for row in block.rows) if isinstance(block, HighlightedGrid) else 1
    return sum(len(piece.text) for piece in _pieces((block,))) + _CELL_COST * cells


def _is_cut(block: LitBlock) -> bool:
    around = isinstance(block, HighlightedGrid) and (
        block.above,
        block.below,
        block.left,
        block.right,
    )
    return bool(around and any(around)) or any(one.left_out for one in _pieces((block,)))
