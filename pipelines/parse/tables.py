"""The printed tables of one report: blocks × forms → figures, each with its status and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.catalogue.model import Catalogue, Template
from pipelines.model import Completeness, Figure, Finding, Reading, TableReading
from pipelines.parse.harvest import Harvest, harvest
from pipelines.parse.labels import FORMS, form_table, vocabulary
from pipelines.parse.printed import Printed, print_table
from pipelines.parse.template import decide
from pipelines.parse.trust import distrusted


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of one report say. `template` is None when no table decided it."""

    template: str | None
    tables: Mapping[str, TableReading]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    covered: frozenset[int]


NUMBERS = ("2", "3", "4")


def parse_tables(reading: Reading, first: int, last: int, catalogue: Catalogue) -> Tables:
    """Read the tables that stand in blocks first..last, both included, of one report."""
    words = vocabulary(catalogue)
    blocks = ((n, reading.blocks[n]) for n in range(first, min(last + 1, len(reading.blocks))))
    found = harvest(blocks, words)
    template = decide(found)
    form = catalogue.template(template or FORMS[-1])
    if not _is_there(found):
        return Tables(None, {}, (), (), frozenset())
    printed = [_table(found, form, number, catalogue) for number in NUMBERS]
    if template is None and all(one.reading.read == 0 for one in printed if one.number != "4"):
        template = None
    return Tables(
        template,
        {one.number: one.reading for one in printed},
        tuple(figure for one in printed for figure in one.figures),
        tuple(finding for one in printed for finding in one.findings),
        frozenset(found.covered),
    )


def _is_there(found: Harvest) -> bool:
    """Tell whether the document has the tables, or at least the sections they stand in."""
    return bool(found.rows or found.fours or found.headers or {2, 3, 4} & set(found.sections))


def _table(found: Harvest, form: Template, number: str, catalogue: Catalogue) -> Printed:
    table = form_table(form, number)
    if table is None:
        return Printed(number, TableReading(Completeness.ABSENT, 0, 0), (), ())
    return print_table(found, form, table, catalogue, distrusted(found))
