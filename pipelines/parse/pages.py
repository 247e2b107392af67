"""One page, several reports: where each begins and ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.catalogue.load import lexicon
from pipelines.model import Paragraph, Reading
from pipelines.parse.flow import fold
from pipelines.parse.titles import Title, is_dated, read_title

_LEAST = 8  # blocks of a report; titles that stand closer are a list of links


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks first..last of one report."""

    first: int
    last: int


def split(reading: Reading) -> tuple[Span, ...]:
    """Return the reports of a page; a page with one title, or none, is one report."""
    last = len(reading.blocks) - 1
    starts = [index for index, _ in _starts(reading)]
    if len(starts) < 2:
        return (Span(0, last),)
    starts[0] = 0
    ends = [start - 1 for start in starts[1:]] + [last]
    return tuple(Span(first, end) for first, end in zip(starts, ends, strict=True))


def _starts(reading: Reading) -> Iterator[tuple[int, Title]]:
    """Yield the titles that begin a report: of another year than the one before, and not a link."""
    titles = list(_titles(reading))
    before: Title | None = None
    for position, (index, title) in enumerate(titles):
        follows = titles[position + 1][0] if position + 1 < len(titles) else len(reading.blocks)
        if follows - index < _LEAST:
            continue
        if before is None or title.years != before.years or _is_another(before, title):
            yield index, title
            before = title


def _is_another(title: Title, other: Title) -> bool:
    """Tell whether two titles of a year name two agencies, and not one in two spellings."""
    body = lexicon("agencies")["government"]
    first, second = (re.sub(f"{body}$", "", side.agency) for side in (title, other))
    return bool(first and second) and first not in second and second not in first


def _titles(reading: Reading) -> Iterator[tuple[int, Title]]:
    for index, block in enumerate(reading.blocks):
        if not isinstance(block, Paragraph) or not 8 <= len(block.text) <= 400:
            continue
        if index in reading.linked:
            continue
        title = read_title("".join(fold(block.text).split()), index)
        if title and title.years and not is_dated(title.text):
            yield index, title
