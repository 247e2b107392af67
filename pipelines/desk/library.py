"""Every document of the archive, drafts too: read once, and settled as people decided."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cached_property
from threading import Lock
from typing import Final

from pipelines.agencies import Agencies, AgencyRow
from pipelines.desk.reading import read_soon
from pipelines.documents.archive import Archive, Document
from pipelines.documents.outcomes import Outcome, Outcomes
from pipelines.errors import ArchiveError
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.decisions import DecidedReport, Decision, last_words, settle
from pipelines.ledger.desk_book import DeskBook
from pipelines.ledger.draft_states import DraftState
from pipelines.ledger.ledger import Ledger
from pipelines.model import Reading
from pipelines.settings import Settings

_KEPT: Final = 256  # documents read: a desk in January holds forty
_HASH: Final = re.compile("[0-9a-f]{64}")


class DraftLibrary:
    """What the desk looks at; `book()` is the ledger of one moment."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.archive = Archive(settings.archive)
        self.ledger = Ledger(settings.ledger)
        self.desk = DeskBook(self.ledger)
        self.outcomes = Outcomes(settings.store / "parsed", settings.reference)
        self._lock = Lock()
        self._read: OrderedDict[str, Outcome] = OrderedDict()

    @cached_property
    def agencies(self) -> Agencies:
        """Return the register of agencies."""
        return Agencies.load(self.settings.reference)

    def book(self) -> LedgerSnapshot:
        """Return what people have decided until now, asked for as it is needed."""
        return LedgerSnapshot(self.desk)

    def state(self, sha256: str) -> DraftState | None:
        """Return how a document of the desk stands, None where it never was there."""
        return self.desk.states([sha256]).get(sha256)

    def document(self, sha256: str) -> Document | None:
        """Return a document of the archive by its whole hash, None where it is not there."""
        if not _HASH.fullmatch(sha256):
            return None
        try:
            return self.archive.find(sha256)
        except ArchiveError:
            return None

    def outcome(self, document: Document) -> Outcome:
        """Return what a document was read as; one that nobody read is read in a process."""
        with self._lock:
            if document.sha256 in self._read:
                self._read.move_to_end(document.sha256)
                return self._read[document.sha256]
        outcome = self.outcomes.get(document.sha256)
        if outcome is None:
            read_soon(self.settings, [document])
            outcome = self.outcomes.get(document.sha256)
        with self._lock:
            if outcome is not None:
                self._read[document.sha256] = outcome
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return outcome or Outcome()

    def settled(self, document: Document, book: LedgerSnapshot) -> tuple[DecidedReport, ...]:
        """Return the reports of a document as assigned and corrected."""
        found = self.outcome(document)
        return tuple(settle(one, book.about(one.sha256, one.part)) for one in found.reports)

    def reading(self, sha256: str) -> Reading | None:
        """Return the text of a document that was read."""
        return self.outcomes.reading(sha256)

    def place(self, agency_id: str) -> AgencyRow | None:
        """Return the place an agency stands in: its division's own row."""
        return self.agencies.row(AgencyId(agency_id).place) if agency_id else None


class LedgerSnapshot:
    """How documents stand and what was said of their reports: each asked for once."""

    def __init__(self, desk: DeskBook) -> None:
        self.desk = desk
        self._states: dict[str, DraftState | None] = {}
        self._words: dict[str, dict[str, dict[tuple[str, str], Decision]]] = {}

    def know(self, hashes: Iterable[str]) -> None:
        """Ask for several documents at once."""
        unknown = sorted(set(hashes) - set(self._words))
        if not unknown:
            return
        states = self.desk.states(unknown)
        self._states.update({sha256: states.get(sha256) for sha256 in unknown})
        self._words.update({sha256: {} for sha256 in unknown})
        for key, decision in last_words(self.desk.words(unknown)).items():
            subject = Subject.parse(decision.subject)
            by_report = self._words[subject.sha256].setdefault(subject.report, {})
            by_report[key] = decision

    def state(self, sha256: str) -> DraftState | None:
        """Return how a document of the desk stands, None where it never was there."""
        self.know([sha256])
        return self._states[sha256]

    def about(self, sha256: str, part: int) -> Mapping[tuple[str, str], Decision]:
        """Return the decisions that count about one report."""
        self.know([sha256])
        return self._words[sha256].get(str(Subject(sha256, part)), {})
