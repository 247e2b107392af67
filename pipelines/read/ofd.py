"""OFD (GB/T 33190) → one paragraph a printed line, with its page, by where characters stand.

A line keeps its blanks as wide as they are printed, as a table's columns are told by these.
"""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from lxml import etree

from pipelines.model import Block, Paragraph
from pipelines.read.package import opened, part
from pipelines.read.refused import Refused

ENTRY = "OFD.xml"
MAX_PAGES = 300
_MAX_XML = 20 * 1024 * 1024  # of one page
_MAX_CHARACTERS = 400_000
_LEVEL = 0.5  # of a character's size: closer characters stand on one line
_GAP = 0.4  # of a character's size: wider gaps are spaces
_NARROW = 0.5  # of its size is what a digit or a letter is wide, where nothing says more
_UPRIGHT = 0.01  # a matrix that turns no more than this is that of a line
_UPSIDE_DOWN = 2
_TWICE = 0.3  # of a character's size: so near to each other the same two are one, printed bold
_BOX, _MATRIX = 4, 6  # numbers of a boundary and of a matrix
_USUAL = 3.7  # mm: the size of text where a page does not say
_LEAST = 1.0  # mm: the smallest size of text that blanks are counted in
_INDENT = 2.5  # of a character's size: running text begins no further from the margin
_WIDEST = 400  # spaces across the widest page


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character: the line it stands on, where it begins and ends, how large it is. In mm.

    `turn` is 0, or 1 and -1 where its line runs down or up the page, 2 where it stands on its
    head: then level and start are those of the page turned so that it can be read.
    """

    turn: int
    text: str
    level: float
    start: float
    end: float
    size: float


def read_ofd(data: bytes) -> tuple[Block, ...]:
    """Return the lines of every page from top to bottom, without its template and its seals."""
    with opened(data, "OFD") as archive:
        pages = list(_pages(archive))
    size = _usual_size(one for glyphs in pages for one in glyphs)
    return tuple(
        Paragraph(line, page=number)
        for number, glyphs in enumerate(pages, 1)
        for line in _lines(glyphs, size)
    )


def _usual_size(glyphs: Iterable[_Glyph]) -> float:
    """Return the size that most of a document is printed in: its pages count their blanks alike."""
    sizes = Counter(one.size for one in glyphs if not one.text.isspace())
    return max(sizes, key=lambda size: sizes[size], default=_USUAL)


def _pages(archive: zipfile.ZipFile) -> Iterator[list[_Glyph]]:
    total = 0
    for name in list(_names_of_pages(archive)):
        content = part(archive, name, _MAX_XML)
        glyphs = [one for text in content.iter("{*}TextObject") for one in _glyphs(text)]
        total += len(glyphs)
        if total > _MAX_CHARACTERS:
            raise Refused("hostile", why="size")
        yield _upright(glyphs)


def _names_of_pages(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the members that hold the pages, of each document of the file in its order."""
    count = 0
    for root in part(archive, ENTRY, _MAX_XML).findall("{*}DocBody/{*}DocRoot")[:MAX_PAGES]:
        path = _inside("", (root.text or "").strip())
        for page in part(archive, path, _MAX_XML).findall("{*}Pages/{*}Page"):
            count += 1
            if count > MAX_PAGES:
                raise Refused("hostile", why="pages")
            yield _inside(posixpath.dirname(path), page.get("BaseLoc", ""))


def _upright(glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    """Return what a page says in the direction that most of it is written in.

    A wide table may be turned by a quarter; few turned words are a watermark or a seal.
    """
    turns = Counter(one.turn for one in glyphs)
    most = max(turns, key=lambda turn: (turns[turn], not turn), default=0)
    return [one for one in glyphs if one.turn == most]


def _inside(folder: str, place: str) -> str:
    """Return the name of a member: what begins with a slash begins at the archive's root."""
    return posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")


def _glyphs(text: etree._Element) -> Iterator[_Glyph]:
    """Yield the characters of one text object; what is slanted or hidden says nothing."""
    if text.get("Visible") in {"false", "0"} or text.get("Alpha") == "0":
        return
    left, top, *_ = _numbers(text.get("Boundary", "0 0 0 0"), _BOX)
    a, b, c, d, e, f = _numbers(text.get("CTM", "1 0 0 1 0 0"), _MATRIX)
    turn = 0
    if max(abs(b), abs(c)) > _UPRIGHT * max(abs(a), abs(d)):
        if max(abs(a), abs(d)) > _UPRIGHT * max(abs(b), abs(c)):
            return  # a watermark
        # along the turned page a line begins at its `top`, and lines follow each other over it
        turn = 1 if b > 0 else -1
        left, top, e, f = turn * top, -turn * left, turn * f, -turn * e
        a, d = abs(b), -turn * c
    elif a < 0 and d < 0:
        turn, left, top, e, f, a, d = _UPSIDE_DOWN, -left, -top, -e, -f, -a, -d
    if a < 0 or d < 0:
        return  # mirrored: its digits would come in the other order
    size = _number(text.get("Size", _USUAL)) * abs(d)
    x = y = 0.0
    for code in text.iter("{*}TextCode"):
        x, y = _number(code.get("X", x)), _number(code.get("Y", y))
        steps = _steps(code.get("DeltaX", ""), len(code.text or ""))
        at = x
        for n, char in enumerate(code.text or ""):
            step = steps[n] if n < len(steps) else _width(char) * size / (abs(a) or 1.0)
            start = left + a * at + e
            yield _Glyph(turn, char, top + d * y + f, start, start + a * step, size)
            at += step


def _numbers(text: str, count: int) -> tuple[float, ...]:
    """Return so many numbers; else ValueError: nobody knows where the characters stand."""
    numbers = tuple(map(_number, text.split()))
    if len(numbers) != count:
        raise ValueError(text)
    return numbers


def _number(text: str | float) -> float:
    """Return a finite number, else ValueError: by any other, characters are put in no order."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _steps(text: str, count: int) -> list[float]:
    """Return the steps between so many characters; `g 3 2.5` is 2.5 three times."""
    words = iter(text.split())
    steps: list[float] = []
    for word in words:
        times = min(int(next(words, "0")), count) if word == "g" else 1
        steps += [_number(next(words, "0") if word == "g" else word)] * times
        if len(steps) >= count:
            break
    return steps


def _width(char: str) -> float:
    return _NARROW if char.isascii() else 1.0


def _lines(glyphs: Sequence[_Glyph], usual: float) -> Iterator[str]:
    """Yield what stands on each level of a page, words as far apart as they are printed."""
    margin = min((one.start for one in glyphs if not one.text.isspace()), default=0.0)
    page = _Page(max(usual, _LEAST) * _NARROW, margin + _INDENT * usual)
    line: list[_Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (one.level, one.start)):
        if line and glyph.level - line[0].level > _LEVEL * max(glyph.size, line[0].size):
            yield page.text(_words(line))
            line = []
        line.append(glyph)
    if line:
        yield page.text(_words(line))


@dataclass(slots=True)
class _Word:
    """What stands on a line without a gap, and where it begins and ends."""

    text: str
    start: float
    end: float


def _words(line: Sequence[_Glyph]) -> list[_Word]:
    """Return the words of a line; a character printed twice in one place, to be bold, is one."""
    words: list[_Word] = []
    last: dict[str, _Glyph] = {}
    for glyph in sorted(line, key=lambda one: one.start):
        twin = last.get(glyph.text)
        if twin and glyph.start - twin.start < _TWICE * min(twin.end - twin.start, glyph.size):
            continue
        last[glyph.text] = glyph
        end = glyph.start + min(glyph.end - glyph.start, glyph.size)
        if words and glyph.start - words[-1].end <= _GAP * glyph.size:
            words[-1].text, words[-1].end = words[-1].text + glyph.text, end
        else:
            words.append(_Word(glyph.text, glyph.start, end))
    return words


@dataclass(frozen=True, slots=True)
class _Page:
    """How a page's lines become text: the width of a space, and where indented lines begin."""

    space: float
    indent: float

    def text(self, words: Sequence[_Word]) -> str:
        """Return a line with its words in the middle of where they are printed.

        A Chinese character is as wide as two spaces: only the middle of a word keeps its place, and
        what stands above each other is known by it. Running text is not indented.
        """
        text = ""
        for n, word in enumerate(words):
            middle = (word.start + word.end) / 2 / self.space
            gap = min(round(middle - len(word.text) / 2), _WIDEST) - len(text)
            is_indented = len(words) > 1 or word.start > self.indent
            text += " " * max(gap if is_indented else 0, 1 if n else 0) + word.text
        return text
