"""Whose the documents of the desk are: who brought each in, and of which counties it speaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.desk.draft_rows import renew
from pipelines.desk.library import DraftLibrary
from pipelines.ledger.draft_states import DraftState
from pipelines.settings import Settings


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

    def held(self, sha256: str) -> DraftHolding | None:
        """Return whose a document is, None for one that never was on the desk.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        draft = self._library.state(sha256)
        if draft is None:
            return None
        if not draft.counts:
            renew(self._library)
        return _holding(draft, self._library.desk.places([sha256]))

    def all(self) -> Mapping[str, DraftHolding]:
        """Return whose every document is.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        renew(self._library)
        places = self._library.desk.places()
        drafts = self._library.desk.every_state()
        return {sha256: _holding(draft, places) for sha256, draft in drafts.items()}


def _holding(draft: DraftState, places: Mapping[str, frozenset[str]]) -> DraftHolding:
    if draft.counts:
        return DraftHolding(counts=True, received_by=draft.received_by)
    own = places.get(draft.sha256, frozenset())
    return DraftHolding(counts=False, received_by=draft.received_by, places=own)
