"""Filings as rows of the staging tables: of each report, and of who was expected to report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster, expected_row
from pipelines.filing.deadlines import no_reports
from pipelines.filing.register import Filed, register
from pipelines.filing.roster import FILING, Expected, RosterEntry, as_of, entries_of, expected
from pipelines.filing.states import (
    Filing,
    State,
    filed_state,
    nothing_received,
    of_report,
    published,
    unread,
)
from pipelines.identities import AgencyId, FilingSubject, area_of, unit_of
from pipelines.ledger.decisions import Decision
from pipelines.model import Report
from pipelines.parse.flow import fold
from pipelines.parse.titles import read_title
from pipelines.store.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class FilingContext:
    """What an office knows beside the reports: roster, register, and the day it knows it on."""

    dataset: str
    entries: tuple[RosterEntry, ...]
    filed: dict[tuple[str, int], Filed]
    as_of: date | None

    @property
    def last_year(self) -> int:
        """Return the newest year that was over on the day."""
        return self.as_of.year - 1 if self.as_of else 0

    def within(self, areas: Collection[int]) -> FilingContext:
        """Return what the office knows of some areas, of whoever took over from them too."""
        wanted = frozenset(areas)
        return replace(
            self,
            entries=tuple(one for one in self.entries if wanted & areas_of(self.dataset, one)),
            filed={
                key: one
                for key, one in self.filed.items()
                if area_of(unit_of(self.dataset, *key)) in wanted
            },
        )

    def known(self) -> Iterator[tuple[str, int]]:
        """Yield every agency and year of which roster or register say something."""
        yield from {*self.due(), *self.filed}

    def due(self) -> Expected:
        """Return who had to report for which year; the running year where it is named itself."""
        due = expected(self.entries, self.last_year + 1)
        return {
            key: entry
            for key, entry in due.items()
            if key[1] <= self.last_year or (entry.is_named and entry.valid_to is not None)
        }


def areas_of(dataset: str, entry: RosterEntry) -> frozenset[int]:
    """Return the areas for which a line of the roster counts: its own, and its predecessors'."""
    return frozenset(
        area_of(unit_of(dataset, one, None)) for one in (entry.agency_id, *entry.predecessors)
    )


def real_desk(
    received: Iterable[str], decisions: Sequence[Decision], zone: tzinfo, agencies: Agencies
) -> FilingContext:
    """Return the desk of the real data set: everything that people wrote in the ledger."""
    entries = tuple(entries_of(decisions))
    today = _ids_today(entries, agencies)
    filed = register(_noted_today(decisions, today))
    as_known = as_of(received, decisions, zone)
    return FilingContext("real", tuple(_listed_today(entries, today)), filed, as_known)


def _ids_today(entries: Iterable[RosterEntry], agencies: Agencies) -> Mapping[str, str]:
    """Return today's ids of departments by the former ones that any line of the roster named."""
    pairs = ((one.agency_id, agencies.id_today(one.agency_id, one.name)) for one in entries)
    return {former: today for former, today in pairs if former != today}


def _noted_today(decisions: Iterable[Decision], today: Mapping[str, str]) -> Iterator[Decision]:
    """Yield the notes of the register under the ids that the roster's departments bear today."""
    for decision in decisions:
        if decision.kind == FILING:
            agency_id, year = FilingSubject.parse(decision.subject)
            subject = FilingSubject(AgencyId(today.get(agency_id, agency_id)), year)
            yield replace(decision, subject=str(subject))


def entries_today(decisions: Iterable[Decision], agencies: Agencies) -> Iterator[RosterEntry]:
    """Yield the entries of the roster under the ids that its departments bear today."""
    entries = tuple(entries_of(decisions))
    return _listed_today(entries, _ids_today(entries, agencies))


def _listed_today(
    entries: Iterable[RosterEntry], today: Mapping[str, str]
) -> Iterator[RosterEntry]:
    """Yield entries under today's ids, those too that a line taking a body out has without name.

    Who took over from another spelling of itself took over from nobody.
    """
    for entry in entries:
        own = today.get(entry.agency_id, entry.agency_id)
        before = (today.get(former, former) for former in entry.predecessors)
        predecessors = tuple(former for former in before if former != own)
        yield replace(entry, agency_id=own, predecessors=predecessors)


def demo_desk(roster: Roster, published_on: Iterable[date | None]) -> FilingContext:
    """Return the desk of the simulated district: its own roster, known on its newest report."""
    newest = max((day for day in published_on if day), default=None)
    return FilingContext("demo", tuple(roster.entries()), {}, newest)


def report_filing(key: int, report: Report, published_on: date | None) -> Row:
    """Return the filing of one report; the day it was signed is never taken for the other."""
    return (key, *_state_columns(of_report(report, report.published_on or published_on)))


def excerpt_filing(key: int, line: dict[str, str], published_on: date | None) -> Row:
    """Return the filing of an excerpt; what it does not show is not unreadable."""
    year = int(line["report_year"])
    return (key, *_state_columns(published(line["agency_id"], line["level"], year, published_on)))


def refused(name: str, code: str, agencies: Agencies) -> tuple[str, str, str, int] | None:
    """Return whose report of which year a file must be that could not be read, if its name tells.

    Args:
        name: what the file was called.
        code: why it gave no report.
        agencies: the register; a name that may be several agencies' tells nothing.
    """
    title = read_title("".join(fold(name.rpartition(".")[0]).split()))
    if code in no_reports() or not title or len(set(title.years)) != 1:
        return None
    agency, year = agencies.resolve(title.agency), title.years[0]
    return (agency.id, agency.name, agency.level or "", year) if agency.id else None


def refused_row(agency_id: str, level: str, year: int) -> Row:
    """Return the row of an agency and year of which only a file is here that gave no report."""
    state = unread(published(agency_id, level, year, None), "rejected")
    return (
        "real",
        agency_id,
        year,
        False,
        True,
        year,
        *_state_columns(state),
        *_noted(state, None, year),
    )


def desk_rows(desk: FilingContext, agencies: Agencies, documents: Collection[str]) -> Rows:
    """Return who was expected in which year, what the office noted, and the agencies themselves.

    Args:
        desk: the roster, the register and the day.
        agencies: the register of agencies, for the places they stand in.
        documents: the hashes of the documents that are here.
    """
    due = desk.due()
    rows = Rows()
    rows.expected += _expected_rows(desk, due, frozenset(documents))
    if desk.dataset == "real":
        last = {entry.agency_id: entry for entry in due.values()}
        rows.agency += [expected_row(entry, agencies) for entry in last.values()]
    return rows


def roster_lines(desk: FilingContext, agencies: Agencies) -> list[dict[str, str]]:
    """Return who had to report as lines with the years, for the rules that ask who is missing."""
    years: dict[str, list[int]] = {}
    due = desk.due()
    for agency_id, year in sorted(due):
        years.setdefault(agency_id, []).append(year)
    last = {entry.agency_id: entry for entry in due.values()}
    return [_line(last[agency_id], own, agencies) for agency_id, own in years.items()]


def _line(entry: RosterEntry, years: Sequence[int], agencies: Agencies) -> dict[str, str]:
    row = agencies.row(AgencyId(entry.agency_id).place)
    is_place = row is not None and row.id == entry.agency_id
    return {
        "agency_id": entry.agency_id,
        "name": entry.name,
        "short_name": row.short_name if row and is_place else entry.short_name or entry.name,
        "county_code": AgencyId(entry.agency_id).area,
        "years": " ".join(map(str, years)),
        "predecessors": " ".join(entry.predecessors),
    }


def _expected_rows(
    desk: FilingContext, due: dict[tuple[str, int], RosterEntry], documents: frozenset[str]
) -> Iterator[Row]:
    for agency_id, year in sorted({*due, *desk.filed}):
        entry, filed = due.get((agency_id, year)), desk.filed.get((agency_id, year))
        state = nothing_received(agency_id, _level(agency_id, entry), year, desk.as_of)
        if filed and filed.sha256 in documents:
            state = unread(state, "rejected")
        elif filed and (filed.filed_on or filed.returned_on):
            state = replace(state, state=State.NOT_JUDGED, severity="info", reason="filed_only")
        yield (
            *(desk.dataset, agency_id, year, entry is not None),
            *(entry is None or entry.is_named, desk.last_year),
            *_state_columns(state),
            *_noted(state, filed, year),
        )


def _noted(found: Filing, filed: Filed | None, year: int) -> Row:
    if filed is None:
        return (None, None, "", None, None)
    due = found.deadline.filing_due(year) if found.deadline else None
    state = filed_state(found, year, filed.filed_on)
    return (filed.filed_on, due, state, filed.is_unmended, filed.returned_on)


def _level(agency_id: str, entry: RosterEntry | None) -> str:
    """Return an agency's level; of one that is on no roster, as its id tells it."""
    if entry is not None and entry.level:
        return entry.level
    if AgencyId(agency_id).is_department:
        return "department"
    return {2: "province", 4: "city", 6: "county", 9: "township"}.get(len(agency_id), "")


def _state_columns(found: Filing) -> Row:
    deadline = found.deadline
    return (
        str(found.state),
        found.days_late,
        found.due_on,
        found.published_on,
        deadline.source.zh if deadline else "",
        deadline.source.en if deadline else "",
        found.severity,
        found.why.zh,
        found.why.en,
    )
