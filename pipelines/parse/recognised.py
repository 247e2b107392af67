"""Figures read off a picture: kept where readings agree or the form's sums prove them, else lost.

A recogniser errs without a sign of it. Two readings of one cell that agree are believed unless
every sum the cell stands in contradicts; a cell read one way only, or in two ways, is believed only
where each of its sums holds with that number and with no other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from pipelines.catalogue.indicator_ids import OUTCOME_TOTAL
from pipelines.catalogue.model import FormTable
from pipelines.model import (
    Cell,
    Completeness,
    Figure,
    Finding,
    Grid,
    Place,
    Reading,
    Severity,
    Status,
    TableReading,
)
from pipelines.parse.cells import read_cell
from pipelines.parse.form_table import ParsedTable

METHOD = "recognised"
_TRIED = 256  # ways to choose among doubtful readings: more is a guess
_SUMMED = frozenset({Status.NUMBER, Status.BLANK, Status.DASH, Status.SLASH, Status.NONE_WORD})
_UNREAD = frozenset({Status.LOST, Status.ABSENT, Status.IMAGE})
Slot = tuple[str, str]
Sum = tuple[tuple[Slot, ...], tuple[Slot, ...]]  # both sides of what the form adds up


@dataclass(frozen=True, slots=True)
class _Seen:
    """One figure of a picture and what its cell may say."""

    figure: Figure
    choices: tuple[Figure, ...]
    is_agreed: bool


def judged(printed: ParsedTable, table: FormTable, reading: Reading) -> ParsedTable:
    """Return a table without what a picture does not prove; unchanged where it has letters."""
    if not _is_pictured(reading):  # nearly every document
        return printed
    figures = believed(printed.figures, reading, list(sums_of(table)))
    return printed if figures is printed.figures else _counted(printed, table, figures)


def believed(
    figures: tuple[Figure, ...], reading: Reading, sums: Sequence[Sum] = ()
) -> tuple[Figure, ...]:
    """Return figures without what a picture does not prove; the same where there is no picture."""
    if not _is_pictured(reading):  # no cell is looked up for it
        return figures
    seen = {_slot(figure): _seen(figure, reading) for figure in figures}
    pictured = {slot: figure for slot, figure in seen.items() if figure is not None}
    if not pictured:
        return figures
    values = _settled({_slot(figure): figure for figure in figures}, pictured, sums)
    return tuple(_believed(values[_slot(figure)], pictured, values, sums) for figure in figures)


def _is_pictured(reading: Reading) -> bool:
    for block in reading.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                if cell.readings:
                    return True
    return False


def _slot(figure: Figure) -> Slot:
    return figure.indicator, figure.member


def _seen(figure: Figure, reading: Reading) -> _Seen | None:
    """Return what is known of a figure's cell, None where it was not read off a picture."""
    if figure.status in _UNREAD or figure.place is None:
        return None
    cell = _cell(reading, figure.place)
    if cell is None or not cell.readings:
        return None
    is_whole = figure.place.end > figure.place.start or not cell.text
    different = tuple(dict.fromkeys(cell.readings))
    # where a blank left no cell, the place is its label's: nothing can prove it
    choices = tuple(_as(figure, text) for text in different) if is_whole else ()
    is_agreed = is_whole and len(cell.readings) > 1 and len(different) == 1
    return _Seen(figure, choices, is_agreed)


def _cell(reading: Reading, place: Place) -> Cell | None:
    block = reading.blocks[place.block]
    if not isinstance(block, Grid) or place.row is None or place.column is None:
        return None
    return block.cell_at(place.row, place.column)


def _as(figure: Figure, text: str) -> Figure:
    """Return the figure as another reading of its cell has it."""
    if text == figure.raw:
        return figure
    said = read_cell(text)
    return replace(figure, value=said.value, status=said.status, raw=text)


def sums_of(table: FormTable) -> Iterator[Sum]:
    """Yield what the form adds up: applicants of a row, outcomes of a column, results of a case."""
    slots = list(table.slots())
    if table.number == "3":
        yield from _rows_of_three(slots)
        yield from _columns_of_three(slots)
    if table.number == "4":
        groups: dict[str, list[Slot]] = {}
        for slot in slots:
            groups.setdefault(slot[0].rpartition(".")[0], []).append(slot)
        for group, members in groups.items():
            total = (f"{group}.total", "")
            yield tuple(one for one in members if one != total), (total,)


def _rows_of_three(slots: Sequence[Slot]) -> Iterator[Sum]:
    for indicator in dict.fromkeys(indicator for indicator, _ in slots):
        members = [slot for slot in slots if slot[0] == indicator]
        yield tuple(one for one in members if one[1] != "total"), ((indicator, "total"),)


def _columns_of_three(slots: Sequence[Slot]) -> Iterator[Sum]:
    """Yield the outcomes that make their total, and what came in against what went out."""
    indicators = list(dict.fromkeys(indicator for indicator, _ in slots))
    outcomes = [name for name in indicators if name.startswith("outcome.")]
    total = OUTCOME_TOTAL
    around = [name for name in indicators if not name.startswith("outcome.")]
    for member in dict.fromkeys(member for _, member in slots):
        yield tuple((name, member) for name in outcomes if name != total), ((total, member),)
        if len(around) == 3:
            came, before, left = around
            yield ((came, member), (before, member)), ((total, member), (left, member))


def sides_of(balance: Sum, values: Mapping[Slot, Figure]) -> tuple[Decimal, Decimal] | None:
    """Return what both sides of a sum come to, None where a part of it is not read."""
    sides = []
    for slots in balance:
        figures = [values.get(slot) for slot in slots]
        if any(figure is None or figure.status not in _SUMMED for figure in figures):
            return None
        sides.append(sum((f.value or Decimal(0) for f in figures if f is not None), Decimal(0)))
    return sides[0], sides[1]


def _holds(one: Sum, values: Mapping[Slot, Figure]) -> bool | None:
    sides = sides_of(one, values)
    return None if sides is None else sides[0] == sides[1]


def _settled(
    values: dict[Slot, Figure], pictured: Mapping[Slot, _Seen], sums: Sequence[Sum]
) -> dict[Slot, Figure]:
    """Choose among different readings where one choice alone makes every sum of theirs hold."""
    values = dict(values)
    for one in sums:
        ways = list(_ways(_doubtful(one, pictured), pictured))
        fitting = [way for way in ways if _holds(one, {**values, **way})]
        if len(fitting) == 1:
            values.update(fitting[0])
    return values


def _ways(slots: Sequence[Slot], pictured: Mapping[Slot, _Seen]) -> Iterator[dict[Slot, Figure]]:
    count = 1
    for slot in slots:
        count *= len(pictured[slot].choices)
    if not slots or count > _TRIED:
        return
    for chosen in product(*(pictured[slot].choices for slot in slots)):
        yield dict(zip(slots, chosen, strict=True))


def _believed(
    figure: Figure,
    pictured: Mapping[Slot, _Seen],
    values: Mapping[Slot, Figure],
    sums: Sequence[Sum],
) -> Figure:
    seen = pictured.get(_slot(figure))
    if seen is None:
        return figure
    own = [rule for rule in sums if any(_slot(figure) in side for side in rule)]
    sums_hold = [_holds(rule, values) for rule in own]
    if seen.is_agreed:
        is_sure = True in sums_hold or False not in sums_hold
    else:
        is_sure = bool(own and seen.choices) and all(
            is_held and _is_only(figure, rule, pictured, values)
            for rule, is_held in zip(own, sums_hold, strict=True)
        )
    if not is_sure:
        return replace(figure, value=None, status=Status.LOST, unit="")
    return replace(figure, method=METHOD)


def _is_only(
    figure: Figure, balance: Sum, pictured: Mapping[Slot, _Seen], values: Mapping[Slot, Figure]
) -> bool:
    """Tell whether a sum holds with this reading of a cell and with no other, however the rest."""
    ways = list(_ways(_doubtful(balance, pictured), pictured))
    fitting = {way[_slot(figure)].raw for way in ways if _holds(balance, {**values, **way})}
    return fitting == {figure.raw}


def _doubtful(one: Sum, pictured: Mapping[Slot, _Seen]) -> list[Slot]:
    """Return the cells of a sum that are not read twice alike."""
    slots = (slot for side in one for slot in side if slot in pictured)
    return [slot for slot in slots if pictured[slot].choices and not pictured[slot].is_agreed]


def _counted(printed: ParsedTable, table: FormTable, figures: tuple[Figure, ...]) -> ParsedTable:
    """Count anew what was read, and say so where cells are missing."""
    slots = frozenset(table.slots())
    read = sum(f.status not in _UNREAD and _slot(f) in slots for f in figures)
    findings = [f for f in printed.findings if not _is_count(f, printed.number)]
    if read != table.cells:
        findings.append(
            Finding(
                "R-PARSE-02",
                Severity.WARNING,
                left=str(table.cells),
                right=str(read),
                member=printed.number,
            )
        )
    status = Completeness.COMPLETE if read == table.cells else Completeness.PARTIAL
    if read == 0:
        status = Completeness.UNRECOVERABLE
    return ParsedTable(
        printed.number, TableReading(status, table.cells, read), figures, tuple(findings)
    )


def _is_count(finding: Finding, number: str) -> bool:
    return finding.rule == "R-PARSE-02" and finding.member == number
