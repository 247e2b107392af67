"""Every current report judged by the rule book, a county at a time, and what decisions came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipelines.build.assemble import Files, Sources
from pipelines.build.copies import examine_copies
from pipelines.build.excerpts_judged import judged_excerpts
from pipelines.build.finding_rows import UNKNOWN, Cell, Spot, decision_row, finding_row, spots_of
from pipelines.build.mended import follow_findings
from pipelines.build.publish import Stage, StagedReport
from pipelines.build.republished import republished_rows
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.decisions import UNMATCHED, strays
from pipelines.model import Finding, Reading, Report
from pipelines.store.rows import Row, Rows
from pipelines.validate.copying import RULES
from pipelines.validate.faults import unsayable
from pipelines.validate.judgement import Judgement
from pipelines.validate.run import is_entwined, judge
from pipelines.validate.surroundings import predecessors, surroundings, taken_over

BATCH = 300  # reports judged together: what a build holds in memory
COPYING = frozenset(RULES.values())  # judged over the whole data set, not county by county
SETTLED = frozenset({"assignment", "correction"})


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are judged together, and those of the year before that stand beside them."""

    dataset: str
    judged: Sequence[StagedReport]
    beside: Sequence[StagedReport] = ()


def examine(sources: Sources, stage: Stage) -> None:
    """Judge the current reports and stage what fails or cannot be judged; then the decisions."""
    reports = stage.reports()
    current = [one for one in reports if one.standing == "current"]
    court = _BatchJudge(sources)
    for batch in batches(current, _lineage(sources)):
        stage.add(Rows(finding=court.rows(batch)))
    excerpts = judged_excerpts(sources.settings.published, stage.excerpts())
    stage.add(Rows(finding=[_row("real", key, n, one) for n, (key, one) in enumerate(excerpts)]))
    examine_copies(sources, stage)
    stage.add(Rows(finding=list(republished_rows(sources, reports))))
    follow_findings(sources, stage)
    decided = [one for one in sources.words.values() if one.kind in SETTLED]
    stage.add(Rows(finding=_strays(sources, reports), decision=[*map(decision_row, decided)]))


def batches(
    current: Sequence[StagedReport], former: Mapping[str, Sequence[str]], size: int = BATCH
) -> Iterator[Batch]:
    """Yield current reports by county, or city, or province; a great county by some years a time.

    Counties that an agency's lineage ties together are judged together.
    """
    roots = _roots(former)
    ordered = sorted(current, key=lambda one: (one.dataset, _area(one.agency_id, roots)))
    for (dataset, _), group in groupby(
        ordered, key=lambda one: (one.dataset, _area(one.agency_id, roots))
    ):
        years: dict[int, list[StagedReport]] = {}
        for one in group:
            years.setdefault(one.report_year or 0, []).append(one)
        chosen: list[StagedReport] = []
        before: Sequence[StagedReport] = ()
        for year in sorted(years):
            if chosen and len(chosen) + len(years[year]) > size:
                yield Batch(dataset, chosen, before)
                before, chosen = years.get(year - 1, ()), []
            chosen += years[year]
        yield Batch(dataset, chosen, before)


def _lineage(sources: Sources) -> dict[str, Sequence[str]]:
    rosters = [sources.expected(dataset) for dataset in ("demo", "real")]
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


class _BatchJudge:
    """What judging a batch needs: the documents, and what is known around them."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._files = Files(sources)
        self._expected: dict[str, dict[str, list[Mapping[str, str]]]] = {}
        self._published = {
            document.sha256: day for document, day in self._files.documents("demo") if day
        }

    def rows(self, batch: Batch) -> list[Row]:
        """Return the rows of what the rules say of a batch."""
        ids = {(one.sha256, one.part): one.report_id for one in batch.judged}
        found, reports = self._judged(batch)
        spots = {(one.sha256, one.part): spots_of(one) for one in reports}
        judgements = (
            one for one in found if (one.sha256, one.part) in ids and one.rule not in COPYING
        )
        return [
            _row(batch.dataset, ids[key], position, one, spots.get(key, {}))
            for position, one in enumerate(judgements)
            if (key := (one.sha256, one.part))
        ]

    def _judged(self, batch: Batch) -> tuple[list[Judgement], list[Report]]:
        reports: list[Report] = []
        readings: dict[str, Reading] = {}
        received = [*batch.beside, *batch.judged]
        for sha256 in dict.fromkeys(one.sha256 for one in received):
            own = self._reports(batch.dataset, sha256)
            parts = {one.part for one in received if one.sha256 == sha256}
            reports += [report for report in own if report.part in parts]
            reading = self._files.reading(batch.dataset, sha256)
            if reading is not None and not any(is_entwined(report, own) for report in own):
                readings[sha256] = reading
        sources = self._sources
        roster = self._roster(batch.dataset, {AgencyId(one.agency_id).area for one in received})
        around = surroundings(sources.settings.reference, sources.agencies, reports, roster)
        return judge(reports, readings, surroundings=around), reports

    def _roster(self, dataset: str, counties: Iterable[str]) -> list[Mapping[str, str]]:
        """Return the roster's lines for some counties: a nation's are too many for each batch."""
        if dataset not in self._expected:
            lines: dict[str, list[Mapping[str, str]]] = {}
            for line in self._sources.expected(dataset):
                lines.setdefault(line["county_code"], []).append(line)
            self._expected[dataset] = lines
        known = self._expected[dataset]
        return [line for county in sorted(counties) for line in known.get(county, ())]

    def _reports(self, dataset: str, sha256: str) -> list[Report]:
        _, reports = self._files.read(dataset, sha256)
        day = self._published.get(sha256) if dataset == "demo" else None
        return [replace(one.report, published_on=one.report.published_on or day) for one in reports]


def _row(
    dataset: str,
    report_id: int,
    position: int,
    judgement: Judgement,
    spots: Mapping[Spot, Cell] = UNKNOWN,
) -> Row:
    try:
        return finding_row(dataset, report_id, position, judgement, spots)
    except Exception as error:  # noqa: BLE001 - words that cannot be filled cost one finding
        return finding_row(dataset, report_id, position, unsayable(judgement, error))


def _strays(sources: Sources, reports: Sequence[StagedReport]) -> list[Row]:
    """Return a row for every decision that matches nothing: no report, or another text.

    Those about a current report are among the judgements of that report.
    """
    files = Files(sources)
    known = {
        str(Subject(report.sha256, report.part)): report
        for report in reports
        if report.dataset == "real"
    }
    strays_found: list[tuple[int | None, Finding]] = [
        (None, finding) for _, finding in strays(sources.words, frozenset(known))
    ]
    decided = {Subject.parse(report.subject).report for report in sources.words.values()}
    for subject in sorted(decided & set(known)):
        report = known[subject]
        if report.standing != "current":
            _, settled = files.read("real", report.sha256)
            said = settled[report.part].report.findings
            strays_found += [(report.report_id, f) for f in said if f.rule == UNMATCHED]
    return [
        finding_row("real", report_id, position, _as_judgement(finding))
        for position, (report_id, finding) in enumerate(strays_found)
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
