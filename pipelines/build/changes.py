"""Which units a publication must compute anew: what is there now held against what is published.

A unit is a data set, an area and a year (`identities.unit_of`). What ships, the code that reads and
judges, and a new calendar year change everything; all else changes some units.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pipelines.build.assemble import Sources
from pipelines.build.desk_inputs import AS_OF, REGISTER, ROSTER, SENT_BACK, SHIPPED, input_rows
from pipelines.build.files import Files
from pipelines.build.fill import refusals, unit_of_report
from pipelines.build.stage import Changes, Stage
from pipelines.identities import Subject, area_of, unit_of, year_of
from pipelines.ledger.decisions import SETTLED

_DAMAGED = "archive_damaged"  # bytes that may be put back at any moment


def changes(sources: Sources, files: Files, stage: Stage) -> Changes | None:
    """Return what changed since a store was published, None where everything may have."""
    inputs = {(kind, unit): digest for kind, unit, digest in stage.ask("FROM input")}
    today = {(kind, unit): digest for kind, unit, digest in input_rows(sources)}
    before, after = (_day(known.get((AS_OF, 0), "")) for known in (inputs, today))
    if inputs.get((SHIPPED, 0)) != sources.shipped or (before and _year(before) != _year(after)):
        return None
    documents = frozenset(_documents(sources, stage))
    files.ready(documents)
    units = {*_units_before(stage, documents), *_units_now(sources, files, documents)}
    differing = {key for key in {*inputs, *today} if inputs.get(key) != today.get(key)}
    units |= {unit for kind, unit in differing if kind in {REGISTER, SENT_BACK}}
    units |= set(_overdue(stage, before, after))
    areas = {unit for kind, unit in differing if kind == ROSTER}
    areas |= set(_shifted(stage, files, documents, units))
    units |= set(_all_years(stage, sources, areas))
    query = """SELECT DISTINCT sha256 FROM report
        WHERE dataset = 'real' AND source = 'document'
            AND list_contains($units, report_id // 1000000)"""
    staged = {row[0] for row in stage.ask(query, units=sorted(units))}
    return Changes(frozenset(units), documents, frozenset(staged | documents))


def _documents(sources: Sources, stage: Stage) -> Iterator[str]:
    """Yield what came or went, what is known of otherwise now, and what was decided on."""
    query = "SELECT sha256, name, address, received_at FROM document WHERE dataset = 'real'"
    published = set(stage.ask(query))
    now = {(file.sha256, file.name, file.address, file.received_at) for file in sources.documents}
    now |= {(record.sha256, record.sha256[:12], "", "") for record in sources.broken}
    yield from (row[0] for row in published ^ now)
    yield from (
        row[0] for row in stage.ask("SELECT sha256 FROM document WHERE code = $code", code=_DAMAGED)
    )
    decided = {
        (word.kind, word.subject, word.id)
        for word in sources.words.values()
        if word.kind in SETTLED
    }
    known = set(stage.ask("SELECT kind, subject, decision_id FROM decision"))
    yield from (Subject.parse(subject).sha256 for _, subject, _ in decided ^ known)


def _units_before(stage: Stage, documents: Iterable[str]) -> Iterator[int]:
    query = """SELECT DISTINCT report_id // 1000000 FROM report
        WHERE dataset = 'real' AND source = 'document' AND list_contains($some, sha256)
        UNION
        SELECT unit_of('real', agency_id, report_year) FROM refusal
        WHERE list_contains($some, sha256)"""
    yield from (row[0] for row in stage.ask(query, some=sorted(documents)))


def _units_now(sources: Sources, files: Files, documents: Iterable[str]) -> Iterator[int]:
    for document in files.among(documents):
        found, reports = files.read("real", document.sha256)
        yield from (unit_of_report(one.report) for one in reports)
        for _, _, agency_id, _, _, year in refusals(document, found, sources.agencies):
            yield unit_of("real", agency_id, year)


def _overdue(stage: Stage, before: date | None, after: date | None) -> Iterator[int]:
    """Yield the units of which something was not due yet and is overdue now, or the reverse."""
    if before is None or after is None or before == after:
        return
    query = """SELECT DISTINCT unit_of(dataset, agency_id, report_year) FROM filing
        WHERE dataset = 'real' AND due_on >= $first AND due_on < $last"""
    first, last = sorted((before, after))
    yield from (row[0] for row in stage.ask(query, first=first, last=last))


def _shifted(
    stage: Stage, files: Files, documents: frozenset[str], units: Iterable[int]
) -> Iterator[int]:
    """Yield the areas of which every year changes.

    That of the first document tells from when on reports are missing; and a department's name
    tells whether it is the one that a roster lists under another spelling.
    """
    query = """SELECT report_id // 100000000 AS area, agency_id, agency, report_year, sha256
        FROM report
        WHERE dataset = 'real' AND source = 'document' AND standing <> 'waiting'
            AND list_contains($areas, report_id // 100000000)"""
    areas = sorted({area_of(unit) for unit in units})
    before = [(*row[:4], row[4] in documents) for row in stage.ask(query, areas=areas)]
    after = [row for row in before if not row[4]]
    for document in files.among(documents):
        for one in files.read("real", document.sha256)[1]:
            report = one.report
            if report.agency.id and report.report_year:
                area = area_of(unit_of_report(report))
                after.append((area, report.agency.id, report.agency.name, report.report_year, True))
    then, now = _outlines(before), _outlines(after)
    yield from (area for area in {*then, *now} if then.get(area) != now.get(area))


def _outlines(rows: Iterable[tuple[int, str, str, int, bool]]) -> dict[int, tuple[object, ...]]:
    years: dict[int, int] = {}
    names: dict[int, dict[str, str]] = {}
    for area, agency_id, name, year, _ in rows:
        years[area] = min(year, years.get(area, year))
        if "-" in agency_id:
            known = names.setdefault(area, {})
            known[agency_id] = min(name, known.get(agency_id, name))
    return {area: (years[area], names.get(area)) for area in years}


def _all_years(stage: Stage, sources: Sources, areas: set[int]) -> Iterator[int]:
    if not areas:
        return
    query = """SELECT DISTINCT unit_of(dataset, agency_id, report_year) FROM filing
        WHERE list_contains($areas, area_of(dataset, agency_id))
        UNION
        SELECT DISTINCT report_id // 1000000 FROM report
        WHERE list_contains($areas, report_id // 100000000)"""
    yield from (row[0] for row in stage.ask(query, areas=sorted(areas)))
    [desk] = [one for one in sources.desks if one.dataset == "real"]
    for key in desk.within(areas).known():
        unit = unit_of("real", *key)
        if area_of(unit) in areas:
            yield unit


def following(units: Iterable[int], years: int) -> set[int]:
    """Return units with those of some years after: a report is judged beside those before it."""
    reached = {*units}
    for unit in units:
        if year_of(unit):
            later = range(unit, unit + years + 1)
            reached |= {later_unit for later_unit in later if area_of(later_unit) == area_of(unit)}
    return reached


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _year(day: date | None) -> int:
    return day.year if day else 0
