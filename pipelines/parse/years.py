"""Which year a report is about: its title, its period, its first words, else its dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model import Finding, Reading, Severity
from pipelines.parse.dates import pattern
from pipelines.parse.flow import Flow
from pipelines.parse.frame import FramedDocument
from pipelines.parse.outline import Part
from pipelines.parse.publication import Dated
from pipelines.parse.titles import Title

_OPENING = 500
_DISCLOSED = 2  # the section of what was disclosed


@dataclass(frozen=True, slots=True)
class Year:
    """A year, where it stands in the text (-1: not in it) and what kind of place says it."""

    value: int
    raw: str
    start: int
    source: str


def report_year(
    reading: Reading,
    flow: Flow,
    document: FramedDocument,
    parts: Sequence[Part],
    title: Title | None,
    days: Sequence[Dated | None],
) -> tuple[Year | None, Year | None, list[Finding]]:
    """Return the year reported on, the year of the period, and what contradicts itself.

    Trusted in this order: title, the sentence that introduces the report where its first section
    speaks of that year too, period, first words, the days of signature and publication (of which
    a report is of the year before), what was disclosed, address.
    """
    stated, opening = _stated(document), _opening(flow, parts)
    titled = _titled(title) or (stated if stated and _are_same(stated, opening) else None)
    period = _period(document)
    findings: list[Finding] = []
    if titled and period and titled.value != period.value:
        left, right = str(titled.value), str(period.value)
        findings.append(Finding("R-ID-01", Severity.WARNING, left=left, right=right))
    years = (titled, period, stated, opening, *_before(days), _disclosed(flow, parts))
    year = next((one for one in years if one), None) or _in_address(reading)
    if year is None:
        findings.append(Finding("R-ID-02", Severity.WARNING))
    return year, period, findings


def _are_same(one: Year, other: Year | None) -> bool:
    return other is not None and other.value == one.value


def _titled(title: Title | None) -> Year | None:
    if title is None or not title.years:
        return None
    return Year(title.years[-1], title.text, title.start, "title")


def _period(document: FramedDocument) -> Year | None:
    match = pattern("period").search(document.text, 0, document.end)
    if match is None or (match["to"] and match["to"] != match["from"]):
        return None
    return Year(int(match["from"]), match[0], match.start(), "period")


def _stated(document: FramedDocument) -> Year | None:
    """Return the year that the sentence which introduces a report names with it."""
    head = document.head[0].start if document.head else 0
    years = {
        match["year"]: match
        for match in pattern("introduced").finditer(document.text, head, document.start)
    }
    if len(years) != 1:
        return None
    [match] = years.values()
    return Year(int(match["year"]), match["year"], match.start("year"), "opening")


def _opening(flow: Flow, parts: Sequence[Part]) -> Year | None:
    """Return the year the report's first words speak of: its first section's, else its head's.

    Where the first section is what was disclosed (older years have no other before it), the head
    is asked first, and no two years may stand in either.
    """
    first = next((part for part in parts if flow.text[part.body : part.end].strip()), None)
    start = first.body if first else 0
    end = min(start + _OPENING, first.end if first else len(flow.text))
    head = _years_of(flow.text, 0, parts[0].start) if parts else {}
    section = _years_of(flow.text, start, end)
    if parts and parts[0].number > 1:
        years = head or (section if parts[0].number == _DISCLOSED else {})
        return next(iter(years.values())) if len(years) == 1 else None
    return next(iter(section.values()), None) or (
        next(iter(head.values())) if len(head) == 1 else None
    )


def _disclosed(flow: Flow, parts: Sequence[Part]) -> Year | None:
    """Return the only year that the section of what was disclosed speaks of."""
    section = next((part for part in parts if part.number == _DISCLOSED), None)
    years = _years_of(flow.text, section.body, section.end) if section else {}
    return next(iter(years.values())) if len(years) == 1 else None


def _years_of(text: str, start: int, end: int) -> dict[int, Year]:
    """Return the years that the first words of a stretch speak of, in their order."""
    years: dict[int, Year] = {}
    for match in pattern("first_year").finditer(text, start, end):
        years.setdefault(int(match["year"]), _year(match))
    return years


def _year(match: re.Match[str]) -> Year:
    return Year(int(match["year"]), match["year"], match.start("year"), "opening")


def _before(days: Sequence[Dated | None]) -> Iterator[Year]:
    """Yield the year before each day: a report comes out in the year after its own."""
    for one in days:
        if one is not None and one.day is not None:
            yield Year(one.day.year - 1, one.raw, one.start, one.source)


def _in_address(reading: Reading) -> Year | None:
    for name in ("address_query", "address_year"):
        match = pattern(name).search(reading.address)
        if match:
            return Year(int(match["year"]), match["year"], -1, "address")
    return None
