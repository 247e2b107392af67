"""What a figure or a finding stands on: the document's bytes, its reading and its reports."""

import hashlib
from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

from pipelines.build.assemble import Sources
from pipelines.copying.prose import Prose, proses
from pipelines.documents.archive import Document
from pipelines.documents.convert import read_document
from pipelines.documents.outcomes import Outcome, read_outcome
from pipelines.documents.reception import read_missing
from pipelines.errors import ArchiveError
from pipelines.model import Reading, Rejection, Report
from pipelines.settings import Settings

_KEPT: Final = 32  # readings: a page lights several places of the same few documents
_PATIENCE: Final = 20.0  # seconds that a page waits for a document to be read
_HASH: Final = 64  # characters of a whole SHA-256


class Evidence:
    """Documents of the archive and of the simulated district, for reading only.

    Safe to share between threads. What is not here, or cannot be read, is None.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sources = Sources(settings)
        self._lock = Lock()
        self._readings: OrderedDict[str, Reading | None] = OrderedDict()

    def source(self, sha256: str) -> tuple[str, bytes] | None:
        """Return a document's name and its bytes as received.

        Raises:
            ArchiveError: the bytes are no longer those that were received.
        """
        document = self._document(sha256)
        data = _bytes(document) if document else None
        return (Path(document.name).name, data) if document and data is not None else None

    def reading(self, sha256: str) -> Reading | None:
        """Return what a document's bytes say; places of figures and findings speak of it."""
        with self._lock:
            if sha256 in self._readings:
                self._readings.move_to_end(sha256)
                return self._readings[sha256]
        reading = self._read(sha256)
        with self._lock:
            self._readings[sha256] = reading
            while len(self._readings) > _KEPT:
                self._readings.popitem(last=False)
        return reading

    def report(self, sha256: str, part: int = 0) -> Report | None:
        """Return one report of a document as it was read, before any decision of a person."""
        outcome = self._outcome(sha256)
        if outcome is None or not 0 <= part < len(outcome.reports):
            return None
        report = outcome.reports[part]
        return self._sources.roster.adopt(report) if sha256 in self._simulated else report

    def prose(self, sha256: str, part: int = 0) -> Prose | None:
        """Return a report's prose, whose passages can be set beside another's."""
        outcome, reading = self._outcome(sha256), self.reading(sha256)
        if outcome is None or reading is None or not 0 <= part < len(outcome.reports):
            return None
        return proses(outcome.reports, reading)[part]

    @cached_property
    def _simulated(self) -> dict[str, Document]:
        return {document.sha256: document for document, _ in self._sources.demo}

    def _document(self, sha256: str) -> Document | None:
        if len(sha256) != _HASH:
            return None
        try:
            return self._sources.archive.find(sha256)
        except ArchiveError:
            return self._simulated.get(sha256)

    def _read(self, sha256: str) -> Reading | None:
        document = self._document(sha256)
        data = _bytes(document) if document else None
        if document is None or data is None:
            return None
        kept = self._sources.outcomes.reading(sha256)
        if kept is not None:
            return kept
        if sha256 not in self._simulated:  # anything may be in it: read where it can be ended
            read_missing(self._settings, [document], _PATIENCE)
            return self._sources.outcomes.reading(sha256)
        try:
            reading = read_document(data, document.name, document.address)
        except Exception:  # noqa: BLE001 - a page that shows one bad file must still come
            return None
        return None if isinstance(reading, Rejection) else reading

    def _outcome(self, sha256: str) -> Outcome | None:
        outcome = self._sources.outcomes.get(sha256) if len(sha256) == _HASH else None
        document = None if outcome else self._document(sha256)
        data = _bytes(document) if document else None
        if document is None or data is None:
            return outcome
        if sha256 not in self._simulated:
            read_missing(self._settings, [document], _PATIENCE)
            return self._sources.outcomes.get(sha256)
        return read_outcome(data, document.name, document.address, self._sources.agencies)


def _bytes(document: Document) -> bytes | None:
    try:
        data = document.path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ArchiveError(f"{document.path} was changed: put the received file back")
    return data
