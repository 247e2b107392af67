"""One printed table: rows laid on the form's slots, each slot with a status and its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Catalogue, FormTable, Template
from pipelines.model import (
    Completeness,
    Figure,
    Finding,
    Place,
    Severity,
    Status,
    TableReading,
)
from pipelines.parse.budget import Budget
from pipelines.parse.cells import CellReading, read_cell
from pipelines.parse.columns import Header, header_of, is_ripe
from pipelines.parse.fit import Habits, Writing, fit
from pipelines.parse.labels import printed_rows
from pipelines.parse.rows import FoundTables, PrintedRow
from pipelines.parse.tokens import Token, TokenKind
from pipelines.parse.totals import are_proven, total_of
from pipelines.parse.trust import distrusted
from pipelines.read.clean import simple

_STRANGERS = 12  # unknown labels of one table that are named
_NUMBER = Status.NUMBER  # a member of an enumeration is found slowly
_VALUE = TokenKind.VALUE
_BARE = {TokenKind.IMAGE: Status.IMAGE, TokenKind.BLANK: Status.BLANK, TokenKind.PAD: Status.BLANK}
_UNREAD = frozenset({Status.LOST, Status.ABSENT, Status.IMAGE})


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """One table as read."""

    number: str
    reading: TableReading
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """One row of the form: its id, words, column names and one (indicator, member) a column."""

    id: str
    label: str
    columns: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    units: tuple[str, ...]  # of the columns; "" where the cell or its header may say another


class TablesInDocument:
    """What was found of the tables, looked through once for all of them."""

    def __init__(self, found: FoundTables, budget: Budget) -> None:
        self.found = found
        self.budget = budget
        self.writing = Writing(found.rows)
        self.distrust = distrusted(found)
        self.leftovers = {zone for zone, token in found.orphans if token.kind is _VALUE}
        self.rows: dict[str, list[PrintedRow]] = {}
        for row in found.rows:
            self.rows.setdefault(row.id, []).append(row)


@dataclass(slots=True)
class _TableState:
    found: FoundTables
    number: str
    units: dict[str, str]
    habits: Habits
    known: dict[str, list[PrintedRow]]
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headers: dict[tuple[int, tuple[str, ...]], tuple[Header, str]] = field(default_factory=dict)
    short: int = 0  # rows with too few values: blanks vanished
    long: int = 0  # rows with too many: values of another row among them
    tried: int = 0
    edges: list[int] = field(default_factory=list)  # where rows with one blank, at an edge, start
    cut: dict[int, Token | None] = field(default_factory=dict)  # where rows too short start, totals


def form_rows(form: Template, table: FormTable, units: Mapping[str, str]) -> list[Slots]:
    """Return the rows of a table of the form with names for their columns."""
    rows = []
    for index, name, row in printed_rows(form, table.number):
        columns = table.block[index].columns
        ids = row.indicators if len(row.indicators) > 1 else row.indicators * len(columns)
        slots = tuple((one, column.member) for one, column in zip(ids, columns, strict=True))
        if table.number == "2":
            names = tuple(one.rsplit(".", 1)[1] for one in ids)
        else:
            names = tuple(column.member for column in columns) if table.number == "3" else ids
        own = tuple("" if one.endswith(".amount") else units.get(one, "") for one in ids)
        rows.append(Slots("4" if table.number == "4" else name, row.label, names, slots, own))
    return rows


def read_table(
    seen: TablesInDocument, form: Template, table: FormTable, catalogue: Catalogue
) -> ParsedTable:
    """Read one table of the form out of what was found."""
    found, number = seen.found, table.number
    units, rows, slots_of_form = _prepared(form, table, catalogue)
    habits = Habits(
        seen.writing,
        {slots.id: len(slots.columns) for slots in rows},
        seen.budget,
        has_leftovers=number in seen.leftovers,
    )
    work = _TableState(found, number, units, habits, seen.rows)
    if not _is_printed(seen, number, rows):
        return _missing(work, table)
    if seen.distrust:
        return _lost(work, table, rows, seen.distrust)
    for slots in rows:
        _read_row(work, slots)
    _doubt_edges(work)
    _deviations(work, rows)
    _strangers(work)
    if _has_proven_totals(work):
        return _printed(work, table, slots_of_form)
    if work.short + work.long >= max(work.tried, 1) or work.long * 4 > work.tried:
        return _lost(work, table, rows, "R-PARSE-02")
    return _printed(work, table, slots_of_form)


_Prepared = tuple[dict[str, str], list[Slots], frozenset[tuple[str, str]]]
_PREPARED: dict[int, tuple[FormTable, _Prepared]] = {}


def _prepared(form: Template, table: FormTable, catalogue: Catalogue) -> _Prepared:
    """Return the units, rows and slots of a table, worked out once for every catalogue."""
    known = _PREPARED.get(id(table))
    if known is None or known[0] is not table:
        units = {one.id: one.unit for one in catalogue.indicators if one.table == table.number}
        known = (table, (units, form_rows(form, table, units), frozenset(table.slots())))
        if len(_PREPARED) > 100:
            _PREPARED.clear()
        _PREPARED[id(table)] = known
    return known[1]


def _is_printed(seen: TablesInDocument, number: str, rows: list[Slots]) -> bool:
    if number == "4":
        return bool(seen.found.fours) or "4" in seen.found.headers
    return any(slots.id in seen.rows for slots in rows)


def _missing(work: _TableState, table: FormTable) -> ParsedTable:
    image = work.found.images.get(int(table.number))
    place = image or work.found.sections.get(int(table.number))
    finding = Finding("R-PARSE-01", Severity.WARNING, left=table.number, place=place)
    figures: tuple[Figure, ...] = ()
    if image is not None:
        figures = tuple(_figure(work, slot, Status.IMAGE, image) for slot in table.slots())
    return ParsedTable(
        table.number, TableReading(Completeness.ABSENT, table.cells, 0), figures, (finding,)
    )


def _lost(work: _TableState, table: FormTable, rows: list[Slots], rule: str) -> ParsedTable:
    places = {row.id: row.label[0].place for row in work.found.rows if row.label}
    figures = tuple(
        _figure(work, slot, Status.LOST, _point(places.get(slots.id)))
        for slots in rows
        for slot in slots.slots
    )
    finding = Finding(rule, Severity.WARNING, left=str(table.cells), right="0", member=table.number)
    reading = TableReading(Completeness.UNRECOVERABLE, table.cells, 0)
    return ParsedTable(table.number, reading, figures, (finding,))


def _printed(work: _TableState, table: FormTable, slots: frozenset[tuple[str, str]]) -> ParsedTable:
    filled = [f for f in work.figures if f.status not in _UNREAD]
    read = sum([(f.indicator, f.member) in slots for f in filled])
    status = Completeness.COMPLETE if read == table.cells else Completeness.PARTIAL
    if read == 0:
        status = Completeness.UNRECOVERABLE
    if read != table.cells:
        work.findings.append(
            Finding(
                "R-PARSE-02",
                Severity.WARNING,
                left=str(table.cells),
                right=str(read),
                member=table.number,
            )
        )
    reading = TableReading(status, table.cells, read)
    return ParsedTable(table.number, reading, tuple(work.figures), tuple(work.findings))


def _candidates(work: _TableState, name: str) -> list[PrintedRow]:
    rows = work.found.fours if name == "4" else work.known.get(name, [])
    filled = [row for row in rows if row.values]
    return filled or rows[:1]


def _read_row(work: _TableState, slots: Slots) -> None:
    candidates = _candidates(work, slots.id)
    if not candidates and _is_blank_four(work, slots):
        point = _point(work.found.headers["4"][-1].place)
        work.figures += [_figure(work, slot, Status.BLANK, point) for slot in slots.slots]
        return
    if not candidates:
        work.figures += [_figure(work, slot, Status.ABSENT, None) for slot in slots.slots]
        work.findings.append(
            Finding("R-PARSE-03", Severity.WARNING, left=slots.label, member=work.number)
        )
        return
    first, *others = [_read(work, row, slots) for row in candidates]
    work.tried += bool(candidates[0].values)
    if first is None or (others and any(_values(one) != _values(first) for one in others)):
        filled = [t for t in candidates[0].values if t.kind not in {TokenKind.BLANK, TokenKind.PAD}]
        if len(filled) < len(slots.columns):
            work.short += 1
            if filled:
                work.cut[len(work.figures)] = total_of(candidates[0])
        else:
            work.long += 1
        label = candidates[0].label or tuple(candidates[0].values)
        place = _point(label[0].place) if label else None
        work.figures += [_figure(work, slot, Status.LOST, place) for slot in slots.slots]
        return
    if work.number == "3" and not candidates[0].is_grid and _has_lone_edge(first):
        work.edges.append(len(work.figures))
    work.figures += first


def _has_lone_edge(row: list[Figure]) -> bool:
    """Tell whether the only blank of a row of applicants is its first or its last cell."""
    blanks = [index for index, one in enumerate(row) if one.status is Status.BLANK]
    return len(blanks) == 1 and blanks[0] in {0, len(row) - 1}


def _has_proven_totals(work: _TableState) -> bool:
    """Give rows of table three that lost their blank cells their totals, where these are proven."""
    is_whole = not work.long and not work.habits.has_leftovers
    if work.number != "3" or not work.cut or not is_whole or None in work.cut.values():
        return False
    totals = {one.indicator: one.value for one in work.figures if one.member == "total"}
    read = {start: (token, read_cell(token.text)) for start, token in work.cut.items() if token}
    totals |= {work.figures[start].indicator: cell.value for start, (_, cell) in read.items()}
    if not are_proven(totals):
        return False
    for start, (token, cell) in read.items():
        slot = (work.figures[start].indicator, "total")
        at = next(
            n
            for n in range(start, len(work.figures))
            if (work.figures[n].indicator, work.figures[n].member) == slot
        )
        figure = _number(work, slot, token, cell, "")
        work.figures[at] = replace(figure, method="repaired")
    return True


def _doubt_edges(work: _TableState) -> None:
    """Give up rows of text whose only blank is at an edge, where blanks are no habit of the table.

    In text a row that lost a cell and kept its padding looks just so, with every value shifted.
    """
    if not work.edges or len(work.edges) * 2 >= work.tried:
        return
    if sum(one.status is Status.BLANK for one in work.figures) > len(work.edges):
        return
    for start in work.edges:
        for index in range(start, start + 7):
            one = work.figures[index]
            point = _point(one.place)
            work.figures[index] = _figure(work, (one.indicator, one.member), Status.LOST, point)


def _is_blank_four(work: _TableState, slots: Slots) -> bool:
    """Tell whether table four was printed empty: its header is whole, as is every row before it."""
    rows = work.found.rows
    if slots.id != "4" or "4" not in work.found.headers:
        return False
    if not is_ripe(work.found.headers["4"]) or not rows:
        return False
    return not any(row.values or row.is_doubtful for row in rows)


def _values(figures: list[Figure] | None) -> list[tuple[str, str, object, Status]] | None:
    if figures is None:
        return None
    return [(f.indicator, f.member, f.value, f.status) for f in figures]


def _read(work: _TableState, row: PrintedRow, slots: Slots) -> list[Figure] | None:
    header, unit = _header(work, row, slots.columns)
    fitted = fit(row, header, slots.columns, work.habits)
    if fitted is None:
        return None
    if fitted.columns == slots.columns:
        return _in_order(work, row, slots, fitted.tokens, unit)
    there = dict(zip(reversed(fitted.columns), reversed(fitted.tokens), strict=True))
    return [
        _cell(work, slot, row, there[column], unit)
        if column in there
        else _figure(work, slot, Status.ABSENT, None)
        for slot, column in zip(slots.slots, slots.columns, strict=True)
    ]


def _in_order(
    work: _TableState, row: PrintedRow, slots: Slots, tokens: Sequence[Token | None], unit: str
) -> list[Figure]:
    """Return the figures of a row in the form's own order; most are plain numbers, made at once."""
    figures: list[Figure] = []
    for slot, own, token in zip(slots.slots, slots.units, tokens, strict=True):
        value = None
        if token and own and token.kind is _VALUE and not token.digits and token.text.isdecimal():
            value = read_cell(token.text).value
        if token is None or value is None:
            figures.append(_cell(work, slot, row, token, unit))
        else:
            text, place = token.text, token.place
            figures.append(Figure(*slot, value, _NUMBER, text, place, work.number, own))
    return figures


def _header(work: _TableState, row: PrintedRow, form: tuple[str, ...]) -> tuple[Header, str]:
    """Return what the header over a row says: its columns, and a unit it may print."""
    # the rows under a header share it, and most of them their columns
    known = work.headers.get((id(row.header), form))
    if known is None:
        text = simple("".join(token.text for token in row.header))
        printed = _unit_pattern().search(text)
        known = (
            header_of(work.number, row.header, form),
            printed[1] if printed else "",
        )
        work.headers[id(row.header), form] = known
    return known


def _cell(
    work: _TableState, slot: tuple[str, str], row: PrintedRow, token: Token | None, unit: str
) -> Figure:
    if token is None:
        return _figure(work, slot, Status.BLANK, _point(row.label[0].place if row.label else None))
    if token.kind in _BARE:
        return _figure(work, slot, _BARE[token.kind], _point(token.place))
    reading = read_cell(token.digits or token.text)
    if reading.value is not None:
        return _number(work, slot, token, reading, unit)
    if reading.status is Status.LOST:
        work.findings.append(
            Finding("R-CELL-01", Severity.WARNING, right=token.text[:80], place=token.place)
        )
    return _figure(work, slot, reading.status, token.place, token.text)


def _number(
    work: _TableState, slot: tuple[str, str], token: Token, reading: CellReading, printed: str
) -> Figure:
    """Return the figure of a cell that holds a number, and say what is odd about it."""
    indicator, member = slot
    unit, place = reading.unit, token.place
    if not unit:
        is_fixed = not indicator.endswith(".amount") or (not printed and indicator == "fee.amount")
        unit = work.units.get(indicator, "") if is_fixed else printed
    if token.digits:
        odd = Finding("R-PARSE-05", Severity.INFO, "fail", token.text, token.digits, place=place)
        work.findings.append(odd)
    if not unit and reading.value:
        work.findings.append(Finding("R-UNIT-01", Severity.WARNING, right=token.text, place=place))
    method = "repaired" if token.digits else "read"
    return Figure(
        indicator,
        member,
        reading.value,
        _NUMBER,
        token.text,
        place,
        work.number,
        unit,
        method=method,
    )


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(lexicon("tables")["header_unit"])


def _figure(
    work: _TableState, slot: tuple[str, str], status: Status, place: Place | None, raw: str = ""
) -> Figure:
    return Figure(slot[0], slot[1], None, status, raw, place, work.number)


def _point(place: Place | None) -> Place | None:
    """Return where something would stand: an empty stretch at a place."""
    return replace(place, end=place.start) if place else None


def _strangers(work: _TableState) -> None:
    """Name the labels that stand in the table and that no form knows."""
    words = [
        t for zone, t in work.found.orphans if zone == work.number and t.kind is TokenKind.TEXT
    ]
    work.findings += [
        Finding(
            "R-PARSE-03", Severity.INFO, right=one.text[:60], member=work.number, place=one.place
        )
        for one in words[:_STRANGERS]
    ]


def _deviations(work: _TableState, rows: Sequence[Slots]) -> None:
    """Read the one row 其他处理 in a form that prints three, and say so."""
    ids = {slots.id for slots in rows}
    if work.number != "3" or "outcome.other" in ids:
        return
    found = [row for row in work.found.rows if row.id == "outcome.other" and row.values]
    if not found:
        return
    model = next(slots for slots in rows if slots.id == "outcome.total")
    slots = Slots(
        "outcome.other",
        "",
        model.columns,
        tuple(("outcome.other", member) for _, member in model.slots),
        tuple(work.units.get("outcome.other", "") for _ in model.slots),
    )
    work.findings.append(
        Finding(
            "R-STR-02",
            Severity.WARNING,
            left="outcome.other",
            right="".join(token.text for token in found[0].label),
            place=found[0].label[0].place,
        )
    )
    _read_row(work, slots)
