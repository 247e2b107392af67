"""A county's reports judged together: here, or in processes where there are many counties."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.build.assemble import Sources
from pipelines.build.files import Files
from pipelines.build.finding_rows import UNKNOWN, Cell, Spot, finding_row, spots_of
from pipelines.build.shared import Words, by_document, is_worth_it, results, words_on
from pipelines.build.stage import StagedReport
from pipelines.documents.archive import Document
from pipelines.identities import IDS, area_of
from pipelines.model import Reading, Report
from pipelines.settings import Settings
from pipelines.store.rows import Row
from pipelines.validate.copying import RULES
from pipelines.validate.faults import unsayable
from pipelines.validate.judgement import Judgement
from pipelines.validate.run import is_entwined, judge
from pipelines.validate.surroundings import surroundings

COPYING = frozenset(RULES.values())  # judged over the whole data set, not county by county
_PATIENCE = 300.0  # seconds for a batch, and
_EACH = 3.0  # more for each of its reports: a hundred times what one takes


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are judged together, and those of the years before that stand beside them."""

    dataset: str
    judged: Sequence[StagedReport]
    beside: Sequence[StagedReport] = ()


@dataclass(frozen=True, slots=True)
class JudgingTask:
    """A batch with its documents, what was decided on them, and who must report."""

    batch: Batch
    documents: Sequence[Document]
    words: Words
    roster: Sequence[Mapping[str, str]]


def judged_rows(sources: Sources, files: Files, some: Sequence[Batch]) -> Iterator[list[Row]]:
    """Yield the rows of what the rules say of each batch, in any order."""
    tasks = _tasks(sources, files, some)
    count = sum(len(batch.judged) for batch in some)
    if len(some) > 1 and is_worth_it(sources.settings, count):
        yield from results(sources.settings, judging, tasks, _patience)
    else:
        yield from (_rows(sources, files, task) for task in tasks)


def _tasks(sources: Sources, files: Files, some: Sequence[Batch]) -> Iterator[JudgingTask]:
    known = by_document(sources.words)
    for batch in some:
        received = [*batch.beside, *batch.judged]
        hashes = sorted({staged.sha256 for staged in received})
        areas = {area_of(staged.report_id // IDS) for staged in received}
        roster = sources.expected(batch.dataset, areas)
        if batch.dataset == "real":
            files.ready(hashes)
            documents = [files.document(one) for one in hashes]
            yield JudgingTask(batch, documents, words_on(known, hashes), roster)
        else:
            yield JudgingTask(batch, (), {}, roster)


def _patience(task: JudgingTask) -> float:
    return _PATIENCE + _EACH * len(task.batch.judged)


def judging(settings: Settings) -> Callable[[JudgingTask], list[Row]]:
    """Return what judges a batch, in a process that judges one after the other."""
    whole = Sources(settings)

    def do(task: JudgingTask) -> list[Row]:
        sources = whole.part(task.documents, task.words)
        return _rows(sources, Files(sources), task)

    return do


def _rows(sources: Sources, files: Files, task: JudgingTask) -> list[Row]:
    """Return the rows of what the rules say of a batch, numbered by report."""
    batch = task.batch
    ids = {(staged.sha256, staged.part): staged.report_id for staged in batch.judged}
    judgements, reports = _judged(sources, files, task)
    spots = {(report.sha256, report.part): spots_of(report) for report in reports}
    mine = (
        (ids[result.sha256, result.part], result)
        for result in judgements
        if (result.sha256, result.part) in ids and result.rule not in COPYING
    )
    return [
        row_of(batch.dataset, key, n, result, spots.get((result.sha256, result.part), {}))
        for n, (key, result) in numbered(mine)
    ]


def _judged(
    sources: Sources, files: Files, task: JudgingTask
) -> tuple[list[Judgement], list[Report]]:
    reports: list[Report] = []
    readings: dict[str, Reading] = {}
    batch = task.batch
    parts: dict[str, set[int]] = {}
    for staged in (*batch.beside, *batch.judged):
        parts.setdefault(staged.sha256, set()).add(staged.part)
    judged = frozenset((staged.sha256, staged.part) for staged in batch.judged)
    years = {(staged.report_year or 0) - back for staged in batch.judged for back in (0, 1)}
    with_text = {
        staged.sha256 for staged in (*batch.beside, *batch.judged) if staged.report_year in years
    }
    for sha256, some in parts.items():
        own = _reports(files, batch.dataset, sha256)
        reports += [report for report in own if report.part in some]
        if sha256 not in with_text:
            continue
        reading = files.reading(batch.dataset, sha256)
        if reading is not None and not any(is_entwined(report, own) for report in own):
            readings[sha256] = reading
    around = surroundings(sources.settings.reference, sources.agencies, reports, task.roster)
    return judge(reports, readings, surroundings=around, asked=judged), reports


def _reports(files: Files, dataset: str, sha256: str) -> list[Report]:
    _, reports = files.read(dataset, sha256)
    day = files.published_on(sha256) if dataset == "demo" else None
    return [replace(one.report, published_on=one.report.published_on or day) for one in reports]


def numbered(
    found: Iterable[tuple[int, Judgement]],
) -> Iterator[tuple[int, tuple[int, Judgement]]]:
    """Yield judgements with their place among those of the same report."""
    places: dict[int, int] = {}
    for key, judgement in found:
        places[key] = places.get(key, -1) + 1
        yield places[key], (key, judgement)


def row_of(
    dataset: str,
    report_id: int,
    position: int,
    one: Judgement,
    spots: Mapping[Spot, Cell] = UNKNOWN,
) -> Row:
    """Return the row of a judgement; words that cannot be filled cost that one alone."""
    try:
        return finding_row(dataset, report_id, position, one, spots)
    except Exception as error:  # noqa: BLE001 - see above
        return finding_row(dataset, report_id, position, unsayable(one, error))
