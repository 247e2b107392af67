"""The head above the rows to come, as a walk of tokens in reading order builds it up."""

from collections.abc import Sequence

from pipelines.parse.labels import Hit
from pipelines.parse.tokens import Token

_FOUR = "4"  # the table whose head has its columns' names in two rows
_THREE = "3"  # the table whose rows and columns both have a 总计


class HeadAbove:
    """Which table a walk is in, and the words of the head above. `is_open`: it still goes on."""

    def __init__(self) -> None:
        self.zone = ""
        self.words: list[Token] = []
        self.is_open = False
        self._above: tuple[Token, ...] | None = None  # one tuple for all rows below the head

    def leave(self) -> None:
        """Forget the head: its table has ended."""
        self.zone, self.words, self.is_open, self._above = "", [], False, None

    def above(self) -> tuple[Token, ...]:
        """Return the head; the rows below one share what is returned."""
        if self._above is None:
            self._above = tuple(self.words)
        return self._above

    def extend(self, words: Sequence[Token]) -> None:
        """Add words that name no column."""
        self.words.extend(words)
        self._above = None

    def takes(self, table: str, label: tuple[Token, ...]) -> bool:
        """Add words that name a column, of a table or of any; tell whether they begin a cell."""
        if table and table != self.zone and not (self.zone == _FOUR and self.is_open):
            self.zone = table
            self.words = []
        begins = not self.words or label[0] is not self.words[-1]
        if not self.is_open:
            self.words = []
        self.is_open = True
        extend(self.words, label)
        self._above = None
        return begins

    def meant(self, hits: Sequence[Hit], *, has_numbers: bool = False) -> list[Hit]:
        """Decide what names both a column and a row: a column while the head goes on.

        A printed row that has numbers is none of a head, though it be the first below one.
        """
        meant: list[Hit] = []
        is_header = self.is_open and not has_numbers
        for n, hit in enumerate(hits):
            kind, table = hit.kind, hit.id
            if kind == "either":
                # a head may begin with it: 总计 自然人 商业企业
                begins = any(o.kind == "header" and o.id == _THREE for o in hits[n + 1 : n + 2])
                kind = "header" if is_header or begins else "row"
                table = "" if is_header else _THREE if begins else table
            is_header = kind == "header"
            if kind == "row" and self._needs_table(hit, meant):
                continue
            is_same = kind == hit.kind
            meant.append(hit if is_same else Hit(kind, table, hit.first, hit.last))
        return meant

    def _needs_table(self, hit: Hit, meant: Sequence[Hit]) -> bool:
        if self.zone or any(other.kind == "header" for other in meant):
            return False
        return "." not in hit.id  # the rows of table three name themselves


def extend(words: list[Token], label: Sequence[Token]) -> None:
    """Add a label's words; of a text that holds two labels there is one token."""
    words.extend(label[1:] if words and words[-1] is label[0] else label)
