"""Rows of a table in lines of text, laid on the form's rows in their order.

`pdftotext` and other takers of text put the lines of a wrapped label around its numbers, before
them and behind them, so that no label stands whole beside its row. Where a table has as many lines
of numbers as the form has rows, each with as many numbers as the form has columns, and the words
around each are those of the form's label, the order decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.catalogue.load import applicants, lexicon
from pipelines.catalogue.model import Catalogue
from pipelines.model import Block, Paragraph
from pipelines.parse.detected_tables import DetectedTables, PrintedRow
from pipelines.parse.heads.by_place import columns_by_place
from pipelines.parse.heads.columns import header_of, is_outcome
from pipelines.parse.labels import printed_rows
from pipelines.parse.lone_numbers import rows_of_lone_numbers
from pipelines.parse.marks import marks
from pipelines.parse.repair import holds
from pipelines.parse.tokens import Token, TokenKind, TokenLine, token_lines
from pipelines.read.clean import plain

_FEWEST = 5  # lines of numbers that make it worth looking
_COVERED, _LEAST = 0.9, 0.6  # of a label's letters that stand around its numbers: all, each
_ZONES = frozenset({2, 3, 4})
_SUMMED = 7  # columns of tables whose rows add up
_LONE, _FEW = 150, 20  # numbers that stand alone, and rows beside their label, of 25 of seven
_NUMBERS = frozenset({TokenKind.VALUE})
_WORDS = frozenset({TokenKind.TEXT})


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One row of a form: what it is about, its label and how many numbers it has."""

    id: str
    label: str
    columns: tuple[str, ...]


@dataclass(slots=True)
class NumberLine:
    """One line of numbers and the words from the line of numbers before it on."""

    numbers: list[Token]
    words: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class TextStretch:
    """Lines that stand in one table: numbers with the words before each, and the words after."""

    zone: str
    lines: list[NumberLine] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)
    is_tabbed: bool = False  # rows are lines with tabs
    is_odd: bool = False  # holds what is neither a word nor a number


def expected_rows(catalogue: Catalogue, form: str, number: str) -> tuple[ExpectedRow, ...]:
    """Return the rows of a table of a form, in order."""
    template = catalogue.template(form)
    table = next(one for one in template.table if one.number == number)
    if number == "4":
        columns = table.block[0].columns
        label = plain("".join(column.label for column in columns))
        return (ExpectedRow("4", label, table.block[0].row[0].indicators),)
    rows = []
    for index, name, row in printed_rows(template, number):
        columns = table.block[index].columns
        names = row.indicators if number == "2" else [column.member for column in columns]
        rows.append(ExpectedRow(name, plain(row.label), tuple(names)))
    return tuple(rows)


def lay_in_order(
    detected: DetectedTables, blocks: Iterable[tuple[int, Block]], catalogue: Catalogue
) -> None:
    """Replace what was found of the tables where the order of the form decides better."""
    if detected.number_lines < _FEWEST and not _has_lone_numbers(detected):
        return
    for stretch in _stretches(blocks):
        form, rows = _rows_in_order(stretch, catalogue)
        if not rows:
            continue
        is_better = _replace(detected, rows)
        # rows with tabs that all stand beside their labels tell the form as any others do
        is_asked = stretch.zone == "3" or (stretch.zone == "2" and not detected.form)
        if is_asked and (is_better or not stretch.is_tabbed):
            detected.form = form
        if is_better:
            detected.orphans = [one for one in detected.orphans if one[0] != stretch.zone]
            detected.headers.setdefault(stretch.zone, [])
            for line in stretch.lines:
                detected.covered.update(token.place.block for token in (*line.words, *line.numbers))


def _has_lone_numbers(detected: DetectedTables) -> bool:
    """Tell whether a table's numbers stand alone on lines, and not each row's behind its label."""
    known = sum(len(row.values) >= _SUMMED for row in detected.rows)
    return detected.lone_numbers >= _LONE and known < _FEW


def _replace(detected: DetectedTables, rows: list[PrintedRow]) -> bool:
    """Put rows in the place of those found beside their labels, unless all of these were read."""
    if rows[0].id == "4":
        is_better = not any(len(row.values) == len(rows[0].values) for row in detected.fours)
        detected.fours = rows if is_better else detected.fours
        return is_better
    known = {row.id for row in rows}
    if len(known) <= len({row.id for row in detected.rows if row.values and row.id in known}):
        return False
    detected.rows = [row for row in detected.rows if row.id not in known] + rows
    return True


def _rows_in_order(stretch: TextStretch, catalogue: Catalogue) -> tuple[str, list[PrintedRow]]:
    """Return the rows of a stretch, none where it is not certain that they are the form's."""
    head = tuple(stretch.lines[0].words) if stretch.zone == "3" else ()
    if stretch.zone == "3" and all(len(line.numbers) < _SUMMED for line in stretch.lines):
        return _lone_rows(stretch, catalogue)
    for form in catalogue.table_forms:
        expected = expected_rows(catalogue, form, stretch.zone)
        if _fits(stretch, expected) and not _is_contrary(stretch, expected[0].columns):
            pairs = zip(stretch.lines, expected, strict=True)
            rows = [_row(line, row, head) for line, row in pairs]
            _believe_under_names(stretch, rows, expected[0].columns)
            return form, rows
    return "", []


def _lone_rows(stretch: TextStretch, catalogue: Catalogue) -> tuple[str, list[PrintedRow]]:
    """Return the rows of a stretch whose numbers stand alone, none where they prove nothing."""
    numbers = [token for line in stretch.lines for token in line.numbers]
    words = [token for line in stretch.lines for token in line.words] + stretch.tail
    # the cells of the head may stand among the numbers of the first row
    first = numbers[: len(applicants())][-1]
    above = tuple(word for word in words if word.place.block < first.place.block)
    for form in catalogue.table_forms if not stretch.is_odd else ():
        expected = expected_rows(catalogue, form, stretch.zone)
        columns = expected[0].columns
        labels = [(row.id, row.label) for row in expected]
        rows = rows_of_lone_numbers(numbers, words, labels, columns)
        if rows and header_of(stretch.zone, above, columns).columns == columns:
            return form, [
                PrintedRow(name, tuple(row[:1]), list(row), above)
                for (name, _), row in zip(labels, rows, strict=True)
            ]
    return "", []


def _believe_under_names(
    stretch: TextStretch, rows: Sequence[PrintedRow], columns: tuple[str, ...]
) -> None:
    """Believe the numbers of table four that add up to nothing but stand under their names."""
    if stretch.zone != "4":
        return
    words = stretch.lines[0].words
    is_told = columns_by_place(stretch.zone, words, rows, columns) == columns
    for row in rows:
        row.is_doubtful = row.is_doubtful and not is_told


def _fits(stretch: TextStretch, expected: Sequence[ExpectedRow]) -> bool:
    counts = [len(line.numbers) for line in stretch.lines]
    if stretch.is_odd or counts != [len(row.columns) for row in expected]:
        return False
    words = [[*line.words] for line in stretch.lines] + [stretch.tail]
    around = [Counter(_letters((*words[n], *words[n + 1]))) for n in range(len(counts))]
    covered = [
        sum((Counter(row.label) & letters).values()) / len(row.label)
        for row, letters in zip(expected, around, strict=True)
    ]
    is_covered = min(covered) >= _LEAST and sum(covered) / len(covered) >= _COVERED
    return is_covered and all(map(_is_own, own_letters(expected), around))


def _is_own(others: Iterable[str], around: Counter[str]) -> bool:
    """Tell whether the words around numbers have what tells their label from every other."""
    return all(2 * sum(around[one] > 0 for one in letters) >= len(letters) for letters in others)


def own_letters(expected: Sequence[ExpectedRow]) -> list[list[str]]:
    """Return for each row the letters its label has and another's has not, one text for each."""
    return [
        ["".join(set(row.label) - set(other.label)) for other in expected if other is not row]
        for row in expected
    ]


def _is_contrary(stretch: TextStretch, columns: tuple[str, ...]) -> bool:
    """Tell whether the words above a table three or four name its columns in another order."""
    if stretch.zone == "2":
        return False
    return header_of(stretch.zone, stretch.lines[0].words, columns).is_contrary


def _letters(words: Iterable[Token]) -> str:
    return plain("".join(word.text for word in words))


def _row(line: NumberLine, expected: ExpectedRow, head: tuple[Token, ...]) -> PrintedRow:
    label = tuple(line.words[-1:]) or (line.numbers[0],)
    row = PrintedRow(expected.id, label, list(line.numbers), head)
    has_sums = len(expected.columns) >= _SUMMED
    row.is_doubtful = has_sums and not holds(line.numbers, expected.columns)
    return row


def _stretches(blocks: Iterable[tuple[int, Block]]) -> Iterator[TextStretch]:
    stretch = TextStretch("")
    for index, block in blocks:
        for line in token_lines(block, index):
            zone = _zone(line, stretch.zone)
            if zone != stretch.zone:
                yield from _ended(stretch)
                stretch = TextStretch(zone)
            if zone:
                _take(stretch, line)
                # labels go over lines before a row's tabs; pipes keep each cell to itself
                is_tabbed = isinstance(block, Paragraph) and "\t" in block.text
                stretch.is_tabbed |= is_tabbed
                stretch.is_odd |= line.keeps_blanks and not is_tabbed
    yield from _ended(stretch)


def _ended(stretch: TextStretch) -> Iterator[TextStretch]:
    if stretch.zone and stretch.lines:
        yield stretch


def _take(stretch: TextStretch, line: TokenLine) -> None:
    numbers = [token for token in line.tokens if token.kind in _NUMBERS]
    words = [token for token in line.tokens if token.kind in _WORDS]
    if len(numbers) + len(words) < len(line.tokens):
        stretch.is_odd = True
    if not numbers:
        stretch.tail += words
        return
    stretch.lines.append(NumberLine(numbers, [*stretch.tail, *words]))
    stretch.tail = []


def _zone(line: TokenLine, zone: str) -> str:
    """Return the table that a line stands in, given that of the line before."""
    for token in line.tokens:
        if token.kind is TokenKind.PROSE:
            return ""
        if token.kind is not TokenKind.TEXT:
            continue
        section = marks().section(token.text)
        if section:
            zone = str(section) if section in _ZONES else ""
        elif is_outcome(token.text):
            zone = "4"
        else:
            zone = _start(token.text) or zone
    return zone


@lru_cache(maxsize=4096)
def _start(text: str) -> str:
    key = plain(text)
    words = lexicon("tables")["start"]
    for number, name in (("2", "two"), ("3", "three")):
        if any(key.startswith(plain(word)) for word in words[name]):
            return number
    return ""
