"""The documents of both data sets as they were read, with decisions applied."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pipelines.build.assemble import Sources
from pipelines.documents.archive import Document
from pipelines.documents.convert import read_document
from pipelines.documents.outcomes import Outcome, outcome_and_reading
from pipelines.documents.reception import read_missing
from pipelines.identities import Subject
from pipelines.ledger.decisions import DecidedReport, Decision, settle
from pipelines.model import Reading, Rejection

_RECENT = 200  # documents kept as read

_Read = tuple[Outcome, Sequence[DecidedReport]]


class Files:
    """The documents of both data sets: what each was read as, with decisions applied."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._decided = _by_report(sources.words)
        self._by_hash = {
            dataset: {document.sha256: document for document, _ in self.documents(dataset)}
            for dataset in ("demo", "real")
        }
        self._by_hash["real"] |= {one.sha256: one for one, _ in sources.sent_back}
        self._counted = frozenset(one.sha256 for one in sources.documents)
        self._published = {one.sha256: day for one, day in sources.demo if day}
        self._recent: OrderedDict[tuple[str, str], _Read] = OrderedDict()

    def ready(self, documents: Iterable[str]) -> None:
        """Let documents of the archive be read, in processes, of which no outcome is kept."""
        read_missing(self._sources.settings, [*self.among(documents)])

    def documents(self, dataset: str) -> Sequence[tuple[Document, date | None]]:
        """Return the documents of a data set, each with the date its portal gives it."""
        if dataset == "demo":
            return self._sources.demo
        return [(document, None) for document in self._sources.documents]

    def document(self, sha256: str) -> Document:
        """Return a document of the archive."""
        return self._by_hash["real"][sha256]

    def published_on(self, sha256: str) -> date | None:
        """Return the date that a simulated document has by its portal."""
        return self._published.get(sha256)

    def among(self, some: Iterable[str]) -> Iterator[Document]:
        """Yield the documents of the archive among some hashes that count, in their order."""
        known = self._by_hash["real"]
        yield from (known[one] for one in sorted(some) if one in self._counted)

    def read(self, dataset: str, sha256: str) -> tuple[Outcome, Sequence[DecidedReport]]:
        """Return what a document was read as, and its reports as assigned and corrected.

        The last ones are kept: what was staged is judged next.
        """
        outcome = self._recent.pop((dataset, sha256), None) or self._read(dataset, sha256)
        self._recent[dataset, sha256] = outcome
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return outcome

    def _read(self, dataset: str, sha256: str) -> tuple[Outcome, Sequence[DecidedReport]]:
        outcome = _outcome(self._sources, self._by_hash[dataset][sha256])
        if dataset == "demo":
            return outcome, [
                DecidedReport(self._sources.roster.adopt(part)) for part in outcome.reports
            ]
        own = ((part, str(Subject(part.sha256, part.part))) for part in outcome.reports)
        return outcome, [settle(part, self._decided.get(key, {})) for part, key in own]

    def reading(self, dataset: str, sha256: str) -> Reading | None:
        """Return the text of a document that was read."""
        kept = self._sources.outcomes.reading(sha256)
        if kept is not None:
            return kept
        document = self._by_hash[dataset][sha256]
        data = _bytes(document)
        again = None
        if data is not None:
            again = read_document(data, document.name, document.address)
        return again if isinstance(again, Reading) else None


def _by_report(
    words: Mapping[tuple[str, str], Decision],
) -> dict[str, dict[tuple[str, str], Decision]]:
    by_report: dict[str, dict[tuple[str, str], Decision]] = {}
    for key, decision in words.items():
        own = Subject.parse(decision.subject).report
        by_report.setdefault(own, {})[key] = decision
    return by_report


def _outcome(sources: Sources, document: Document) -> Outcome:
    kept = sources.outcomes.get(document.sha256)
    if kept is not None:
        return kept
    data = _bytes(document)
    if data is None:  # not kept: the bytes may be put back
        return Outcome(rejection=_damaged(document))
    found, reading = outcome_and_reading(data, document.name, document.address, sources.agencies)
    sources.outcomes.put(document.sha256, found, reading)
    return found


def _bytes(document: Document) -> bytes | None:
    """Return the bytes of a document, None where they are gone or not those of its name."""
    try:
        data = document.path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == document.sha256 else None


def _damaged(document: Document) -> Rejection:
    return Rejection("archive_damaged", {}, document.sha256, document.name)
