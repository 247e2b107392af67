"""Whether archive, ledger and store are one installation's, and none of the ledger is lost.

A build replays the ledger. With another one, or with one that lacks entries, every draft would
count and every correction would be gone without a word; so it stops and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from pipelines.build.assemble import Sources
from pipelines.documents.archive import DRAFT, GIVEN_UP, KEPT_LEDGER, Archive, Document, Owner
from pipelines.errors import LostLedgerError, StoreError
from pipelines.ledger.chain import ChainHead
from pipelines.ledger.draft_states import draft_states
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings
from pipelines.store.provenance import UNKNOWN, Provenance
from pipelines.store.store import Store

FOREIGN, LOST, SHORTER, REWRITTEN = "foreign", "lost", "shorter", "rewritten"
OTHER_STORE: Final = "other_store"


@dataclass(frozen=True, slots=True)
class Ownership:
    """What archive, ledger and published store say of whose they are."""

    archive: Owner
    has_drafts: bool  # in the archive: they cannot be without a ledger
    ledger: str  # the installation's id, "" where it says none
    head: ChainHead
    digest_then: str  # of the entry that was the last when the store was built
    store: Provenance

    @property
    def installation(self) -> str:
        """Return whose all of it is, "" where nothing says so yet."""
        return self.ledger or self.archive.installation or self.store.installation


def ownership(settings: Settings, documents: Iterable[Document]) -> Ownership:
    """Look up whose everything is; nothing is made or written."""
    ledger = Ledger(settings.ledger)
    store = provenance(settings)
    return Ownership(
        Archive(settings.archive).owner(),
        any(one.came_as == DRAFT for one in documents),
        ledger.installation(),
        ledger.head(),
        ledger.digest_at(store.entry_count),
        store,
    )


def provenance(settings: Settings) -> Provenance:
    """Return what the published store was built from; of one that cannot be read nothing."""
    try:
        return Store(settings.store).info().provenance
    except StoreError:
        return UNKNOWN


def fault(ownership: Ownership) -> str:
    """Return what does not belong together, "" where everything does."""
    is_empty = not ownership.head.entry_count
    had_ledger = (
        ownership.archive.ledger == KEPT_LEDGER
        or ownership.has_drafts
        or ownership.store.entry_count > 0
    )
    if is_empty and had_ledger and ownership.archive.ledger != GIVEN_UP:
        return LOST
    if (
        ownership.ledger
        and ownership.archive.installation
        and ownership.ledger != ownership.archive.installation
    ):
        return FOREIGN
    if ownership.head.entry_count < ownership.store.entry_count:
        return SHORTER
    if ownership.store.entry_count and ownership.digest_then != ownership.store.ledger_digest:
        return REWRITTEN
    if ownership.store.entry_count and ownership.store.installation != ownership.installation:
        return OTHER_STORE
    return ""


def check(ownership: Ownership) -> None:
    """Stop where something does not belong together.

    Raises:
        LostLedgerError: the ledger is lost, another's, too short or rewritten; or the store is
            another's.
    """
    code = fault(ownership)
    if code:
        detail = {"found": ownership.head.entry_count, "seen": ownership.store.entry_count}
        said = f"{code}: the ledger has {detail['found']} entries, the store saw {detail['seen']}"
        raise LostLedgerError(said, f"ledger_{code}", **detail)


def claim(settings: Settings, ownership: Ownership) -> Provenance:
    """Write the installation's id where it is missing; return what the next store comes from."""
    installation = ownership.installation or uuid4().hex
    had_one = ownership.archive.ledger if fault(ownership) != LOST else GIVEN_UP
    owner = Owner(installation, KEPT_LEDGER if ownership.head.entry_count else had_one)
    if owner != ownership.archive:
        Archive(settings.archive).belong_to(owner)
    if ownership.head.entry_count and not ownership.ledger:
        Ledger(settings.ledger).belong_to(installation)
    return Provenance(installation, ownership.head.entry_count, ownership.head.digest)


def mark_drafts(sources: Sources) -> None:
    """Let the drafts of the archive say so themselves: those received before said nothing."""
    on_desk = draft_states(sources.recorded)
    for document in sources.archived:
        if document.sha256 in on_desk and document.came_as != DRAFT:
            sources.archive.mark_draft(document)
