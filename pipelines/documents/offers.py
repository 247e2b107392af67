"""One file brought in, out of a ZIP or alone, and the receipt that says what became of it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pipelines.documents.archive import Document
from pipelines.documents.collect import load, shown
from pipelines.documents.outcomes import Outcome
from pipelines.model import Rejection
from pipelines.read import members


@dataclass(frozen=True, slots=True)
class Offer:
    """One file brought in: what it is called, its bytes, and where it was published.

    `refused` says why a ZIP, or a file inside of one, was not opened: its bytes are the ZIP's own.
    """

    name: str
    data: bytes
    address: str = ""
    refused: Rejection | None = None
    whole: str = ""  # the name of the ZIP, where the bytes are those of one that was refused

    @property
    def file_name(self) -> str:
        """Return the name to archive the bytes under, without any folder."""
        return Path(self.whole or self.name).name


def offers_of(path: Path, address: str = "") -> Iterator[Offer]:
    """Yield what a file of the disk offers.

    Raises:
        CollectError: it cannot be opened.
    """
    return opened(Offer(shown(path), load(path), address))


def opened(offer: Offer) -> Iterator[Offer]:
    """Yield the files of a ZIP, each by itself; anything else as it is."""
    for member in members(offer.data, offer.name):
        if isinstance(member, Rejection):
            sha256 = member.sha256 or hashlib.sha256(offer.data).hexdigest()
            refused = replace(member, sha256=sha256)
            name = member.name or offer.name
            yield Offer(name, offer.data, offer.address, refused, offer.name)
        else:
            yield Offer(*member, offer.address)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was brought in; `error` is set where it could not be opened."""

    name: str
    sha256: str = ""
    is_new: bool = False
    report_count: int = 0
    waiting_count: int = 0  # reports whose agency or year is open
    lost_count: int = 0
    rejection: Rejection | None = None
    error: str = ""

    @classmethod
    def of(cls, name: str, document: Document, outcome: Outcome, *, is_new: bool) -> Self:
        """Return the receipt of a document that was archived and read."""
        return cls(
            name=name,
            sha256=document.sha256,
            is_new=is_new,
            report_count=len(outcome.reports),
            waiting_count=outcome.waiting_count,
            lost_count=outcome.lost_count,
            rejection=outcome.rejection,
        )
