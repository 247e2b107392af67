"""Words where a number should stand, in a row that could not be read for their sake."""

import re
from collections.abc import Iterator

from pipelines.catalogue.model import FormRow
from pipelines.model import Cell, Grid, Place, Status
from pipelines.parse.cells import read_cell
from pipelines.validate.check_context import CheckContext, cells_hole
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import plain
from pipelines.validate.naming import cell_name

TABLES = ("2", "3")
BETWEEN = re.compile(r"[\t|]| {2,}")  # what stands between the cells of a line of text
LONGEST = 12  # more than so many characters are prose


def words_in_cells(context: CheckContext) -> Iterator[Judgement]:
    """R-CELL-01: a row of table two or three that was lost holds words instead of a number."""
    if context.reading is None:
        return
    lost = {f.indicator for f in context.report.figures if f.status is Status.LOST and not f.raw}
    blocks = {f.place.block for f in context.report.figures if f.table in TABLES and f.place}
    rows = [row for row in _rows(context) if lost.intersection(_indicators(row))]
    for block in sorted(blocks) if rows else ():
        grid = context.reading.blocks[block]
        for row in rows:
            if isinstance(grid, Grid):
                yield from _of_row(context, block, grid, row)
    if rows and not any(isinstance(context.reading.blocks[b], Grid) for b in blocks):
        for row in rows:
            yield from _of_line(context, row)


def _rows(context: CheckContext) -> Iterator[FormRow]:
    forms = [form for form in context.catalogue.templates if form.id == context.report.template]
    for form in forms:
        for table in form.table:
            for block in table.block if table.number in TABLES else ():
                yield from block.row


def _indicators(row: FormRow) -> set[str]:
    return {name.partition("[")[0] for name in row.indicators}


def _of_row(context: CheckContext, block: int, grid: Grid, row: FormRow) -> Iterator[Judgement]:
    label = plain(row.label)
    heads = [cell for cell in grid.cells if plain(cell.text) == label]
    if len(heads) != 1:
        return
    beside = [c for c in grid.cells if c.row == heads[0].row and c.column > heads[0].column]
    for cell in beside:
        if _is_words(cell):
            place = Place(block, 0, len(cell.text), row=cell.row, column=cell.column)
            yield from _said(context, row, cell.text, place)


def _of_line(context: CheckContext, row: FormRow) -> Iterator[Judgement]:
    """Look for the row in a text, where its cells stand in one line after its label."""
    label = plain(row.label)
    for block, paragraph in enumerate(context.reading.blocks if context.reading else ()):
        if isinstance(paragraph, Grid):
            continue
        cells = [text.strip() for text in BETWEEN.split(paragraph.text)]
        heads = [n for n, text in enumerate(cells) if plain(text) == label]
        for text in cells[heads[0] + 1 :] if len(heads) == 1 else ():
            if _is_word(text):
                start = paragraph.text.find(text)
                place = Place(block, start, start + len(text))
                yield from _said(context, row, text, place)


def _is_words(cell: Cell) -> bool:
    return _is_word(cell.text.strip())


def _is_word(text: str) -> bool:
    return 0 < len(text) <= LONGEST and read_cell(text).status is Status.LOST


def _said(context: CheckContext, row: FormRow, text: str, place: Place) -> Iterator[Judgement]:
    name = cell_name(row.indicators[0].partition("[")[0])
    holes = cells_hole(f"{name.zh} {text}", f"{name.en} {text}")
    yield from context.fail(
        "R-CELL-01", left=text, member=row.indicators[0], words=holes, places=(place,)
    )
