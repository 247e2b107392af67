"""The source of a figure: the archived document, the place highlighted, or why there is none."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from components.access.documents import sees_document
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures.evidence import evidence, evidence_of
from pipelines.documents.highlight import WHOLE, WINDOW, HighlightedReading, highlighted, is_within
from pipelines.errors import ArchiveError, LedgerError
from pipelines.model import Place, Reading, Report
from pipelines.settings import Settings

Standing = Literal["lit", "whole", "unplaced", "excerpt", "gone", "changed"]
_SPOT: Final = re.compile(r"(\d{1,6})(?:\.(\d{1,6})\.(\d{1,6}))?\.(\d{1,9})-(\d{1,9})", re.ASCII)
_WHOLE_SHOWN: Final = "source"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document behind a report: which part of it, and where it was published."""

    sha256: str
    part: int
    address: str
    is_excerpt: bool


@dataclass(frozen=True, slots=True)
class SourcePanel:
    """What the source panel shows: how far the document is here, and what of it."""

    standing: Standing
    document: SourceDocument
    title: str  # what is highlighted, in words
    raw: str
    format: str
    shown: HighlightedReading | None
    key: str  # the view's own word for the place, so that the browser knows which one it waits for
    whole_href: str
    close_href: str

    @property
    def original_href(self) -> str:
        """Return the address of the document's own bytes, "" where they are not here."""
        return f"/source/{self.document.sha256}" if self.shown is not None else ""


def spot(place: Place) -> str:
    """Write a place for an address: block, row and column of a grid's cell, first-last."""
    cell = f".{place.row}.{place.column}" if place.row is not None else ""
    return f"{place.block}{cell}.{place.start}-{place.end}"


def place_at(text: str) -> Place | None:
    """Read a place from an address; what is none is None, whether it stands is not asked."""
    found = _SPOT.fullmatch(text)
    if found is None:
        return None
    block, row, column, start, end = (None if one is None else int(one) for one in found.groups())
    return Place(block or 0, start or 0, end or 0, row, column)


def read_report(ask: PageRequest, sha256: str, part: int) -> Report | None:
    """Return a report as it was read, before any decision; None where it cannot be read."""
    return _report(ask.desk.installation, ask.digest, sha256, part) if sha256 else None


def source(
    ask: PageRequest, document: SourceDocument, place: Place | None, title: str
) -> SourcePanel:
    """Return the source of one figure, or of the whole document where no place is asked for."""
    view = ask.view
    is_whole = view.own("show") == _WHOLE_SHOWN
    standing, reading = _reading(ask, document)
    shown = None
    if reading is not None:
        place = place if place is not None and is_within(reading, place) else None
        standing = "lit" if place else "whole" if is_whole else "unplaced"
        shown = highlighted(reading, place, WHOLE if is_whole else WINDOW)
    return SourcePanel(
        standing=standing,
        document=document,
        title=title,
        raw=shown.text if shown else "",
        format=reading.format if reading else "",
        shown=shown,
        key=view.own("cell") or view.own("at"),
        whole_href=view.with_own(show=_WHOLE_SHOWN).href,
        close_href=view.with_own(show="", cell="", at="").href,
    )


def _reading(ask: PageRequest, document: SourceDocument) -> tuple[Standing, Reading | None]:
    if document.is_excerpt or not document.sha256:
        return "excerpt", None
    try:
        is_seen = sees_document(ask.desk.installation, document.sha256)
        reading = evidence(ask).reading(document.sha256) if is_seen else None
    except LedgerError:  # how it stands is not known
        return "gone", None
    except ArchiveError:
        return "changed", None
    return "gone", reading


@kept_for_publication
def _report(installation: Settings, digest: str, sha256: str, part: int) -> Report | None:
    try:
        return evidence_of(installation, digest).report(sha256, part)
    except ArchiveError:
        return None
