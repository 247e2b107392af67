"""What a report says about itself: who reports, on which year, published and signed when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.agencies import Agencies
from pipelines.model import Agency, Finding, Particular, Reading, Severity, Status
from pipelines.parse.agency import is_signed_by, who_reports
from pipelines.parse.flow import Flow
from pipelines.parse.frame import FramedDocument
from pipelines.parse.names_given import Named
from pipelines.parse.outline import Part
from pipelines.parse.publication import Dated, Signature, published, signature
from pipelines.parse.titles import Title
from pipelines.parse.years import Year, report_year


@dataclass(frozen=True, slots=True)
class _Where:
    """The text that particulars are read from, and the reading that it was made from."""

    flow: Flow
    reading: Reading


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, on which year, when; `particulars` say of each what was read, and where."""

    title: str
    agency: Agency
    report_year: int | None
    published_on: date | None
    signed_on: date | None
    findings: tuple[Finding, ...] = ()
    particulars: tuple[Particular, ...] = ()


def identify(
    reading: Reading,
    flow: Flow,
    parts: Sequence[Part],
    agencies: Agencies,
    title: Title | None,
    document: FramedDocument,
) -> Identity:
    """Return who, which year and when, by the order of trust of the sources."""
    signed = signature(document)
    out = published(document, title, reading)
    signed_day = signed.dated if signed else None
    year, period, findings = report_year(reading, flow, document, parts, title, (signed_day, out))
    out = _plausible(out, year)
    agency, named = who_reports(reading, document, title, signed, agencies)
    signed_day = _own_signature(signed, year, agency, agencies)
    if not agency.id:
        findings.append(Finding("R-ID-03", Severity.WARNING, left=agency.name))
    where = _Where(flow, reading)
    days = {"published_on": out, "signed_on": signed_day}
    return Identity(
        title=title.text if title else "",
        agency=agency,
        report_year=year.value if year else None,
        published_on=out.day if out else None,
        signed_on=signed_day.day if signed_day else None,
        findings=tuple(findings),
        particulars=(
            *_agency_particulars(where, agency, named),
            _year_particular(where, "report_year", year),
            _year_particular(where, "period", period),
            *[_day_particular(where, name, day) for name, day in days.items()],
        ),
    )


def _plausible(dated: Dated | None, year: Year | None) -> Dated | None:
    """Drop a day before the year reported on began: it is of another thing on the page."""
    if dated is None or dated.day is None or year is None:
        return dated
    return dated if dated.day.year >= year.value else None


def _own_signature(
    signed: Signature | None, year: Year | None, agency: Agency, agencies: Agencies
) -> Dated | None:
    """Return the day of a signature that is the report's; one that may be its page's is open.

    A page's foot too has a name and a day: the name of another agency, or a day long after.
    """
    dated = _plausible(signed.dated, year) if signed else None
    if signed is None or dated is None or dated.day is None:
        return dated
    if signed.name:
        is_own = is_signed_by(agency, agencies.resolve(signed.name, agency.name))
    else:
        is_own = year is None or dated.day.year - year.value <= 1
    return dated if is_own else replace(dated, day=None)


def _agency_particulars(where: _Where, agency: Agency, named: Named | None) -> Iterator[Particular]:
    """Yield what was read of who reports: the name as printed, and the code it leads to."""
    for name, value in (("agency", agency.id), ("code", agency.code or "")):
        if named is None:
            yield Particular(name, "", Status.ABSENT)
            continue
        status = Status.NUMBER if value else Status.LOST
        if name == "code" and agency.id and not value:
            status = Status.ABSENT  # a department has none
        yield _particular(where, name, (value, status), named.name, named.start, named.source)


def _year_particular(where: _Where, name: str, year: Year | None) -> Particular:
    if year is None:
        return Particular(name, "", Status.ABSENT)
    read = (str(year.value), Status.NUMBER)
    return _particular(where, name, read, year.raw, year.start, year.source)


def _day_particular(where: _Where, name: str, dated: Dated | None) -> Particular:
    if dated is None:
        return Particular(name, "", Status.ABSENT)
    read = (dated.day.isoformat(), Status.NUMBER) if dated.day else ("", Status.LOST)
    return _particular(where, name, read, dated.raw, dated.start, dated.source)


def _particular(
    where: _Where, name: str, read: tuple[str, Status], raw: str, start: int, source: str
) -> Particular:
    """Return a particular with its place, where what it was read from stands in the text."""
    value, status = read
    if start < 0:
        return Particular(name, value, status, raw, None, source)
    place = where.flow.place(start, start + max(1, len(raw)))
    return Particular(name, value, status, where.reading.text_at(place), place, source)
