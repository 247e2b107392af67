"""Who reports, for which year, published and signed when; contradictions become findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.agencies import Agencies
from pipelines.catalogue.load import lexicon
from pipelines.model import Agency, Finding, Reading, Severity
from pipelines.parse.dates import date_at, date_in, pattern
from pipelines.parse.flow import Flow
from pipelines.parse.outline import Part
from pipelines.parse.titles import Title, lines_of

_HEAD = 1600  # what stands before the first section and is looked through for metadata
_TAIL = 400
_OPENING = 500


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says about itself."""

    title: str
    agency: Agency
    report_year: int | None
    published_on: date | None
    signed_on: date | None
    findings: tuple[Finding, ...] = ()


def identify(
    reading: Reading, flow: Flow, parts: Sequence[Part], agencies: Agencies, title: Title | None
) -> Identity:
    """Return who, which year and when, by the order of trust of the sources."""
    first = parts[0].start if parts else min(len(flow.text), _HEAD)
    head = flow.text[: min(first, _HEAD)]
    published = published_date(head)
    signed, signature = signed_date(flow.text)
    year, findings = report_year(reading, flow, parts, title, published)
    agency = _agency(reading, head, signature, agencies, title)
    if not agency.id:
        left = agency.name
        findings = [*findings, Finding("R-ID-03", Severity.WARNING, left=left)]
    text = title.text if title else ""
    return Identity(text, agency, year, published, signed, tuple(findings))


def _agency(
    reading: Reading, head: str, signature: str, agencies: Agencies, title: Title | None
) -> Agency:
    """Resolve who reports: title, then signature, publisher and breadcrumb where they agree."""
    publisher = pattern("publisher").search(head)
    context = "\n".join((head, signature, reading.title, reading.address, reading.name))
    said = [signature, publisher["name"] if publisher else ""]
    others = [agencies.resolve(name, context) for name in said if name]
    name = title.agency if title else ""
    if not name:
        named = [*others, *_breadcrumb(head, context, agencies)]
        return next((one for one in named if one.id), named[0] if named else Agency(""))
    first = agencies.resolve(name, context)
    if first.id:
        return _fullest(first, others)
    return next((one for one in others if _is_same(first, one)), first)


def _is_same(first: Agency, other: Agency) -> bool:
    """Tell whether another source names the agency that the title left open."""
    core = re.sub(f"{lexicon('agencies')['government']}$", "", first.name)
    return bool(other.id) and (
        other.id in first.candidates or (len(core) > 1 and core in other.name)
    )


def _breadcrumb(head: str, context: str, agencies: Agencies) -> list[Agency]:
    """Return townships and departments of the way to a page, the nearest first.

    Governments above the township are left out: the name of a portal stands on all its pages.
    """
    trail = pattern("trail").search(head)
    steps = re.split(lexicon("identity")["step"], trail[0]) if trail else []
    found = (agencies.resolve(step, context) for step in reversed(steps) if len(step) > 2)
    return [one for one in found if one.level in {"township", "department"}]


def _fullest(agency: Agency, others: Sequence[Agency]) -> Agency:
    """Prefer the spelling that names the body (人民政府) over a bare place."""
    body = lexicon("agencies")["government"]
    if re.search(body, agency.name):
        return agency
    same = [o for o in others if o.id == agency.id and re.search(body, o.name)]
    return same[0] if same else agency


def published_date(head: str) -> date | None:
    """Return the date of publication that the page's metadata give."""
    words = lexicon("identity")
    for label in words["published"]:
        for match in re.finditer(f"{label}{words['date_gap']}", head):
            found = date_at(head, match.end())
            if found:
                return found
    bare = pattern("bare_date").search(head)
    return date_at(head, bare.start("date")) if bare else None


def signed_date(text: str) -> tuple[date | None, str]:
    """Return the date of the signature and the line above it, which names who signs."""
    lines = [line for _, line in lines_of(text[-3 * _TAIL :])]
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        is_meta = pattern("not_signed").search(line)
        found = date_in(line) if 6 <= len(line) <= 60 and not is_meta else None
        if found is None:
            continue
        match = pattern("date").search(line)
        at = match.start() if match else 0
        if len(line) - found[1] <= 3 and at <= 40:
            return found[0], line[:at] if at > 3 else lines[index - 1]
    return None, ""


def report_year(
    reading: Reading,
    flow: Flow,
    parts: Sequence[Part],
    title: Title | None,
    published: date | None,
) -> tuple[int | None, list[Finding]]:
    """Return the year reported on: title, period, opening, publication, address, in this order."""
    period = _period(flow.text)
    titled = title.years[-1] if title and title.years else None
    opening = _opening(flow, parts)
    findings: list[Finding] = []
    if titled and period and titled != period:
        findings.append(Finding("R-ID-01", Severity.WARNING, left=str(titled), right=str(period)))
    for year in (titled, period, opening, published.year - 1 if published else None):
        if year:
            return year, findings
    for name in ("address_query", "address_year"):
        match = pattern(name).search(reading.address)
        if match:
            return int(match["year"]), findings
    return None, [*findings, Finding("R-ID-02", Severity.WARNING)]


def _period(text: str) -> int | None:
    match = pattern("period").search(text)
    if match is None or (match["to"] and match["to"] != match["from"]):
        return None
    return int(match["from"])


def _opening(flow: Flow, parts: Sequence[Part]) -> int | None:
    """Return the year the report's first words speak of: its first section's, else its head's."""
    if parts and parts[0].number > 1:
        years = {m["year"] for m in pattern("first_year").finditer(flow.text, 0, parts[0].start)}
        return int(years.pop()) if len(years) == 1 else None
    start = parts[0].body if parts else 0
    end = parts[0].end if parts else len(flow.text)
    match = pattern("first_year").search(flow.text, start, min(start + _OPENING, end))
    return int(match["year"]) if match else None
