"""Reports as rows of the staging tables, without the zeros that a whole table implies."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pipelines.catalogue.bounds import excess
from pipelines.catalogue.load import catalogue
from pipelines.ledger.decisions import DecidedReport, PrintedFigure
from pipelines.model import Completeness, Figure, Place, Report, Status

SCHEMA_VERSION: Final = 9
RAW: Final = "raw"  # the schema of what is stored; what is asked stands in views beside it
STORAGE: Final = "v1.0.0"  # the oldest form of the file that holds it: DuckDB 1.1 and later read it
TABLES: Final = ("2", "3", "4", "2014")
EXCERPT: Final = "excerpt"
Row = tuple[Any, ...]
_PLACE: Final = tuple(one.name for one in fields(Place))
_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode  # made once: a page has hundreds


@dataclass(slots=True)
class Rows:
    """Rows on their way into the staging tables, by table, in the order of their columns."""

    report: list[Row] = field(default_factory=list)
    figure: list[Row] = field(default_factory=list)
    finding: list[Row] = field(default_factory=list)
    document: list[Row] = field(default_factory=list)
    agency: list[Row] = field(default_factory=list)
    filing: list[Row] = field(default_factory=list)
    expected: list[Row] = field(default_factory=list)
    decision: list[Row] = field(default_factory=list)
    similar: list[Row] = field(default_factory=list)
    progress: list[Row] = field(default_factory=list)
    former: list[Row] = field(default_factory=list)
    refusal: list[Row] = field(default_factory=list)
    input: list[Row] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Take over the rows of another batch."""
        for part in fields(self):
            getattr(self, part.name).extend(getattr(other, part.name))


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a report besides what it says: its data set, and when it came."""

    dataset: str
    received_at: str = ""
    address: str = ""
    published_on: date | None = None


def report_rows(settled: DecidedReport, key: int, origin: Origin) -> Rows:
    """Return the rows of one report; a table is complete only if every cell of it is here."""
    report = settled.report
    completeness = {number: _completeness(report, number) for number in TABLES}
    complete = {n for n, state in completeness.items() if state == Completeness.COMPLETE}
    slots = _slots(report.template)
    times = Counter((f.indicator, f.member) for f in report.figures)
    rows = Rows()
    rows.report.append(
        (
            key,
            origin.dataset,
            report.agency.id,
            report.agency.name,
            report.agency.level or "",
            " ".join(report.agency.candidates),
            report.report_year,
            report.template,
            report.published_on or origin.published_on or report.signed_on,
            "document",
            report.address or origin.address,
            report.title,
            report.sha256,
            report.part,
            origin.received_at,
            *completeness.values(),
        )
    )
    for position, figure in enumerate(report.figures):
        is_alone = times[figure.indicator, figure.member] == 1
        is_known = figure.table in complete and is_alone
        if not (is_known and _is_implied(figure, slots[figure.table])):
            row = _figure_row(key, position, figure, settled.printed.get(position))
            rows.figure.append(row)
    return rows


def place_mapping(place: Place | None) -> Mapping[str, object] | None:
    """Return a place without its empty parts, as it is printed and stored."""
    if place is None:
        return None
    return {name: value for name in _PLACE if (value := getattr(place, name)) is not None}


def place_text(place: Place | None) -> str | None:
    """Return a place as JSON text, None where there is none."""
    return None if place is None else _encoded(place_mapping(place))


@lru_cache(maxsize=8)
def _slots(template: str) -> dict[str, frozenset[tuple[str, str]]]:
    form = next((form for form in catalogue().templates if form.id == template), None)
    return {table.number: frozenset(table.slots()) for table in form.table} if form else {}


def _completeness(report: Report, number: str) -> str:
    """Return how much of a table is known; a claim of completeness is checked cell by cell."""
    reading = report.tables.get(number)
    if reading is None:
        printed = number in _slots(report.template)
        return str(Completeness.ABSENT) if printed else ""
    if reading.status is not Completeness.COMPLETE:
        return str(reading.status)
    said = {(f.indicator, f.member) for f in report.figures if f.table == number}
    slots = _slots(report.template).get(number)
    is_whole = slots is not None and slots <= said
    return str(Completeness.COMPLETE if is_whole else Completeness.PARTIAL)


def _is_implied(figure: Figure, slots: frozenset[tuple[str, str]]) -> bool:
    """Tell whether a figure is a plain printed 0 that a complete table implies by itself."""
    return (
        figure.value == 0
        and figure.status is Status.NUMBER
        and (figure.indicator, figure.member) in slots
        and figure.unit in {"", _units().get((figure.indicator, figure.table), "")}
        and not (figure.is_approximate or figure.is_partial or figure.label)
        and figure.method == "read"
        and figure.scope == "year"
    )


@lru_cache(maxsize=1)
def _units() -> dict[tuple[str, str], str]:
    return {(one.indicator, one.table): one.unit for one in catalogue().indicators}


def _figure_row(key: int, position: int, figure: Figure, printed: PrintedFigure | None) -> Row:
    if figure.value is not None and excess(figure.indicator, figure.value):
        figure = replace(figure, value=None, status=Status.LOST)  # whatever brought it here
    return (
        key,
        position,
        figure.indicator,
        figure.member,
        figure.label,
        None if figure.value is None else float(figure.value),
        str(figure.status),
        figure.unit,
        figure.is_approximate,
        figure.is_partial,
        figure.scope,
        figure.method,
        figure.table,
        figure.raw,
        place_text(figure.place),
        figure.sentence,
        None if printed is None or printed.value is None else float(printed.value),
        None if printed is None else printed.raw,
        None if printed is None else printed.decision_id,
    )
