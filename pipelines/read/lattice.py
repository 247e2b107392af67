"""Ruled tables of a PDF page → grids: cells by their rulings, characters by their place."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pdfplumber

from pipelines.model import Block, Cell, Grid, Paragraph

_NEAR = 3.0  # points within which two rulings are one
_ROW = 0.6  # of a character's height: closer characters stand on one line
_GAP = 0.35  # of a character's width: wider gaps are spaces
_TILED = 0.6  # of a table's area that its cells must cover

Character = dict[str, Any]
Box = tuple[float, float, float, float]


class Lattices:
    """The pages of one PDF whose tables are ruled; opened once, closed by the caller."""

    def __init__(self, data: bytes) -> None:
        # pdfminer writes a line for every odd font it meets
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        self._document = pdfplumber.open(io.BytesIO(data))

    def close(self) -> None:
        """Release the file."""
        self._document.close()

    def blocks(self, number: int) -> list[Block]:
        """Return the lines and grids of a page from top to bottom, nothing where it has no grid."""
        page = self._document.pages[number]
        try:
            grids = [table for table in _tables(page) if _is_tiled(table, page.chars)]
            if not grids:
                return []
            return _ordered(page.chars, grids, number + 1)
        finally:
            page.close()


def _tables(page: Any) -> list[list[Box]]:  # noqa: ANN401  # pdfplumber ships no types
    return [[box for box in table.cells if box] for table in page.find_tables()]


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
    return all(any(_holds(box, c) for box in boxes) for c in digits)


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
        text = "\n".join(_spaced(line) for line in _lines(own)).strip()
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
    for one in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        height = max(one["bottom"] - one["top"], 1.0)
        if line and _middle(one) - _middle(line[-1]) > height * _ROW:
            yield sorted(line, key=lambda c: c["x0"])
            line = []
        line.append(one)
    if line:
        yield sorted(line, key=lambda c: c["x0"])


def _middle(one: Character) -> float:
    return float(one["top"] + one["bottom"]) / 2


def _spaced(line: list[Character]) -> str:
    parts: list[str] = []
    for n, one in enumerate(line):
        if n and one["x0"] - line[n - 1]["x1"] > max(one["x1"] - one["x0"], 1.0) * _GAP:
            parts.append(" ")
        parts.append(one["text"])
    return " ".join("".join(parts).split())
