"""Table three as lone numbers: lines of labels, then a line for each number, row by row.

`pdftotext` writes the cells of a page so. That the numbers are all there and in the form's rows is
proven by what the form's own relations say of every row and of every column, and by the labels,
which come in the form's order too.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipelines.parse.cells import read_cell
from pipelines.parse.repair import holds
from pipelines.parse.tokens import Token
from pipelines.parse.totals import are_proven, relations_hold
from pipelines.read.clean import plain

Rows = Sequence[Sequence[Token]]


def rows_of_lone_numbers(
    numbers: Sequence[Token],
    words: Sequence[Token],
    labels: Sequence[tuple[str, str]],
    columns: Sequence[str],
) -> Rows:
    """Return the numbers by the form's rows, nothing where these are not proven to be theirs.

    `labels` are the rows' ids and labels in the form's order; `words` what else the table says.
    """
    wide = len(columns)
    if len(numbers) != wide * len(labels) or not _come_in_order(words, [one for _, one in labels]):
        return ()
    rows = [numbers[n : n + wide] for n in range(0, len(numbers), wide)]
    if len({token.text for token in numbers}) == 1:
        return rows  # each cell says the same, wherever it stands
    names = [name for name, _ in labels]
    values = [
        {name: read_cell(row[n].text).value for name, row in zip(names, rows, strict=True)}
        for n in range(wide)
    ]
    is_proven = all(holds(row, columns) for row in rows) and are_proven(values[-1])
    return rows if is_proven and all(map(relations_hold, values)) else ()


def _come_in_order(words: Sequence[Token], labels: Sequence[str]) -> bool:
    """Tell whether every label is there, each behind the one before it.

    Where lines of two cells run into each other some pairs of a label's letters stay together: a
    label stands where most of those do that only it has and that are printed once. One without
    such a pair stands whole between its neighbours.
    """
    text = plain("".join(word.text for word in words))
    pairs = [set(map("".join, pairwise(label))) for label in labels]
    known = Counter(pair for own in pairs for pair in own)
    places: list[float] = []
    open_labels: list[int] = []
    for n, own in enumerate(pairs):
        at = [text.find(pair) for pair in own if known[pair] == text.count(pair) == 1]
        if not at:
            open_labels.append(n)
        places.append(median(at) if at else -1.0)
    ends = [-1.0, *places, float(len(text))]
    for n in open_labels:
        before, after = ends[n], ends[n + 2]
        bare = labels[n].lstrip("0123456789")
        if before < 0 < n or after < 0 or bare not in text[int(before) + 1 : int(after) + 1]:
            return False
    known_places = [place for place in places if place >= 0]
    return known_places == sorted(set(known_places))
