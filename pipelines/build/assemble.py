"""Everything a build is made of: what ships, the archive with its outcomes, and the ledger."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.build.excerpts import excerpt_rows
from pipelines.build.filing_rows import (
    FilingContext,
    demo_desk,
    desk_rows,
    real_desk,
    refused_rows,
    report_filing,
    roster_lines,
)
from pipelines.build.publish import Stage, fingerprint
from pipelines.build.rosters import Roster, agency_row, division_rows
from pipelines.documents.archive import DRAFT, Archive, BrokenRecord, Document
from pipelines.documents.convert import read_document
from pipelines.documents.outcomes import Outcome, Outcomes, outcome_and_reading
from pipelines.identities import Subject
from pipelines.ledger.decisions import Decision, Settled, last_words, settle
from pipelines.ledger.draft_states import (
    RETURNED,
    DraftState,
    draft_states,
    in_force,
    uncounted,
)
from pipelines.ledger.ledger import Ledger
from pipelines.model import Reading, Rejection
from pipelines.settings import Settings
from pipelines.store.rows import Origin, Rows, report_rows

_BATCH = 300  # reports a batch: what a build holds in memory
LAID_OVER = frozenset({"verdict"})  # decisions shown without a build: the store knows none of them


@dataclass(frozen=True)
class Sources:
    """The inputs of one build."""

    settings: Settings

    @cached_property
    def agencies(self) -> Agencies:
        """Return the register of real agencies."""
        return Agencies.load(self.settings.reference)

    @cached_property
    def archive(self) -> Archive:
        """Return the archive of real documents."""
        return Archive(self.settings.archive)

    @cached_property
    def outcomes(self) -> Outcomes:
        """Return the cache of what documents were read as."""
        return Outcomes(self.settings.store / "parsed", self.settings.reference)

    @cached_property
    def documents(self) -> Sequence[Document]:
        """Return the documents of the archive that count, in the order of their hashes."""
        idle = uncounted(self.said) | self.orphaned
        return tuple(one for one in self.archived if one.sha256 not in idle)

    @cached_property
    def sent_back(self) -> Sequence[tuple[Document, DraftState]]:
        """Return the documents that were sent back under a name, with what was said of them."""
        back = {key: one for key, one in draft_states(self.said).items() if one.state == RETURNED}
        return tuple((one, back[one.sha256]) for one in self.archived if one.sha256 in back)

    @cached_property
    def orphaned(self) -> frozenset[str]:
        """Return the documents that came as drafts and of which the ledger says nothing."""
        known = draft_states(self.said)
        drafts = (one.sha256 for one in self.archived if one.came_as == DRAFT)
        return frozenset(sha256 for sha256 in drafts if sha256 not in known)

    @cached_property
    def broken(self) -> Sequence[BrokenRecord]:
        """Return the documents whose record cannot be read: set aside and named."""
        return tuple(self.archive.broken())

    @cached_property
    def archived(self) -> Sequence[Document]:
        """Return every document of the archive, drafts too."""
        return tuple(self.archive.documents())

    @cached_property
    def demo(self) -> Sequence[tuple[Document, date | None]]:
        """Return the simulated documents, each with the date its portal gives it."""
        folder = self.settings.demo
        if not (folder / "manifest.csv").exists():
            return ()
        with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        return tuple((_simulated(folder, line), _day(line)) for line in lines)

    @cached_property
    def roster(self) -> Roster:
        """Return the simulated district's agencies."""
        return Roster.load(self.settings.demo / "roster.csv")

    def expected(self, dataset: str) -> Sequence[Mapping[str, str]]:
        """Return the agencies that must report, as lines of a roster with their years."""
        return next(
            roster_lines(desk, self.agencies) for desk in self.desks if desk.dataset == dataset
        )

    @cached_property
    def words(self) -> Mapping[tuple[str, str], Decision]:
        """Return the decision that counts for each kind and subject."""
        return last_words(self.decisions)

    @cached_property
    def said(self) -> Sequence[Decision]:
        """Return everything that people decided, in order.

        The archive is listed before: a draft is written into the ledger first and archived then,
        so none that comes meanwhile is taken for a document that counts.
        """
        _ = self.archived
        return self.ledger.decisions()

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger."""
        return Ledger(self.settings.ledger)

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        """Return what people decided of what counts, in order."""
        return in_force(self.said)

    @cached_property
    def desks(self) -> Sequence[FilingContext]:
        """Return of each data set who had to report, and on which day that is known."""
        received = [one.received_at for one in self.documents]
        demo = demo_desk(self.roster, [day for _, day in self.demo])
        return demo, real_desk(received, self.decisions)

    def digest(self) -> str:
        """Return the digest of all inputs and of the code that reads them."""
        return fingerprint(self._parts())

    def _parts(self) -> Iterator[bytes]:
        yield repr([desk.as_of for desk in self.desks]).encode()
        shipped = (self.settings.reference, self.settings.published, self.settings.demo)
        for folder in shipped:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
        for record in self.broken:
            yield record.sha256.encode()
        for document in self.documents:
            said = asdict(document) | {"path": document.path.name, "came_as": ""}
            yield json.dumps(said).encode()
        for document, draft in self.sent_back:
            yield repr((document.sha256, document.received_at, draft.reports)).encode()
        for decision in self.decisions:
            if decision.kind in LAID_OVER:
                continue
            yield repr((decision.id, decision.kind, decision.subject)).encode()
            yield json.dumps(decision.body, sort_keys=True).encode()


def fill(sources: Sources, stage: Stage, advance: Callable[[], None]) -> None:
    """Put the rows of every source into the staging tables, a batch at a time."""
    stage.add(Rows(agency=[*division_rows(sources.agencies), *sources.roster.rows()]))
    stage.add(excerpt_rows(sources.settings.published, sources.agencies))
    for desk in sources.desks:
        stage.add(desk_rows(desk, sources.agencies, {one.sha256 for one in sources.documents}))
    batch = Rows(document=[_set_aside(one) for one in sources.broken])
    for rows in _documents(sources):
        batch.extend(rows)
        advance()
        if len(batch.report) >= _BATCH or len(batch.document) >= _BATCH:
            stage.add(batch)
            batch = Rows()
    stage.add(batch)


def _documents(sources: Sources) -> Iterator[Rows]:
    """Yield the rows of each document, simulated ones first, then those of the archive."""
    key = 1_000_000  # beyond the keys of the excerpts
    files = Files(sources)
    for dataset in ("demo", "real"):
        for document, published_on in files.documents(dataset):
            outcome, reports = files.read(dataset, document.sha256)
            origin = Origin(dataset, document.received_at, document.address, published_on)
            rows = Rows(document=[_document_row(document, outcome, dataset)])
            for settled in reports:
                rows.extend(report_rows(settled, key, origin))
                rows.filing.append(report_filing(key, settled.report, published_on))
                key += 1
            if dataset == "real" and outcome.rejection:
                rows.extend(refused_rows(document.name, outcome.rejection.code, sources.agencies))
            if dataset == "real":
                rows.agency += _agencies(rows, outcome, sources.agencies)
            yield rows


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

    def documents(self, dataset: str) -> Sequence[tuple[Document, date | None]]:
        """Return the documents of a data set, each with the date its portal gives it."""
        if dataset == "demo":
            return self._sources.demo
        return [(document, None) for document in self._sources.documents]

    def read(self, dataset: str, sha256: str) -> tuple[Outcome, Sequence[Settled]]:
        """Return what a document was read as, and its reports as assigned and corrected."""
        outcome = _outcome(self._sources, self._by_hash[dataset][sha256])
        if dataset == "demo":
            return outcome, [Settled(self._sources.roster.adopt(one)) for one in outcome.reports]
        own = ((one, str(Subject(one.sha256, one.part))) for one in outcome.reports)
        return outcome, [settle(one, self._decided.get(key, {})) for one, key in own]

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


def _agencies(rows: Rows, outcome: Outcome, agencies: Agencies) -> list[tuple[object, ...]]:
    """Return the agencies of a document's reports, as assigned."""
    levels = [report.agency.level or "" for report in outcome.reports]
    return [
        agency_row("real", row[2], row[3], level or "department", agencies)
        for row, level in zip(rows.report, levels, strict=True)
        if row[2]
    ]


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


def _set_aside(record: BrokenRecord) -> tuple[object, ...]:
    """Return the row of a document whose record was cut: named, and nothing else is known."""
    name = record.sha256[:12]
    return ("real", record.sha256, name, "", "", "rejected", "archive_record", "{}", 0)


def _document_row(document: Document, outcome: Outcome, dataset: str) -> tuple[object, ...]:
    rejection = outcome.rejection
    return (
        dataset,
        document.sha256,
        document.name,
        document.address,
        document.received_at,
        "rejected" if rejection else "read",
        rejection.code if rejection else "",
        json.dumps(dict(rejection.detail), ensure_ascii=False) if rejection else "",
        len(outcome.reports),
    )


def _simulated(folder: Path, line: dict[str, str]) -> Document:
    path = folder / line["path"]
    return Document(line["sha256"], line["path"], line["address"], "", path)


def _day(line: dict[str, str]) -> date | None:
    text = line.get("published_on", "")
    return date.fromisoformat(text) if text else None
