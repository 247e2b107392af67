"""Everything a build is made of: what ships, the archive with its outcomes, and the ledger."""

import csv
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.build.filing_rows import (
    FilingContext,
    demo_desk,
    real_desk,
    roster_lines,
)
from pipelines.build.publish import fingerprint
from pipelines.build.rosters import Roster
from pipelines.documents.archive import DRAFT, Archive, BrokenRecord, Document
from pipelines.documents.outcomes import Outcomes
from pipelines.ledger.decisions import Decision, last_words
from pipelines.ledger.draft_states import (
    RETURNED,
    DraftState,
    draft_states,
    in_force,
    uncounted,
)
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings

LAID_OVER = frozenset({"verdict", "task"})  # shown without a build: the store knows none of them


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
        idle = uncounted(self.recorded) | self.orphaned
        return tuple(one for one in self.archived if one.sha256 not in idle)

    @cached_property
    def sent_back(self) -> Sequence[tuple[Document, DraftState]]:
        """Return the documents that were sent back under a name, with the state of each."""
        back = {
            key: one for key, one in draft_states(self.recorded).items() if one.state == RETURNED
        }
        return tuple((one, back[one.sha256]) for one in self.archived if one.sha256 in back)

    @cached_property
    def orphaned(self) -> frozenset[str]:
        """Return the documents that came as drafts and of which the ledger says nothing."""
        known = draft_states(self.recorded)
        drafts = (one.sha256 for one in self.archived if one.came_as == DRAFT)
        return frozenset(sha256 for sha256 in drafts if sha256 not in known)

    @cached_property
    def broken(self) -> Sequence[BrokenRecord]:
        """Return the documents whose record cannot be read: set aside and named."""
        return tuple(one for one in self._records if isinstance(one, BrokenRecord))

    @cached_property
    def archived(self) -> Sequence[Document]:
        """Return every document of the archive, drafts too."""
        return tuple(one for one in self._records if isinstance(one, Document))

    @cached_property
    def _records(self) -> Sequence[Document | BrokenRecord]:
        """Return the records of the archive, read once: a nation has 300,000."""
        return tuple(self.archive.records())

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

    def expected(self, dataset: str, areas: Collection[int]) -> Sequence[Mapping[str, str]]:
        """Return who of some areas must report, as lines of a roster with their years."""
        [desk] = [one for one in self.desks if one.dataset == dataset]
        return roster_lines(desk.within(areas), self.agencies)

    @cached_property
    def words(self) -> Mapping[tuple[str, str], Decision]:
        """Return the decision that counts for each kind and subject."""
        return last_words(self.decisions)

    @cached_property
    def recorded(self) -> Sequence[Decision]:
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
        return in_force(self.recorded)

    @cached_property
    def desks(self) -> Sequence[FilingContext]:
        """Return of each data set who had to report, and on which day that is known."""
        received = [one.received_at for one in self.documents]
        demo = demo_desk(self.roster, [day for _, day in self.demo])
        return demo, real_desk(received, self.decisions, self.settings.zone, self.agencies)

    def part(
        self, documents: Sequence[Document], words: Mapping[tuple[str, str], Decision]
    ) -> "Sources":
        """Return the same as far as some documents and the decisions on them go, without a ledger.

        What ships, and the cache of what was read, are shared: it is for a process that is given
        one part after the other.
        """
        shared = {name: getattr(self, name) for name in ("agencies", "outcomes", "demo", "roster")}
        known = Sources(self.settings)
        vars(known).update(shared, documents=documents, words=words, sent_back=())
        return known

    @cached_property
    def shipped(self) -> str:
        """Return the digest of what ships and of the code that reads it: with it all changes."""
        return fingerprint(self._shipped())

    def digest(self) -> str:
        """Return the digest of all inputs and of the code that reads them."""
        return fingerprint(self._parts())

    def _shipped(self) -> Iterator[bytes]:
        for folder in (self.settings.reference, self.settings.published, self.settings.demo):
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()

    def _parts(self) -> Iterator[bytes]:
        yield self.shipped.encode()
        yield repr([desk.as_of for desk in self.desks]).encode()
        for record in self.broken:
            yield record.sha256.encode()
        for document in self.documents:
            yield repr((document.sha256, document.name, document.address)).encode()
            yield document.received_at.encode()
        for document, draft in self.sent_back:
            yield repr((document.sha256, document.received_at, draft.reports)).encode()
        for decision in self.decisions:
            if decision.kind in LAID_OVER:
                continue
            yield repr((decision.id, decision.kind, decision.subject)).encode()
            yield json.dumps(decision.body, sort_keys=True).encode()


def _simulated(folder: Path, line: dict[str, str]) -> Document:
    path = folder / line["path"]
    return Document(line["sha256"], line["path"], line["address"], "", path)


def _day(line: dict[str, str]) -> date | None:
    text = line.get("published_on", "")
    return date.fromisoformat(text) if text else None
