"""How documents come to the desk: kept at once, read, and not counted before somebody decides."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

from pipelines.desk.library import DraftLibrary
from pipelines.desk.reading import read_soon
from pipelines.desk.received import (
    MAX_FILE,
    MESSAGES,
    DraftReceipt,
    refused,
    within_limits,
)
from pipelines.documents.archive import Document
from pipelines.documents.offers import Offer, opened
from pipelines.errors import ChangedMeanwhileError
from pipelines.ledger.draft_states import (
    COUNTED,
    DRAFT,
    KIND,
    RECEIVED,
    body_of,
)
from pipelines.read.bundle import is_office
from pipelines.read.sniff import sniff
from pipelines.settings import Settings

_NO_DOCUMENT: Final = frozenset({"binary"})


class DraftReceiver:
    """What brings documents to the desk of one installation, and says what became of each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library = DraftLibrary(settings)

    def receive(self, name: str, data: bytes, *, address: str = "", by: str) -> DraftReceipt:
        """Keep one file as a draft and read it; the same bytes again change nothing.

        When this returns, the bytes are in the archive and the draft in the ledger. A ZIP of
        several files is refused with a word: `receive_all` opens it.
        """
        if sniff(data) == "zip" and not is_office(data):
            return refused(name, "unpacked")
        return next(self._received([Offer(name, data, address)], by))

    def receive_all(self, offers: Iterable[Offer], *, by: str) -> Iterator[DraftReceipt]:
        """Keep many files as drafts, those inside of ZIPs too, and yield a word for each.

        Files beyond the limits of size, sum and number are refused, each with a word.
        """
        for offer in within_limits(offers):
            if isinstance(offer, DraftReceipt):
                yield offer
            else:
                yield from self._received(self._opened(offer), by)

    def paste(self, text: str, *, name: str = "", address: str = "", by: str) -> DraftReceipt:
        """Keep pasted text as a draft."""
        title = name.strip() or MESSAGES.text("pasted.name", "zh")
        return self.receive(title, text.encode("utf-8", "replace"), address=address, by=by)

    def _opened(self, offer: Offer) -> Iterator[Offer | DraftReceipt]:
        is_empty = True
        for file in opened(offer):  # one at a time: a ZIP may hold much
            is_empty = False
            yield file
        if is_empty:
            yield refused(offer.name, "empty_zip")

    def _received(self, offers: Iterable[Offer | DraftReceipt], by: str) -> Iterator[DraftReceipt]:
        """Archive offers, read those that are new together, and yield a receipt for each."""
        waiting: list[tuple[Offer, Document, str, bool]] = []
        for offer in offers:
            refusal = offer if isinstance(offer, DraftReceipt) else _refusal(offer)
            if isinstance(offer, Offer) and refusal is None:
                waiting.append((offer, *self._recorded(offer, by)))
            elif refusal is not None:
                yield refusal
        read_soon(self._settings, [one[1] for one in waiting])
        for offer, document, state, is_new in waiting:
            outcome = self._library.outcomes.get(document.sha256)
            if outcome is None:
                yield DraftReceipt(
                    offer.name, document.sha256, is_new, state=state, is_reading=True
                )
                continue
            receipt = DraftReceipt.of(offer.name, document, outcome, is_new=is_new)
            yield replace(receipt, state=state)

    def _recorded(self, offer: Offer, by: str) -> tuple[Document, str, bool]:
        """Write the draft into the ledger, then the bytes into the archive.

        In this order a draft is never taken for a document that counts, whatever is cut short;
        one without bytes is no draft yet, and is complete when it is brought in again.
        """
        sha256 = hashlib.sha256(offer.data).hexdigest()
        known = self._library.document(sha256)
        draft = self._library.state(sha256)
        if draft is None and known is not None and not known.came_as:
            return known, COUNTED, False
        if draft is None:
            body = body_of(RECEIVED, name=offer.name, address=offer.address)
            with suppress(ChangedMeanwhileError):  # another brought the same in: it is a draft
                self._library.ledger.append(KIND, sha256, body, by=by, seen=0)
        document, _ = self._library.archive.put(
            offer.data, offer.name, offer.address, came_as=DRAFT
        )
        return document, draft.state if draft else DRAFT, known is None


def _refusal(offer: Offer) -> DraftReceipt | None:
    """Return the receipt of what is not even kept, None where it is."""
    if offer.refused is not None:
        return DraftReceipt(offer.name, rejection=offer.refused)
    if len(offer.data) > MAX_FILE:
        size = len(offer.data) // 2**20 + 1
        return refused(offer.name, "too_large", size=size, limit=MAX_FILE // 2**20)
    kind = sniff(offer.data)
    if kind == "empty":
        return refused(offer.name, "empty")
    return refused(offer.name, "wrong_type") if kind in _NO_DOCUMENT else None
