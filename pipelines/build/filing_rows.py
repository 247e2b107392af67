"""Filings as rows of the staging tables: of each report, and of who was expected to report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster, agency_row, expected_row
from pipelines.filing.deadlines import no_reports
from pipelines.filing.register import Filed, register
from pipelines.filing.roster import Expected, RosterEntry, as_of, entries_of, expected
from pipelines.filing.states import (
    Filing,
    State,
    filed_state,
    nothing_received,
    of_report,
    published,
    unread,
)
from pipelines.identities import AgencyId
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

    def due(self) -> Expected:
        """Return who had to report for which year; the running year only where it is named."""
        due = expected(self.entries, self.last_year + 1)
        return {
            key: entry for key, entry in due.items() if entry.is_named or key[1] <= self.last_year
        }


def real_desk(received: Iterable[str], decisions: Sequence[Decision]) -> FilingContext:
    """Return the desk of the real data set: everything that people wrote in the ledger."""
    entries = tuple(entries_of(decisions))
    return FilingContext("real", entries, register(decisions), as_of(received, decisions))


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


def refused_rows(name: str, code: str, agencies: Agencies) -> Rows:
    """Return whose report a file must be that could not be read, as far as its name tells.

    Args:
        name: what the file was called.
        code: why it gave no report.
        agencies: the register; a name that may be several agencies' tells nothing.
    """
    title = read_title("".join(fold(name.rpartition(".")[0]).split()))
    if code in no_reports() or not title or len(set(title.years)) != 1:
        return Rows()
    agency, year = agencies.resolve(title.agency), title.years[0]
    if not agency.id:
        return Rows()
    level = agency.level or ""
    found = unread(published(agency.id, level, year, None), "rejected")
    row = (
        "real",
        agency.id,
        year,
        False,
        True,
        year,
        *_state_columns(found),
        *_noted(found, None, year),
    )
    return Rows(
        agency=[agency_row("real", agency.id, agency.name, level, agencies)], expected=[row]
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
        filing = nothing_received(agency_id, _level(agency_id, entry), year, desk.as_of)
        if filed and filed.sha256 in documents:
            filing = unread(filing, "rejected")
        elif filed and (filed.filed_on or filed.returned_on):
            filing = replace(filing, state=State.NOT_JUDGED, severity="info", reason="filed_only")
        yield (
            *(desk.dataset, agency_id, year, entry is not None),
            *(entry is None or entry.is_named, desk.last_year),
            *_state_columns(filing),
            *_noted(filing, filed, year),
        )


def _noted(filing: Filing, filed: Filed | None, year: int) -> Row:
    if filed is None:
        return (None, None, "", None, None)
    due = filing.deadline.filing_due(year) if filing.deadline else None
    state = filed_state(filing, year, filed.filed_on)
    return (filed.filed_on, due, state, filed.is_unmended, filed.returned_on)


def _level(agency_id: str, entry: RosterEntry | None) -> str:
    """Return an agency's level; of one that is on no roster, as its id tells it."""
    if entry is not None and entry.level:
        return entry.level
    if AgencyId(agency_id).is_department:
        return "department"
    return {2: "province", 4: "city", 6: "county", 9: "township"}.get(len(agency_id), "")


def _state_columns(filing: Filing) -> Row:
    deadline = filing.deadline
    return (
        str(filing.state),
        filing.days_late,
        filing.due_on,
        filing.published_on,
        deadline.source.zh if deadline else "",
        deadline.source.en if deadline else "",
        filing.severity,
        filing.why.zh,
        filing.why.en,
    )
