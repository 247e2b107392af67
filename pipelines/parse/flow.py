"""The prose of a report as one plain text whose every character knows where it stands.

Matching is done on the plain text: NFKC, no white space (one space stays between two digits, so
that `3 1` never becomes 31), lines joined where a document breaks them by width alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from opencc import OpenCC

from pipelines.catalogue.load import lexicon, pattern_of, radicals
from pipelines.model import Cell, Grid, Paragraph, Place, Reading
from pipelines.values import value

_RUN = re.compile(r"\S+")
# The pinyin that mirror sites add in brackets after a character.
_TONED = re.compile(r"\([a-z]*[\u00e0-\u02af\u0300-\u036f][a-z]*\)")
# Marks of Markdown; a bullet before a number or a stroke is a page's (- 3 -), and the stars of a
# blank form (20**年**月) are not bold.
_BULLET = re.compile(r"^\s*(?:#{1,6}(?=[^#])|[-*+]\s+(?=[^\d\s-]))")
_BOLD = re.compile("\\*\\*(?![\u5e74\u6708\u65e5])([^*\n]{1,200})\\*\\*")
_PAGE_NUMBER = re.compile(r"[-\u2014\u2013]?\s*\d{1,3}\s*[-\u2014\u2013]?")
_LONG_CELL = 60  # a cell with more text than this is prose in a layout table
_SAID = 15  # a text longer than this that has a full stop is prose, or holds some

_SMALL_GRID = 40  # a grid of so few cells holds a page's particulars, not a form
_PRINTED = frozenset({"pdf", "ofd"})  # formats of pages, which break lines by width
_SHEETS = frozenset({"xlsx", "csv"})
_NARROWEST, _NARROW = 40, 140  # widths, in half characters, at which documents break their lines
_RAGGED = 6  # how much shorter than the widest a full line may be, in half characters
_CUT = 2  # so many lines that stop in the middle show that a text is broken by width


class _Fold(dict[int, str]):
    """One-to-one NFKC: characters whose plain form is one character; others stay."""

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(radicals())
        plain = " " if unicodedata.category(char) == "Cf" else unicodedata.normalize("NFKC", char)
        plain = plain if len(plain) == 1 else char
        self[code] = plain if plain.isascii() else _simple(plain)
        return self[code]


_SCRIPT = OpenCC("t2s")


def _simple(char: str) -> str:
    """Return a character in simplified script, itself where that is not one character."""
    if char in lexicon("outline")["kept"]:
        return char
    simple: str = _SCRIPT.convert(char)
    return simple if len(simple) == 1 else char


_FOLD = _Fold()


@lru_cache(maxsize=1024)  # a page is folded to split it, for its width, and as prose
def fold(text: str) -> str:
    """Return plain characters, one for one, so that offsets stay those of the raw text."""
    return text.translate(_FOLD)


def _unmarked(plain: str) -> str:
    """Return a line with the marks of Markdown (#, **, a bullet) blanked, one for one."""
    if "#" not in plain and "*" not in plain and not plain.lstrip().startswith(("-", "+")):
        return plain
    plain = _BOLD.sub(lambda match: f"  {match[1]}  ", plain)
    return _BULLET.sub(lambda match: " " * len(match[0]), plain)


@value(frozen=True, slots=True)
class Source:
    """A paragraph or cell the flow was made from."""

    block: int
    row: int | None = None
    column: int | None = None
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class Flow:
    """A plain text in runs: `starts[i]` of the text is `offsets[i]` of the raw `sources[i]`."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _size: int = 0

    def add(self, raw: str, source: Source, base: int = 0, *, joined: bool = False) -> None:
        """Append one raw line that starts at `base` of its source, alone or joined to the last."""
        plain = _unmarked(fold(raw))
        if "(" in plain:
            plain = _TONED.sub(lambda match: " " * len(match[0]), plain)
        last = self._parts[-1][-1] if self._parts else ""
        if self._parts and not joined:
            self._append("\n")
            last = "\n"
        for run in _RUN.finditer(plain):
            word = run[0]
            if last.isdigit() and word[0].isdigit():
                self._append(" ")
            self.starts.append(self._size)
            self.offsets.append(base + run.start())
            self.sources.append(source)
            self._append(word)
            last = word[-1]

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)

    def close(self) -> Flow:
        """Join the parts into the text; call once, after the last `add`."""
        self.text = "".join(self._parts)
        return self

    def block_at(self, position: int) -> int:
        """Return the block a position of the text stands in."""
        index = max(bisect_right(self.starts, position) - 1, 0)
        return self.sources[index].block if self.sources else 0

    def place(self, start: int, end: int) -> Place:
        """Return where a stretch of the text stands; it ends where its block ends."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, end - 1) - 1, first)
        source = self.sources[first]
        while self.sources[last] is not source:
            last -= 1
            end = self.starts[last + 1]
        begin = self.offsets[first] + start - self.starts[first]
        finish = self.offsets[last] + self._clip(last, end) - self.starts[last]
        return Place(
            block=source.block,
            start=begin,
            end=finish,
            row=source.row,
            column=source.column,
            line=source.line,
            page=source.page,
            box=source.box,
        )

    def _clip(self, run: int, end: int) -> int:
        if run + 1 < len(self.starts):
            end = min(end, self.starts[run + 1])
        return self.starts[run] + len(self.text[self.starts[run] : end].rstrip())


def make_flow(reading: Reading, first: int, last: int, covered: Collection[int]) -> Flow:
    """Return the prose of blocks first..last, tables left out, broken lines joined."""
    flow = Flow()
    width = _width(reading, [i for i in range(first, last + 1) if i not in covered])
    before, room = "", 0
    for index in range(first, last + 1):
        for raw, base, source in _texts(reading, index, is_table=index in covered):
            plain = _unmarked(fold(raw)).strip()
            if not plain or (reading.format in _PRINTED and _PAGE_NUMBER.fullmatch(plain)):
                continue
            flow.add(raw, source, base, joined=_continues(before, room, plain, width))
            before, room = plain, _wide(raw.strip())
    return flow.close()


def _texts(reading: Reading, index: int, *, is_table: bool) -> Iterator[tuple[str, int, Source]]:
    block = reading.blocks[index]
    if isinstance(block, Paragraph):
        if not is_table or (len(block.text) > _SAID and _says(block.text)):
            source = Source(index, None, None, block.line, block.page, block.box)
            yield from _lines(block.text, source)
        return
    is_sheet = reading.format in _SHEETS
    for cell in _prose_cells(block, is_sheet=is_sheet, is_table=is_table):
        source = Source(index, cell.row, cell.column, block.line, block.page, cell.box)
        yield from _lines(cell.text, source)


def _prose_cells(grid: Grid, *, is_sheet: bool, is_table: bool) -> Iterator[Cell]:
    """Yield the cells that are no table's: long ones, those of small grids, a sheet's lone ones."""
    if not is_table and len(grid.cells) <= _SMALL_GRID:
        yield from grid.cells
        return
    if is_table and not is_sheet:
        yield from [cell for cell in grid.cells if len(cell.text) > _LONG_CELL]
        return
    filled = Counter(cell.row for cell in grid.cells if cell.text.strip())
    for cell in grid.cells:
        if len(cell.text) > _LONG_CELL or filled[cell.row] == 1:
            yield cell


def _lines(text: str, source: Source) -> Iterator[tuple[str, int, Source]]:
    base = 0
    if "\n" not in text:
        yield text, base, source
        return
    for line in text.split("\n"):
        yield line, base, source
        base += len(line) + 1


def _width(reading: Reading, prose: Sequence[int]) -> int:
    """Return the width at which a document breaks its lines, 0 where it does not.

    No line is wider, and lines of that width stop in the middle of a sentence.
    """
    blocks = [reading.blocks[index] for index in prose]
    lines = [block.text.strip() for block in blocks if isinstance(block, Paragraph)]
    lines = [line for line in lines if line and "|" not in line]
    if max(map(len, lines), default=0) > _NARROW:
        return 0
    widest = max(map(_wide, lines), default=0)
    if not _NARROWEST <= widest <= _NARROW:
        return 0
    cut = sum(1 for line in lines if _wide(line) >= widest - _RAGGED and not _is_whole(fold(line)))
    return widest if cut >= (1 if reading.format in _PRINTED else _CUT) else 0


def _is_whole(line: str) -> bool:
    """Tell a line that ends a sentence, or a heading, from one that goes on."""
    return bool(
        pattern_of("outline", "line_end").search(line)
        or pattern_of("outline", "heading_line").match(line)
    )


def _says(text: str) -> bool:
    return pattern_of("outline", "says").search(text) is not None


def _wide(text: str) -> int:
    """Return the width of a text as printed, its punctuation too, in half characters."""
    return 2 * len(text) - len(text.encode("ascii", errors="ignore"))


def _continues(before: str, room: int, plain: str, width: int) -> bool:
    """Tell whether a line goes on with the one before it, which took `room` half characters."""
    if not before or _is_whole(before) or pattern_of("outline", "listed").match(plain):
        return False
    if pattern_of("outline", "heading_line").match(plain):
        return False
    if pattern_of("outline", "line_open").search(before):
        return True
    return bool(width) and room >= width - _RAGGED
