"""Documents looked at before anything is kept: read, and judged beside each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster
from pipelines.documents.collect import InputFile, files, shown
from pipelines.documents.preview import preview_with_readings
from pipelines.errors import CollectError, MingchaError
from pipelines.model import Reading, Rejection, Report
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import words_only
from pipelines.validate.run import judge
from pipelines.validate.surroundings import surroundings

Key = tuple[str, int]  # a document's hash and the part of it


@dataclass(frozen=True, slots=True)
class Draft:
    """One file: its reports, or why it gave none, or why it could not be opened."""

    name: str
    reports: tuple[Report, ...] = ()
    reading: Reading | None = None
    rejection: Rejection | None = None
    fault: MingchaError | None = None


def drafts(paths: Iterable[Path], agencies: Agencies, roster: Roster) -> Iterator[Draft]:
    """Yield what files, folders and ZIPs hold; a path that fails does not stop the others.

    An agency that the register does not know is looked for in the roster.
    """
    for path in paths:
        try:
            sources = _sources(path)
        except MingchaError as error:
            yield Draft(shown(path), fault=error)
        else:
            for source in sources:
                for draft in _of(source, agencies):
                    known = tuple(_adopted(report, roster) for report in draft.reports)
                    yield replace(draft, reports=known)


def _sources(path: Path) -> Sequence[InputFile]:
    sources = list(files([path]))
    if not sources:
        name = shown(path)
        raise CollectError(f"{name}: no file in this folder", "empty_folder", path=name)
    return sources


def _of(source: InputFile, agencies: Agencies) -> Iterator[Draft]:
    try:
        for name, found, reading in preview_with_readings(source, agencies):
            yield Draft(
                name, found.reports, words_only(reading) if reading else None, found.rejection
            )
    except MingchaError as error:
        yield Draft(shown(source.path), fault=error)


def _adopted(report: Report, roster: Roster) -> Report:
    found = None if report.agency.id else roster.adopt(report)
    return found if found and found.agency.id else report


def judged(
    drafts: Sequence[Draft], reference: Path, agencies: Agencies, roster: Roster
) -> Mapping[Key, Sequence[Judgement]]:
    """Return by report what the rules say of all drafts together; a file given twice counts once.

    Args:
        drafts: the drafts.
        reference: the folder of reference data.
        agencies: the register of agencies.
        roster: the agencies that are expected to report, as far as they are listed.
    """
    reports = {(one.sha256, one.part): one for draft in drafts for one in draft.reports}
    readings = {draft.reading.sha256: draft.reading for draft in drafts if draft.reading}
    given = list(reports.values())
    around = surroundings(reference, agencies, given, roster.lines)
    by_report: dict[Key, list[Judgement]] = {key: [] for key in reports}
    for judgement in judge(given, readings, surroundings=around):
        by_report[judgement.sha256, judgement.part].append(judgement)
    return by_report
