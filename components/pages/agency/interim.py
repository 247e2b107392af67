"""Ledgers of quarters and half-years of one agency: each period, their sum, the year's report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.answers import Empty, NamedTable, Sheet, Step
from components.context import PageRequest
from components.figures.scope import scope_of, stranger
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn, columns_of
from components.view import Language, View
from components.words import say
from pipelines.catalogue import indicator_ids as names
from pipelines.desk.interim import YEAR, ComparedCell, PeriodCheck, ledgers_of, set_against
from pipelines.desk.interim_words import (
    Labels,
    check_words,
    difference_words,
    joined_words,
    labels,
    number_words,
    period_words,
)
from pipelines.model import Status
from pipelines.parse.interim import InterimLedger

_MEASURES: Final = {
    "received": names.REQUESTS_RECEIVED,
    "outcome": names.OUTCOME_TOTAL,
    "carried": names.CARRIED_OUT,
}
_TABLE: Final = "3"  # that has them
_TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class _Held:
    """The ledgers of an agency, and how they add up."""

    agency_id: str
    ledgers: Sequence[InterimLedger]
    checks: Sequence[PeriodCheck]
    aside: Sequence[str]  # names of those that say otherwise than another of their period
    shared: Sequence[InterimLedger]  # under a short name that several agencies have
    named: Labels


def interim_tables(ask: PageRequest, agency_id: str) -> tuple[NamedTable, ...]:
    """Return the periods with their sums, the cells that differ, and those of nobody's own name.

    Nothing where no ledger is held.
    """
    held = _held(ask, agency_id)
    if held is None:
        return ()
    return (
        (*_of_periods(ask, held), *_of_several(ask, held))
        if held.ledgers
        else _of_several(ask, held)
    )


def _of_several(ask: PageRequest, held: _Held) -> tuple[NamedTable, ...]:
    """Return the ledgers under a short name that several agencies share: whose is not known."""
    if not held.shared:
        return ()
    language = ask.language
    columns = (
        TableColumn(say("column.year", language)),
        TableColumn(say("interim_column.period", language)),
        TableColumn(say("interim_column.where", language), "link"),
    )
    rows = tuple(
        (
            TableCell(str(ledger.period.year)),
            TableCell(period_words((ledger.period.first, ledger.period.last), language)),
            TableCell(ledger.name, href=f"/source/{ledger.sha256}"),
        )
        for ledger in held.shared
    )
    name = held.shared[0].agency
    find = View("find", language, ask.view.dataset).with_own(q=name)
    line = say("interim.shared", language, n=len(rows), name=name)
    onward = Step(say("interim.shared_onward", language, name=name), find.href)
    title = say("interim.shared_title", language)
    return (NamedTable(title, line, Table(columns, rows), onward),)


def _of_periods(ask: PageRequest, held: _Held) -> tuple[NamedTable, ...]:
    language = ask.language
    wrong = [(check, cell) for check in held.checks for cell in check.differences]
    count = len(held.ledgers) + len(held.aside)
    line = say("interim.line", language, n=count, results=_results(held, language))
    own = View("agency", language, ask.view.dataset, agencies=(held.agency_id,))
    files = tuple(
        Step(say(f"panel.{form}", language), f"{own.path}.{form}{own.search()}")
        for form in ("csv", "xlsx")
    )
    here = replace(ask.view, page="trends", agencies=(held.agency_id,), years=None, more=())
    onward = Step(say("interim.onward", language), here.href)
    columns = (
        TableColumn(say("column.year", language)),
        TableColumn(say("interim_column.period", language)),
        *(TableColumn(say(f"agency_column.{name}", language), "number") for name in _MEASURES),
        TableColumn(say("interim_column.where", language), "link"),
    )
    rows = tuple(row for year in _years(held) for row in _rows_of_year(ask, held, year))
    title = say("interim.title", language)
    periods = NamedTable(title, line, Table(columns, rows), onward, files)
    if not wrong:
        return (periods,)
    cells = Table(_cell_columns(ask), tuple(_cell_row(ask, held, *one) for one in wrong))
    for check in held.checks:
        if check.differences and (href := _report(ask, held, check)):
            onward = Step(say("interim.to_report", language, year=check.year), href)
    line = say("interim.differing", language)
    return (periods, NamedTable(say("interim.differing_title", language), line, cells, onward))


def interim_sheet(ask: PageRequest) -> Sheet | Empty | None:
    """Return every cell of an agency's ledgers that was set against a longer period, for files."""
    language, view = ask.language, replace(ask.view, years=None)
    scope = scope_of(ask.store, view)
    title = say("interim.title", language)
    if scope.strangers or len(scope.chosen) != 1:
        return stranger(view, scope, title)
    held = _held(ask, scope.chosen[0])
    if held is None or not held.ledgers:
        return None
    rows = [_cell_row(ask, held, check, cell) for check in held.checks for cell in check.cells]
    return Sheet(
        view=view,
        question=title,
        scope=" · ".join((held.ledgers[0].agency, held.agency_id)),
        sentence=_results(held, language),
        coverage=say("interim.coverage", language, ledgers=len(held.ledgers), cells=len(rows)),
        table=Table(_cell_columns(ask), tuple(rows)),
    )


def _held(ask: PageRequest, agency_id: str) -> _Held | None:
    dataset = ask.view.dataset
    ledgers = ledgers_of(ask.desk.installation, ask.store, dataset, agency_id)
    if not ledgers:
        return None
    checks, unplaced = set_against(ask.store, ledgers, dataset)
    aside = {ledger.sha256 for ledger in unplaced}
    nobodys = {ledger.sha256 for ledger in unplaced if ledger.problem == "unknown"}
    twice = [ledger.name for ledger in unplaced if ledger.problem == "twice"]
    return _Held(
        agency_id,
        [ledger for ledger in ledgers if ledger.sha256 not in aside],
        checks,
        twice,
        [ledger for ledger in ledgers if ledger.sha256 in nobodys],
        labels(ask.store, ask.language),
    )


def _results(held: _Held, language: Language) -> str:
    """Say of each longer period whether its parts come to it, or why nobody can tell."""
    results = [
        say("interim.result", language, year=one.year, said=check_words(one, language))
        for one in sorted(held.checks, key=lambda one: -one.year)
    ]
    if held.aside:
        names = say("agency.comma", language).join(held.aside)
        results.append(say("interim.aside", language, n=len(held.aside), names=names))
    return say("interim.semicolon", language).join(results)


def _years(held: _Held) -> list[int]:
    return sorted({one.period.year for one in held.ledgers}, reverse=True)


def _rows_of_year(ask: PageRequest, held: _Held, year: int) -> Iterator[tuple[TableCell, ...]]:
    """Yield a row a ledger, and below those of each longer period: their sum and what it says."""
    language = ask.language
    for ledger in held.ledgers:
        if ledger.period.year != year:
            continue
        values = {
            (figure.indicator, figure.member): float(figure.value)
            for figure in ledger.figures
            if figure.status is Status.NUMBER and figure.value is not None
        }
        numbers = [values.get((measure, _TOTAL)) for measure in _MEASURES.values()]
        source = TableCell(ledger.name, href=f"/source/{ledger.sha256}")
        period = (ledger.period.first, ledger.period.last)
        yield _row(ask, str(year), period_words(period, language), numbers, source)
    for check in held.checks:
        if check.year != year:
            continue
        cells = {cell.indicator: cell for cell in check.cells if cell.member == _TOTAL}
        if check.cells:
            period_name = period_words(check.period, language)
            words = say("interim.sum", language, n=len(check.parts), period=period_name)
            sums = [cells[m].made_up if m in cells else None for m in _MEASURES.values()]
            counts = {"cells": len(check.cells), "differences": len(check.differences)}
            result = TableCell(say("interim.compared", language, **counts))
            yield _row(ask, str(year), words, sums, result)
        if check.period == YEAR and check.problem != "no_report":
            annual = _of_report(ask, held.agency_id, year)
            href = _report(ask, held, check)
            source = TableCell(say("interim.to_report", language, year=year), href=href)
            numbers = [annual.get(measure) for measure in _MEASURES.values()]
            yield _row(ask, str(year), period_words(YEAR, language), numbers, source)


def _of_report(ask: PageRequest, agency_id: str, year: int) -> dict[str, float]:
    """Return the totals that the year's report states."""
    cells = ask.store.table_cells(ask.view.dataset, _TABLE, [agency_id], (year, year))
    own = cells[(cells["member"] == _TOTAL) & (cells["state"] == "number")]
    return dict(zip(own["indicator"], own["value"].astype(float), strict=True))


def _row(
    ask: PageRequest, year: str, period: str, numbers: Sequence[float | None], last: TableCell
) -> tuple[TableCell, ...]:
    unknown = TableCell(say("interim.unknown", ask.language), state="not_stated")
    cells = [unknown if one is None else TableCell(plain(one), one) for one in numbers]
    return TableCell(year), TableCell(period), *cells, last


def _report(ask: PageRequest, held: _Held, check: PeriodCheck, cell: str = "") -> str:
    """Return the address of the year's report, or of one cell of it; "" of any other period."""
    if check.period != YEAR or check.problem == "no_report":
        return ""
    years = (check.year, check.year)
    view = View("report", ask.language, ask.view.dataset, agencies=(held.agency_id,), years=years)
    return view.with_own(cell=cell).href


def _cell_columns(ask: PageRequest) -> tuple[TableColumn, ...]:
    language = ask.language
    numbers = ("sum", "value", "difference")
    names = ("parts", "period", "table", "cell", "each", *numbers)
    year = TableColumn(say("column.year", language))
    return (year, *columns_of("interim_column.", names, language, numbers))


def _cell_row(
    ask: PageRequest, held: _Held, check: PeriodCheck, cell: ComparedCell
) -> tuple[TableCell, ...]:
    language = ask.language
    key = f"{cell.indicator}[{cell.member}]" if cell.member else cell.indicator
    return (
        TableCell(str(check.year), float(check.year)),
        TableCell(joined_words(check.parts, language)),
        TableCell(period_words(check.period, language)),
        TableCell(cell.table),
        TableCell(held.named.get((cell.indicator, cell.member), cell.indicator)),
        TableCell(say("agency.comma", language).join(map(number_words, cell.parts))),
        TableCell(plain(cell.made_up), cell.made_up),
        TableCell(plain(cell.value), cell.value, href=_report(ask, held, check, key)),
        TableCell(difference_words(cell), cell.difference),
    )
