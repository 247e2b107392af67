"""The rows of what was received and of who was expected, put into the staging tables."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.agencies import Agencies
from pipelines.build.assemble import Sources
from pipelines.build.desk_inputs import input_rows
from pipelines.build.excerpts import excerpt_rows
from pipelines.build.files import Files
from pipelines.build.filing_rows import (
    desk_rows,
    refused,
    refused_row,
    report_filing,
)
from pipelines.build.rosters import agency_row, division_rows
from pipelines.build.shared import Words, by_document, is_worth_it, results, words_on
from pipelines.build.stage import Changes, Stage
from pipelines.documents.archive import BrokenRecord, Document
from pipelines.documents.outcomes import Outcome
from pipelines.identities import area_of, unit_of
from pipelines.model import Report
from pipelines.settings import Settings
from pipelines.store.rows import Origin, Row, Rows, report_rows

_BATCH = 300  # reports a batch: what a build holds in memory
_PILE = 100  # documents whose rows are made together
_REPORTS = 1_000_000  # keys of a document: it has fewer lines; below are the keys of the excerpts
_LEAST = 120.0  # seconds for a pile, and
_EACH = 3.0  # more for each of its documents: a hundred times what one takes
_NAMED = """SELECT DISTINCT agency_id, agency, level FROM report
    WHERE dataset = 'real' AND agency_id <> ''
        AND report_id // 100000000 IN (SELECT unit // 100 FROM changed_unit)
    UNION
    SELECT DISTINCT agency_id, name, level FROM refusal
    WHERE area_of('real', agency_id) IN (SELECT unit // 100 FROM changed_unit)"""
_REFUSED = """SELECT agency_id, level, report_year FROM refusal
    WHERE unit_of('real', agency_id, report_year) IN (SELECT unit FROM changed_unit)"""


@dataclass(frozen=True, slots=True)
class Pile:
    """Some documents of a data set in their order; `position` is that of the first among all."""

    dataset: str
    position: int
    listed: Sequence[tuple[Document, date | None]]
    words: Words = field(default_factory=dict)

    @property
    def hashes(self) -> list[str]:
        """Return the hashes of its documents."""
        return [document.sha256 for document, _ in self.listed]


def fill(
    sources: Sources, files: Files, stage: Stage, some: Changes | None, advance: Callable[[], None]
) -> None:
    """Put the rows of documents into the staging tables, a batch at a time.

    Args:
        sources: what there is.
        files: its documents as read.
        stage: where the rows go.
        some: what changes; None is everything.
        advance: called after each document.
    """
    units = some.units if some else None
    stage.add(excerpt_rows(sources.settings.published, units))
    batch = Rows(
        document=[
            _set_aside(record)
            for record in sources.broken
            if some is None or record.sha256 in some.documents
        ],
        input=input_rows(sources),
    )
    for rows in _documents(sources, files, some, advance):
        batch.extend(rows)
        if len(batch.report) >= _BATCH or len(batch.document) >= _BATCH:
            stage.add(batch)
            batch = Rows()
    stage.add(batch)
    if some is not None:
        stage.mark("changed_unit", some.units)
        stage.mark("changed_document", [("real", sha256) for sha256 in some.documents])
    else:
        due = {unit_of(desk.dataset, *key) for desk in sources.desks for key in desk.known()}
        stage.mark("changed_unit", due)


def place(sources: Sources, stage: Stage, some: Changes | None) -> None:
    """Stage agencies, and who was expected, of the areas and units that change."""
    areas = {area_of(unit) for unit in some.units} if some else None
    rows = Rows(agency=[*division_rows(sources.agencies, areas)])
    if some is None:
        rows.agency += sources.roster.rows()
    for agency_id, name, level in stage.ask(_NAMED):
        if areas is None or area_of(unit_of("real", agency_id, None)) in areas:
            rows.agency.append(agency_row(agency_id, name, level or "department", sources.agencies))
    rows.expected += [
        refused_row(agency_id, level, year)
        for agency_id, level, year in stage.ask(_REFUSED)
        if some is None or unit_of("real", agency_id, year) in some.units
    ]
    received = {one.sha256 for one in sources.documents}
    for desk in sources.desks:
        if areas is None or desk.dataset == "real":
            known = desk if areas is None else desk.within(areas)
            rows.extend(desk_rows(known, sources.agencies, received))
    if some is not None:
        rows.expected = [row for row in rows.expected if unit_of(*row[:3]) in some.units]
        rows.agency = [
            row for row in rows.agency if area_of(unit_of(row[0], row[1], None)) in (areas or ())
        ]
    stage.add(rows)


def _documents(
    sources: Sources, files: Files, some: Changes | None, advance: Callable[[], None]
) -> Iterator[Rows]:
    """Yield the rows of documents, those of the archive in processes where they are many."""
    position = 0
    for dataset in ("demo", "real") if some is None else ("real",):
        listed = files.documents(dataset)
        if some is not None:
            listed = [pair for pair in listed if pair[0].sha256 in some.staged]
        piles = [
            Pile(dataset, position + first, listed[first : first + _PILE])
            for first in range(0, len(listed), _PILE)
        ]
        position += len(listed)
        if some is None and dataset == "real" and is_worth_it(sources.settings, len(listed)):
            known = by_document(sources.words)
            given = (replace(pile, words=words_on(known, pile.hashes)) for pile in piles)
            for rows in results(sources.settings, filling, given, _patience):
                yield rows
                for _ in rows.document:
                    advance()
        else:
            for pile in piles:
                yield _rows(sources, files, pile, some)
                for _ in pile.listed:
                    advance()


def filling(settings: Settings) -> Callable[[Pile], Rows]:
    """Return what gives the rows of a pile, in a process that takes one after the other."""
    whole = Sources(settings)

    def do(pile: Pile) -> Rows:
        sources = whole.part([document for document, _ in pile.listed], pile.words)
        return _rows(sources, Files(sources), pile, None)

    return do


def _patience(pile: Pile) -> float:
    return _LEAST + _EACH * len(pile.listed)


def _rows(sources: Sources, files: Files, pile: Pile, some: Changes | None) -> Rows:
    rows = Rows()
    for position, (document, published_on) in enumerate(pile.listed, start=pile.position):
        outcome, reports = files.read(pile.dataset, document.sha256)
        if some is None or document.sha256 in some.documents:
            rows.document.append(_document_row(document, outcome, pile.dataset))
            if pile.dataset == "real" and outcome.rejection:
                rows.refusal += refusals(document, outcome, sources.agencies)
        origin = Origin(pile.dataset, document.received_at, document.address, published_on)
        for key, settled in enumerate(reports, start=(position + 1) * _REPORTS):
            if some is None or unit_of_report(settled.report) in some.units:
                rows.extend(report_rows(settled, key, origin))
                rows.filing.append(report_filing(key, settled.report, published_on))
    return rows


def refusals(document: Document, found: Outcome, agencies: Agencies) -> list[Row]:
    """Return whose report a document must be that gave none, as far as its name tells."""
    code = found.rejection.code if found.rejection else ""
    said = refused(document.name, code, agencies) if code else None
    return [("real", document.sha256, *said)] if said else []


def unit_of_report(report: Report) -> int:
    """Return the unit of a report of the archive."""
    return unit_of("real", report.agency.id, report.report_year)


def _set_aside(record: BrokenRecord) -> tuple[object, ...]:
    """Return the row of a document whose record was cut: named, and nothing else is known."""
    name = record.sha256[:12]
    return ("real", record.sha256, name, "", "", "rejected", "archive_record", "{}", 0)


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
