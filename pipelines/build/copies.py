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
        told: list[CopiedPair] = []
        rows: list[Row] = []
        for pair in near_copies(texts.told, texts.letters):
            rows.append(_row(dataset, pair))
            told += [pair] if is_copy(pair) else []
            if len(rows) >= _BATCH:
                stage.add(Rows(similar=rows))
                rows = []
        stage.add(Rows(similar=rows))
        stage.add(Rows(finding=list(_findings(dataset, told, texts))))


def _findings(dataset: str, told: Sequence[CopiedPair], texts: _Texts) -> Iterator[Row]:
    numbers = count(_FIRST)
    for judgement in copies_judged(told, texts.text):
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

    def letters(self, told: CollectedReport) -> str:
        """Return what of a text is compared."""
        for year in [year for year in self._kept if year < told.year - 1]:
            del self._kept[year]
        kept = self._kept.setdefault(told.year, {})
        if told.key not in kept:
            kept[told.key] = zlib.compress(self._said(told).encode(), 1)
        return zlib.decompress(kept[told.key]).decode()

    def text(self, told: CollectedReport) -> Text:
        """Return what a report is judged by, and its prose with its places."""
        one = self._reports[told.key]
        settled = self._files.read(self._dataset, one.sha256)[1][one.part]
        context = CheckContext(settled.report, None, {}, rulebook(), catalogue(), Surroundings())
        return Text(context, self._prose(told))

    def _said(self, told: CollectedReport) -> str:
        one = self._reports[told.key]
        known = self._outcomes.letters(one.sha256)
        return known[one.part] if known and one.part < len(known) else self._prose(told).letters

    def _prose(self, told: CollectedReport) -> Prose:
        one = self._reports[told.key]
        reports = [said.report for said in self._files.read(self._dataset, one.sha256)[1]]
        try:
            return proses(reports, self._files.reading(self._dataset, one.sha256))[one.part]
        except Exception:  # noqa: BLE001 - one text that cannot be compared must not stop a build
            return Prose()


def _level(agency_id: str) -> str:
    return _LEVELS.get(len(agency_id), "department")
