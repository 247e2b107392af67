"""Is it a report at all? Named reasons for what is not, and the benefit of the doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.model import Figure, Reading, Rejection, Status
from pipelines.parse.flow import Flow, fold
from pipelines.parse.outline import Part
from pipelines.parse.titles import Title, lines_of

_FILLED = 5  # printed numbers that make a table a report's
_SCANNED = 14  # lines of a page among which its headline is looked for
_SCANNED_TEXT = 600
_OFTEN = 3  # a report speaks of its subject so often
_SHORT = 80  # a report says more than this
_STORY = 700  # a news item says less than this


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((k["code"], re.compile(k["headline"])) for k in lexicon("kind")["kind"])


def refusal(
    reading: Reading,
    flow: Flow,
    parts: Sequence[Part],
    title: Title | None,
    figures: Sequence[Figure],
) -> Rejection | None:
    """Return why a page gives no report, or None when it is one."""
    number = Status.NUMBER  # a member of an enumeration is found slowly
    numbers = sum([figure.status is number for figure in figures])
    if is_side_by_side(flow.text):
        return _reject(reading, "side_by_side")
    if numbers >= _FILLED:
        return None
    if figures and _is_blank_form(flow, parts, title, numbers):
        return _reject(reading, "format_notice")
    other = _other_kind(reading, flow, title)
    if other is not None and not _is_plainly_a_report(flow, parts, title, other):
        return other
    if len(parts) < 2 and re.search(lexicon("kind")["story"], flow.text):
        return _reject(reading, "news")
    return None if _speaks_as_one(flow, parts, title) else _reject(reading, "not_a_report")


def _speaks_as_one(flow: Flow, parts: Sequence[Part], title: Title | None) -> bool:
    """Tell whether a page without filled tables has a report's title or outline and its prose."""
    often = flow.text.count(lexicon("kind")["subject"])
    if title is not None and _said(flow, parts) >= _SHORT:
        return len(parts) >= 2 or often >= _OFTEN
    return len(parts) >= 3 and often >= _OFTEN


def is_side_by_side(text: str) -> bool:
    """Tell whether two reports were printed beside each other and run into each other."""
    words = lexicon("kind")
    found = sum(1 for _ in re.finditer(words["side_by_side"], text))
    titles = re.search(words["two_titles"], text[:_SCANNED_TEXT])
    if titles and titles["one"] != titles["two"]:
        found += 1
    return found >= int(words["side_by_side_least"])


def _reject(reading: Reading, code: str, **detail: str) -> Rejection:
    return Rejection(code, detail, sha256=reading.sha256, name=reading.name)


def _is_blank_form(flow: Flow, parts: Sequence[Part], title: Title | None, numbers: int) -> bool:
    """Tell a form nobody filled from a report whose cells are empty: the form has no prose."""
    words = lexicon("kind")
    if re.search(words["blank_form"], flow.text):
        return True
    if title is not None and title.agency and title.years:
        return False
    return numbers == 0 and _said(flow, [p for p in parts if p.number in {1, 5, 6}]) < _SHORT


def _said(flow: Flow, parts: Sequence[Part]) -> int:
    if not parts:
        return len(flow.text)
    return sum(part.end - part.body for part in parts)


def _headlines(reading: Reading, flow: Flow) -> Iterator[str]:
    words = lexicon("kind")
    if reading.title:
        yield re.sub(r"\s+", "", fold(reading.title))
    for index, (_, line) in enumerate(lines_of(flow.text)):
        if index >= _SCANNED:
            return
        if 4 <= len(line) <= words["headline_longest"] and not re.search(words["skip_line"], line):
            yield line


def _other_kind(reading: Reading, flow: Flow, title: Title | None) -> Rejection | None:
    """Return what the headline says the page is, when that is another kind."""
    for line in _headlines(reading, flow):
        if title is not None and line == title.text:
            return None
        for code, pattern in _kinds():
            match = pattern.search(line)
            if match:
                kind = match.groupdict().get("kind") or ""
                return _reject(reading, code, **({"kind": kind} if kind else {}))
    return None


def _is_plainly_a_report(
    flow: Flow, parts: Sequence[Part], title: Title | None, other: Rejection
) -> bool:
    """Tell whether a page is a report although a line above says another thing."""
    if title is None:
        return len(parts) >= 5 and other.code in {"news", "guide"}
    if other.code in {"interpretation", "format_notice"}:
        return len(parts) >= 5 and title.start >= 0 and bool(title.agency)
    return len(parts) >= 3 or len(flow.text) > _STORY
