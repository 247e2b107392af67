"""The page around a report: its navigation, lists of links and foot, told from the report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.model import Reading
from pipelines.parse.flow import Flow
from pipelines.parse.outline import Part
from pipelines.parse.titles import is_dated, read_title

HEAD = 1600  # so much is looked through for particulars where no section tells


@dataclass(frozen=True, slots=True)
class FramedLine:
    """A line of the text: where it starts, what it says, whether it is a link."""

    start: int
    text: str
    is_link: bool = False

    @property
    def end(self) -> int:
        """Return where the line ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class FramedDocument:
    """A report in its page.

    `head` are the lines above the first section that are the report's or its page's own, lists of
    links left out; `start` is where the first section begins, `end` where the page's foot does.
    """

    text: str
    head: tuple[FramedLine, ...]
    start: int
    end: int
    tail: tuple[FramedLine, ...]  # the lines of the last section, down to the foot


def document_of(flow: Flow, parts: Sequence[Part], reading: Reading) -> FramedDocument:
    """Return where a report begins and ends in its page."""
    start = parts[0].start if parts else min(len(flow.text), HEAD)
    head = tuple(_own(list(_lines(flow, reading, max(0, start - HEAD), start))))
    after = parts[-1].body if parts else (head[-1].start if head else 0)
    tail = list(_lines(flow, reading, after, len(flow.text)))
    foot = next((n for n, line in enumerate(tail) if _is_foot(line)), len(tail))
    end = tail[foot].start if foot < len(tail) else len(flow.text)
    return FramedDocument(flow.text, head, start, end, tuple(tail[:foot]))


def _lines(flow: Flow, reading: Reading, start: int, end: int) -> Iterator[FramedLine]:
    for text in flow.text[start:end].split("\n"):
        if text:
            is_link = bool(reading.linked) and flow.block_at(start) in reading.linked
            yield FramedLine(start, text, is_link)
        start += len(text) + 1


def _own(lines: Sequence[FramedLine]) -> Iterator[FramedLine]:
    """Yield the lines that are no links to other reports: a link, dated, or one of a list."""
    for number, line in enumerate(lines):
        title = read_title(line.text)
        if title is None:
            if not line.is_link or is_trail(line.text):
                yield line
        elif not (line.is_link or is_dated(line.text) or _is_listed(lines, number)):
            yield line


def is_trail(text: str) -> bool:
    """Tell a line of the way to a page, whose steps are links."""
    return _words("trail").search(text) is not None


def _is_listed(lines: Sequence[FramedLine], number: int) -> bool:
    """Tell a title that another title follows: the last of them may be the report's own."""
    following = [line for line in lines[number + 1 : number + 3] if not line.is_link]
    if following and is_only_date(following[0].text):
        following = following[1:]
    other = read_title(following[0].text) if following else None
    own = read_title(lines[number].text)
    if other is None or own is None:
        return False
    return bool(other.agency) and (other.agency, other.years) != (own.agency, own.years)


def is_only_date(text: str) -> bool:
    """Tell a line that is a day and nothing else."""
    return _words("only_date").match(text) is not None


def _is_foot(line: FramedLine) -> bool:
    """Tell a line below a report that is its page's."""
    if line.is_link:
        return _words("attachment").search(line.text) is None
    if len(line.text) > lexicon("frame")["foot_longest"]:
        return False
    return _words("foot").match(line.text) is not None or read_title(line.text) is not None


@lru_cache(maxsize=8)
def _words(name: str) -> re.Pattern[str]:
    return re.compile(lexicon("frame")[name], re.IGNORECASE)
