"""The printed tables of one report: blocks × forms → figures, each with its status and place."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.catalogue.model import Catalogue, Template
from pipelines.model import (
    Block,
    Completeness,
    Figure,
    Finding,
    Reading,
    Severity,
    TableReading,
)
from pipelines.parse.budget import Budget
from pipelines.parse.detected_tables import DetectedTables
from pipelines.parse.disputes import join_disputes
from pipelines.parse.form_table import ParsedTable, TablesInDocument
from pipelines.parse.forms import form_of
from pipelines.parse.labels import form_table, vocabulary
from pipelines.parse.printed import read_table
from pipelines.parse.recognised import believed, judged
from pipelines.parse.rows import find_rows
from pipelines.parse.sequence import lay_in_order
from pipelines.parse.statistics import FORM as STATISTICS
from pipelines.parse.statistics import read_statistics
from pipelines.read.page_numbers import without_page_numbers


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of one report say. `template` is None when no table decided it."""

    template: str | None
    tables: Mapping[str, TableReading]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    covered: frozenset[int]


NUMBERS = ("2", "3", "4")


def parse_tables(
    reading: Reading, first: int, last: int, catalogue: Catalogue, budget: Budget | None = None
) -> Tables:
    """Read the tables that stand in blocks first..last, both included, of one report.

    `budget` is the document's: its reports share one.
    """
    words = vocabulary(catalogue)
    blocks = [(n, reading.blocks[n]) for n in range(first, min(last + 1, len(reading.blocks)))]
    blocks = without_page_numbers(blocks)
    detected = find_rows(blocks, words)
    lay_in_order(detected, blocks, catalogue)
    join_disputes(detected, blocks)
    if not (detected.rows or detected.fours or detected.headers):
        return _statistics(blocks, detected, catalogue, reading)
    follows = form_of(detected, catalogue)
    form = catalogue.template(follows.nearest)
    seen = TablesInDocument(detected, budget or Budget())
    printed = [_table(seen, form, number, catalogue, reading) for number in NUMBERS]
    return Tables(
        follows.certain,
        {one.number: one.reading for one in printed},
        tuple(figure for one in printed for figure in one.figures),
        tuple(finding for one in printed for finding in one.findings),
        frozenset(detected.covered),
    )


def _statistics(
    blocks: list[tuple[int, Block]],
    detected: DetectedTables,
    catalogue: Catalogue,
    reading: Reading,
) -> Tables:
    """Read the statistics table of 2014, or say which tables the sections announce and lack."""
    statistics = read_statistics(blocks, catalogue)
    if statistics is not None:
        return Tables(
            STATISTICS,
            {STATISTICS: statistics.reading},
            believed(statistics.figures, reading),
            statistics.findings,
            statistics.covered,
        )
    missing = tuple(
        Finding("R-PARSE-01", Severity.WARNING, left=number, place=detected.sections[int(number)])
        for number in NUMBERS
        if int(number) in detected.sections and detected.is_modern
    )
    return Tables(None, {}, (), missing, frozenset())


def _table(
    seen: TablesInDocument, form: Template, number: str, catalogue: Catalogue, reading: Reading
) -> ParsedTable:
    table = form_table(form, number)
    if table is None:
        return ParsedTable(number, TableReading(Completeness.ABSENT, 0, 0), (), ())
    return judged(read_table(seen, form, table, catalogue), table, reading)
