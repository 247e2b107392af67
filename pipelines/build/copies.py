"""Near-copies among current reports: the pairs of the store, and what the rules say of them.

Texts are compared by year. A changed county is compared anew, with itself, with the nation's texts
of the year and with its own of the years beside; the pairs of all others stay as they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipelines.build.assemble import Sources
from pipelines.build.files import Files
from pipelines.build.finding_rows import finding_row
from pipelines.build.kept_years import KeptYears
from pipelines.build.stage import Changes, Stage
from pipelines.catalogue.load import catalogue
from pipelines.copying.collection import (
    YEARS,
    CollectedReport,
    CopiedPair,
    between_agencies,
    between_years,
    by_year,
)
from pipelines.copying.compare import Likeness
from pipelines.copying.compared_year import ComparedYear
from pipelines.copying.prose import Prose, proses
from pipelines.identities import IDS, year_of
from pipelines.store.rows import Row, Rows
from pipelines.validate.check_context import CheckContext, Surroundings
from pipelines.validate.copying import RULES, Text, copies_judged, is_copy
from pipelines.validate.rulebook import rulebook

COMMON: Final = "common"
_BATCH: Final = 5_000  # pairs that are staged at once
_FIRST: Final = 100_000  # positions of these judgements: after those of the other rules
_LEVELS: Final = {2: "province", 4: "city", 6: "county", 9: "township"}
_DATASETS: Final = {"demo": 1, "real": 2}
_PAIRS: Final = """SELECT left_report_id, right_report_id, kind, similarity, shared_count,
        left_count, right_count
    FROM near_copy
    WHERE is_copy AND (left_report_id IN (SELECT report_id FROM copying_report)
        OR right_report_id IN (SELECT report_id FROM copying_report))
    ORDER BY ALL"""
_PARTNERS: Final = """SELECT unnest([left_report_id, right_report_id]) FROM near_copy
    WHERE is_copy AND (left_report_id // 1000000 IN (SELECT unit FROM compared_unit)
        OR right_report_id // 1000000 IN (SELECT unit FROM compared_unit))"""


def examine_copies(sources: Sources, files: Files, stage: Stage, some: Changes | None) -> None:
    """Stage the near-copies of what changed, or of all, and what the rules say of them."""
    known_years = KeptYears(sources.settings.store)
    for dataset in ("demo", "real") if some is None else ("real",):
        texts = _Texts(sources, files, stage, dataset, _years(some))
        compared = _Compared(stage, texts, known_years, some)
        stage.mark("compared_unit", compared.units)
        stage.mark("copying_report", _of(stage.ask(_PARTNERS)))
        rows: list[Row] = []
        for pair in compared.pairs():
            rows.append(_row(dataset, pair))
            if len(rows) >= _BATCH:
                stage.add(Rows(similar=rows))
                rows = []
        stage.add(Rows(similar=rows, input=compared.inputs()))
    stage.run("similar")
    stage.mark("copying_report", _of(stage.ask(_PARTNERS)))
    for dataset in ("demo", "real") if some is None else ("real",):
        texts = _Texts(sources, files, stage, dataset, _years(some))
        stage.add(Rows(finding=[*_findings(dataset, stage, texts)]))
    known_years.forget_others()


def _years(some: Changes | None) -> frozenset[int] | None:
    """Return the years whose texts may be asked for: those that change, and those beside."""
    if some is None:
        return None
    changed = {year for unit in some.units if (year := year_of(unit))}
    return frozenset(year + step for year in changed for step in (-1, 0, 1))


def _of(rows: Iterable[Row]) -> set[int]:
    return {int(row[0]) for row in rows}


class _Compared:
    """Which units of a data set are compared anew, and the pairs that this gives."""

    def __init__(self, stage: Stage, texts: _Texts, kept: KeptYears, some: Changes | None) -> None:
        self._texts, self._kept = texts, kept
        self._years = by_year(texts.collected)
        self._blocks: dict[int, ComparedYear] = {}
        self._before: dict[int, str] = dict(
            stage.ask("SELECT unit, digest FROM input WHERE kind = $kind", kind=COMMON)
        )
        every = {one.key // IDS for one in texts.collected}
        self.units = {*every} if some is None else {*some.units}
        self._looked_at = {year_of(unit) for unit in self.units}
        for year in self._looked_at & {*self._years}:
            block = self._block(year or 0)
            if some is not None and self._before.get(self._place(block.year)) != block.common:
                self.units |= {unit for unit in every if year_of(unit) == year}

    def pairs(self) -> Iterator[CopiedPair]:
        """Yield the pairs of the units that are compared."""
        changed: dict[int, set[str]] = {}
        for text in self._texts.collected:
            if text.key // IDS in self.units:
                changed.setdefault(text.year, set()).add(text.county)
        for year in sorted(self._years):
            mine, before = changed.get(year, set()), changed.get(year - 1, set())
            if (mine or before) and year - 1 in self._years:
                yield from between_years(
                    self._block(year), self._block(year - 1), sorted(mine | before)
                )
            if mine:
                yield from between_agencies(self._block(year), mine)
            self._blocks.pop(year - 1, None)

    def inputs(self) -> list[Row]:
        """Return what the texts of each year were compared without, as a digest."""
        known = {
            place: digest
            for place, digest in self._before.items()
            if place // 100 == _DATASETS[self._texts.dataset]
            and 2000 + place % 100 not in self._looked_at
        }
        learnt = self._kept.commons
        known |= {
            self._place(year): learnt[name]
            for year in self._years
            if (name := self._name(year)) in learnt
        }
        return [(COMMON, place, digest) for place, digest in sorted(known.items())]

    def _name(self, year: int) -> str:
        return f"{self._texts.dataset}-{year}"

    def _place(self, year: int) -> int:
        return _DATASETS[self._texts.dataset] * 100 + year % 100

    def _block(self, year: int) -> ComparedYear:
        if year not in self._blocks:
            name = self._name(year)
            known = self._kept.read(name)
            self._blocks[year] = ComparedYear(self._years[year], self._texts.letters, known)
            self._kept.write(name, self._blocks[year].common, known)
        return self._blocks[year]


def _findings(dataset: str, stage: Stage, texts: _Texts) -> Iterator[Row]:
    asked = _of(stage.ask("SELECT report_id FROM copying_report"))
    pairs = [
        CopiedPair(left, right, kind, Likeness(similarity, shared, mine, theirs, is_judged=True))
        for left_id, right_id, kind, similarity, shared, mine, theirs in stage.ask(_PAIRS)
        if (left := texts.by_id.get(left_id)) and (right := texts.by_id.get(right_id))
    ]
    for judgement in copies_judged(pairs, texts.text, asked):
        report_id = texts.ids[judgement.sha256, judgement.part]
        position = _FIRST + (judgement.rule != RULES[YEARS])
        yield finding_row(dataset, report_id, position, judgement)


def _row(dataset: str, pair: CopiedPair) -> Row:
    like = pair.likeness
    return (
        *(dataset, pair.left.key, pair.right.key, pair.kind),
        *(like.similarity, like.shared_count, like.left_count, like.right_count),
        *(pair.quantile, pair.compared, is_copy(pair)),
    )


class _Texts:
    """The texts of a data set's current reports; those of two years at a time are kept, packed."""

    def __init__(
        self,
        sources: Sources,
        files: Files,
        stage: Stage,
        dataset: str,
        years: frozenset[int] | None,
    ) -> None:
        self.dataset = dataset
        self._files = files
        self._outcomes = sources.outcomes
        self._letters: dict[int, dict[int, bytes]] = {}
        where = "AND list_contains($years, report_year)" if years is not None else ""
        query = f"""SELECT report_id, agency_id, report_year, sha256, part FROM report
            WHERE dataset = $dataset AND standing = 'current' AND source = 'document' {where}
            ORDER BY report_id"""  # noqa: S608 - ours
        given = {"years": sorted(years)} if years is not None else {}
        rows = stage.ask(query, dataset=dataset, **given)
        self._reports = {row[0]: (str(row[3]), int(row[4])) for row in rows}
        self.ids = {place: key for key, place in self._reports.items()}
        self.collected: Sequence[CollectedReport] = [
            CollectedReport(key, agency, _level(agency), year, f"{sha256}:{part}")
            for key, agency, year, sha256, part in rows
        ]
        self.by_id = {one.key: one for one in self.collected}

    def letters(self, told: CollectedReport) -> str:
        """Return what of a text is compared."""
        for year in [year for year in self._letters if year < told.year - 1]:
            del self._letters[year]
        kept = self._letters.setdefault(told.year, {})
        if told.key not in kept:
            kept[told.key] = zlib.compress(self._said(told).encode(), 1)
        return zlib.decompress(kept[told.key]).decode()

    def text(self, told: CollectedReport) -> Text:
        """Return what a report is judged by, and its prose with its places."""
        sha256, part = self._reports[told.key]
        settled = self._files.read(self.dataset, sha256)[1][part]
        context = CheckContext(settled.report, None, {}, rulebook(), catalogue(), Surroundings())
        return Text(context, self._prose(told))

    def _said(self, told: CollectedReport) -> str:
        sha256, part = self._reports[told.key]
        known = self._outcomes.letters(sha256)
        return known[part] if known and part < len(known) else self._prose(told).letters

    def _prose(self, told: CollectedReport) -> Prose:
        sha256, part = self._reports[told.key]
        reports = [said.report for said in self._files.read(self.dataset, sha256)[1]]
        try:
            return proses(reports, self._files.reading(self.dataset, sha256))[part]
        except Exception:  # noqa: BLE001 - one text that cannot be compared must not stop a build
            return Prose()


def _level(agency_id: str) -> str:
    return _LEVELS.get(len(agency_id), "department")
