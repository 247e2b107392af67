"""The writing door: documents received, decisions recorded, previews, and the store built anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.agencies import Agencies
from pipelines.archive import Archive, Document
from pipelines.assemble import Sources, fill
from pipelines.collect import load, shown
from pipelines.decide import cell_subject, report_subject
from pipelines.errors import LedgerError, MingchaError
from pipelines.ledger import Ledger
from pipelines.model import Rejection
from pipelines.outcomes import Outcome, Outcomes, failure, outcome
from pipelines.publish import Stage, publish
from pipelines.read import members
from pipelines.settings import Settings
from pipelines.workers import Failure, run

SECONDS: Final = 30.0  # for one file, and
SECONDS_PER_MB: Final = 10.0  # more, since a ZIP holds many


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was offered; `error` is set where it could not be opened."""

    name: str
    sha256: str = ""
    is_new: bool = False
    report_count: int = 0
    waiting_count: int = 0
    lost_count: int = 0
    rejection: Rejection | None = None
    error: str = ""


def preview(path: Path, agencies: Agencies) -> Iterator[tuple[str, bytes, Outcome]]:
    """Yield (name, bytes, outcome) for a file, or for each file of a ZIP; nothing is kept.

    Raises:
        CollectError: the file cannot be opened.
    """
    for name, data, refused in _unpacked(path):
        yield name, data, refused or outcome(data, name, "", agencies)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes, Outcome | None]]:
    data, name = load(path), shown(path)
    for member in members(data, name):
        if isinstance(member, Rejection):
            yield member.name or name, data, Outcome(rejection=member)
        else:
            yield member[0], member[1], None


def ingest(settings: Settings, paths: Iterable[Path]) -> Iterator[Receipt]:
    """Receive files: keep their bytes, read them, and yield a receipt for each as it is done.

    Order is that of completion. What is known already is recognized and not read again, so an
    ingest that was killed goes on where it was when it is started once more.
    """
    for path, result in run(_receiver, settings, paths, count=_count(), seconds=_patience):
        if isinstance(result, Failure):
            detail = {"error": result.code, "seconds": f"{_patience(path):.0f}"}
            yield Receipt(shown(path), rejection=Rejection(result.code, detail, "", shown(path)))
        else:
            yield from result


def _receiver(settings: Settings) -> Callable[[Path], list[Receipt]]:
    archive = Archive(settings.archive)
    outcomes = Outcomes(settings.store / "parsed", settings.reference)
    agencies = Agencies.load(settings.reference)

    def receive(path: Path) -> list[Receipt]:
        try:
            return [_receive(archive, outcomes, agencies, unpacked) for unpacked in _unpacked(path)]
        except MingchaError as error:
            return [Receipt(shown(path), error=str(error))]

    return receive


def _receive(
    archive: Archive,
    outcomes: Outcomes,
    agencies: Agencies,
    unpacked: tuple[str, bytes, Outcome | None],
) -> Receipt:
    name, data, refused = unpacked
    document, is_new = archive.put(data, Path(name).name)
    if refused is not None:
        return Receipt(name, document.sha256, is_new, rejection=refused.rejection)
    found = outcomes.get(document.sha256)
    if found is None:
        found = outcome(data, document.name, document.address, agencies)
        outcomes.put(document.sha256, found)
    return Receipt(
        name,
        document.sha256,
        is_new,
        len(found.reports),
        found.waiting_count,
        found.lost_count,
        found.rejection,
    )


def build(settings: Settings, advance: Callable[[int], None] | None = None) -> Path:
    """Build the store from what ships, the archive and the ledger, and publish it.

    `advance(total)` is called after each document.
    """
    sources = Sources(settings)
    total = len(sources.documents) + len(sources.demo)

    def write(stage: Stage) -> None:
        _read_missing(sources)
        fill(sources, stage, lambda: advance(total) if advance else None)

    target = publish(settings.store, sources.digest(), write)
    sources.outcomes.forget_others()
    return target


def _read_missing(sources: Sources) -> None:
    """Read in processes what no outcome is kept of: a crash or a hang costs one document."""
    missing = [one for one in sources.documents if not sources.outcomes.has(one.sha256)]
    count = min(_count(), len(missing))
    for document, result in run(
        _reader, sources.settings, missing, count=count, seconds=lambda one: _patience(one.path)
    ):
        if isinstance(result, Failure):
            detail = {"error": result.code, "seconds": f"{_patience(document.path):.0f}"}
            data = document.path.read_bytes()
            rejection = failure(result.code, data, document.name, detail)
            sources.outcomes.put(document.sha256, Outcome(rejection=rejection))


def _reader(settings: Settings) -> Callable[[Document], None]:
    outcomes = Outcomes(settings.store / "parsed", settings.reference)
    agencies = Agencies.load(settings.reference)

    def read_one(document: Document) -> None:
        data = document.path.read_bytes()
        found = outcome(data, document.name, document.address, agencies)
        outcomes.put(document.sha256, found)

    return read_one


def assign(
    settings: Settings,
    report: tuple[str, int],
    agency_id: str,
    report_year: int | None = None,
    *,
    by: str,
) -> int:
    """Record which agency, and if given which year, a report of a document is of.

    Raises:
        ArchiveError: the document is not in the archive.
        LedgerError: the document has no such part, or the agency is unknown.
    """
    sources = Sources(settings)
    document = sources.archive.find(report[0])
    found = sources.outcomes.get(document.sha256)
    if found is not None and report[1] >= len(found.reports):
        raise LedgerError(f"{report[0]} holds {len(found.reports)} reports, not part {report[1]}")
    row = sources.agencies.row(agency_id.partition("-")[0])
    if row is None:
        raise LedgerError(f"{agency_id} is not the code of an agency: see `mingcha agencies`")
    body = {
        "agency_id": agency_id,
        "level": "department" if "-" in agency_id else row.level,
        "report_year": report_year,
    }
    subject = report_subject(document.sha256, report[1])
    return Ledger(settings.ledger).append("assignment", subject, body, by=by)


@dataclass(frozen=True, slots=True)
class Correction:
    """Which figure of which report a person reads otherwise, what is printed there, and why."""

    sha256: str
    part: int
    indicator: str
    member: str
    label: str
    expected: str
    value: str
    reason: str
    place: Mapping[str, int] | None = None


def correct(settings: Settings, one: Correction, *, by: str) -> int:
    """Record a correction; the printed value stays visible beside it.

    Raises:
        ArchiveError: the document is not in the archive.
    """
    document = Archive(settings.archive).find(one.sha256)
    subject = cell_subject(document.sha256, one.part, one.indicator, one.member, one.label)
    body = {"expected": one.expected, "value": one.value, "reason": one.reason}
    body |= {"place": dict(one.place)} if one.place else {}  # type: ignore[dict-item]
    return Ledger(settings.ledger).append("correction", subject, body, by=by)


def _patience(path: Path) -> float:
    """Return how many seconds a file may take."""
    try:
        return SECONDS + SECONDS_PER_MB * path.stat().st_size / 2**20
    except OSError:
        return SECONDS


def _count() -> int:
    return max(1, min(8, os.cpu_count() or 1))
