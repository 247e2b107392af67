"""How a document writes the rows of its tables, learned from those that are filled."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipelines.parse.budget import Budget
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.heads.under_names import Known
from pipelines.parse.tokens import TokenKind

EMPTY = frozenset({TokenKind.BLANK, TokenKind.PAD})
WIDE = 7  # columns of table three
_VALUES = frozenset({TokenKind.VALUE})


class Writing:
    """How a document writes its rows, whatever their table."""

    def __init__(self, rows: Sequence[PrintedRow]) -> None:
        self.rows = rows
        self.has_lead = _leads(rows)
        openings = [row.opens for row in rows if row.is_row]
        self.has_opening = sum(openings) * 2 > len(openings)
        keeps_cells = [row.is_row or row.keeps_blanks for row in rows]
        self.filled = [
            [n for n, token in enumerate(row.values) if token.kind not in EMPTY] for row in rows
        ]
        # among rows of known values only, there is neither what is glued nor what pads
        odd = [row for row in rows if not _VALUES.issuperset([t.kind for t in row.values])]
        is_glued = any(token.kind is TokenKind.GLUED for row in odd for token in row.values)
        self.has_traces = is_glued or sum(keeps_cells) * 2 > len(keeps_cells)
        self.has_pads = any(_is_padded(row) for row in odd)


class Habits:
    """How this document writes the rows of one table, learned from the rows that are filled."""

    def __init__(
        self,
        writing: Writing,
        counts: Mapping[str, int],
        budget: Budget,
        *,
        leftovers: Collection[int] = (),
    ) -> None:
        self.budget = budget
        self.has_lead = writing.has_lead
        self.has_opening = writing.has_opening
        self.has_traces = writing.has_traces
        self.has_pads = writing.has_pads
        rows = [
            (row, places)
            for row, places in zip(writing.rows, writing.filled, strict=True)
            if row.id in counts
        ]
        wide = [len(places) for row, places in rows if counts[row.id] >= WIDE and row.values]
        # numbers of this table that belong to no row, or that a row of lines has too many of
        spread = [(row, len(places), _lines_of(row, places)) for row, places in rows]
        has_lines = any(size > 1 == lines for row, size, lines in spread if not row.is_row)
        long = [
            row
            for row, size, lines in spread
            if has_lines and not row.is_row and size > counts[row.id] and lines > 1
        ]
        self.has_leftovers = bool(leftovers or long)
        self._leftovers = {*leftovers, *(one.place.block for row in long for one in row.values)}
        self._lines = sorted({row.values[0].place.block for row, places in rows if places})
        self.usual = Counter(wide).most_common(1)[0][0] if wide else 0
        self.most = max(wide, default=0)
        self.has_tail = False  # rows end in an empty cell that no column is printed for
        self.columns: Known = {}
        self._shifts: dict[tuple[int, int], set[int]] = {}
        for row, places in rows:
            if row.is_row:
                self._learn(row, places, counts[row.id])

    def is_beside_leftover(self, line: int) -> bool:
        """Tell whether numbers of no row stand between a row's line and its neighbours'."""
        at = bisect_left(self._lines, line)
        first = self._lines[at - 1] if at else 0
        last = self._lines[at + 1] if at + 1 < len(self._lines) else max(self._leftovers, default=0)
        return any(first <= one <= last for one in self._leftovers)

    def _learn(self, row: PrintedRow, filled: list[int], count: int) -> None:
        if len(filled) == count == filled[-1] - filled[0] + 1 < len(row.values):
            self.has_tail = self.has_tail or row.values[-1].kind is TokenKind.BLANK
            key = (len(row.values), len(filled))
            self._shifts.setdefault(key, set()).add(filled[0])

    def shift(self, total: int, count: int) -> int | None:
        """Return how many empty cells stand before the values in rows of so many cells."""
        shifts = self._shifts.get((total, count), set())
        return next(iter(shifts)) if len(shifts) == 1 else None


def _lines_of(row: PrintedRow, places: Sequence[int]) -> int:
    """Return on how many lines the values of a row stand."""
    return len({row.values[n].place.block for n in places})


def _is_padded(row: PrintedRow) -> bool:
    """Tell whether pipes stand side by side in a row that has a value: a span left them."""
    return (
        any(t.kind is TokenKind.PAD for t in row.values) and row.values[0].kind is not TokenKind.PAD
    )


def _leads(rows: Iterable[PrintedRow]) -> bool:
    """Tell whether a lone pipe begins every row: then each row's last blank is the next one's."""
    leading = [row.lead for row in rows if not row.is_row and row.keeps_blanks and row.lead >= 0]
    return bool(leading) and all(lead > 0 for lead in leading)
