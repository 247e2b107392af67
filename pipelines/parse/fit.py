"""Values × columns: which value stands in which column, or nothing where that is not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.parse.harvest import Row
from pipelines.parse.strands import Sort, Token

_EMPTY = frozenset({Sort.BLANK, Sort.PAD})


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row laid on columns: one token a column, None for a blank that left no trace."""

    columns: tuple[str, ...]
    tokens: tuple[Token | None, ...]


def fit(row: Row, header: Sequence[str], form: Sequence[str], *, has_lead: bool) -> Fitted | None:
    """Lay a row's values on the columns its header names, else on the form's own."""
    for columns in _choices(header, form):
        tokens = _tokens(row, len(columns), has_lead=has_lead)
        if tokens is not None:
            return Fitted(tuple(columns), tokens)
    return None


def _choices(header: Sequence[str], form: Sequence[str]) -> list[Sequence[str]]:
    """Return the columns to try: as the header has them, then the form if the header agrees."""
    if not header:
        return [form]
    if not set(header) & set(form):
        return []
    order = [name for name in form if name in header]
    agrees = [name for name in header if name in form] == order and set(header) <= set(form)
    return [header, form] if agrees and len(header) < len(form) else [header]


def _tokens(row: Row, count: int, *, has_lead: bool) -> tuple[Token | None, ...] | None:
    values = row.values
    filled = [token for token in values if token.sort not in _EMPTY]
    if not filled:
        return _blanks(row, count)
    if row.is_row or row.keeps_blanks:
        return _kept(row, filled, count, has_lead=has_lead)
    return tuple(values) if len(values) == count else None


def _blanks(row: Row, count: int) -> tuple[Token | None, ...] | None:
    if row.is_doubtful:
        return None
    cells = [token for token in row.values if token.sort is Sort.BLANK]
    return tuple(cells[n] if n < len(cells) else None for n in range(count))


def _kept(
    row: Row, filled: list[Token], count: int, *, has_lead: bool
) -> tuple[Token | None, ...] | None:
    cells = [token for token in row.values if token.sort is not Sort.PAD]
    if has_lead and not row.is_row and len(cells) > count and cells[-1].sort is Sort.BLANK:
        cells = cells[:-1]
    for candidate in (cells, row.values, filled):
        if len(candidate) == count:
            return tuple(candidate)
    return None


def leads(rows: Sequence[Row], counts: Sequence[int]) -> bool:
    """Tell whether a lone pipe begins every row: then each row's last blank is the next one's."""
    votes = 0
    for row, count in zip(rows, counts, strict=True):
        cells = [token for token in row.values if token.sort is not Sort.PAD]
        filled = [token for token in cells if token.sort is not Sort.BLANK]
        if not row.is_row and row.keeps_blanks and len(filled) == count:
            votes += 1 if len(cells) == count + 1 and cells[-1].sort is Sort.BLANK else -1
    return votes > 0
