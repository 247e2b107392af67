"""Is it a report at all? Named reasons for what is not, and the benefit of the doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.model import Figure, Reading, Rejection, Status
from pipelines.parse.flow import Flow, fold
from pipelines.parse.interim import headlines, period_of
from pipelines.parse.outline import Part
from pipelines.parse.titles import Title, read_title

PART_OF_YEAR = "part_of_year"  # a ledger: no annual report, and kept apart from them
_FILLED = 5  # printed numbers that make a table a report's
_SCANNED = 14  # lines of a page among which its headline is looked for
_SCANNED_TEXT = 600
_OFTEN = 3  # a report speaks of its subject so often
_OUTLINE = 5  # sections that make an outline which only a report has
_SHORT = 80  # a report says more than this
_STORY = 700  # a news item says less than this
_FIRST_OF_OLD = 2  # an older outline begins with what was disclosed unasked
_LISTED = 2  # links to reports that make a page a list of them


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
    part = period_of(headlines(reading, flow)) if title is None else None
    if part is not None:  # its tables are the form's, and would pass for the year's
        period, agency = part
        whose = {"agency": agency, "year": str(period.year)}
        months = {"first": str(period.first), "last": str(period.last)}
        return _reject(reading, PART_OF_YEAR, **whose, **months)
    if numbers >= _FILLED:
        return None
    listed = list_page(reading, flow, parts)
    if listed is not None:
        return listed
    if figures and _is_blank_form(flow, parts, title, numbers):
        return _reject(reading, "format_notice")
    return _by_its_words(reading, flow, parts, title)


def _by_its_words(
    reading: Reading, flow: Flow, parts: Sequence[Part], title: Title | None
) -> Rejection | None:
    """Return why a page without filled tables is no report, by its headline and its prose."""
    other = _other_kind(reading, flow, title)
    if other is not None and not _is_plainly_a_report(flow, parts, title, other):
        is_cut = other.code in {"news", "guide"} and _is_beginning(flow, parts)
        return _reject(reading, "incomplete") if is_cut else other
    is_story = len(parts) < 2 and re.search(lexicon("kind")["story"], flow.text) is not None
    if not is_story and _speaks_as_one(flow, parts, title):
        return None
    if _is_beginning(flow, parts):
        return _reject(reading, "incomplete")
    return _reject(reading, "news" if is_story else "not_a_report")


def list_page(reading: Reading, flow: Flow, parts: Sequence[Part]) -> Rejection | None:
    """Return the rejection of a page that only links to reports, with the links it has."""
    if len(parts) > 1 or _prose_size(reading, flow) > _SHORT:
        return None
    links = tuple(link for link in reading.links if leads_to_report(link.text))
    titles = {line for line in flow.text.split("\n") if read_title(line)}
    count = max(len(set(links)), len(titles))
    if count < _LISTED:
        return None
    found = _reject(reading, "list_page", count=str(count))
    return replace(found, links=tuple(dict.fromkeys(links)))


def leads_to_report(text: str) -> bool:
    """Tell whether the words of a link are those of one that leads to a report."""
    plain = re.sub(r"\s+", "", fold(text))
    return (
        read_title(plain) is not None
        or pattern_of("kind", "report_link").fullmatch(plain) is not None
    )


def _prose_size(reading: Reading, flow: Flow) -> int:
    """Return how much a page says in sentences that are no links."""
    start = size = 0
    for line in flow.text.split("\n"):
        if lexicon("kind")["full_stop"] in line and flow.block_at(start) not in reading.linked:
            size += len(line)
        start += len(line) + 1
    return size


def _is_beginning(flow: Flow, parts: Sequence[Part]) -> bool:
    """Tell a text that begins as a report does and ends before it says enough."""
    if not parts or parts[0].number > _FIRST_OF_OLD or len(parts) > _FIRST_OF_OLD + 1:
        return False
    words = lexicon("kind")
    is_said = re.search(words["beginning"], flow.text[: parts[0].body + _STORY]) is not None
    return is_said or flow.text.count(words["subject"]) >= _OFTEN


def _speaks_as_one(flow: Flow, parts: Sequence[Part], title: Title | None) -> bool:
    """Tell whether a page without filled tables has a report's title or outline and its prose."""
    if len(parts) >= _OUTLINE and _prose_length(flow, parts) >= _SHORT:
        return True
    often = flow.text.count(lexicon("kind")["subject"])
    if title is not None and _prose_length(flow, parts) >= _SHORT:
        return len(parts) >= 2 or often >= _OFTEN
    return len(parts) >= 3 and often >= _OFTEN


def is_side_by_side(text: str) -> bool:
    """Tell whether two reports were printed beside each other and run into each other."""
    words = lexicon("kind")
    count = sum(1 for _ in re.finditer(words["side_by_side"], text))
    titles = re.search(words["two_titles"], text[:_SCANNED_TEXT])
    if titles and titles["one"] != titles["two"]:
        count += 1
    return count >= int(words["side_by_side_least"])


def _reject(reading: Reading, code: str, **detail: str) -> Rejection:
    return Rejection(code, detail, sha256=reading.sha256, name=reading.name)


def _is_blank_form(flow: Flow, parts: Sequence[Part], title: Title | None, numbers: int) -> bool:
    """Tell a form nobody filled from a report whose cells are empty: the form has no prose."""
    words = lexicon("kind")
    if re.search(words["blank_form"], flow.text):
        return True
    if title is not None and title.agency and title.years:
        return False
    return (
        numbers == 0 and _prose_length(flow, [p for p in parts if p.number in {1, 5, 6}]) < _SHORT
    )


def _prose_length(flow: Flow, parts: Sequence[Part]) -> int:
    if not parts:
        return len(flow.text)
    return sum(part.end - part.body for part in parts)


def _headlines(reading: Reading, flow: Flow) -> Iterator[str]:
    words = lexicon("kind")
    if reading.title:
        yield re.sub(r"\s+", "", fold(reading.title))
    for index, line in enumerate(flow.text.split("\n")):
        if index >= _SCANNED:
            return
        if not 4 <= len(line) <= words["headline_longest"] or words["full_stop"] in line:
            continue
        if not re.search(words["skip_line"], line):
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
        return len(parts) >= _OUTLINE - 1 and other.code in {"news", "guide"}
    if other.code in {"interpretation", "format_notice"}:
        return len(parts) >= 5 and title.start >= 0 and bool(title.agency)
    return len(parts) >= 3 or len(flow.text) > _STORY
