"""A table of the form while it is read: its rows, what was found of them, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.catalogue.model import FormTable, Template
from pipelines.model import (
    Figure,
    Finding,
    TableReading,
)
from pipelines.parse.budget import Budget
from pipelines.parse.detected_tables import DetectedTables, PrintedRow
from pipelines.parse.habits import Habits, Writing
from pipelines.parse.heads.columns import Header
from pipelines.parse.labels import printed_rows
from pipelines.parse.tokens import Token, TokenKind

_ROWS = 4  # of a table: fewer say nothing of it as a whole


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """One table as read."""

    number: str
    reading: TableReading
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """One row of the form: its id, words, column names and one (indicator, member) a column."""

    id: str
    label: str
    columns: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    units: tuple[str, ...]  # of the columns; "" where the cell or its header may say another


class TablesInDocument:
    """What was found of the tables, looked through once for all of them."""

    def __init__(self, detected: DetectedTables, budget: Budget) -> None:
        self.detected = detected
        self.budget = budget
        self.writing = Writing(detected.rows)
        self.distrust = distrusted(detected)
        self.leftovers: dict[str, set[int]] = {}  # lines with numbers that belong to no row
        for zone, token in detected.orphans:
            if token.kind is TokenKind.VALUE:
                self.leftovers.setdefault(zone, set()).add(token.place.block)
        self.rows: dict[str, list[PrintedRow]] = {}
        for row in detected.rows:
            self.rows.setdefault(row.id, []).append(row)


@dataclass(slots=True)
class TableState:
    """One table while it is read: what of the document is its own, and its figures so far."""

    detected: DetectedTables
    number: str
    units: dict[str, str]
    habits: Habits
    known: dict[str, list[PrintedRow]]
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headers: dict[tuple[int, tuple[str, ...]], tuple[Header, str]] = field(default_factory=dict)
    short: int = 0  # rows with too few values: blanks vanished
    long: int = 0  # rows with too many: values of another row among them
    tried: int = 0
    edges: list[int] = field(default_factory=list)  # where rows with one blank, at an edge, start
    unproven: list[int] = field(default_factory=list)  # where rows that do not add up start
    unnamed: list[int] = field(
        default_factory=list
    )  # where rows start whose columns no header names
    cut: dict[int, Token | None] = field(default_factory=dict)  # where rows too short start, totals


def form_rows(form: Template, table: FormTable, units: Mapping[str, str]) -> list[Slots]:
    """Return the rows of a table of the form with names for their columns."""
    rows = []
    for index, name, row in printed_rows(form, table.number):
        columns = table.block[index].columns
        ids = row.indicators if len(row.indicators) > 1 else row.indicators * len(columns)
        slots = tuple((key, column.member) for key, column in zip(ids, columns, strict=True))
        if table.number == "2":
            names = tuple(key.rsplit(".", 1)[1] for key in ids)
        else:
            names = tuple(column.member for column in columns) if table.number == "3" else ids
        own = tuple("" if key.endswith(".amount") else units.get(key, "") for key in ids)
        rows.append(Slots("4" if table.number == "4" else name, row.label, names, slots, own))
    return rows


def distrusted(detected: DetectedTables) -> str:
    """Return the rule that the tables as a whole break, or an empty text."""
    return "R-PARSE-04" if _is_deduplicated(detected) else ""


def _is_deduplicated(detected: DetectedTables) -> bool:
    """Repeated lines were removed: labels are whole, yet no value ever comes twice."""
    rows = [row for row in detected.rows if not row.is_row]
    if len(rows) < _ROWS or len(rows) < len(detected.rows):
        return False
    if detected.form:
        return False  # a table has every row of the form
    if detected.starts <= 1 < detected.headings:
        return True
    values = [
        token.text
        for row in rows + detected.fours
        for token in row.values
        if token.kind in {TokenKind.VALUE, TokenKind.GLUED}
    ]
    starved = sum(not row.values for row in rows)
    return bool(values) and starved > 1 and len(set(values)) == len(values)
