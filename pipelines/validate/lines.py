"""The text of a report as lines: paragraphs, and prose inside cells, each in its section."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from sys import intern

from pipelines.model import Block, Grid, Place, Reading, Report, Section
from pipelines.validate.words import check_pattern, check_words

LEAST = 20  # characters of a sentence before the first heading
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of text: where it stands, its words as written, and the same without spaces."""

    block: int
    raw: str
    text: str
    section: int  # 0 before the first section
    is_heading: bool = False
    row: int | None = None
    column: int | None = None

    @property
    def is_body(self) -> bool:
        """Say whether the line belongs to what is reported: a section, or a sentence before one."""
        stop, colon = check_words()["told_marks"]
        says = stop in self.text or self.text.endswith(colon)
        return bool(self.section) or (says and len(self.text) >= LEAST)

    def place(self, words: str = "") -> Place:
        """Return where some words of this line stand; the whole line where they were altered."""
        start = self.raw.find(words) if words else -1
        end = start + len(words) if start >= 0 else len(self.raw)
        return Place(self.block, max(start, 0), end, row=self.row, column=self.column)


def plain(text: str) -> str:
    """Return a text in its plain form: NFKC, without spaces."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def words_only(reading: Reading) -> Reading:
    """Return what checks read of a document: its prose and its words, without the numbers.

    A run over many documents keeps all of them at once, so they should be small.
    """
    blocks = tuple(map(_words_of, reading.blocks))
    return replace(reading, blocks=blocks)


def _words_of(block: Block) -> Block:
    if not isinstance(block, Grid):
        return block
    kept = (cell for cell in block.cells if cell.text and not cell.text.isdecimal())
    return replace(block, cells=tuple(replace(cell, text=intern(cell.text)) for cell in kept))


def lines_of(report: Report, reading: Reading) -> tuple[Line, ...]:
    """Return the lines of one report: from its title to the end of its last section."""
    blocks = reading.blocks
    sections = report.sections
    first = min((s.first for s in sections), default=0) if report.part else 0
    last = max((s.last for s in sections), default=len(blocks) - 1)
    lines: list[Line] = []
    for index in range(first, min(last + 1, len(blocks))):
        block = blocks[index]
        if isinstance(block, Grid):
            lines += _prose_of(report, index, block)
        else:
            lines += _pieces(report, index, block.text)
    return tuple(lines)


def _prose_of(report: Report, index: int, grid: Grid) -> Iterator[Line]:
    """Yield what cells say in sentences: layout tables hold whole reports."""
    for cell in grid.cells:
        if check_pattern("sentence_end").search(cell.text):
            for line in _pieces(report, index, cell.text):
                yield Line(
                    index, line.raw, line.text, line.section, line.is_heading, cell.row, cell.column
                )


def _pieces(report: Report, index: int, raw: str) -> Iterator[Line]:
    """Yield a block's text, divided where sections begin inside it."""
    text = plain(raw)
    starting = [s for s in report.sections if s.first == index and plain(s.heading) in text]
    number, start = _section_at(report, index), 0
    for section in sorted(starting, key=lambda s: text.find(plain(s.heading))):
        heading = plain(section.heading)
        at = text.find(heading, start)
        if at < 0:
            continue
        if at > start:
            yield Line(index, raw, text[start:at], number)
        yield Line(index, raw, heading, section.number, is_heading=True)
        number, start = section.number, at + len(heading)
    if text[start:]:
        yield Line(index, raw, text[start:], number)


def _section_at(report: Report, index: int) -> int:
    """Return the section that is open where a block begins."""
    before = [s for s in report.sections if s.first < index]
    if not before:
        return 0
    last: Section = max(before, key=lambda section: section.first)
    return last.number if index <= max(s.last for s in report.sections) else 0
