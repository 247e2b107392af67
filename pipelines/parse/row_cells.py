"""One printed row as its cells: labels before values, and the halves a page's end cut it into."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.load import applicants
from pipelines.parse.labels import Hit, Vocabulary
from pipelines.parse.repair import holds
from pipelines.parse.tokens import Token, TokenKind, TokenLine

_TEXTS = frozenset({TokenKind.TEXT, TokenKind.PROSE})
_LABELS = frozenset({"row", "either"})


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


def hits_of_row(tokens: Sequence[Token], vocabulary: Vocabulary, *, is_inside: bool) -> list[Hit]:
    """Find labels among the words of a row: none goes on behind a number."""
    hits: list[Hit] = []
    start, run = 0, list[str]()
    for token in (*tokens, None):
        if token is not None and token.kind in _TEXTS:
            run.append(token.text)
        elif run and (token is None or token.kind is TokenKind.VALUE):
            own = vocabulary.hits(run, is_inside=is_inside)
            hits += [Hit(hit.kind, hit.id, hit.first + start, hit.last + start) for hit in own]
            start, run = start + len(run), []
    return hits


def named_columns(hits: list[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """Take what names a row too for a column's name where other columns' names follow it.

    A header whose first column is 总计 was taken for the row of totals, and every row for one
    without a header: 450 of all stood as natural persons.
    """
    if any(token.kind is TokenKind.VALUE for token in tokens):
        return hits
    tables = [hit.id if hit.kind == "header" else "" for hit in hits]
    return [
        Hit("header", table, hit.first, hit.last)
        if hit.kind == "row" and "." in hit.id and (table := next(filter(None, later), ""))
        else hit
        for hit, later in zip(hits, (tables[n + 1 :] for n in range(len(hits))), strict=True)
    ]


def is_head(line: TokenLine, vocabulary: Vocabulary) -> bool:
    """Tell whether a row is one of a table's head, which the next page prints again."""
    texts = [token.text for token in line.tokens if token.kind in _TEXTS]
    return any(hit.kind == "header" for hit in vocabulary.hits(texts, is_inside=True))


def whole_row(last: TokenLine, line: TokenLine, vocabulary: Vocabulary) -> TokenLine | None:
    """Return the row that the last of a page and the first of the next make together.

    Its halves are whole cells of two grids, each with a part of the label: LibreOffice rules
    both, and “3.危及” stood above a page's end with seven numbers, “三安全一稳定” below without
    any, so that a row full of zeros was read as left blank. The line itself is returned where it
    is a row of its own, nothing for a half that says nothing.
    """
    labels, values = parted(last)
    more_labels, more_values = parted(line)
    if is_head(line, vocabulary):
        return line
    if not more_labels:  # empty cells stand where the label is
        before = max(len(more_values) - len(values), 0)
        more_values = more_values[before:] if is_empty(more_values[:before]) else more_values
    known, more_known = _is_known(labels, vocabulary), _is_known(more_labels, vocabulary)
    # where the label is cut behind the word that tells it, the other half has only numbers
    is_one = bool(labels and values) and len(values) == len(more_values) and known != more_known
    has_both = all(token.kind is TokenKind.VALUE for token in (*values, *more_values))
    if has_both and holds(values if known else more_values, applicants()):
        is_one = False  # the other is a row of subtotals
    if is_one and not is_empty((*more_labels, *more_values)):
        return replace(line, tokens=(*labels, *more_labels, *filled_up(values, more_values)))
    hits = vocabulary.hits([word.text for word in (*labels, *more_labels)], is_inside=True)
    if any(hit.kind in _LABELS and hit.first < len(labels) <= hit.last for hit in hits):
        return replace(line, tokens=(*labels, *more_labels, *filled_up(values, more_values)))
    is_rest = is_empty(more_values) and not is_empty(values) and bool(labels) and not known
    return None if is_rest or is_empty(line.tokens) else line


def _is_known(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    hits = vocabulary.hits([word.text for word in words], is_inside=True)
    return any(hit.kind in _LABELS for hit in hits)
