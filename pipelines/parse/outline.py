"""The six sections of a report, found by their core words, never by their numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon
from pipelines.model import Section
from pipelines.parse.flow import Flow
from pipelines.values import value


@value(frozen=True, slots=True)
class Part:
    """A section as a stretch of the flow: its heading stands at `heading`, its text after it."""

    number: int
    heading: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    line: re.Pattern[str]
    inside: re.Pattern[str]
    numbers: dict[str | None, int]  # of the groups of both: which one matched names the section
    enumerator: re.Pattern[str]
    sub: re.Pattern[str]
    top: re.Pattern[str]
    refuse: re.Pattern[str]
    common: re.Pattern[str]
    longest: int


@value(frozen=True, slots=True)
class _Mark:
    number: int
    start: int
    end: int
    weight: int


@value(frozen=True, slots=True)
class _Chain:
    """The heaviest chain of marks that ends with one."""

    weight: int
    mark: _Mark
    before: _Chain | None


@lru_cache(maxsize=1)
def _words() -> _Words:
    words = lexicon("outline")
    sections = words["section"]
    return _Words(
        line=re.compile(_one_of(sections, "line")),
        inside=re.compile(f"{words['inside_enumerator']}(?:{_one_of(sections, 'inside')})"),
        numbers={f"s{s['number']}": s["number"] for s in sections},
        enumerator=re.compile(words["enumerator"]),
        sub=re.compile(words["sub_enumerator"]),
        top=re.compile(words["top_enumerator"]),
        refuse=re.compile(words["not_heading"]),
        common=re.compile(words["common"]),
        longest=words["longest"],
    )


def _one_of(sections: Sequence[Mapping[str, Any]], name: str) -> str:
    """Return one pattern for a heading of all sections: a line is looked through once."""
    return "|".join(f"(?P<s{section['number']}>{section[name]})" for section in sections)


def find_parts(flow: Flow) -> tuple[Part, ...]:
    """Return the sections of a report in order; what is not there is not in the result."""
    marks = _ascending([*_line_marks(flow.text), *_inside_marks(flow.text)])
    if not marks:
        return ()
    ends = [mark.start for mark in marks[1:]] + [len(flow.text)]
    return tuple(
        Part(mark.number, flow.text[mark.start : mark.end], mark.start, mark.end, end)
        for mark, end in zip(marks, ends, strict=True)
    )


def sections_of(flow: Flow, parts: tuple[Part, ...]) -> tuple[Section, ...]:
    """Return the sections by the blocks they cover."""
    return tuple(
        Section(
            part.number,
            part.heading,
            flow.block_at(part.start),
            flow.block_at(max(part.end - 1, part.start)),
        )
        for part in parts
    )


def _line_marks(text: str) -> Iterator[_Mark]:
    words = _words()
    start = 0
    for line in text.split("\n"):
        number = _heading_of(line, words) if 2 <= len(line) <= words.longest else 0
        if number:
            weight = 3 if words.top.match(line) else 1 if words.sub.match(line) else 2
            yield _Mark(number, start, start + len(line), weight)
        start += len(line) + 1


def _heading_of(line: str, words: _Words) -> int:
    if words.refuse.search(line):
        return 0
    rest = words.enumerator.sub("", line, count=1).rstrip(":.,")
    if rest == line.rstrip(":.,") and words.common.match(rest):
        return 0
    match = words.line.fullmatch(rest)
    return words.numbers[match.lastgroup] if match else 0


def _inside_marks(text: str) -> Iterator[_Mark]:
    words = _words()
    for match in words.inside.finditer(text):
        number = words.numbers[match.lastgroup]
        line_end = text.find("\n", match.start())
        if line_end != -1 and line_end - match.start() <= len(match[0]) + 2:
            continue  # a line of its own: seen by the line marks
        yield _Mark(number, match.start(), match.end(), 3)


def _ascending(marks: list[_Mark]) -> list[_Mark]:
    """Return the heaviest chain of marks with ascending numbers."""
    best: dict[int, _Chain] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        before = [c for n, c in best.items() if n < mark.number and c.mark.end <= mark.start]
        last = max(before, key=lambda chain: chain.weight, default=None)
        chain = _Chain(mark.weight + (last.weight if last else 0), mark, last)
        if mark.number not in best or chain.weight > best[mark.number].weight:
            best[mark.number] = chain
    marks_in_order: list[_Mark] = []
    chain_or_none = max(best.values(), key=lambda chain: chain.weight, default=None)
    while chain_or_none is not None:
        marks_in_order.append(chain_or_none.mark)
        chain_or_none = chain_or_none.before
    return marks_in_order[::-1]
