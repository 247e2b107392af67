"""The statistics table of 2014–2018: one figure a row, label, unit, number."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Catalogue, Template, split_id
from pipelines.model import (
    Block,
    Completeness,
    Figure,
    Finding,
    Severity,
    Status,
    TableReading,
)
from pipelines.parse.cells import read_cell
from pipelines.parse.form_cells import is_countable
from pipelines.parse.labels import alike
from pipelines.parse.tokens import Token, TokenKind, TokenLine, token_lines
from pipelines.read.clean import plain, simple, without_brackets

FORM = "2014"
_FEWEST = 8  # labels that make a table of it
_NEAR, _MARGIN = 0.8, 0.1
_WINDOW = 24


@dataclass(slots=True)
class _Row:
    id: str
    label: tuple[Token, ...]
    values: list[Token] = field(default_factory=list)
    header: tuple[Token, ...] = ()
    is_row: bool = False
    serial: int = -1  # the number before its label, where rows are numbered


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics table as read."""

    reading: TableReading
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    covered: frozenset[int]


def read_statistics(blocks: Iterable[tuple[int, Block]], catalogue: Catalogue) -> Statistics | None:
    """Return the statistics table that stands in the blocks, or None where there is none."""
    labels = _labels()
    labels.learn(catalogue.template(FORM))
    collector = _StatisticsCollector(labels)
    for index, block in blocks:
        for line in token_lines(block, index):
            collector.take(line)
    rows = collector.rows
    if len({row.id for row in rows if row.values}) < _FEWEST:
        return None
    return _printed(rows, catalogue.template(FORM), frozenset(collector.covered))


class _Labels:
    """The rows' words in comparable writing, and which row a text names."""

    def __init__(self) -> None:
        words: Any = lexicon("tables")
        self._words = words["statistics"]
        self._numbering = re.compile(words["numbering"])
        self._part = re.compile(self._words["part"])
        self.title = plain(self._words["title"])
        self.serial = plain(self._words["serial"])
        self.columns = re.compile(self._words["columns"])
        self.units = frozenset(self._words["units"])
        self.headings = frozenset(plain(word) for word in self._words["headings"])
        self.exact = {
            plain(word): name for name, all_ in self._words["words"].items() for word in all_
        }
        self.twins = {plain(word): both for word, both in self._words["twins"].items()}
        self.patterns = {
            name: re.compile(self._words[name]) for name in ("year", "other", "running", "period")
        }

    def learn(self, template: Template) -> None:
        """Add the wording of the form itself."""
        for table in template.table:
            for block in table.block:
                for row in block.row:
                    name = row.indicators[0]
                    if not name.startswith(("stat2014.review.", "stat2014.suit.")):
                        self.exact.setdefault(plain(row.label), name)

    def find(self, text: str, group: str) -> str:
        """Return the row that a text names under a heading, or an empty text."""
        key, bare = self._keys(text)
        twin = self.twins.get(key) or self.twins.get(bare)
        if twin is not None:
            return str(twin.get(group, ""))
        return self.exact.get(key) or self.exact.get(bare) or ""

    @lru_cache(maxsize=2048)  # noqa: B019  # one instance lives as long as the process
    def nearest(self, text: str) -> str:
        """Return the row whose words a damaged text must be, or an empty text."""
        key, _ = self._keys(text)
        if not 5 < len(key) < 60:
            return ""
        scores = sorted(
            ((alike(key, full), name) for full, name in self.exact.items()), reverse=True
        )
        best, name = scores[0]
        second = next((score for score, other in scores if other != name), 0.0)
        return name if best >= _NEAR and best - second >= _MARGIN else ""

    def _keys(self, text: str) -> tuple[str, str]:
        shown = simple(text).strip()
        for _ in range(2):
            shown = self._numbering.sub("", self._part.sub("", shown).strip()).strip()
        return plain(shown), plain(without_brackets(shown))


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    return _Labels()


class _StatisticsCollector:
    """Walks tokens; a row begins with its label and holds the values up to the next words."""

    def __init__(self, labels: _Labels) -> None:
        self.rows: list[_Row] = []
        self.covered: set[int] = set()
        self._labels = labels
        self._group = ""
        self._header: tuple[Token, ...] = ()
        self._words: list[Token] = []
        self._row: _Row | None = None
        self._number = ""  # the last number before the words at hand

    def take(self, line: TokenLine) -> None:
        """Take one line or one row of a grid."""
        if line.is_row:
            self._words, self._row = [], None
        for token in line.tokens:
            if token.kind in {TokenKind.TEXT, TokenKind.PROSE}:
                self._word(token)
            elif token.kind is not TokenKind.PAD:
                self._value(token, is_row=line.is_row)
        if line.is_row and self._words:
            self._resolve(is_row=True)

    def _word(self, token: Token) -> None:
        if self._row is not None and plain(token.text) in self._labels.units:
            return
        if self._row is not None and not self._row.is_row:
            self._drop_serial(self._row)
        self._row = None
        if token.kind is TokenKind.PROSE:
            self._words = []
            return
        self._words = [*self._words[-_WINDOW:], token]

    def _drop_serial(self, row: _Row) -> None:
        """Drop the number of the next row, where rows are numbered and cells come one by one.

        Where it is all that follows a label, the row's own cell is empty and left no trace.
        """
        filled = [token for token in row.values if token.kind is TokenKind.VALUE]
        is_numbered = any(plain(word.text) == self._labels.serial for word in row.header)
        if not is_numbered or not filled or row.values[-1] is not filled[-1]:
            return
        is_next = row.serial >= 0 and filled[-1].text == str(row.serial + 1)
        if len(filled) > 1 or is_next:
            row.values.pop()

    def _value(self, token: Token, *, is_row: bool) -> None:
        if self._words:
            self._resolve(is_row=is_row)
        self._number = token.text if token.kind is TokenKind.VALUE else ""
        if self._row is not None:
            self._row.values.append(token)
            self.covered.add(token.place.block)

    def _resolve(self, *, is_row: bool) -> None:
        words, self._words = self._words, []
        header = [word for word in words if plain(word.text) in self._labels.headings]
        if len(header) > 1 or self._labels.title in plain("".join(word.text for word in words)):
            self._header = self._from_title(words)
            self.covered.update(word.place.block for word in self._header)
        while words and (words[-1].text in self._labels.units):
            words.pop()
        serial = int(self._number) if self._number.isdecimal() and len(self._number) < 4 else -1
        for name, label in self._named(words):
            self._row = _Row(name, label, header=self._header, is_row=is_row, serial=serial)
            self.rows.append(self._row)
            self.covered.update(word.place.block for word in label)
            self._enter(name)

    def _from_title(self, words: list[Token]) -> tuple[Token, ...]:
        """Return a header's words without those that only came before it."""
        for n, word in enumerate(words):
            key = plain(word.text)
            if key in self._labels.headings or (key and self._labels.title.startswith(key)):
                return tuple(words[n:])
        return tuple(words)

    def _enter(self, name: str) -> None:
        if name in {"stat2014.review.total", "stat2014.suit.total"}:
            self._group = name.split(".")[1]

    def _named(self, words: Sequence[Token]) -> Iterator[tuple[str, tuple[Token, ...]]]:
        """Yield the row that the last words name; those before belong to headings."""
        for find in (lambda text: self._labels.find(text, self._group), self._labels.nearest):
            for first in range(len(words)):
                label = tuple(words[first:])
                name = find("".join(word.text for word in label))
                if name:
                    yield name, label
                    return


def _printed(rows: list[_Row], form: Template, covered: frozenset[int]) -> Statistics:
    table = form.table[0]
    units = {row.indicators[0]: row.unit for block in table.block for row in block.row}
    findings: list[Finding] = []
    figures = []
    for name, unit in units.items():
        figure = _figure(name, unit, [row for row in rows if row.id == name])
        figures.append(figure)
        if figure.status is Status.ABSENT:
            findings.append(Finding("R-PARSE-03", Severity.INFO, left=name, member=FORM))
        if figure.status is Status.LOST:
            findings.append(
                Finding("R-CELL-01", Severity.WARNING, right=figure.raw, place=figure.place)
            )
    read = sum(figure.status not in {Status.LOST, Status.ABSENT} for figure in figures)
    status = Completeness.COMPLETE if read == table.cells else Completeness.PARTIAL
    if read == 0:
        status = Completeness.UNRECOVERABLE
    if read != table.cells:
        left, right = str(table.cells), str(read)
        findings.append(Finding("R-PARSE-02", Severity.WARNING, "fail", left, right, FORM))
    reading = TableReading(status, table.cells, read)
    return Statistics(reading, tuple(figures), tuple(findings), covered)


def _figure(name: str, unit: str, rows: list[_Row]) -> Figure:
    indicator, member = split_id(name)
    figure = Figure(indicator, member, None, Status.ABSENT, "", None, FORM)
    filled = [row for row in rows if row.values]
    if not rows:
        return figure
    if not filled:
        place = rows[0].label[0].place
        return replace(figure, status=Status.BLANK, place=replace(place, end=place.start))
    tokens = [_of_the_year(row) for row in filled]
    first = tokens[0]
    if first is None or any(t is None or t.text != first.text for t in tokens):
        place = filled[0].label[0].place
        return replace(figure, status=Status.LOST, place=replace(place, end=place.start))
    reading = read_cell(first.text)
    if reading.value is not None and not is_countable(_amount(name, unit), first.text):
        return replace(figure, status=Status.LOST, raw=first.text, place=first.place)
    return replace(
        figure,
        value=reading.value,
        status=reading.status,
        raw=first.text,
        place=first.place,
        unit=(reading.unit or unit) if reading.value is not None else "",
    )


def _amount(name: str, unit: str) -> str:
    """Return a row's name as one of money ends, where it is of money."""
    return f"{name}.amount" if unit in lexicon("tables")["money_units"] else name


def _of_the_year(row: _Row) -> Token | None:
    """Return the value of this year's column, or None where the header does not decide."""
    values = [token for token in row.values if token.kind is not TokenKind.IMAGE]
    if len(values) > 1 and row.is_row and values[0].text in _labels().units:
        values = values[1:]
    columns = [simple(token.text) for token in row.header if _is_column(token)]
    while len(values) > max(len(columns), 1) and values[-1].kind is TokenKind.BLANK:
        values.pop()  # a pipe that begins the next row
    if len(columns) != len(values):
        # words of a header may have fallen apart: look for the columns in all of it
        columns = _labels().columns.findall(plain("".join(token.text for token in row.header)))
    if len(values) == 1 and len(columns) <= 1:
        return values[0]
    if len(columns) != len(values):
        filled = [token for token in values if token.kind is not TokenKind.BLANK]
        return filled[0] if len(filled) == 1 and len(columns) <= 1 else None
    at = _year_column(columns)
    return None if at is None else values[at]


def _is_column(token: Token) -> bool:
    text = plain(token.text)
    patterns = _labels().patterns
    return any(pattern.search(text) for pattern in patterns.values())


def _year_column(columns: Sequence[str]) -> int | None:
    patterns = _labels().patterns
    running = [n for n, text in enumerate(columns) if patterns["running"].search(text)]
    if len(running) == 1:
        return running[0]
    year = [
        n
        for n, text in enumerate(columns)
        if patterns["year"].search(text) and not patterns["other"].search(text)
    ]
    return year[0] if len(year) == 1 else None
