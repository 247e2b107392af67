"""Plain text → one paragraph a line; cells that go over several lines in one."""

import re
from collections.abc import Iterator

from pipelines.model import Paragraph

_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|\t)"')  # a cell begins that may go over lines
_CELL_LINES = 40  # lines that the cells of one row may have in all


def read_text(text: str) -> tuple[Paragraph, ...]:
    """Return one paragraph a line, blank lines included, with the number of each.

    A line break within a cell, as Markdown (<br>) and copied sheets (in quotes) have it, is a
    blank: a row of a table is one paragraph.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "<" in text:
        lines = [_BREAK.sub(" ", line) for line in lines]
    if '"' in text and "\t" in text:
        return tuple(Paragraph(line, line=number) for number, line in _unquoted(lines))
    return tuple(Paragraph(line, line=number) for number, line in enumerate(lines, start=1))


def _unquoted(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, the rows of a copied sheet whole and without quotes."""
    at = 0
    while at < len(lines):
        row, size = _row(lines, at) if _QUOTED.search(lines[at]) else (lines[at], 1)
        yield at + 1, row
        at += size


def _row(lines: list[str], at: int) -> tuple[str, int]:
    """Return the row that begins on a line and how many lines it has; a line of words is its own.

    Quotes that are never closed, or stand in no row, are what is printed.
    """
    quotes = size = 0
    for line in lines[at : at + _CELL_LINES]:
        quotes, size = quotes + line.count('"'), size + 1
        if quotes % 2 == 0:
            break
    row = " ".join(lines[at : at + size])
    if quotes % 2 or "\t" not in row:
        return lines[at], 1
    return "\t".join(map(_bare, row.split("\t"))), size


def _bare(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if is_quoted else cell
