"""Rows of applicants that were read and cannot be believed: their table speaks against them."""

from collections.abc import Sequence
from decimal import Decimal

from pipelines.model import Figure, Status
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.form_cells import figure_of, point_of
from pipelines.parse.form_table import TableState

_WIDE = 7  # columns of table three


def note_row(
    work: TableState, row: PrintedRow, figures: Sequence[Figure], *, is_named: bool
) -> None:
    """Note what about a row may speak against it once the whole table is known.

    `is_named`: a header names its columns. The figures are about to be added to the table's.
    """
    start = len(work.figures)
    if not row.is_grid and _has_lone_edge(figures):
        work.edges.append(start)
    if not row.keeps_blanks and None not in [one.value for one in figures] and _is_off(figures):
        work.unproven.append(start)
    if not is_named:
        work.unnamed.append(start)


def give_up_doubted(work: TableState) -> None:
    """Give up the rows that their table speaks against."""
    for start in (*_at_edges(work), *_off_among_short(work), *_in_no_order(work)):
        for index in range(start, start + _WIDE):
            one = work.figures[index]
            slot = (one.indicator, one.member)
            work.figures[index] = figure_of(work, slot, Status.LOST, point_of(one.place))


def _at_edges(work: TableState) -> Sequence[int]:
    """Return rows of text whose only blank is at an edge, where blanks are no habit of the table.

    In text a row that lost a cell and kept its padding looks just so, with every value shifted.
    """
    if len(work.edges) * 2 >= work.tried:
        return ()
    if sum(one.status is Status.BLANK for one in work.figures) > len(work.edges):
        return ()
    return work.edges


def _off_among_short(work: TableState) -> Sequence[int]:
    """Return rows of text that do not add up where other rows lost cells.

    A page's number among the six cells that are left of a row makes seven of them.
    """
    return work.unproven if work.short else ()


def _in_no_order(work: TableState) -> Sequence[int]:
    """Return the rows whose columns no header names in order, unless the form's is believed.

    It is where most rows add up in it, no other head of the table is against it, and natural
    persons, who ask most everywhere, are no fewer than any other kind: a head taken line by line
    looks the same where they stand last or heads are shuffled, and every sum holds.
    """
    rows = [work.figures[start : start + _WIDE] for start in work.unnamed]
    filled = [row for row in rows if any(one.value for one in row)]
    is_off = 2 * sum(map(_is_off, filled)) > len(filled)
    persons, *others = [sum(row[n].value or 0 for row in filled) for n in range(_WIDE - 1)]
    is_against = any(header.is_contrary for header, _ in work.headers.values())
    is_fewer = persons < max(others)
    if not (is_off or is_against or is_fewer):
        return ()
    return [n for n in work.unnamed if any(cell.value for cell in work.figures[n : n + _WIDE])]


def _has_lone_edge(row: Sequence[Figure]) -> bool:
    """Tell whether the only blank of a row of applicants is its first or its last cell."""
    blanks = [index for index, one in enumerate(row) if one.status is Status.BLANK]
    return len(blanks) == 1 and blanks[0] in {0, len(row) - 1}


def _is_off(row: Sequence[Figure]) -> bool:
    """Tell whether the numbers of a row do not add up to its total, blanks taken for nothing."""
    parts = sum((one.value for one in row[:-1] if one.value), Decimal(0))
    return parts != (row[-1].value or 0)
