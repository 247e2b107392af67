"""Words where a number should stand, in a row that could not be read for their sake."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.catalogue.model import Row
from pipelines.model import Cell, Grid, Place, Status
from pipelines.parse.cells import read_cell
from pipelines.validate.docket import Docket, cells_hole
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import plain
from pipelines.validate.naming import cell_name

TABLES = ("2", "3")
LONGEST = 12  # more than so many characters are prose


def words_in_cells(docket: Docket) -> Iterator[Judgement]:
    """R-CELL-01: a row of table two or three that was lost holds words instead of a number."""
    if docket.reading is None:
        return
    lost = {f.indicator for f in docket.report.figures if f.status is Status.LOST and not f.raw}
    blocks = {f.place.block for f in docket.report.figures if f.table in TABLES and f.place}
    rows = [row for row in _rows(docket) if lost.intersection(_indicators(row))]
    for block in sorted(blocks) if rows else ():
        grid = docket.reading.blocks[block]
        if isinstance(grid, Grid):
            for row in rows:
                yield from _of_row(docket, block, grid, row)


def _rows(docket: Docket) -> Iterator[Row]:
    forms = [form for form in docket.catalogue.templates if form.id == docket.report.template]
    for form in forms:
        for table in form.table:
            for block in table.block if table.number in TABLES else ():
                yield from block.row


def _indicators(row: Row) -> set[str]:
    return {name.partition("[")[0] for name in row.indicators}


def _of_row(docket: Docket, block: int, grid: Grid, row: Row) -> Iterator[Judgement]:
    label = plain(row.label)
    heads = [cell for cell in grid.cells if plain(cell.text) == label]
    if len(heads) != 1:
        return
    beside = [c for c in grid.cells if c.row == heads[0].row and c.column > heads[0].column]
    for cell in beside:
        if _is_words(cell):
            name = cell_name(row.indicators[0].partition("[")[0])
            holes = cells_hole(f"{name.zh} {cell.text}", f"{name.en} {cell.text}")
            place = Place(block, 0, len(cell.text), row=cell.row, column=cell.column)
            yield from docket.fail(
                "R-CELL-01", left=cell.text, member=row.indicators[0], words=holes, places=(place,)
            )


def _is_words(cell: Cell) -> bool:
    text = cell.text.strip()
    return 0 < len(text) <= LONGEST and read_cell(text).status is Status.LOST
