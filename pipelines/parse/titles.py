"""Titles of reports: the line that says whose report it is and for which year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipelines.catalogue.load import lexicon
from pipelines.model import Reading
from pipelines.parse.dates import pattern, years_in
from pipelines.parse.flow import fold

_LONG = 60  # a title this long is less likely one; full names of places make up 40 by themselves


class Printed(Protocol):
    """A line of a text and where it starts."""

    @property
    def start(self) -> int:
        """Return where the line starts."""

    @property
    def text(self) -> str:
        """Return what it says."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, with the agency's words and the years it names.

    `start` is where it stands in the text, -1 where it is the page's or the file's own name.
    `is_joined` tells that the agency stands on the line above, which may be the site's name.
    """

    text: str
    agency: str
    years: tuple[int, ...]
    start: int = -1
    is_joined: bool = False


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
    behind = _behind(match["tail"])
    return Title(line, _inner(agency, behind) if behind else agency, tuple(years), start)


def is_dated(text: str) -> bool:
    """Tell a title with a day behind it, as lists print their links."""
    day = pattern("date").search(text)
    return day is not None and len(text) - day.end() <= 2


def _behind(tail: str) -> str:
    """Return an agency named behind the title's words, in brackets or after a dash."""
    match = pattern("behind").match(tail)
    return agency_words(match["name"], "") if match else ""


def _inner(agency: str, behind: str) -> str:
    """Return the body named behind a title's words, with the county that stands before them.

    大名县2023年…报告（束馆镇） is the town's report, and not its county's.
    """
    if not agency or behind.startswith(agency):
        return behind
    words = lexicon("agencies")
    is_body = re.search(f"(?:{words['township']}|{words['department']})$", behind)
    return agency + behind if is_body and not agency.endswith(behind) else agency


def agency_words(head: str, core: str) -> str:
    """Return the agency's words of a title's head: without years, brackets and such."""
    words = lexicon("identity")
    for name in ("year", "chinese_year", "head_noise"):
        head = pattern(name).sub("", head)
    if head.endswith(words["cut_word"]) and core.startswith(words["body_short"]):
        head += words["body_short"]
    return "" if pattern("nobody").match(head) else head


def find_title(head: Sequence[Printed], reading: Reading) -> Title | None:
    """Return the best title above the first section, or the page's or the file's own."""
    match = pattern("publisher").search("\n".join(line.text for line in head))
    publisher = match["name"] if match else ""
    titles = [
        (weight + _is_the_publishers(title, publisher), title) for weight, title in _printed(head)
    ]
    page = page_title(reading.title)
    if page:
        titles.append((_weight(page) - 1, page))
    file = read_title(re.sub(r"\s+", "", fold(reading.name.rpartition(".")[0])))
    if file:
        titles.append((_weight(file) - 2, file))
    return max(titles, key=lambda pair: (pair[0], pair[1].start))[1] if titles else None


def page_title(name: str) -> Title | None:
    """Return the title in a page's <title>, of which the site's name is no part.

    Sites set their own name before or behind it: 某县人民政府 2023年政府信息公开工作年度报告.
    """
    parts = pattern("page_title_edges").split(fold(name))
    found = [title for part in parts if (title := read_title(re.sub(r"\s+", "", part)))]
    return max(found, key=_weight) if found else None


def _is_the_publishers(title: Title, publisher: str) -> bool:
    """Tell whether the page's own particulars name the agency of a title, in full or in short."""
    return len(publisher) > 2 and bool(title.agency) and title.agency.endswith(publisher)


def _printed(head: Sequence[Printed]) -> Iterator[tuple[int, Title]]:
    previous = ""
    before = -1
    for line in head:
        title = read_title(line.text, line.start) or _run_in(line)
        if title is None and previous and pattern("title_rest").fullmatch(line.text):
            # broken within the words that make it one: 某局2020年政府信息公开工作 / 年度报告
            title = read_title(previous + line.text, before)
        if title and not title.agency and previous and not pattern("trail").match(previous):
            title = _with_line_before(title, previous)
        if title:
            yield _weight(title), title
        previous, before = line.text, line.start


def _run_in(line: Printed) -> Title | None:
    """Return the title at the beginning of a text without line breaks."""
    if len(line.text) <= lexicon("identity")["longest_title"]:
        return None
    match = pattern("run_in").match(line.text)
    return read_title(match["title"], line.start) if match else None


def _with_line_before(title: Title, previous: str) -> Title:
    """Put a title together that is broken in two, in the middle of its words or before the year."""
    words = lexicon("agencies")
    ends = "|".join((words["township"], words["department"], words["government"]))
    if not re.search(f"(?:{ends}){lexicon('identity')['broken_end']}$", previous):
        return title
    joined = read_title(previous + title.text, max(title.start, 0))
    if joined is None or not joined.agency:
        return title
    is_broken = pattern("broken_inside").search(previous) is not None
    is_whole = not is_broken and re.search(f"(?:{ends})$", previous) is not None
    return replace(joined, start=title.start, is_joined=is_whole)


def _weight(title: Title) -> int:
    return 4 * bool(title.agency) + 3 * bool(title.years) - len(title.text) // _LONG
