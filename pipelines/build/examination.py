"""Every current report judged by the rule book, a county at a time, and what decisions came to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipelines.build.assemble import Sources
from pipelines.build.changes import following
from pipelines.build.copies import examine_copies
from pipelines.build.excerpts_judged import judged_excerpts
from pipelines.build.files import Files
from pipelines.build.filing_rows import areas_of
from pipelines.build.finding_rows import decision_row, finding_row
from pipelines.build.judging import Batch, judged_rows, numbered, row_of
from pipelines.build.mended import follow_findings
from pipelines.build.republished import republished_rows
from pipelines.build.stage import Changes, Stage, StagedReport
from pipelines.identities import IDS, AgencyId, Subject, area_of
from pipelines.ledger.decisions import SETTLED, UNMATCHED, strays
from pipelines.model import Finding
from pipelines.store.rows import Row, Rows
from pipelines.validate.checks.copied import LOOKED_BACK
from pipelines.validate.judgement import Judgement
from pipelines.validate.surroundings import predecessors, taken_over

BATCH = 300  # reports judged together: what a build holds in memory


def examine(sources: Sources, files: Files, stage: Stage, some: Changes | None) -> None:
    """Judge the current reports that a change touches, or all; then what decisions came to."""
    areas = None
    lineage = _lineage(sources)
    roots = _roots(lineage)
    wanted = None
    if some is not None:
        wanted = _wanted(some.units, roots)
        areas = {area for area, _ in wanted}
    reports = stage.reports(areas)
    current = [report for report in reports if report.standing == "current"]
    for rows in judged_rows(sources, files, list(batches(current, lineage, wanted=wanted))):
        stage.add(Rows(finding=rows))
    judged = {area * 100 + year for area, year in wanted} if wanted is not None else None
    stage.mark("judged_unit", judged or ())
    excerpts = judged_excerpts(sources.settings.published, _beside_excerpts(stage, judged))
    own = [(key, result) for key, result in excerpts if judged is None or key // IDS in judged]
    stage.add(Rows(finding=[row_of("real", key, n, result) for n, (key, result) in numbered(own)]))
    examine_copies(sources, files, stage, some)
    stage.add(Rows(finding=list(republished_rows(sources, files, reports, judged))))
    follow_findings(sources, files, stage, judged)
    decided = [word for word in sources.words.values() if word.kind in SETTLED]
    strays = _strays(
        sources, files, stage, {Subject.parse(word.subject).report for word in decided}
    )
    stage.add(Rows(finding=strays, decision=[*map(decision_row, decided)]))


def _wanted(units: Iterable[int], roots: Mapping[str, str]) -> set[tuple[int, int]]:
    """Return areas and years (two digits) to be judged: of lineages whole, and the year after."""
    tied: dict[int, set[int]] = {}
    for place, root in roots.items():
        numbers = {AgencyId(code).area_number for code in (place, _area(root, roots))}
        tied.setdefault(max(numbers), set()).update(numbers)
        for number in numbers:
            tied.setdefault(number, set()).update(numbers)
    asked: set[tuple[int, int]] = set()
    for unit in following(units, LOOKED_BACK):
        area, year = area_of(unit), unit % 100
        data, number = divmod(area, 1_000_000)
        for tied_area in _closure(number, tied):
            asked.add((data * 1_000_000 + tied_area, year))
    return asked


def _closure(number: int, tied: Mapping[int, set[int]]) -> set[int]:
    reached, ahead = {number}, [number]
    while ahead:
        fresh = tied.get(ahead.pop(), set()) - reached
        reached |= fresh
        ahead += fresh
    return reached


def _beside_excerpts(stage: Stage, judged: set[int] | None) -> Mapping[str, int]:
    """Return the excerpts that are judged, and those of the years before."""
    if judged is None:
        return stage.excerpts()
    before = {unit - back for unit in judged for back in range(1, min(LOOKED_BACK, unit % 100) + 1)}
    return stage.excerpts(judged | before)


def batches(
    current: Sequence[StagedReport],
    former: Mapping[str, Sequence[str]],
    size: int = BATCH,
    wanted: Collection[tuple[int, int]] | None = None,
) -> Iterator[Batch]:
    """Yield current reports by county, or city, or province; a great county by some years a time.

    Counties that an agency's lineage ties together are judged together. `wanted` are the areas and
    years (two digits) to be judged, where not all.
    """
    roots = _roots(former)
    ordered = sorted(current, key=lambda report: (report.dataset, _area(report.agency_id, roots)))
    for (dataset, _), group in groupby(
        ordered, key=lambda report: (report.dataset, _area(report.agency_id, roots))
    ):
        years: dict[int, list[StagedReport]] = {}
        for report in group:
            years.setdefault(report.report_year or 0, []).append(report)
        chosen: list[int] = []
        for year in sorted(years):
            if wanted is not None and not any(_is_among(report, wanted) for report in years[year]):
                continue
            if chosen and sum(len(years[earlier]) for earlier in (*chosen, year)) > size:
                yield _batch(dataset, years, chosen)
                chosen = []
            chosen.append(year)
        if chosen:
            yield _batch(dataset, years, chosen)


def _is_among(one: StagedReport, wanted: Collection[tuple[int, int]]) -> bool:
    return divmod(one.report_id // IDS, 100) in wanted


def _batch(dataset: str, years: Mapping[int, Sequence[StagedReport]], chosen: list[int]) -> Batch:
    before = {year - back for year in chosen for back in range(1, LOOKED_BACK + 1)}
    beside = [one for year in sorted(before - {*chosen}) for one in years.get(year, ())]
    return Batch(dataset, [one for year in chosen for one in years[year]], beside)


def _lineage(sources: Sources) -> dict[str, Sequence[str]]:
    tied = {
        dataset: {
            area
            for desk in sources.desks
            if desk.dataset == dataset
            for entry in desk.entries
            if entry.predecessors
            for area in areas_of(dataset, entry)
        }
        for dataset in ("demo", "real")
    }
    rosters = [sources.expected(dataset, areas) for dataset, areas in tied.items() if areas]
    return {**predecessors(sources.settings.reference), **taken_over(*rosters)}


def _area(agency_id: str, roots: Mapping[str, str]) -> str:
    place = AgencyId(agency_id).area
    while place in roots:
        place = roots[place]
    return place


def _roots(former: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return for a place the place it is judged with."""
    roots: dict[str, str] = {}
    for later in sorted(former):
        for earlier in former[later]:
            one, other = sorted((_area(later, roots), _area(earlier, roots)))
            if one != other:
                roots[other] = one
    return roots


def _strays(sources: Sources, files: Files, stage: Stage, decided: set[str]) -> list[Row]:
    """Return a row for every decision that matches nothing: no report, or another text.

    Those about a current report are among the judgements of that report.
    """
    if not decided:
        return []
    hashes = sorted({Subject.parse(subject).sha256 for subject in decided})
    query = """SELECT report_id, sha256, part, standing FROM report
        WHERE dataset = 'real' AND source = 'document' AND list_contains($some, sha256)"""
    known = {
        str(Subject(sha256, part)): (report_id, sha256, part, standing)
        for report_id, sha256, part, standing in stage.ask(query, some=hashes)
    }
    unmatched: list[tuple[int | None, Finding]] = [
        (None, finding) for _, finding in strays(sources.words, frozenset(known))
    ]
    for subject in sorted(decided & set(known)):
        report_id, sha256, part, standing = known[subject]
        if standing != "current":
            _, settled = files.read("real", sha256)
            findings = settled[part].report.findings
            unmatched += [(report_id, f) for f in findings if f.rule == UNMATCHED]
    return [
        finding_row("real", report_id, position, _as_judgement(finding))
        for position, (report_id, finding) in enumerate(unmatched)
    ]


def _as_judgement(finding: Finding) -> Judgement:
    return Judgement(
        rule=finding.rule,
        severity=finding.severity,
        status=finding.status,
        agency="",
        report_year=None,
        member=finding.member,
        left=finding.left,
        right=finding.right,
        axis="reading",
    )
