"""Whose the documents of the desk are: who brought each in, and of which counties it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from pipelines.desk.library import DraftLibrary, LedgerSnapshot
from pipelines.identities import AgencyId
from pipelines.ledger.draft_states import KIND, DraftState
from pipelines.settings import Settings

_ASSIGNMENT: Final = "assignment"


@dataclass(frozen=True, slots=True)
class DraftHolding:
    """One document of the desk; while it does not count, `places` are its reports' counties."""

    counts: bool
    received_by: str
    places: frozenset[str] = frozenset()


class Holdings:
    """The documents of one installation's desk; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._library = DraftLibrary(settings)
        self._lock = Lock()
        self._known: tuple[object, Mapping[str, DraftHolding]] = (None, {})

    def held(self, sha256: str) -> DraftHolding | None:
        """Return whose a document is, None for one that never was on the desk.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        return self.all().get(sha256)

    def all(self) -> Mapping[str, DraftHolding]:
        """Return whose every document is; worked out anew after each decision about one."""
        ledger = self._library.ledger
        last = tuple(ledger.latest(kind) for kind in (KIND, _ASSIGNMENT))
        with self._lock:
            if last != self._known[0]:
                book = self._library.book()
                held = {key: self._holding(one, book) for key, one in book.draft_states.items()}
                self._known = last, held
            return self._known[1]

    def _holding(self, draft: DraftState, book: LedgerSnapshot) -> DraftHolding:
        if draft.counts:
            return DraftHolding(counts=True, received_by=draft.received_by)
        document = self._library.document(draft.sha256)
        reports = self._library.settled(document, book) if document else ()
        named = [one.report.agency.id for one in reports]
        named += [] if reports else [one.agency_id for one in draft.reports.values()]
        places = frozenset(AgencyId(one).area for one in named if one)
        return DraftHolding(counts=False, received_by=draft.received_by, places=places)
