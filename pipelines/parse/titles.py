"""Titles of reports: the line that says whose report it is and for which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.catalogue.load import lexicon
from pipelines.model import Reading
from pipelines.parse.dates import pattern, years_in
from pipelines.parse.flow import Flow, fold

_LONG = 60  # a title this long is less likely one; full names of places make up 40 by themselves
_HEAD = 1600  # so much of a text is looked through for a title where no section tells


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, with the agency's words and the years it names."""

    text: str
    agency: str
    years: tuple[int, ...]
    start: int = -1


def read_title(line: str, start: int = -1) -> Title | None:
    """Return a line as a title of a report, or None when it is something else."""
    words = lexicon("identity")
    if words["title_word"] not in line:
        return None  # most lines of a page, and without any of the patterns
    line = pattern("title_edges").sub("", line)
    if len(line) > words["longest_title"] or pattern("not_title").search(line):
        return None
    match = pattern("title").match(line)
    if match is None:
        return None
    years = years_in(match["head"]) or years_in(match["inner"] or "") or years_in(match["tail"])
    agency = agency_words(match["head"], match["core"])
    return Title(line, agency or _behind(match["tail"]), tuple(years), start)


def _behind(tail: str) -> str:
    """Return an agency named behind the title's words, in brackets or after a dash."""
    match = pattern("behind").match(tail)
    return agency_words(match["name"], "") if match else ""


def agency_words(head: str, core: str) -> str:
    """Return the agency's words of a title's head: without years, brackets and such."""
    words = lexicon("identity")
    for name in ("year", "chinese_year", "head_noise"):
        head = pattern(name).sub("", head)
    if head.endswith(words["cut_word"]) and core.startswith(words["body_short"]):
        head += words["body_short"]
    return "" if pattern("nobody").match(head) else head


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, line) of a flow's text."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def find_title(flow: Flow, before: int, reading: Reading) -> Title | None:
    """Return the best title before the first section, or the document's own."""
    head = flow.text[: before or _HEAD]
    publisher = pattern("publisher").search(head)
    said = publisher["name"] if publisher else ""
    found = [(weight + _is_said(title, said), title) for weight, title in _printed(head)]
    for less, name in ((1, reading.title), (2, reading.name.rpartition(".")[0])):
        page = read_title(re.sub(r"\s+", "", fold(name)))
        if page:
            found.append((_weight(page) - less, page))
    return max(found, key=lambda pair: (pair[0], pair[1].start))[1] if found else None


def _is_said(title: Title, publisher: str) -> bool:
    """Tell whether the page's own particulars name the agency of a title, in full or in short."""
    return len(publisher) > 2 and bool(title.agency) and title.agency.endswith(publisher)


def _printed(text: str) -> Iterator[tuple[int, Title]]:
    previous = ""
    for start, line in lines_of(text):
        title = read_title(line, start) or _run_in(line, start)
        if title and not title.agency and previous:
            title = _with_line_before(title, previous)
        if title:
            yield _weight(title), title
        previous = line


def _run_in(line: str, start: int) -> Title | None:
    """Return the title at the beginning of a text without line breaks."""
    if len(line) <= lexicon("identity")["longest_title"]:
        return None
    match = pattern("run_in").match(line)
    return read_title(match["title"], start) if match else None


def _with_line_before(title: Title, previous: str) -> Title:
    """Put a title together that is broken in two, in the middle of its words or before the year."""
    words = lexicon("agencies")
    ends = "|".join((words["township"], words["department"], words["government"]))
    if not re.search(f"(?:{ends}){lexicon('identity')['broken_end']}$", previous):
        return title
    joined = read_title(previous + title.text, max(title.start, 0))
    return joined if joined and joined.agency else title


def _weight(title: Title) -> int:
    return 4 * bool(title.agency) + 3 * bool(title.years) - len(title.text) // _LONG
