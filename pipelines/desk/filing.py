"""The office's desk: who must report, and what was filed, written into the ledger."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.agencies import Agencies
from pipelines.build.filing_rows import entries_today
from pipelines.desk.json_lines import rejection_sentence
from pipelines.documents.archive import Archive
from pipelines.documents.convert import read_document
from pipelines.errors import LedgerError
from pipelines.filing.roster import FILING, KIND, RETRACTS, RosterEntry, body_of
from pipelines.filing.roster_table import (
    Line,
    LineError,
    Resolve,
    decoded,
    entry,
    lines_of,
    rows_of_grid,
    rows_of_text,
)
from pipelines.identities import AgencyId, FilingSubject
from pipelines.ledger.ledger import Ledger
from pipelines.model import Agency, Grid, Rejection
from pipelines.read.legacy import TARGETS
from pipelines.read.sniff import is_zip, sniff
from pipelines.settings import Settings

_DEPARTMENT = re.compile(r"\d{2,6}-[0-9a-f]{8}")
_SUBJECT = 200  # characters that the ledger keeps of a subject


def resolver(agencies: Agencies, county: str = "") -> Resolve:
    """Return what tells whose a code or name is; names alone are looked for in a county first."""
    row = agencies.row(county) if county else None

    def resolve(words: str) -> Agency:
        place = agencies.row(AgencyId(words).place)
        if place is not None and (place.id == words or _DEPARTMENT.fullmatch(words)):
            is_department = place.id != words
            level = "department" if is_department else place.level
            return Agency("" if is_department else place.name, words, place.code, level)
        if row is not None and row.county not in words:
            inside = agencies.resolve(row.city + row.county + words)
            if inside.id.startswith(county) and inside.id != county:
                return inside
        return agencies.resolve(words)

    return resolve


def read_roster(
    data: bytes, name: str, resolve: Resolve, years: tuple[int, int | None] | None = None
) -> tuple[list[RosterEntry], list[tuple[int, LineError]]]:
    """Return what a table says, and the lines that it cannot say.

    Raises:
        LineError: no sheet of it names an agency in a column, or it cannot be read.
    """
    entries: list[RosterEntry] = []
    bad: list[tuple[int, LineError]] = []
    for number, line in _lines(data, name):
        try:
            entries.append(entry(line, resolve, years))
        except LineError as fault:
            bad.append((number, fault))
    return entries, bad


def _lines(data: bytes, name: str) -> list[tuple[int, Line]]:
    """Return the lines of a table in text, or of the first sheet of a workbook that has any."""
    if not is_zip(data) and sniff(data) not in TARGETS:
        return list(lines_of(rows_of_text(decoded(data))))
    reading = read_document(data, name)
    if isinstance(reading, Rejection):
        why = {f"why_{one}": rejection_sentence(reading, one) for one in ("zh", "en")}
        raise LineError("roster.unread", name=name, **why)
    lack = LineError("roster.no_column", found="-", known="")
    for grid in (block for block in reading.blocks if isinstance(block, Grid)):
        try:
            return list(lines_of(rows_of_grid(grid)))
        except LineError as error:
            lack = error if lack.parts["found"] == "-" else lack
    raise lack


def roster(settings: Settings) -> list[RosterEntry]:
    """Return everything that was said about who must report, in order."""
    decisions = Ledger(settings.ledger).decisions(kind=KIND)
    return list(entries_today(decisions, Agencies.load(settings.reference)))


def expect(settings: Settings, entries: Sequence[RosterEntry], subject: str, *, by: str) -> int:
    """Record who must report, or no longer must, as one decision: all of it or nothing."""
    if not entries:
        raise LedgerError("the table lists no agency", "empty_roster")
    return Ledger(settings.ledger).append(KIND, subject[:_SUBJECT], body_of(entries), by=by)


def retract(settings: Settings, number: int, *, by: str) -> int:
    """Take back one decision about the roster; both stay in the ledger.

    Raises:
        LedgerError: there is none of this number, or it was taken back.
    """
    ledger = Ledger(settings.ledger)
    about = list(ledger.decisions(kind=KIND))
    gone = {one.body.get(RETRACTS) for one in about}
    found = next((one for one in about if one.id == number and one.body.get("entries")), None)
    if found is None or number in gone:
        raise LedgerError(f"nothing to take back: {number}", "no_roster_decision", number=number)
    return ledger.append(KIND, found.subject, {"entries": [], RETRACTS: number}, by=by)


def document(settings: Settings, sha256: str) -> str:
    """Return the whole hash of a document of the archive.

    Raises:
        ArchiveError: none or several documents begin so.
    """
    return Archive(settings.archive).find(sha256).sha256


def note_filing(
    settings: Settings,
    agency_id: str,
    year: int,
    notes: Mapping[str, date | str | None],
    *,
    by: str,
) -> int:
    """Record when a report was filed, sent back or brought again, or which document it is."""
    body = {name: str(value) for name, value in notes.items() if value}
    return Ledger(settings.ledger).append(
        FILING, str(FilingSubject(AgencyId(agency_id), year)), body, by=by
    )
