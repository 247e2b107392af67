"""Everything a build is made of: what ships, the archive with its outcomes, and the ledger."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.archive import Archive, Document
from pipelines.decide import Decision, last_words, report_subject, settle, strays
from pipelines.errors import StoreError
from pipelines.excerpts import excerpt_rows
from pipelines.ledger import Ledger
from pipelines.outcomes import Outcome, Outcomes, outcome
from pipelines.publish import Stage, fingerprint
from pipelines.rosters import Roster, agency_row, division_rows
from pipelines.rows import Origin, Rows, finding_rows, report_rows
from pipelines.settings import Settings

_BATCH = 300  # reports a batch: what a build holds in memory


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
        """Return the documents of the archive in the order of their hashes."""
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
    def decisions(self) -> Sequence[Decision]:
        """Return what people decided, in order."""
        return Ledger(self.settings.ledger).decisions()

    def digest(self) -> str:
        """Return the digest of all inputs and of the code that reads them."""
        return fingerprint(self._parts())

    def _parts(self) -> Iterator[bytes]:
        shipped = (self.settings.reference, self.settings.published, self.settings.demo)
        for folder in shipped:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
        for document in self.documents:
            yield json.dumps(asdict(document) | {"path": document.path.name}).encode()
        for decision in self.decisions:
            yield repr((decision.id, decision.kind, decision.subject)).encode()
            yield json.dumps(decision.body, sort_keys=True).encode()


def fill(sources: Sources, stage: Stage, advance: Callable[[], None]) -> None:
    """Put the rows of every source into the staging tables, a batch at a time."""
    roster = Roster.load(sources.settings.demo / "roster.csv")
    stage.add(Rows(agency=[*division_rows(sources.agencies), *roster.rows()]))
    stage.add(excerpt_rows(sources.settings.published, sources.agencies))
    batch = Rows()
    for rows in _documents(sources, roster):
        batch.extend(rows)
        if rows.document:
            advance()
        if len(batch.report) >= _BATCH or len(batch.document) >= _BATCH:
            stage.add(batch)
            batch = Rows()
    stage.add(batch)


def _documents(sources: Sources, roster: Roster) -> Iterator[Rows]:
    """Yield the rows of each document, simulated ones first, then those of the archive."""
    words = last_words(sources.decisions)
    by_report = _by_report(words)
    key, known = 1_000_000, set()  # beyond the keys of the excerpts
    for document, published_on in sources.demo:
        found = _outcome(sources, document)
        reports = [roster.adopt(report) for report in found.reports]
        origin = Origin("demo", document.received_at, document.address, published_on)
        rows = _rows(document, replace(found, reports=tuple(reports)), origin, key, {})
        key += len(reports)
        yield rows
    for document in sources.documents:
        found = _outcome(sources, document)
        origin = Origin("real", document.received_at, document.address)
        known |= {report_subject(r.sha256, r.part) for r in found.reports}
        rows = _rows(document, found, origin, key, by_report)
        rows.agency += _agencies(rows, found, sources.agencies)
        key += len(found.reports)
        yield rows
    lost = strays(words, frozenset(known))
    yield Rows(finding=finding_rows(-1, [finding for _, finding in lost]))


def _rows(
    document: Document,
    found: Outcome,
    origin: Origin,
    key: int,
    decisions: Mapping[str, Mapping[tuple[str, str], Decision]],
) -> Rows:
    rows = Rows(document=[_document_row(document, found, origin.dataset)])
    for report in found.reports:
        own = decisions.get(report_subject(report.sha256, report.part), {})
        rows.extend(report_rows(settle(report, own), key, origin))
        key += 1
    return rows


def _agencies(rows: Rows, found: Outcome, agencies: Agencies) -> list[tuple[object, ...]]:
    """Return the agencies of a document's reports, as assigned."""
    levels = [report.agency.level or "" for report in found.reports]
    return [
        agency_row("real", row[2], row[3], level or "department", agencies)
        for row, level in zip(rows.report, levels, strict=True)
        if row[2]
    ]


def _by_report(
    words: Mapping[tuple[str, str], Decision],
) -> dict[str, dict[tuple[str, str], Decision]]:
    found: dict[str, dict[tuple[str, str], Decision]] = {}
    for key, decision in words.items():
        own = ":".join(decision.subject.split(":")[:2])
        found.setdefault(own, {})[key] = decision
    return found


def _outcome(sources: Sources, document: Document) -> Outcome:
    kept = sources.outcomes.get(document.sha256)
    if kept is not None:
        return kept
    try:
        data = document.path.read_bytes()
    except OSError as error:
        raise StoreError(f"{document.path} cannot be read: {error.strerror}") from error
    found = outcome(data, document.name, document.address, sources.agencies)
    sources.outcomes.put(document.sha256, found)
    return found


def _document_row(document: Document, found: Outcome, dataset: str) -> tuple[object, ...]:
    rejection = found.rejection
    return (
        dataset,
        document.sha256,
        document.name,
        document.address,
        document.received_at,
        "rejected" if rejection else "read",
        rejection.code if rejection else "",
        json.dumps(dict(rejection.detail), ensure_ascii=False) if rejection else "",
        len(found.reports),
    )


def _simulated(folder: Path, line: dict[str, str]) -> Document:
    path = folder / line["path"]
    return Document(line["sha256"], line["path"], line["address"], "", path)


def _day(line: dict[str, str]) -> date | None:
    text = line.get("published_on", "")
    return date.fromisoformat(text) if text else None
