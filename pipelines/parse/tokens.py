"""Blocks as strands of tokens: rows where the document keeps rows, cells in a stream elsewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.model import Block, Grid, Paragraph, Place, Status
from pipelines.parse.cells import read_cell
from pipelines.read.clean import SPACES, narrow, pipe_runs, plain, simple

_SPACES = frozenset(SPACES)
_DIGIT = re.compile(r"\d")
_PIPES = re.compile(r"\|+")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*")
_WORD = re.compile(r"(?:^\s*\d{1,2}\s+[.\u3001\uff0e])?\S+")  # "3 .word" is one word
_ENDLESS = 400_000  # characters of one line: no report is so long
_WIDEST = 32  # characters of a value with its unit
_NOISE = 48  # characters of a page number with its words
_BLANK_ROW = 8  # tabs of a line that is a row of empty cells
_FEW_ROWS, _FEW_COLUMNS = 14, 5  # of a table three that is turned
_APPLICANTS = 5  # kinds of them that name its rows
_BOLD = 4  # the marks around what is bold in Markdown
_PROSE = 240  # a cell or line longer than this is running text
_GLUED = re.compile(r"(?<=[^\d\s.,+\-])\d[\d.,]*$")


class TokenKind(StrEnum):
    """What a token looks like before anyone asks what it means."""

    TEXT = "text"
    VALUE = "value"
    BLANK = "blank"
    PAD = "pad"
    IMAGE = "image"
    PROSE = "prose"
    GLUED = "glued"  # digits that stand right behind a word


@dataclass(slots=True, eq=False)  # never changed, but made by the thousand: freezing costs time
class Token:
    """One cell or word with its place; `column` where it is a cell, `span` where a grid keeps it.

    No two are equal, as no two stand at one place.
    """

    text: str
    kind: TokenKind
    place: Place
    column: int = -1
    span: int = 1
    down: int = 1
    digits: str = ""  # what a repair reads here, where it differs from what is printed


# A member of an enumeration is found slowly.
_IMAGE, _VALUE, _TEXT = TokenKind.IMAGE, TokenKind.VALUE, TokenKind.TEXT
_UNKNOWN = Status.LOST


@dataclass(slots=True)  # not frozen, as tokens are not
class TokenLine:
    """Tokens of one printed line. `is_row`: blanks are kept and the line is one row of a table."""

    tokens: tuple[Token, ...]
    is_row: bool
    is_grid: bool = False
    keeps_blanks: bool = False


def token_lines(block: Block, index: int) -> Iterator[TokenLine]:
    """Yield the strands of one block."""
    if isinstance(block, Grid):
        yield from _grid(block, index)
    else:
        yield from _paragraph(block, index)


def kind_of(text: str) -> TokenKind:
    """Tell values from words."""
    if text.isdecimal():
        return _VALUE
    if len(text) > _WIDEST:
        return TokenKind.PROSE if len(text) > _PROSE else TokenKind.TEXT
    reading = read_cell(text)
    if reading.is_numeric:
        return _VALUE
    if reading.status is _UNKNOWN:
        return _TEXT
    return TokenKind.BLANK if reading.status is Status.BLANK else _VALUE


def _grid(grid: Grid, index: int) -> Iterator[TokenLine]:
    rows: dict[int, list[Token]] = {}
    line, page, is_turned = grid.line, grid.page, _is_turned(grid)
    for cell in grid.cells:
        text, row, column = cell.text, cell.row, cell.column
        if text.isdecimal():  # most cells: nothing to look at
            shown, kind, start, end = text, _VALUE, 0, len(text)
        else:
            shown, kind, start, end = _look(text) if len(text) <= _NOISE else _looked(text)
        place = Place(index, start, end, row, column, line, page, cell.box)
        kind = _IMAGE if cell.is_image else kind
        if is_turned:
            token = Token(shown, kind, place, row, cell.row_span, cell.column_span)
            row = column  # the line it stands on
        else:
            token = Token(shown, kind, place, column, cell.column_span, cell.row_span)
        if row in rows:
            rows[row].append(token)
        else:
            rows[row] = [token]
    for row in sorted(rows):
        yield TokenLine(tuple(rows[row]), is_row=True, is_grid=True, keeps_blanks=True)


def _is_turned(grid: Grid) -> bool:
    """Tell a table three whose rows are the applicants and whose columns are what became of them.

    Its columns are then its printed lines: labels come down a column, numbers after them.
    """
    if grid.rows > _FEW_ROWS or grid.columns < _FEW_COLUMNS:
        return False
    sides = [cell for cell in grid.cells if cell.column <= 1 and len(cell.text) < _WIDEST]
    named = {
        (name, cell.row)
        for cell in sides
        for name, word in _applicants().items()
        if word.search(plain(cell.text))
    }
    names, rows = {name for name, _ in named}, {row for _, row in named}
    return len(names) == len(rows) == len(named) >= _APPLICANTS


@lru_cache(maxsize=1)
def _applicants() -> Mapping[str, re.Pattern[str]]:
    words = lexicon("tables")["applicant_cell"]
    return {name: re.compile(word) for name, word in words.items()}


def _looked(text: str) -> tuple[str, TokenKind, int, int]:
    """Return what a cell shows, what that looks like, and where it begins and ends."""
    start, end = _trimmed(text, 0, len(text))
    return text[start:end], kind_of(text), start, end


_look = lru_cache(maxsize=16384)(_looked)  # labels and small numbers come again and again


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    if inside and inside[0] not in _SPACES and inside[-1] not in _SPACES:
        return start, end
    shown = inside.lstrip(SPACES)
    if not shown:
        return start, start
    start += len(inside) - len(shown)
    return start, start + len(shown.rstrip(SPACES))


def _paragraph(block: Paragraph, index: int) -> Iterator[TokenLine]:
    text = block.text
    if len(text) > _ENDLESS:
        yield TokenLine((_token(block, index, 0, len(text), TokenKind.PROSE),), is_row=False)
        return
    shown = text.strip(SPACES)
    if (not shown and text.count("\t") < _BLANK_ROW) or is_noise(shown):
        return
    if "|" in text and _RULE.fullmatch(text):
        return  # what Markdown draws between a header and its rows is no row of dashes
    if "|" in text:
        for start, end in pipe_runs(text):
            yield from _pipes(block, index, start, end)
    elif "\t" in text and _is_tabbed(text, shown):
        tokens = _split(block, index, "\t")
        yield TokenLine(tokens, is_row=_is_row(tokens), keeps_blanks=True)
    elif len(text) > _PROSE and not _may_hold_table(text):
        yield TokenLine((_token(block, index, 0, len(text), TokenKind.PROSE),), is_row=False)
    else:
        # the marks of a heading in Markdown are no word of a table
        start = len(text) - len(text.lstrip("#")) if text[:1] == "#" else 0
        yield TokenLine(tuple(_words(block, index, start, len(text))), is_row=False)


def _is_tabbed(text: str, shown: str) -> bool:
    """Tell whether tabs stand between cells, not before a paragraph or behind a lone number."""
    inside = text.lstrip(SPACES)
    return "\t" in (inside if kind_of(shown) is TokenKind.TEXT else text.strip(SPACES)) or not shown


def _may_hold_table(text: str) -> bool:
    return _starts().search(text) is not None or (
        pattern_of("tables", "pinyin").search(text) is not None
        and _starts().search(simple.__wrapped__(text)) is not None
    )


@lru_cache(maxsize=1)
def _starts() -> re.Pattern[str]:
    words = lexicon("tables")["start"]
    return re.compile("|".join(re.escape(word) for part in words.values() for word in part))


def _words(block: Paragraph, index: int, start: int, end: int) -> Iterator[Token]:
    start, end = _trimmed(block.text, start, end)
    if len(block.text[start:end].split(maxsplit=1)) == 1:
        yield from _word(block, index, start, end)
        return
    whole = kind_of(block.text[start:end])
    numbers = list(_WORD.finditer(block.text, start, end))
    if whole is TokenKind.VALUE and (len(numbers) == 1 or not _is_numbers(numbers)):
        yield _token(block, index, start, end, whole)
        return
    for match in numbers:
        first, last = _trimmed(block.text, match.start(), match.end())
        if first < last:
            yield from _word(block, index, first, last)


def _word(block: Paragraph, index: int, first: int, last: int) -> Iterator[Token]:
    """Give one word, and the digits that are glued to its end as a token of their own."""
    text = block.text[first:last]
    kind = kind_of(text)
    glued = _GLUED.search(text) if kind is _TEXT and text[-1].isdecimal() else None
    if glued is None:
        yield _token(block, index, first, last, kind)
        return
    at = first + glued.start()
    yield _token(block, index, first, at, TokenKind.TEXT)
    yield _token(block, index, at, last, TokenKind.GLUED)


def _is_numbers(words: list[re.Match[str]]) -> bool:
    return all(kind_of(word[0]) is TokenKind.VALUE for word in words)


def _token(block: Paragraph, index: int, start: int, end: int, kind: TokenKind) -> Token:
    place = Place(index, start, end, None, None, block.line, block.page, block.box)
    return Token(block.text[start:end], kind, place)


def _split(block: Paragraph, index: int, mark: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    # a few tabs before the text indent it; many are empty cells
    is_indented = block.text.count(mark) < _BLANK_ROW
    at = len(block.text) - len(block.text.lstrip(SPACES)) if is_indented else 0
    for part in block.text[at:].split(mark):
        start, end = _trimmed(block.text, at, at + len(part))
        tokens.append(_token(block, index, start, end, kind_of(block.text[start:end])))
        tokens[-1].column = len(tokens) - 1
        at += len(part) + len(mark)
    return tuple(tokens)


def _pipes(block: Paragraph, index: int, start: int, end: int) -> Iterator[TokenLine]:
    """Cut a line at its pipes; a cell that holds running text is a stream of its own."""
    tokens: list[Token] = []
    for column, token in enumerate(_piped(block, index, start, end)):
        token.column = column
        if token.kind is not TokenKind.PROSE:
            tokens.append(token)
            continue
        if tokens:
            yield TokenLine(tuple(tokens), is_row=_is_row(tokens), keeps_blanks=True)
            tokens = []
        place = token.place
        if _may_hold_table(token.text):
            yield TokenLine(tuple(_words(block, index, place.start, place.end)), is_row=False)
        else:
            yield TokenLine((token,), is_row=False)
    if tokens:
        is_row = _is_row(tokens)
        if not is_row and tokens[0].kind is TokenKind.VALUE:
            # what stands behind the only cell of a line is its padding
            tokens = [tokens[0], *(replace(one, kind=TokenKind.PAD) for one in tokens[1:])]
        yield TokenLine(tuple(tokens), is_row=is_row, keeps_blanks=True)


def _piped(block: Paragraph, index: int, at: int, stop: int) -> Iterator[Token]:
    """Yield cells: each pipe ends one, and pipes side by side are what a span left."""
    text = block.text
    for match in _PIPES.finditer(text, at, stop):
        start, end = _unmarked(text, *_trimmed(text, at, match.start()))
        run = len(match[0])
        if start < end and is_noise(text[start:end]):
            yield _token(block, index, end, end, TokenKind.PAD)
        elif start < end:
            yield _token(block, index, start, end, kind_of(text[start:end]))
        elif run == 1:
            yield _token(block, index, start, start, TokenKind.BLANK)
        pads = run - 1 if start < end else (run if run > 1 else 0)
        for _ in range(pads):
            yield _token(block, index, match.end(), match.end(), TokenKind.PAD)
        at = match.end()
    start, end = _trimmed(text, at, stop)
    if start < end:
        yield _token(block, index, start, end, kind_of(text[start:end]))


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the marks of bold print in Markdown out of a cell."""
    is_bold = end - start > _BOLD and text[start : start + 2] == "**" == text[end - 2 : end]
    return (start + 2, end - 2) if is_bold else (start, end)


def _is_row(tokens: list[Token] | tuple[Token, ...]) -> bool:
    """A line with two and more cells is a row of its own, filled or not.

    A lone number with an empty cell beside it is the last cell of a row and its padding.
    """
    filled = [t for t in tokens if t.kind not in {TokenKind.BLANK, TokenKind.PAD}]
    blanks = [t for t in tokens if t.kind is TokenKind.BLANK]
    if len(filled) == 1 and filled[0].kind is not TokenKind.TEXT and len(blanks) == 1:
        return False
    return len(filled) > 1 or (bool(blanks) and len(filled) + len(blanks) > 1)


def is_noise(shown: str) -> bool:
    """Tell page numbers and rulings from cells."""
    if len(shown) >= _NOISE or not _DIGIT.search(shown):
        return False
    return _noise().search(narrow(shown)) is not None


@lru_cache(maxsize=1)
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon("tables")["noise"]))
