"""Reports as the rows that relations are judged on: one per slot, each with its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipelines.catalogue.indicator_ids import OUTCOME_OTHER
from pipelines.catalogue.model import Catalogue
from pipelines.model import Figure, Report, Status
from pipelines.prose import slack_of
from pipelines.validate.judgement import joining_key, level_for_rules
from pipelines.validate.program import Kind, Slot

ONE_ROW = OUTCOME_OTHER
CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class SlotValue:
    """What a report says for one slot: value, status and the figure it comes from."""

    value: Decimal
    status: str
    figure: Figure | None


class ReportHead(NamedTuple):
    """A report as relations know it; `is_whole`: every printed cell of its form has a row."""

    report: int
    template: str
    level: str
    report_year: int
    prior_template: str
    is_whole: bool

    @property
    def kind(self) -> Kind:
        """Return what decides which relations are asked of it."""
        return self.template, self.level, self.report_year, self.prior_template


class FigureRow(NamedTuple):
    """What a report says for one slot; what is printed as plain 0 has no row where all is whole."""

    report: int
    indicator: str
    member: str
    is_printed: bool
    value: float
    status: str


Lineage = tuple[int, int]  # a report and one of those of the year before that belong to it


@dataclass(frozen=True, slots=True)
class Chain:
    """Which reports belong together: for each report those of the year before, if all are there."""

    priors: tuple[tuple[int, ...], ...]

    @classmethod
    def of(
        cls,
        reports: Sequence[Report],
        predecessors: Mapping[str, Sequence[str]] | None = None,
    ) -> Chain:
        """Find the year before of each report by agency, or the years of its predecessors."""
        newest = {
            (joining_key(report), report.report_year): index for index, report in enumerate(reports)
        }
        return cls(tuple(_priors(report, newest, predecessors or {}) for report in reports))


def cells_of(report: Report, book: Catalogue) -> dict[Slot, SlotValue]:
    """Return what a report says for every slot: printed cells, and numbers stated exactly."""
    cells: dict[Slot, SlotValue] = {}
    for figure in report.figures:
        is_printed = figure.table != "narrative"
        if not is_printed and not _is_exact(figure):
            continue
        slot = (figure.indicator, figure.member, is_printed)
        known = _known(figure)
        before = cells.get(slot)
        if before and not is_printed and before.value != known.value:
            known = SlotValue(Decimal(0), CONFLICT, figure)
        cells[slot] = known
    return _one_row_of_other(cells, report, book)


def rows_of(
    reports: Sequence[Report],
    cells: Sequence[Mapping[Slot, SlotValue]],
    chain: Chain,
    book: Catalogue,
) -> tuple[list[ReportHead], list[FigureRow], list[Lineage]]:
    """Return the rows of reports, figures and lineage that `judge_relations` takes."""
    heads = [
        ReportHead(
            report=index,
            template=report.template,
            level=level_for_rules(report.agency),
            report_year=report.report_year or 0,
            prior_template=_template_of(reports, chain.priors[index]),
            is_whole=_is_whole(report, cells[index], book),
        )
        for index, report in enumerate(reports)
    ]
    figures = [
        FigureRow(head.report, *slot, float(known.value), known.status)
        for head, known_slots in zip(heads, cells, strict=True)
        for slot, known in known_slots.items()
        if not (head.is_whole and slot[2] and known.status == "number" and not known.value)
    ]
    lineage = [(index, prior) for index, priors in enumerate(chain.priors) for prior in priors]
    return heads, figures, lineage


def _is_exact(figure: Figure) -> bool:
    if figure.scope != "year" or figure.is_approximate or figure.is_partial:
        return False
    is_told = figure.table == "narrative" and figure.value is not None
    return not (is_told and slack_of(figure.value or Decimal(0), figure.raw))


def _known(figure: Figure) -> SlotValue:
    if figure.status is Status.NUMBER and figure.value is not None:
        return SlotValue(figure.value, "number", figure)
    if figure.status is Status.NONE_WORD and figure.table == "narrative":
        return SlotValue(Decimal(0), "number", figure)
    return SlotValue(Decimal(0), figure.status.value, figure)


def _one_row_of_other(
    cells: dict[Slot, SlotValue], report: Report, book: Catalogue
) -> dict[Slot, SlotValue]:
    """Where a form of three rows prints one, that row stands for all three."""
    printed = _slots_of(report.template, book)
    for indicator, member in printed:
        if indicator.startswith(f"{ONE_ROW}.") and (ONE_ROW, member, True) in cells:
            part = cells.get((indicator, member, True))
            if part is None or part.status == Status.ABSENT:
                cells[indicator, member, True] = SlotValue(Decimal(0), "number", None)
    return cells


def _is_whole(report: Report, cells: Mapping[Slot, SlotValue], book: Catalogue) -> bool:
    return all((*slot, True) in cells for slot in _slots_of(report.template, book))


def _slots_of(template: str, book: Catalogue) -> frozenset[tuple[str, str]]:
    known = {form.id for form in book.templates}
    return book.template(template).slots if template in known else frozenset()


def _template_of(reports: Sequence[Report], priors: tuple[int, ...]) -> str:
    templates = {reports[prior].template for prior in priors}
    return templates.pop() if len(templates) == 1 else ""


def _priors(
    report: Report,
    newest: Mapping[tuple[str, int | None], int],
    predecessors: Mapping[str, Sequence[str]],
) -> tuple[int, ...]:
    if report.report_year is None:
        return ()
    before = report.report_year - 1
    own = newest.get((joining_key(report), before))
    if own is not None:
        return (own,)
    former = [newest.get((name, before)) for name in predecessors.get(report.agency.id, ())]
    return tuple(one for one in former if one is not None) if None not in former else ()
