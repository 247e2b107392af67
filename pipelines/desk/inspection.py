"""One document looked at before it counts: who and when, what is wrong, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pipelines.build.filing_rows import FilingContext, entries_today, roster_lines
from pipelines.catalogue.model import Language
from pipelines.desk.draft_rows import renew
from pipelines.desk.json_lines import rejection_sentence
from pipelines.desk.library import DraftLibrary, LedgerSnapshot
from pipelines.documents.archive import Document
from pipelines.documents.differences import Difference, differences
from pipelines.errors import StoreError
from pipelines.identities import AgencyId, unit_of
from pipelines.ledger.decisions import DecidedReport
from pipelines.ledger.draft_states import COUNTED, DraftState
from pipelines.model import Reading, Rejection, Report
from pipelines.store.store import Store
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import words_only
from pipelines.validate.run import is_entwined, judge
from pipelines.validate.surroundings import surroundings

_DATASET: Final = "real"
_NEIGHBOURS: Final = 60  # reports of the same county and year that a report is laid beside


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """Another report that one is compared with, and every cell that differs: left is the other."""

    sha256: str
    part: int
    report: Report
    state: str  # counted | draft | filed | returned
    received_at: str
    address: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class InspectedReport:
    """One report of a document.

    `report` is as settled: with agency and year as assigned and figures as corrected. `last_year`
    is the agency's report of the year before where its document is here, `earlier` the version of
    the same report that came last before this one, counted or not; None where there is none.
    """

    settled: DecidedReport
    candidates: tuple[tuple[str, str], ...]  # (id, name) of whom it may be, while that is open
    judgements: tuple[Judgement, ...]
    last_year: ComparedReport | None
    earlier: ComparedReport | None

    @property
    def report(self) -> Report:
        """Return the report as settled."""
        return self.settled.report

    @property
    def is_open(self) -> bool:
        """Tell whether its agency or its year must still be chosen."""
        return not self.report.agency.id or self.report.report_year is None

    @property
    def is_silent_change(self) -> bool:
        """Tell whether a published report came again with other content."""
        return is_published(self.earlier) and bool(self.earlier and self.earlier.differences)


@dataclass(frozen=True, slots=True)
class Inspection:
    """One document of the desk or the archive; `draft_state` is None where it was no draft.

    `decision_id` is what `Inbox` acts take as `seen`, so that nobody acts on what has changed.
    """

    document: Document
    draft_state: DraftState | None
    rejection: Rejection | None
    parts: tuple[InspectedReport, ...]
    reading: Reading | None

    @property
    def state(self) -> str:
        """Return how the document stands."""
        return self.draft_state.state if self.draft_state else self.document.came_as or COUNTED

    @property
    def decision_id(self) -> int:
        """Return the number of the last word on the document."""
        return self.draft_state.decision_id if self.draft_state else 0

    def rejected(self, language: Language = "zh") -> str:
        """Return in a sentence why the document gave no report, "" where it gave one."""
        return rejection_sentence(self.rejection, language) if self.rejection else ""


def is_published(other: ComparedReport | None) -> bool:
    """Tell whether a version was a publication: it counted, or came from an address."""
    return other is not None and (other.state in {COUNTED, "filed"} or bool(other.address))


class DraftInspector:
    """Looks at documents beside what is in the store and on the desk."""

    def __init__(self, library: DraftLibrary) -> None:
        self.library = library
        self._store = Store(library.settings.store)

    def look(self, document: Document, book: LedgerSnapshot) -> Inspection:
        """Return everything there is to say of a document before it counts."""
        outcome = self.library.outcome(document)
        settled = self.library.settled(document, book)
        neighbours = {own.report.part: _Neighbours(self, document, own, book) for own in settled}
        judged = self._judged(document, settled, list(neighbours.values()))
        parts = tuple(
            InspectedReport(
                own,
                self._candidates(own.report),
                tuple(j for j in judged if j.part == own.report.part),
                neighbours[own.report.part].last_year,
                neighbours[own.report.part].earlier,
            )
            for own in settled
        )
        draft_state, reading = (
            book.state(document.sha256),
            self._reading(document.sha256),
        )
        return Inspection(document, draft_state, outcome.rejection, parts, reading)

    def report(
        self, sha256: str, part: int, book: LedgerSnapshot
    ) -> tuple[Document, Report] | None:
        """Return a report of the archive as settled."""
        document = self.library.document(sha256)
        found = self.library.settled(document, book) if document else ()
        return (document, found[part].report) if document and 0 <= part < len(found) else None

    def counted(self, agency_id: str, year: int) -> list[dict[str, Any]]:
        """Return the published versions of a report, those received last first."""
        rows = self._ask(lambda: self._store.versions(agency_id, year))
        own = rows[(rows["source"] == "document") & (rows["dataset"] == _DATASET)]
        newest = own.sort_values("received_at", ascending=False, kind="stable")
        return [
            {str(key): value for key, value in row.items()} for row in newest.to_dict("records")
        ]

    def _ask(self, question: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        try:
            return question()
        except StoreError:  # nothing is published yet: nothing is beside it
            return pd.DataFrame({name: [] for name in ("source", "dataset", "received_at")})

    def _candidates(self, report: Report) -> tuple[tuple[str, str], ...]:
        rows = [(one, self.library.place(one)) for one in report.agency.candidates]
        return tuple((one, row.name if row else one) for one, row in rows)

    def _judged(
        self, document: Document, settled: Sequence[DecidedReport], sides: Sequence[_Neighbours]
    ) -> list[Judgement]:
        own = [part.report for part in settled]
        if not own:
            return []
        others = [side.last_year.report for side in sides if side.last_year]
        others += [report for side in sides for report in side.neighbours()]
        given = {(report.sha256, report.part): report for report in [*others, *own]}
        reports = list(given.values())
        hashes = dict.fromkeys(report.sha256 for report in reports)
        readings = {key: text for key in hashes if (text := self._reading(key))}
        if any(is_entwined(report, own) for report in own):
            readings.pop(document.sha256, None)
        library = self.library
        around = surroundings(
            library.settings.reference, library.agencies, reports, self._roster(reports)
        )
        judged = judge(reports, readings, surroundings=around)
        return [row for row in judged if row.sha256 == document.sha256]

    def _roster(self, reports: Sequence[Report]) -> list[dict[str, str]]:
        areas = {AgencyId(report.agency.id).area for report in reports if report.agency.id}
        entries = tuple(entries_today(self.library.desk.rosters(), self.library.agencies))
        desk = FilingContext(_DATASET, entries, {}, self.library.settings.today())
        lines = roster_lines(desk, self.library.agencies)
        return [line for line in lines if line["county_code"] in areas]

    def _reading(self, sha256: str) -> Reading | None:
        found = self.library.reading(sha256)
        return words_only(found) if found else None

    def neighbours(self, report: Report) -> Iterator[tuple[str, int]]:
        """Yield the current reports of the same area and year, as a build judges them."""
        year, area = report.report_year, AgencyId(report.agency.id).area
        if year is None or not area:
            return
        unit = unit_of(_DATASET, report.agency.id, year)
        rows = self._ask(lambda: self._store.neighbours(unit, year))
        if "agency_id" not in rows:
            return
        near = rows[rows["agency_id"] != report.agency.id].head(_NEIGHBOURS)
        yield from zip(near["sha256"], near["part"].astype(int), strict=True)


class _Neighbours:
    """What stands beside one report: the year before, the version before, the neighbours."""

    def __init__(
        self,
        inspector: DraftInspector,
        document: Document,
        settled: DecidedReport,
        book: LedgerSnapshot,
    ) -> None:
        self._inspector, self._book = inspector, book
        self._document, self._report = document, settled.report
        self.last_year = self._last_year()
        self.earlier = self._earlier()

    def neighbours(self) -> Iterator[Report]:
        """Yield the reports of the same area and year that count."""
        near = list(self._inspector.neighbours(self._report))
        self._book.know(sha256 for sha256, _ in near)
        for sha256, part in near:
            found = self._inspector.report(sha256, part, self._book)
            if found and sha256 != self._document.sha256:
                yield found[1]

    def _last_year(self) -> ComparedReport | None:
        report = self._report
        if not report.agency.id or report.report_year is None:
            return None
        rows = self._inspector.counted(report.agency.id, report.report_year - 1)
        current = [row for row in rows if row["standing"] == "current"]
        return (
            self._compared(str(current[0]["sha256"]), int(current[0]["part"])) if current else None
        )

    def _earlier(self) -> ComparedReport | None:
        """Return the version that came last before this one: counted, or on the desk."""
        found = [one for one in self._versions() if self._is_earlier(one)]
        return max(found, key=lambda one: one.received_at, default=None)

    def _versions(self) -> Iterator[ComparedReport]:
        report = self._report
        if not report.agency.id or report.report_year is None:
            return
        rows = self._inspector.counted(report.agency.id, report.report_year)
        known = {(str(row["sha256"]), int(row["part"])) for row in rows}
        known |= self._drafts(report.agency.id, report.report_year)
        for sha256, part in sorted(known):
            if sha256 != self._document.sha256 and (found := self._compared(sha256, part)):
                yield found

    def _drafts(self, agency_id: str, year: int) -> set[tuple[str, int]]:
        renew(self._inspector.library)
        return self._book.desk.versions(agency_id, year)

    def _is_earlier(self, other: ComparedReport) -> bool:
        return (other.received_at, other.sha256) < (
            self._document.received_at,
            self._document.sha256,
        )

    def _compared(self, sha256: str, part: int) -> ComparedReport | None:
        report_there = self._inspector.report(sha256, part, self._book)
        if report_there is None:
            return None
        document, report = report_there
        draft = self._book.state(sha256)
        return ComparedReport(
            sha256=sha256,
            part=part,
            report=report,
            state=draft.state if draft else COUNTED,
            received_at=document.received_at,
            address=document.address,
            differences=tuple(differences(report, self._report)),
        )
