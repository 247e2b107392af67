"""Every shape that a page takes as plain text: one function a shape, from parts to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.accuracy.compose import Draft, Part
from tests.forms.chance import Chance
from tests.forms.sheets import Sheet

Lines = Iterator[str]
Shape = Callable[[Sheet, Chance], Lines]
WIDE = ["", "", "", "\u00a0\u00a0\u00a0\u00a0", "      ", "\u3000\u3000", " " * 96]


def text(made: Draft, shape: Shape) -> str:
    """Return the report as text, its tables in one shape."""
    lines: list[str] = []
    for part in made.parts:
        lines += list(part_lines(part, shape, made.chance))
    return "\n".join(lines) + "\n"


def part_lines(part: Part, shape: Shape, chance: Chance) -> Lines:
    """Yield the lines of one part."""
    if part.kind == "image":
        return
    if part.sheet:
        yield from shape(part.sheet, chance)
        yield ""
        return
    indent = "\u3000\u3000" if part.kind == "p" else ""
    yield indent + part.text
    if part.kind in {"title", "h1", "meta", "crumb"} or chance.often(0.4):
        yield ""


def blank_lines(sheet: Sheet, chance: Chance) -> Lines:
    """One cell a line, a blank line between cells; long labels may be wrapped."""
    pad, wraps = chance.pick(WIDE), chance.pick(["", "", "\n", "\n\n"])
    for row in sheet.rows:
        for box in row:
            written = box.text
            if box.slot is None and wraps:
                written = _wrap(written, wraps, chance, is_head=not any(b.slot for b in row))
            if box.slot is not None and written == "":
                written = "\u00a0"
            yield (pad if box.slot and written else "") + written
            yield ""


def rows_own(sheet: Sheet, chance: Chance) -> Lines:
    """`a | 1 |`: a row carries its own cells only."""
    for row in sheet.rows:
        yield " | ".join(box.text for box in row) + " |"


def rows_padded(sheet: Sheet, chance: Chance) -> Lines:
    """`a | 0 | ||`: the columns a cell spans remain as empty cells."""
    for row in sheet.rows:
        line = ""
        for box in row:
            line += box.text + " | " + "|" * (box.columns - 1)
        yield line.rstrip()


def rows_double_space(sheet: Sheet, chance: Chance) -> Lines:
    """`a  | 0  | `: double spaces and a trailing one."""
    for row in sheet.rows:
        yield "".join(f"{box.text}  | " for box in row)


def markdown(sheet: Sheet, chance: Chance) -> Lines:
    """`| a | 0 |` with padding for spans."""
    padded = chance.often(0.5)
    for row in sheet.rows:
        cells = [box.text + (" |" + "|" * (box.columns - 1) if padded else " |") for box in row]
        yield "| " + " ".join(cells)


def trailing(sheet: Sheet, chance: Chance) -> Lines:
    """One cell a line with ` |` after it; the padding of spans as a line of pipes."""
    pads = chance.often(0.7)
    for row in sheet.rows:
        for box in row:
            yield f"{box.text} |".lstrip()
        spare = sum(box.columns - 1 for box in row)
        if spare and pads:
            yield "|" * spare


def leading(sheet: Sheet, chance: Chance) -> Lines:
    """A lone `|` opens the row, then one cell a line with ` |`."""
    for row in sheet.rows:
        yield "|"
        for box in row:
            spare = "|" * (box.columns - 1)
            yield f"{box.text} | {spare}".strip() if spare else f"{box.text} |".lstrip()


def newline_inside(sheet: Sheet, chance: Chance) -> Lines:
    """Half a cell a line: pipe, newline, no-break space, text."""
    for row in sheet.rows:
        yield "| "
        for index, box in enumerate(row):
            spare = "|" * (box.columns - 1)
            end = "" if index == len(row) - 1 else " "
            yield f"\u00a0{box.text}\u00a0 | {spare}".rstrip() + end


def bare_pipes(sheet: Sheet, chance: Chance) -> Lines:
    """Cell, pipe, cell, pipe, each on a line of its own."""
    for row in sheet.rows:
        for box in row:
            yield box.text
            yield "|"


def tabs(sheet: Sheet, chance: Chance) -> Lines:
    """Tab-separated, as pasted from a spreadsheet: spans leave empty cells, down and across."""
    grid, seen = sheet.grid(), set()
    for line in grid:
        cells = []
        for box in line:
            cells.append("" if id(box) in seen else box.text)
            seen.add(id(box))
        yield "\t".join(cells)


def spaces(sheet: Sheet, chance: Chance) -> Lines:
    """Runs of spaces between the cells of a row, as a PDF is copied."""
    for row in sheet.rows:
        yield "   ".join(box.text for box in row)


def single_spaces(sheet: Sheet, chance: Chance) -> Lines:
    """One space between the cells of a row."""
    for row in sheet.rows:
        yield " ".join(box.text for box in row)


def glued(sheet: Sheet, chance: Chance) -> Lines:
    """The cells of a row without anything between them."""
    for row in sheet.rows:
        yield "".join(box.text for box in row)


def _wrap(label: str, mark: str, chance: Chance, *, is_head: bool) -> str:
    """Break a label; only heads and ordinals are torn into two cells, as real pages tear them."""
    if len(label) < 4 or chance.often(0.5):
        return label
    if mark == "\n\n" and not is_head:
        at = label.find("）") + 1 if label.startswith("（") else 0
        return label[:at] + mark + label[at:] if at else label
    at = len(label) // 2 if is_head else chance.between(2, len(label) - 2)
    return label[:at] + mark + label[at:]
