"""Lines of tokens → labelled rows: which values stand behind which label, under which header."""

from collections.abc import Iterable, Sequence

from pipelines.model import Block
from pipelines.parse.detected_tables import DetectedTables, PrintedRow
from pipelines.parse.heads.above import HeadAbove, extend
from pipelines.parse.heads.columns import is_ripe
from pipelines.parse.heads.order import names_above
from pipelines.parse.labels import Hit, Vocabulary
from pipelines.parse.marks import marks
from pipelines.parse.row_cells import (
    hits_of_row,
    is_empty,
    is_head,
    named_columns,
    parted,
    whole_row,
)
from pipelines.parse.tokens import Token, TokenKind, TokenLine, token_lines
from pipelines.read.clean import plain, simple

_VALUES = frozenset(
    {TokenKind.VALUE, TokenKind.BLANK, TokenKind.PAD, TokenKind.IMAGE, TokenKind.GLUED}
)
_TEXTS = frozenset({TokenKind.TEXT, TokenKind.PROSE})
_FILLED = frozenset({TokenKind.VALUE, TokenKind.IMAGE})
_VALUE = TokenKind.VALUE  # a member of an enumeration is found slowly
_KEPT = 2000  # words of one run; no table has as many without a value
_FOUR = 15  # cells of table four


def find_rows(blocks: Iterable[tuple[int, Block]], vocabulary: Vocabulary) -> DetectedTables:
    """Go through the blocks of one report and collect the rows of its tables."""
    collector = _Collector(vocabulary)
    for index, block in blocks:
        for line in token_lines(block, index):
            collector.take(line)
    collector.close()
    return collector.detected


class _Collector:
    """Walks tokens in reading order; knows which table it is in and which header is above."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.detected = DetectedTables()
        self._vocabulary = vocabulary
        self._head = HeadAbove()
        self._section = 0
        self._words: list[Token] = []
        self._row: PrintedRow | None = None
        self._keeps = False
        self._keeps_label = False  # as it was where the last word stands
        self._is_open = False  # the line before ended within a cell
        self._singles = 0  # lone pipes since the last word
        self._last_row: TokenLine | None = None  # the last row of a grid
        self._before = (0, 0, 0)  # how much was found before it
        self._marks = marks()
        self._page: int | None = None  # of the row above
        self._is_after_stray = False  # the row above has numbers and no known label

    def take(self, line: TokenLine) -> None:
        """Take one line: a row of its own, or a piece of the stream."""
        if not line.is_grid and len(line.tokens) > 2:
            self.detected.number_lines += sum(one.kind is _VALUE for one in line.tokens) > 2
        if line.is_row:
            self.close()
            whole = self._whole_row(line) if line.is_grid else line
            if (
                whole is not None
                and not is_empty(whole.tokens)
                and not is_head(line, self._vocabulary)
            ):
                self._last_row, self._before = line, self._sizes()
            if whole is not None:
                size = len(self.detected.rows)
                self._take_row(whole)
                self._doubt_empty(whole, size)
            return
        self._keeps = line.keeps_blanks
        self.detected.lone_numbers += len(line.tokens) == 1 and line.tokens[0].kind is _VALUE
        tokens = self._after_open_cell(line)
        for token in tokens:
            if token.kind in _VALUES:
                self._value(token)
            else:
                self._word(token)

    def _after_open_cell(self, line: TokenLine) -> tuple[Token, ...]:
        """Take a pipe that ends the cell of the line before for what it is: no cell of its own."""
        tokens = line.tokens
        ends = self._is_open and bool(tokens) and tokens[0].kind is TokenKind.BLANK
        self._is_open = not line.keeps_blanks
        return tokens[1:] if ends else tokens

    def _sizes(self) -> tuple[int, int, int]:
        return len(self.detected.rows), len(self.detected.fours), len(self.detected.orphans)

    def _whole_row(self, line: TokenLine) -> TokenLine | None:
        """Put a row of a PDF that a page's end cut in two together again.

        What the first half said alone is taken back. Nothing is returned for a half that says
        nothing.
        """
        last, page = self._last_row, line.tokens[0].place.page
        if last is None or page is None or last.tokens[0].place.page != page - 1:
            return line
        whole = whole_row(last, line, self._vocabulary)
        if whole is not None and whole is not line:
            rows, fours, orphans = self._before
            del self.detected.rows[rows:], self.detected.fours[fours:]
            del self.detected.orphans[orphans:]
        return whole

    def close(self) -> None:
        """End what is open: the text run, the row."""
        if self._words:
            self._resolve()
        if self._row is not None:
            self._end_row()

    def _word(self, token: Token) -> None:
        if self._row is not None:
            self._row.is_followed = self._keeps
        self._end_row()
        if self._starts_section(token):
            return
        if token.kind is TokenKind.PROSE:
            self._resolve()
            self._head.leave()
            return
        self._words.append(token)
        self._keeps_label = self._keeps
        if len(self._words) > _KEPT:
            self._resolve()

    def _value(self, token: Token) -> None:
        if token.kind is TokenKind.IMAGE and not self._head.zone:
            self.detected.images.setdefault(self._section, token.place)
        if self._words:
            self._resolve(is_before_value=True)
        # pipes side by side are a span's: they say nothing of how rows begin
        self._singles = self._singles + 1 if token.kind is TokenKind.BLANK else -_FOUR
        if self._row is not None:
            if self._row.is_row:
                # the empty cells were a span's: the values come cell by cell
                self._row.is_row, self._row.opens, self._row.values = False, False, []
            self._row.values.append(token)
            self.detected.covered.add(token.place.block)
        elif self._begins_four(token):
            self._row = PrintedRow("4", (), [token], self._head.above(), keeps_blanks=self._keeps)
            self._head.is_open = False
        elif self._head.zone and token.kind is TokenKind.VALUE:
            self.detected.orphans.append((self._head.zone, token))

    def _begins_four(self, token: Token) -> bool:
        """Tell whether the numbers of table four begin: they have no label, only a header."""
        if self._head.zone != "4" or not self._head.is_open:
            return False
        return token.kind is TokenKind.VALUE or (
            token.kind is TokenKind.BLANK and is_ripe(self._head.words)
        )

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None:
            return
        is_short = row.id == "4" and len(row.values) < _FOUR
        if is_short and not any(token.kind is TokenKind.VALUE for token in row.values):
            self._head.is_open = True  # empty cells within the header
            return
        (self.detected.fours if row.id == "4" else self.detected.rows).append(row)

    def _starts_section(self, token: Token) -> bool:
        number = self._marks.section(token.text)
        if not number:
            return False
        self.close()
        self._head.leave()
        self._section, self._last_row = number, None
        self.detected.sections.setdefault(number, token.place)
        self.detected.is_modern = self.detected.is_modern or self._marks.is_modern(token.text)
        return True

    def _resolve(self, *, is_before_value: bool = False) -> None:
        """Find out what a run of words says, and open the row that its last words name."""
        words, self._words = self._words, []
        if not self._head.zone and not self._marks.may_start(words):
            return
        hits = self._head.meant(
            self._vocabulary.hits([word.text for word in words], is_inside=bool(self._head.zone))
        )
        singles, self._singles = self._singles, 0
        at = 0
        for n, hit in enumerate(hits):
            is_last = n == len(hits) - 1
            self._between(words[at : hit.first])
            at = hit.last + 1
            label = tuple(words[hit.first : at])
            if hit.kind == "header":
                self._open_header(hit, label)
                if n == 0 and self._head.words[:1] == [label[0]]:
                    self._head.words[:0] = names_above(words[: hit.first])
            elif hit.kind == "group":
                self.detected.groups.append(hit.id)
                self._cover(label)
            elif self._head.zone:
                self._singles = singles if hit.first == 0 else 0
                stop = len(words) if is_last else hits[n + 1].first
                self._open_row(hit.id, label, words[at:stop])
                if not (is_last and is_before_value):
                    self._end_row()
        self._singles = 0
        self._between(words[at:] if not hits or hits[-1].kind != "row" else [])

    def _open_header(self, hit: Hit, label: tuple[Token, ...]) -> None:
        key = plain("".join([token.text for token in label]))
        if self._head.takes(hit.id, label):
            self.detected.headings += self._marks.is_heading(key)
            self.detected.starts += self._marks.is_first(key)
        extend(self.detected.headers.setdefault(self._head.zone, []), label)
        self._cover(label)

    def _open_row(self, name: str, label: tuple[Token, ...], rest: list[Token]) -> None:
        self._end_row()
        lead = max(self._singles, -1) if self._head.is_open else -1
        self._head.is_open = False
        if "." in name and self._head.zone != "3":
            self._head.zone = "3"
        self._row = PrintedRow(
            name, label, [], self._head.above(), keeps_blanks=self._keeps_label, lead=lead
        )
        unknown = "".join([token.text for token in rest]) if rest else ""
        if unknown and plain(unknown) and not self._vocabulary.is_part_of(unknown, name):
            self._row.is_doubtful = True
        self._cover(label)

    def _between(self, words: list[Token]) -> None:
        """Take words that match nothing: part of a header, or a label nobody knows."""
        if not words or not self._head.zone:
            return
        if self._head.is_open:
            self._head.extend(words)
            self.detected.headers.setdefault(self._head.zone, []).extend(words)
        else:
            text = "".join(word.text for word in words)
            if plain(text) and not self._marks.notes.search(simple(text)):
                self.detected.orphans.append((self._head.zone, words[0]))
        self._cover(words)

    def _cover(self, words: Sequence[Token]) -> None:
        if len(words) == 1:
            self.detected.covered.add(words[0].place.block)
            return
        self.detected.covered.update([word.place.block for word in words])

    def _take_row(self, line: TokenLine) -> None:
        """Read one row whose cells are its own: label cells first, then values."""
        tokens = line.tokens
        at = [n for n, token in enumerate(tokens) if token.kind in _TEXTS]
        words = [tokens[n] for n in at]
        hits = self._head.meant(
            hits_of_row(tokens, self._vocabulary, is_inside=bool(self._head.zone)),
            has_numbers=any(token.kind is _VALUE for token in tokens),
        )
        hits = named_columns(hits, tokens)
        rows = [hit for hit in hits if hit.kind == "row"]
        if not rows or not (self._head.zone or any(h.kind == "header" for h in hits)):
            self._take_other_row(line, words, hits)
            return
        start = rows[0].first  # a broken cell may be both a header's word and the row's label
        before = [hit for hit in hits[: hits.index(rows[0])] if hit.last < start]
        if before:
            self._words_of(before, words[:start])
        for n, hit in enumerate(rows):
            stop = at[rows[n + 1].first] if n + 1 < len(rows) else len(tokens)
            values = list(tokens[at[hit.last] + 1 : stop])
            is_doubtful = bool(values) and values[0].kind in _TEXTS
            # a number merged over two rows belongs to neither for certain
            down = words[hit.last].down
            is_doubtful |= bool([t for t in values if t.down > down and t.kind is _VALUE])
            self._open_row(hit.id, tuple(words[hit.first : hit.last + 1]), [])
            if self._row is not None:
                self._row.values = values
                self._row.is_doubtful = is_doubtful
                self._row.opens = n == 0 and tokens[0].kind is TokenKind.BLANK
                self._row.is_row = True
                self._row.is_grid = line.is_grid
                self._row.keeps_blanks = True
            if n < len(rows) - 1 or line.is_grid or not is_empty(values):
                self._end_row()
        self.detected.covered.add(tokens[0].place.block)  # a row stands in one block

    def _words_of(self, hits: list[Hit], words: list[Token]) -> None:
        """Take the words of a row that stand before its label, or all of a row without one."""
        at = 0
        for hit in hits:
            label = tuple(words[hit.first : hit.last + 1])
            if self._head.is_open:
                self._between(words[at : hit.first])
            at = hit.last + 1
            if hit.kind == "header":
                self._open_header(hit, label)
            elif hit.kind == "group":
                self.detected.groups.append(hit.id)
                self._cover(label)
        if self._head.is_open and hits:
            self._between(words[at:])

    def _take_other_row(self, line: TokenLine, words: list[Token], hits: list[Hit]) -> None:
        """Take a row without a known label: header, the numbers of table four, or unknown."""
        headers = [hit for hit in hits if hit.kind == "header"]
        self._words_of(hits, words)
        is_four = self._head.zone == "4" and self._head.is_open and not headers
        values = [t for t in line.tokens if t.kind in _VALUES] if is_four else []
        if len(values) >= _FOUR or any(t.kind in _FILLED for t in values):
            row = PrintedRow("4", (), list(line.tokens), self._head.above(), is_row=True)
            row.is_grid, row.keeps_blanks = line.is_grid, True
            self.detected.fours.append(row)
            row.opens = line.tokens[0].kind is TokenKind.BLANK
            self._head.is_open = False
            self.detected.covered.add(line.tokens[0].place.block)
        elif not hits:
            self._doubt_four(line)
            self._between(words)
            self._images(line)

    def _doubt_empty(self, line: TokenLine, size: int) -> None:
        """Doubt a row without numbers beside one that has only these: its label goes over lines.

        Ruled text wraps a label in its cell, and the numbers stand beside its first line only.
        """
        page = line.tokens[0].place.page
        is_whole = line.is_grid and page == self._page  # ruled cells, but for a page's end
        rows = [*self.detected.rows, *([self._row] if self._row else [])]
        own, before = rows[size:], rows[:size][-1:]
        has_numbers = sum(token.kind is _VALUE for token in line.tokens) > 1
        is_stray = has_numbers and all(row.is_doubtful for row in own)
        near = (*(own if self._is_after_stray else ()), *(before if is_stray else ()))
        for row in () if is_whole else near:
            row.is_doubtful = row.is_doubtful or is_empty(row.values)
        if own or has_numbers:
            self._is_after_stray, self._page = is_stray, page

    def _doubt_four(self, line: TokenLine) -> None:
        """Doubt table four where a second row of numbers follows the first: which is whole?"""
        is_numbers = sum(token.kind is _VALUE for token in line.tokens) > 1
        if self._head.zone == "4" and is_numbers and not parted(line)[0]:
            for row in self.detected.fours[-1:]:
                row.is_doubtful = True

    def _images(self, line: TokenLine) -> None:
        for token in line.tokens:
            if token.kind is TokenKind.IMAGE:
                self.detected.images.setdefault(self._section, token.place)
