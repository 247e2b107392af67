"""One printed table: rows laid on the form's slots, each slot with a status and its place."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.indicator_ids import OUTCOME_OTHER, OUTCOME_TOTAL
from pipelines.catalogue.model import Catalogue, FormTable, Template
from pipelines.model import (
    Completeness,
    Figure,
    Finding,
    Severity,
    Status,
    TableReading,
)
from pipelines.parse.cells import read_cell
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.doubted_rows import give_up_doubted, note_row
from pipelines.parse.fit import fit
from pipelines.parse.form_cells import cell_figure, figure_of, number_figure, point_of, unit_pattern
from pipelines.parse.form_table import ParsedTable, Slots, TablesInDocument, TableState, form_rows
from pipelines.parse.habits import Habits
from pipelines.parse.heads.by_place import columns_by_place
from pipelines.parse.heads.columns import Header, header_of, is_ripe
from pipelines.parse.tokens import Token, TokenKind
from pipelines.parse.totals import are_proven, total_of
from pipelines.read.clean import UNCLEAR, simple

_NAMED = 3  # columns a header names of seven; one known word may stand anywhere
_STRANGERS = 12  # unknown labels of one table that are named
_NUMBER = Status.NUMBER  # a member of an enumeration is found slowly
_VALUE = TokenKind.VALUE
_UNREAD = frozenset({Status.LOST, Status.ABSENT, Status.IMAGE})


def read_table(
    seen: TablesInDocument, form: Template, table: FormTable, catalogue: Catalogue
) -> ParsedTable:
    """Read one table of the form out of what was found."""
    detected, number = seen.detected, table.number
    units, rows, slots_of_form = _prepared(form, table, catalogue)
    habits = Habits(
        seen.writing,
        {slots.id: len(slots.columns) for slots in rows},
        seen.budget,
        leftovers=seen.leftovers.get(number, frozenset()),
    )
    work = TableState(detected, number, units, habits, seen.rows)
    if not _is_printed(seen, number, rows):
        return _missing(work, table)
    if seen.distrust:
        return _lost(work, table, rows, seen.distrust)
    for slots in rows:
        _read_row(work, slots)
    give_up_doubted(work)
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
        return bool(seen.detected.fours) or "4" in seen.detected.headers
    return any(slots.id in seen.rows for slots in rows)


def _missing(work: TableState, table: FormTable) -> ParsedTable:
    image = work.detected.images.get(int(table.number))
    place = image or work.detected.sections.get(int(table.number))
    finding = Finding("R-PARSE-01", Severity.WARNING, left=table.number, place=place)
    figures: tuple[Figure, ...] = ()
    if image is not None:
        figures = tuple(figure_of(work, slot, Status.IMAGE, image) for slot in table.slots())
    return ParsedTable(
        table.number, TableReading(Completeness.ABSENT, table.cells, 0), figures, (finding,)
    )


def _lost(work: TableState, table: FormTable, rows: list[Slots], rule: str) -> ParsedTable:
    places = {row.id: row.label[0].place for row in work.detected.rows if row.label}
    figures = tuple(
        figure_of(work, slot, Status.LOST, point_of(places.get(slots.id)))
        for slots in rows
        for slot in slots.slots
    )
    finding = Finding(rule, Severity.WARNING, left=str(table.cells), right="0", member=table.number)
    reading = TableReading(Completeness.UNRECOVERABLE, table.cells, 0)
    return ParsedTable(table.number, reading, figures, (finding,))


def _printed(work: TableState, table: FormTable, slots: frozenset[tuple[str, str]]) -> ParsedTable:
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


def _candidates(work: TableState, name: str) -> list[PrintedRow]:
    rows = work.detected.fours if name == "4" else work.known.get(name, [])
    filled = [row for row in rows if row.values]
    return filled or rows[:1]


def _read_row(work: TableState, slots: Slots) -> None:
    candidates = _candidates(work, slots.id)
    if not candidates and _is_blank_four(work, slots):
        point = point_of(work.detected.headers["4"][-1].place)
        work.figures += [figure_of(work, slot, Status.BLANK, point) for slot in slots.slots]
        return
    if not candidates:
        work.figures += [figure_of(work, slot, Status.ABSENT, None) for slot in slots.slots]
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
        place = point_of(label[0].place) if label else None
        work.figures += [figure_of(work, slot, Status.LOST, place) for slot in slots.slots]
        return
    if work.number == "3":
        header = _header(work, candidates[0], slots.columns)[0]
        is_named = header.is_told(slots.columns) and len(header.columns) >= _NAMED
        note_row(work, candidates[0], first, is_named=is_named)
    work.figures += first


def _has_proven_totals(work: TableState) -> bool:
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
        figure = number_figure(work, slot, token, cell, "")
        work.figures[at] = replace(figure, method="repaired")
    return True


def _is_blank_four(work: TableState, slots: Slots) -> bool:
    """Tell whether table four was printed empty: its header is whole, as is every row before it."""
    rows = work.detected.rows
    if slots.id != "4" or "4" not in work.detected.headers:
        return False
    words = work.detected.headers["4"]
    if not is_ripe(words) or not rows or any(UNCLEAR in word.text for word in words):
        return False
    return not any(row.values or row.is_doubtful for row in rows)


def _values(figures: list[Figure] | None) -> list[tuple[str, str, object, Status]] | None:
    if figures is None:
        return None
    return [(f.indicator, f.member, f.value, f.status) for f in figures]


def _read(work: TableState, row: PrintedRow, slots: Slots) -> list[Figure] | None:
    header, unit = _header(work, row, slots.columns)
    fitted = fit(row, header, slots.columns, work.habits, work.number)
    if fitted is None:
        return None
    if fitted.columns == slots.columns:
        return _in_order(work, row, slots, fitted.tokens, unit)
    there = dict(zip(reversed(fitted.columns), reversed(fitted.tokens), strict=True))
    return [
        cell_figure(work, slot, row, there[column], unit)
        if column in there
        else figure_of(work, slot, Status.ABSENT, None)
        for slot, column in zip(slots.slots, slots.columns, strict=True)
    ]


def _in_order(
    work: TableState, row: PrintedRow, slots: Slots, tokens: Sequence[Token | None], unit: str
) -> list[Figure]:
    """Return the figures of a row in the form's own order; most are plain numbers, made at once."""
    figures: list[Figure] = []
    for slot, own, token in zip(slots.slots, slots.units, tokens, strict=True):
        value = None
        if token and own and token.kind is _VALUE and not token.digits and token.text.isdecimal():
            value = read_cell(token.text).value
        if token is None or value is None:
            figures.append(cell_figure(work, slot, row, token, unit))
        else:
            text, place = token.text, token.place
            figures.append(Figure(*slot, value, _NUMBER, text, place, work.number, own))
    return figures


def _header(work: TableState, row: PrintedRow, form: tuple[str, ...]) -> tuple[Header, str]:
    """Return what the header over a row says: its columns, and a unit it may print."""
    # the rows under a header share it, and most of them their columns
    known = work.headers.get((id(row.header), form))
    if known is None:
        text = simple("".join(token.text for token in row.header))
        printed = unit_pattern().search(text)
        known = (_named(work, row.header, form), printed[1] if printed else "")
        work.headers[id(row.header), form] = known
    return known


def _named(work: TableState, words: tuple[Token, ...], form: tuple[str, ...]) -> Header:
    """Return the columns a header names: by its words, or by their place where these tell none."""
    header = header_of(work.number, words, form)
    is_told = header.columns == form if work.number == "4" else header.is_told(form)
    if work.number == "2" or (is_told and not header.is_contrary):
        return header
    rows = work.detected.fours if work.number == "4" else work.detected.rows
    own = [row for row in rows if row.header is words]
    columns = columns_by_place(work.number, words, own, form)
    return Header(columns, is_one_row=True) if columns else header


def _strangers(work: TableState) -> None:
    """Name the labels that stand in the table and that no form knows."""
    words = [
        t for zone, t in work.detected.orphans if zone == work.number and t.kind is TokenKind.TEXT
    ]
    work.findings += [
        Finding(
            "R-PARSE-03", Severity.INFO, right=one.text[:60], member=work.number, place=one.place
        )
        for one in words[:_STRANGERS]
    ]


def _deviations(work: TableState, rows: Sequence[Slots]) -> None:
    """Read the one row 其他处理 in a form that prints three, and say so."""
    ids = {slots.id for slots in rows}
    if work.number != "3" or OUTCOME_OTHER in ids:
        return
    other_rows = [row for row in work.known.get(OUTCOME_OTHER, ()) if row.values]
    own = [name for name in ids if name.startswith(OUTCOME_OTHER)]
    if not other_rows or any(row.values for name in own for row in work.known.get(name, ())):
        return  # where its three are printed it is their group: the numbers beside it are one's
    model = next(slots for slots in rows if slots.id == OUTCOME_TOTAL)
    slots = Slots(
        OUTCOME_OTHER,
        "",
        model.columns,
        tuple((OUTCOME_OTHER, member) for _, member in model.slots),
        tuple(work.units.get(OUTCOME_OTHER, "") for _ in model.slots),
    )
    work.findings.append(
        Finding(
            "R-STR-02",
            Severity.WARNING,
            left=OUTCOME_OTHER,
            right="".join(token.text for token in other_rows[0].label),
            place=other_rows[0].label[0].place,
        )
    )
    _read_row(work, slots)
