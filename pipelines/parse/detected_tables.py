"""What is found of printed tables before anyone fits it to a form: rows, words, headers."""

from dataclasses import dataclass, field

from pipelines.model import Place
from pipelines.parse.tokens import Token


@dataclass(slots=True)
class PrintedRow:
    """One printed row: what it is about, the label's tokens, the values and the header over it."""

    id: str
    label: tuple[Token, ...]
    values: list[Token]
    header: tuple[Token, ...]
    is_row: bool = False
    is_grid: bool = False
    keeps_blanks: bool = False
    is_doubtful: bool = False  # something unknown stands between label and values
    opens: bool = False  # an empty cell stands before the label
    is_followed: bool = False  # ended by a word in pipes, not by the end of the table
    lead: int = -1  # lone pipes between header and label, -1 where no header stands before


@dataclass(slots=True)
class DetectedTables:
    """What one report's blocks hold of the tables."""

    rows: list[PrintedRow] = field(default_factory=list)
    fours: list[PrintedRow] = field(default_factory=list)
    orphans: list[tuple[str, Token]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    headers: dict[str, list[Token]] = field(default_factory=dict)
    sections: dict[int, Place] = field(default_factory=dict)
    images: dict[int, Place] = field(default_factory=dict)
    is_modern: bool = False  # a section title speaks as the forms of 2019 and 2021 do
    starts: int = 0  # how often a sub-table's first header cell came
    headings: int = 0  # how many sub-tables are named
    covered: set[int] = field(default_factory=set)
    number_lines: int = 0  # lines of text with a row's numbers
    lone_numbers: int = 0  # lines of text that are a number
    form: str = ""  # where the order of its rows tells it
