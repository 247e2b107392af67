"""A straight grey page → its ruled tables as boxes: where lines cross, cells are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.read.pictures.image import Pixels

_LINE = 38  # pixels of the shortest ruling: a letter of a table is 30 high at most
_STROKE = 26  # pixels of the shortest piece of one: longer than the strokes of most letters
_GAP = 9  # pixels a ruling may be broken for: faint copies
_BROKEN = 91  # pixels it may be broken for and still bind its table
_SLACK = 5  # pixels a ruling may bend
_NEAR = 9  # pixels within which two rulings are one
_FEW = 4  # long rulings that a table has at least
_THIN = 8  # pixels of a ruling's width
_COVERED = 0.55  # of a cell's side that a ruling must run along
_LEAST = 4  # cells of a table
_WIDE = 120  # pixels of a table's side
INK = 190  # of 255: darker is ink, on a page evenly lit; thin strokes are grey in scans
_CONTRAST = 14  # by how much a ruling is darker than its surroundings: grey borders of pages


@dataclass(frozen=True, slots=True)
class RuledPicture:
    """One cell of a table: its rectangle in pixels and the rows and columns it covers."""

    left: int
    top: int
    right: int
    bottom: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: its edges and its cells in reading order."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    cells: tuple[RuledPicture, ...]

    @property
    def hull(self) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What of a page is ruled: level and upright lines, and the two together."""

    level: Pixels
    upright: Pixels

    @property
    def both(self) -> Pixels:
        """Return every ruling, a little wider than drawn: what is left are letters."""
        lines = cv2.bitwise_or(self.level, self.upright)
        return np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), np.uint8)


def rulings(page: Pixels) -> Rulings:
    """Find the rulings of a page: runs of dark longer than any stroke of a letter."""
    dark = cv2.adaptiveThreshold(
        page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _CONTRAST
    )
    level, upright = _lines(dark), np.ascontiguousarray(_lines(np.ascontiguousarray(dark.T)).T)
    crossed = _crossing(level, upright)
    return Rulings(crossed, np.ascontiguousarray(_crossing(upright.T, crossed.T).T))


def _crossing(lines: Pixels, others: Pixels) -> Pixels:
    """Leave out short runs that do not end at rulings of the other kind: strokes of letters."""
    wide = cv2.dilate(np.ascontiguousarray(others), np.ones((3, 2 * _NEAR + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(lines))
    keeps = np.zeros(count, np.uint8)
    for n in range(1, count):
        left, top, width, height = (int(value) for value in stats[n][:4])
        ends = wide[top : top + height, left], wide[top : top + height, left + width - 1]
        keeps[n] = width >= _WIDE or all(bool(end.any()) for end in ends)
    return np.asarray(lines * keeps[labels], np.uint8)


def _lines(dark: Pixels) -> Pixels:
    """Return the level rulings; those in dashes are looked for only where few others are."""
    runs = _runs(dark)
    return runs if _long(runs, _WIDE) >= _FEW else np.asarray(runs | _dashed(dark), np.uint8)


def _dashed(dark: Pixels) -> Pixels:
    """Return the level rulings in dashes or dots: thin pieces that follow each other far enough."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    thin = (heights <= _THIN) & (widths <= _LINE) & (np.arange(count) > 0)
    pieces = np.where(thin[labels], np.uint8(255), np.uint8(0))
    thick = cv2.dilate(pieces, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _STROKE), np.uint8))
    return np.asarray(
        cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, _WIDE), np.uint8)), np.uint8
    )


def _runs(dark: Pixels) -> Pixels:
    """Return the level runs; a ruling that is not quite level is followed over its steps."""
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    # short strokes go first: letters beside each other would be bridged into lines
    strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, _LINE), np.uint8))
    # a filled header cell is dark all over and no ruling
    filled = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((_LINE // 2, _LINE // 2), np.uint8))
    return np.asarray(cv2.subtract(runs, filled), np.uint8)


def _long(lines: Pixels, least: int) -> int:
    """Return how many rulings are as long as that."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    return sum(int(stats[n][2]) >= least for n in range(1, count))


def tables(found: Rulings, page: Pixels) -> list[RuledTable]:
    """Return the tables of a page from top to bottom."""
    # a ruling that is broken still binds its table together
    level = cv2.dilate(found.level, np.ones((7, _BROKEN), np.uint8))
    upright = cv2.dilate(found.upright, np.ones((_BROKEN, 7), np.uint8))
    lines = cv2.bitwise_or(level, upright)
    ink = np.where(found.both > 0, 255, page) < INK
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    hulls = []
    for n in range(1, count):
        left, top, width, height = (int(value) for value in stats[n][:4])
        if width >= _WIDE and height >= _LINE:
            hulls.append(_shrunk(found, (left, top, left + width, top + height)))
    made = (_table(found, hull, ink) for hull in _outermost(hulls))
    return sorted((one for one in made if one is not None), key=lambda one: one.rows[0])


def _shrunk(found: Rulings, hull: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the rectangle of the rulings themselves within what they were widened to."""
    left, top, right, bottom = hull
    cut = cv2.bitwise_or(found.level, found.upright)[top:bottom, left:right]
    rows, columns = np.flatnonzero(cut.any(axis=1)), np.flatnonzero(cut.any(axis=0))
    return (
        left + int(columns[0]),
        top + int(rows[0]),
        left + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )


def _outermost(hulls: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Join what lies within each other: a table whose lines are broken is still one."""
    outer: list[tuple[int, int, int, int]] = []
    for hull in sorted(hulls, key=lambda one: (one[0] - one[2]) * (one[3] - one[1])):
        if not any(_is_within(hull, other) for other in outer):
            outer.append(hull)
    yield from outer


def _is_within(hull: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    middle = (hull[0] + hull[2]) / 2, (hull[1] + hull[3]) / 2
    return other[0] <= middle[0] <= other[2] and other[1] <= middle[1] <= other[3]


def _table(
    found: Rulings, hull: tuple[int, int, int, int], ink: NDArray[np.bool_]
) -> RuledTable | None:
    left, top, right, bottom = hull
    level, upright = found.level[top:bottom, left:right], found.upright[top:bottom, left:right]
    # the strokes of a title's large letters cross each other too, but are never so long
    if _long(level, _WIDE) < 2 or _long(upright.T, _LINE) < 2:
        return None
    rows = _edges(level, bottom - top)
    columns = _edges(upright.T, right - left)
    if len(rows) < 2 or len(columns) < 2 or (len(rows) - 1) * (len(columns) - 1) < _LEAST:
        return None
    above = _along(level, rows, columns)
    beside = _along(upright.T, columns, rows)
    inside = ink[top:bottom, left:right]
    beside = _mended(beside, inside.T, columns, rows)
    above = _mended(above, inside, rows, columns)
    cells = _joined(above, beside.T, len(rows) - 1, len(columns) - 1)
    shown_rows = tuple(top + one for one in rows)
    shown_columns = tuple(left + one for one in columns)
    return RuledTable(
        shown_columns,
        shown_rows,
        tuple(
            RuledPicture(
                shown_columns[c0],
                shown_rows[r0],
                shown_columns[c1],
                shown_rows[r1],
                r0,
                c0,
                r1 - r0,
                c1 - c0,
            )
            for r0, c0, r1, c1 in cells
        ),
    )


def _edges(lines: Pixels, size: int) -> list[int]:
    """Return where rulings run, the table's own ends among them.

    A table cut by a page's end has no line there, and some are printed without sides.
    """
    count, _, stats, middles = cv2.connectedComponentsWithStats(lines, connectivity=8)
    placed = sorted(
        (float(middles[n][1]), int(stats[n][2])) for n in range(1, count) if stats[n][2] >= _LINE
    )
    groups: list[list[tuple[float, int]]] = []
    for place, length in placed:
        if groups and place - _mean(groups[-1]) <= _NEAR:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    edges = [round(_mean(group)) for group in groups]
    if not edges or edges[0] > _LINE // 2:
        edges.insert(0, 0)
    if size - edges[-1] > _LINE // 2:
        edges.append(size - 1)
    return edges


def _mean(group: Sequence[tuple[float, int]]) -> float:
    whole = sum(length for _, length in group)
    return sum(place * length for place, length in group) / whole


def _along(lines: Pixels, edges: Sequence[int], cuts: Sequence[int]) -> NDArray[np.bool_]:
    """Tell for each edge and each stretch between two cuts whether a ruling runs there."""
    runs = np.zeros((len(edges), len(cuts) - 1), np.bool_)
    for n, edge in enumerate(edges):
        band = lines[max(edge - _SLACK, 0) : edge + _SLACK + 1].max(axis=0) > 0
        for m in range(len(cuts) - 1):
            inside = band[cuts[m] + 3 : max(cuts[m + 1] - 2, cuts[m] + 4)]
            runs[n, m] = inside.mean() >= _COVERED if inside.size else True
    return runs


def _mended(
    runs: NDArray[np.bool_], ink: NDArray[np.bool_], edges: Sequence[int], cuts: Sequence[int]
) -> NDArray[np.bool_]:
    """Put back sides that a faint copy lost.

    One is lost where the ruling runs on both sides of the gap, nothing is written across it, and
    something stands on either side of it: cells joined by design hold one text.
    """
    mended = runs.copy()
    for n in range(1, len(edges) - 1):
        for m in range(len(cuts) - 1):
            around = [runs[n, k] for k in (m - 1, m + 1) if 0 <= k < len(cuts) - 1]
            if runs[n, m] or not all(around):
                continue
            part = slice(cuts[m] + _SLACK, cuts[m + 1] - _SLACK)
            across = ink[edges[n] - _SLACK : edges[n] + _SLACK, part].any()
            before = ink[edges[n - 1] + _SLACK : edges[n] - _SLACK, part].any()
            behind = ink[edges[n] + _SLACK : edges[n + 1] - _SLACK, part].any()
            mended[n, m] = bool(before and behind and not across)
    return mended


Span = tuple[int, int, int, int]  # first row and column, and those behind the last


def _joined(
    above: NDArray[np.bool_], beside: NDArray[np.bool_], rows: int, columns: int
) -> list[Span]:
    """Join neighbours that no ruling parts, as far as that gives rectangles."""
    taken = np.zeros((rows, columns), np.bool_)
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row, column]:
                continue
            last = column + 1
            while last < columns and not beside[row, last] and not taken[row, last]:
                last += 1
            end = row + 1
            while end < rows and _is_open(above, beside, end, column, last):
                end += 1
            taken[row:end, column:last] = True
            spans.append((row, column, end, last))
    return spans


def _is_open(
    above: NDArray[np.bool_], beside: NDArray[np.bool_], row: int, first: int, last: int
) -> bool:
    """Tell whether a row goes on with the cell above it: no ruling above, none within."""
    return not above[row, first:last].any() and not beside[row, first + 1 : last].any()
