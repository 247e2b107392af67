"""Table four taken apart: reviews and suits as three rows under one head, or as three tables.

Each kind must be named right before its own five numbers, under a head that names the five results
in the form's order, and come to its total; all three must be there. Else nothing is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.catalogue.load import lexicon
from pipelines.model import Block
from pipelines.parse.detected_tables import DetectedTables, PrintedRow
from pipelines.parse.heads.columns import RESULTS, names_of_outcome
from pipelines.parse.marks import marks
from pipelines.parse.tokens import Token, TokenKind, token_lines

_KINDS = ("review", "direct", "after")
_FIVE = len(RESULTS)
_EMPTY = frozenset({TokenKind.BLANK, TokenKind.PAD})


@dataclass(slots=True)
class _Kinds:
    """What was read so far: the kinds named since the last number, the head, the numbers."""

    pending: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    numbers: list[Token] = field(default_factory=list)
    groups: dict[str, list[Token]] = field(default_factory=dict)
    is_odd: bool = False

    def take(self, token: Token) -> None:
        """Take one token of the section."""
        if token.kind is TokenKind.VALUE:
            self.numbers.append(token)
        elif token.kind not in _EMPTY:
            self.end()
            self._word(token)

    def end(self) -> None:
        """End a run of numbers: they are the five of the one kind named before them."""
        if not self.numbers:
            return
        own = [one for one in dict.fromkeys(self.pending) if one in _KINDS]
        is_named = len(own) == 1 and own[0] not in self.groups
        if is_named and tuple(self.head) == RESULTS and _adds_up(self.numbers):
            self.groups[own[0]] = self.numbers
        else:
            self.is_odd = True
        self.numbers, self.pending = [], []

    def _word(self, token: Token) -> None:
        for name in names_of_outcome(token.text):
            if name in _KINDS:
                self.pending.append(name)
            elif name in RESULTS:
                # a head of its own over each kind begins anew
                self.head = [name] if len(self.head) == _FIVE else [*self.head, name]


def join_disputes(detected: DetectedTables, blocks: Iterable[tuple[int, Block]]) -> None:
    """Put the three kinds of disputes together into the one row of table four, where it is not."""
    if 4 not in detected.sections or any(len(row.values) >= 3 * _FIVE for row in detected.fours):
        return
    kinds = _Kinds()
    for token in _section(detected.sections[4].block, blocks):
        kinds.take(token)
    kinds.end()
    if kinds.is_odd or set(kinds.groups) != set(_KINDS):
        return
    values = [token for kind in _KINDS for token in kinds.groups[kind]]
    detected.fours[:] = [PrintedRow("4", (), values, _header(values[0]))]
    detected.orphans[:] = [one for one in detected.orphans if one[0] != "4"]
    detected.covered |= {token.place.block for token in values}


def _section(start: int, blocks: Iterable[tuple[int, Block]]) -> Iterable[Token]:
    """Yield the tokens of section four, up to the next section's heading or running text."""
    for index, block in blocks:
        if index <= start:
            continue
        for line in token_lines(block, index):
            for token in line.tokens:
                is_end = token.kind is TokenKind.PROSE or marks().section(token.text) not in {0, 4}
                if is_end:
                    return
                yield token


def _adds_up(numbers: list[Token]) -> bool:
    """Tell whether five numbers are four results and what they come to."""
    if len(numbers) != _FIVE or not all(one.text.isdecimal() for one in numbers):
        return False
    *results, total = [int(one.text) for one in numbers]
    return sum(results) == total


def _header(place: Token) -> tuple[Token, ...]:
    """Return the form's own head of table four, whose order the numbers are put in."""
    words = lexicon("tables")["disputes_head"]
    groups, results = words["groups"], words["results"]
    return tuple(replace(place, text=word) for word in (*groups, *results * len(_KINDS)))
