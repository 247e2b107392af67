"""Near-copies among all current reports: the pairs of the store, and what the rules say of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from pipelines.build.assemble import Files, Sources
from pipelines.build.finding_rows import finding_row
from pipelines.build.publish import Stage, StagedReport
from pipelines.catalogue.load import catalogue
from pipelines.copying.collection import CollectedReport, CopiedPair, near_copies
from pipelines.copying.prose import Prose, proses
from pipelines.store.rows import Row, Rows
from pipelines.validate.check_context import CheckContext, Surroundings
from pipelines.validate.copying import Text, copies_judged, is_copy
from pipelines.validate.rulebook import rulebook

_BATCH: Final = 5_000  # pairs that are staged at once
_FIRST: Final = 100_000  # positions of these judgements: after those of the other rules
_LEVELS: Final = {2: "province", 4: "city", 6: "county", 9: "township"}


def examine_copies(sources: Sources, stage: Stage) -> None:
    """Stage the near-copies of each data set and the judgements that follow from them."""
    current = [one for one in stage.reports() if one.standing == "current" and one.report_year]
    for dataset in ("demo", "real"):
        texts = _Texts(sources, dataset, [one for one in current if one.dataset == dataset])
        copies: list[CopiedPair] = []
        rows: list[Row] = []
        for pair in near_copies(texts.told, texts.letters):
            rows.append(_row(dataset, pair))
            copies += [pair] if is_copy(pair) else []
            if len(rows) >= _BATCH:
                stage.add(Rows(similar=rows))
                rows = []
        stage.add(Rows(similar=rows))
        stage.add(Rows(finding=list(_findings(dataset, copies, texts))))


def _findings(dataset: str, copies: Sequence[CopiedPair], texts: _Texts) -> Iterator[Row]:
    numbers = count(_FIRST)
    for judgement in copies_judged(copies, texts.text):
        report_id = texts.ids[judgement.sha256, judgement.part]
        yield finding_row(dataset, report_id, next(numbers), judgement)


def _row(dataset: str, pair: CopiedPair) -> Row:
    like = pair.likeness
    return (
        *(dataset, pair.left.key, pair.right.key, pair.kind),
        *(like.similarity, like.shared_count, like.left_count, like.right_count),
        *(pair.quantile, pair.compared, is_copy(pair)),
    )


class _Texts:
    """The texts of a data set's current reports; those of two years at a time are kept, packed."""

    def __init__(self, sources: Sources, dataset: str, reports: Sequence[StagedReport]) -> None:
        self._files, self._dataset = Files(sources), dataset
        self._outcomes = sources.outcomes
        self._reports = {one.report_id: one for one in reports}
        self._kept: dict[int, dict[int, bytes]] = {}
        self.ids = {(one.sha256, one.part): one.report_id for one in reports}
        self.told = [
            CollectedReport(
                one.report_id, one.agency_id, _level(one.agency_id), one.report_year or 0
            )
            for one in reports
        ]

    def letters(self, report: CollectedReport) -> str:
        """Return what of a text is compared."""
        for year in [year for year in self._kept if year < report.year - 1]:
            del self._kept[year]
        letters = self._kept.setdefault(report.year, {})
        if report.key not in letters:
            letters[report.key] = zlib.compress(self._letters_of(report).encode(), 1)
        return zlib.decompress(letters[report.key]).decode()

    def text(self, report: CollectedReport) -> Text:
        """Return what a report is judged by, and its prose with its places."""
        staged = self._reports[report.key]
        settled = self._files.read(self._dataset, staged.sha256)[1][staged.part]
        context = CheckContext(settled.report, None, {}, rulebook(), catalogue(), Surroundings())
        return Text(context, self._prose(report))

    def _letters_of(self, report: CollectedReport) -> str:
        staged = self._reports[report.key]
        known = self._outcomes.letters(staged.sha256)
        return (
            known[staged.part]
            if known and staged.part < len(known)
            else self._prose(report).letters
        )

    def _prose(self, report: CollectedReport) -> Prose:
        staged = self._reports[report.key]
        reports = [said.report for said in self._files.read(self._dataset, staged.sha256)[1]]
        try:
            return proses(reports, self._files.reading(self._dataset, staged.sha256))[staged.part]
        except Exception:  # noqa: BLE001 - one text that cannot be compared must not stop a build
            return Prose()


def _level(agency_id: str) -> str:
    return _LEVELS.get(len(agency_id), "department")
