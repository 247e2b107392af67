"""The roster of a county as proposed by reports, drafts, collected lists and the divisions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pipelines.agencies import Agencies
from pipelines.desk import filing
from pipelines.desk.collected import collected_titles
from pipelines.desk.inbox import Inbox
from pipelines.errors import LedgerError, StoreError
from pipelines.filing.proposal import (
    DIVISION,
    DRAFT,
    REPORT,
    TITLE,
    ProposedLine,
    SeenAgency,
    proposed,
)
from pipelines.filing.roster import FIRST_YEAR, RosterEntry
from pipelines.filing.roster_table import LAST_YEAR, Resolve
from pipelines.identities import AgencyId
from pipelines.model import Agency
from pipelines.settings import Settings
from pipelines.store.store import Store

_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)", re.ASCII)
_COUNTY: Final = 6  # digits
_MOST_NAME: Final = 60  # letters before the year of a title that may be a name
_STATES: Final = ("draft", "filed", "returned")


def proposal(settings: Settings, county: str) -> list[ProposedLine]:
    """Return the proposed roster of a county (six digits), with what the roster has already.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    agencies = Agencies.load(settings.reference)
    seen = [
        *_reports(settings, county),
        *_drafts(settings, county),
        *_titles(settings, agencies, county),
        *_divisions(agencies, county),
    ]
    return proposed(seen, filing.roster(settings))


def confirm(
    settings: Settings,
    lines: Sequence[ProposedLine],
    changes: Mapping[str, tuple[int, int | None, tuple[str, ...]]] | None = None,
    *,
    by: str,
) -> int:
    """Write lines of a proposal into the roster as one decision and return its number.

    Args:
        settings: where the ledger is.
        lines: those that a person confirms.
        changes: by agency the first year, the last one and the predecessors as the person has
            them, where not as proposed.
        by: who.

    Raises:
        LedgerError: there is no line, a year cannot be, or the ledger cannot be written.
    """
    entries = [_entry(line, (changes or {}).get(line.agency_id)) for line in lines]
    areas = sorted({AgencyId(line.agency_id).area for line in lines})
    named = lines[0].agency_id if len(lines) == 1 else f"proposed:{' '.join(areas)}"
    return filing.expect(settings, entries, named, by=by)


def _entry(
    line: ProposedLine, change: tuple[int, int | None, tuple[str, ...]] | None
) -> RosterEntry:
    first, last, before = change or (line.since, None, line.predecessors)
    if not FIRST_YEAR <= first <= (last or LAST_YEAR) <= LAST_YEAR:
        said = f"{line.agency_id}: {first} to {last}"
        raise LedgerError(said, "roster_years", agency=line.name, first=first, last=last or "")
    return replace(
        line.entry,
        valid_from=date(first, 1, 1),
        valid_to=date(last, 12, 31) if last else None,
        predecessors=before,
        is_named=True,
    )


def _reports(settings: Settings, county: str) -> Iterator[SeenAgency]:
    store = Store(settings.store)
    try:
        rows = store.agencies("real")
        own = rows[rows["county_code"] == county]
        codes = [str(code) for code in own["agency_id"]]
        reports = store.reports("real", codes) if codes else None
    except StoreError:  # nothing is published yet
        return
    if reports is None:  # to choose no agency is to choose every one
        return
    years: dict[str, set[int]] = {}
    for agency_id, year in reports[["agency_id", "report_year"]].itertuples(index=False):
        years.setdefault(str(agency_id), set()).add(int(year))
    for agency_id, name, level in own[["agency_id", "name", "level"]].itertuples(index=False):
        if agency_id in years:
            held = frozenset(years[str(agency_id)])
            yield SeenAgency(str(agency_id), str(name), str(level), REPORT, held)


def _drafts(settings: Settings, county: str) -> Iterator[SeenAgency]:
    frame = Inbox(settings, builds_after=False).drafts(county=county, states=_STATES)
    known = frame[(frame["agency_id"] != "") & frame["report_year"].notna()]
    names = ["agency_id", "agency", "level", "report_year"]
    for agency_id, name, level, year in known[names].itertuples(index=False):
        yield SeenAgency(str(agency_id), str(name), str(level), DRAFT, frozenset({int(year)}))


def _titles(settings: Settings, agencies: Agencies, county: str) -> Iterator[SeenAgency]:
    inside = filing.resolver(agencies, county)

    def resolve(words: str) -> Agency:  # a title that names another place is of that place
        agency = agencies.resolve(words)
        return agency if agency.id else inside(words)

    for title in collected_titles(settings):
        yield from _named(title, resolve, county)


def _named(title: str, resolve: Resolve, county: str) -> Iterable[SeenAgency]:
    """Return the agency that a title of a list names before its year, of this county only."""
    year = _YEAR.search(title)
    words = title[: year.start()].strip() if year else ""
    if year is None or not words or len(words) > _MOST_NAME:
        return ()
    agency = resolve(words)
    if not agency.id or AgencyId(agency.id).county != county:
        return ()
    years = frozenset({int(year[1])})
    return (SeenAgency(agency.id, agency.name or words, agency.level or "", TITLE, years),)


def _divisions(agencies: Agencies, county: str) -> Iterator[SeenAgency]:
    region = agencies.regions.by_code.get(county)
    if region is None or len(county) != _COUNTY:
        return
    codes = [county, *(county + suffix for suffix, _ in agencies.regions.townships_of(region))]
    for code in codes:
        row = agencies.row(code)
        if row is not None:
            yield SeenAgency(row.id, row.name, row.level, DIVISION)
