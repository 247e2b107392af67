"""Row and column spans laid out on a grid, as HTML and Word define it."""

from collections.abc import Iterable

from pipelines.model import Cell, Grid

MAX_COLUMNS = 200  # no printed table of a report comes near
MAX_ROWS = 5000
MAX_CELLS = 60_000


# One cell as its source writes it: its text, the rows and columns it asks for, and whether it is a
# picture. A bare tuple, as a page has hundreds of them and none outlives its laying out.
Box = tuple[str, int, int, bool]


def lay_out(rows: Iterable[list[Box]]) -> tuple[Grid, bool]:
    """Place cells row by row; return the grid and whether something had to be cut off."""
    source = list(rows)
    is_cut = len(source) > MAX_ROWS
    source = source[:MAX_ROWS]
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    width = 0
    height = len(source)
    for row, boxes in enumerate(source):
        column = 0
        for text, rows_asked, columns_asked, is_image in boxes:
            if taken:
                while (row, column) in taken:
                    column += 1
            if column >= MAX_COLUMNS or len(cells) >= MAX_CELLS:
                is_cut = True
                break
            down = across = 1
            if rows_asked != 1 or columns_asked != 1:
                across = max(1, min(columns_asked, MAX_COLUMNS - column))
                down = _downwards(rows_asked, height - row)
            cells.append(Cell(text, row, column, down, across, is_image))
            if down > 1:
                taken.update(
                    (r, c)
                    for r in range(row + 1, row + down)
                    for c in range(column, column + across)
                )
            column += across
        width = max(width, column)
    return Grid(height, width, tuple(cells)), is_cut


def _downwards(span: int, rest: int) -> int:
    """Return the rows a cell covers: 0 means "to the end", and no cell leaves its table."""
    return rest if span == 0 else max(1, min(span, rest))
