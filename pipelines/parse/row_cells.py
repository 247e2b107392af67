"""One printed row as its cells: labels before values, and the halves a page's end cut it into."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.parse.tokens import Token, TokenKind, TokenLine

_TEXTS = frozenset({TokenKind.TEXT, TokenKind.PROSE})


def parted(line: TokenLine) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the label cells of a row and the cells behind them."""
    texts = [n for n, token in enumerate(line.tokens) if token.kind in _TEXTS]
    size = texts[-1] + 1 if texts else 0
    labels = tuple(token for token in line.tokens[:size] if token.kind in _TEXTS)
    return labels, line.tokens[size:]


def filled_up(values: tuple[Token, ...], more: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the cells of a row from its halves; a cell with something in both is torn."""
    if len(values) != len(more):
        return (*values, *more)
    return tuple(
        low if up.kind is TokenKind.BLANK else up if low.kind is TokenKind.BLANK else _torn(up)
        for up, low in zip(values, more, strict=True)
    )


def _torn(token: Token) -> Token:
    return replace(token, kind=TokenKind.TEXT)


def is_empty(values: Sequence[Token]) -> bool:
    """Tell whether cells say nothing: they are empty, or pad the row."""
    return all(token.kind in {TokenKind.BLANK, TokenKind.PAD} for token in values)
