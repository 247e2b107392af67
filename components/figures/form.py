"""A table of the official form, laid out as it is printed: heads, group labels and slots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from components.view import Language
from components.words import messages, say
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import BlockOfTable, FormColumn, FormRow, FormTable, split_id

_SPREAD = "4"  # its one row has no label: the columns alone say what stands there
_LISTED = "2014"  # one figure a row, with its unit
_STACKED = "2"  # blocks of their own width under a heading each


@dataclass(frozen=True, slots=True)
class Head:
    """One printed label: its words, what they mean in the reader's language, its rectangle."""

    text: str
    gloss: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell that the form prints; `columns` are those of the sheet that it takes."""

    indicator: str
    member: str
    row: str
    column: str
    columns: int = 1

    @property
    def key(self) -> str:
        """Return the slot as a link names it: indicator[member]."""
        return cell_key(self.indicator, self.member)

    @property
    def figure(self) -> tuple[str, str]:
        """Return the indicator and the member that the cell holds."""
        return self.indicator, self.member


@dataclass(frozen=True, slots=True)
class FormLine:
    """One printed row: the labels that start in it, then its slots; no slots in a row of heads."""

    heads: tuple[Head, ...]
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One printed table, row by row; `head` counts the rows of heads that it opens with."""

    number: str
    title: str
    lines: tuple[FormLine, ...]
    head: int
    labels: int  # columns that labels take
    width: int

    def slots(self) -> Iterator[Slot]:
        """Yield every printed cell in reading order."""
        for line in self.lines:
            yield from line.slots


def cell_key(indicator: str, member: str) -> str:
    """Name a cell as links and the catalogue do: indicator[member]."""
    return f"{indicator}[{member}]" if member else indicator


@lru_cache(maxsize=16)
def forms(template: str, language: Language) -> tuple[Form, ...]:
    """Return the tables of a form as printed; a report that follows no form has none."""
    found = next((one for one in catalogue().templates if one.id == template), None)
    return tuple(_form(table, language) for table in found.table) if found else ()


def _form(table: FormTable, language: Language) -> Form:
    if table.number == _STACKED:
        return _stacked(table, language)
    block = table.block[0]
    labels = 0 if table.number == _SPREAD else 1 + max(len(row.group) for row in block.row)
    heads = _heads(table, block, labels, language)
    rows = _rows(table, block, labels, language)
    width = labels + len(block.columns) + (table.number == _LISTED)
    return Form(table.number, table.title, (*heads, *rows), len(heads), labels, width)


def _stacked(table: FormTable, language: Language) -> Form:
    """Set blocks under each other: a heading across the sheet, a row of heads, the rows."""
    width = 1 + max(len(block.columns) for block in table.block)
    lines: list[FormLine] = []
    for block in table.block:
        spans = _spread(width - 1, len(block.columns))
        corner = Head(say("report_form.content", "zh"), _gloss("content", language))
        heads = (Head(one.label, columns=n) for one, n in zip(block.columns, spans, strict=True))
        lines += [FormLine((Head(block.heading, columns=width),)), FormLine((corner, *heads))]
        lines += [
            FormLine((Head(row.label),), tuple(_slots(row, block.columns, spans)))
            for row in block.row
        ]
    return Form(table.number, table.title, tuple(lines), 0, 1, width)


def _spread(width: int, count: int) -> list[int]:
    """Share the width of a sheet among the columns of a block; the last takes the rest."""
    return [*([width // count] * (count - 1)), width - width // count * (count - 1)]


def _heads(
    table: FormTable, block: BlockOfTable, labels: int, language: Language
) -> tuple[FormLine, ...]:
    if table.number == _LISTED:
        unit = Head(say("report_form.unit", "zh"), _gloss("unit", language))
        columns = (Head(column.label) for column in block.columns)
        return (FormLine((Head(block.heading), unit, *columns)),)
    paths = [_path(block, column) for column in block.columns]
    depth = max(len(path) for path in paths)
    glosses = _column_glosses(table, block, language)
    corner = Head(say("report_form.corner", "zh"), _gloss("corner", language), labels, depth)
    lines: list[list[Head]] = [[] for _ in range(depth)]
    lines[0] += [corner] if labels else []
    for level in range(depth):
        places = [(path[: level + 1], n) for n, path in enumerate(paths) if len(path) > level]
        for path, group in groupby(places, key=lambda place: place[0]):
            over = [n for _, n in group]
            is_leaf = len(paths[over[0]]) == level + 1
            # A label without a group above spans down to the last row of heads, as printed.
            for n in over if is_leaf else over[:1]:
                gloss = glosses[n] if is_leaf else ""
                rows = depth - level if is_leaf else 1
                lines[level].append(Head(path[-1], gloss, 1 if is_leaf else len(over), rows))
    return tuple(FormLine(tuple(line)) for line in lines)


def _path(block: BlockOfTable, column: FormColumn) -> tuple[str, ...]:
    groups = tuple(filter(None, column.group.split("|")))
    return (*((block.heading,) if block.heading else ()), *groups, column.label)


def _column_glosses(table: FormTable, block: BlockOfTable, language: Language) -> list[str]:
    if language == "zh":
        return [""] * len(block.columns)
    if len(block.row) == 1:
        return [label(*split_id(one), language, table.number) for one in block.row[0].indicators]
    return [_members(language).get(column.member, "") for column in block.columns]


def _rows(
    table: FormTable, block: BlockOfTable, labels: int, language: Language
) -> tuple[FormLine, ...]:
    """Set rows with their group labels: a group is printed once, beside all of its rows."""
    lines: list[FormLine] = []
    for n, row in enumerate(block.row):
        heads = [
            Head(row.group[level], rows=_height(block.row, n, level))
            for level in range(len(row.group))
            if not n or block.row[n - 1].group[: level + 1] != row.group[: level + 1]
        ]
        if labels:
            heads.append(Head(row.label, _row_gloss(table, row, language), labels - len(row.group)))
        if table.number == _LISTED:
            heads.append(Head(row.unit))
        lines.append(FormLine(tuple(heads), tuple(_slots(row, block.columns))))
    return tuple(lines)


def _height(rows: Sequence[FormRow], first: int, level: int) -> int:
    group = rows[first].group[: level + 1]
    height = 0
    for row in rows[first:]:
        if row.group[: level + 1] != group:
            break
        height += 1
    return height


def _row_gloss(table: FormTable, row: FormRow, language: Language) -> str:
    if language == "zh" or len(row.indicators) > 1:
        return ""
    return label(*split_id(row.indicators[0]), language, table.number)


def _slots(
    row: FormRow, columns: Sequence[FormColumn], spans: Sequence[int] = ()
) -> Iterator[Slot]:
    for n, column in enumerate(columns):
        one = row.indicators[n] if len(row.indicators) > 1 else row.indicators[0]
        indicator, member = split_id(one)
        member = column.member or member
        words = "/".join(filter(None, (*column.group.split("|"), column.label)))
        above = "/".join((*row.group, row.label)) if row.label else ""
        yield Slot(indicator, member, above, words, spans[n] if spans else 1)


def _gloss(key: str, language: Language) -> str:
    return "" if language == "zh" else say(f"report_form.{key}", language)


def label(indicator: str, member: str, language: Language, table: str = "") -> str:
    """Return the words of an indicator as a table means it, its applicant with it."""
    words = _labels(language)
    key = cell_key(indicator, member)
    own = words.get((key, table)) or words.get((key, ""))
    if own:
        return own
    name = _members(language).get(member, "")
    whole = (
        words.get((indicator, table)) or words.get((indicator, "")) or _group(indicator, language)
    )
    return f"{whole} · {name}" if name else whole


def _group(name: str, language: Language) -> str:
    """Return the words of a group of rows that a rule speaks of: a kind of case."""
    key = f"course.{name}"
    return say(key, language) if key in messages() else name


@lru_cache(maxsize=2)
def _labels(language: Language) -> dict[tuple[str, str], str]:
    """Return the words of each indicator by table, and by no table its first ones."""
    labels: dict[tuple[str, str], str] = {}
    for indicator in catalogue().indicators:
        words = getattr(indicator, f"label_{language}")
        labels[indicator.id, indicator.table] = words
        labels.setdefault((indicator.id, ""), words)
    return labels


@lru_cache(maxsize=2)
def _members(language: Language) -> dict[str, str]:
    return {
        one.member: getattr(one, f"label_{language}")
        for one in catalogue().members
        if one.dimension == "applicant"
    }
