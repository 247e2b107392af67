"""The values that flow from stage to stage: readings, reports, figures, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.values import value

if TYPE_CHECKING:
    from pipelines.prose import CountedProse


class Status(StrEnum):
    """What was found where a figure should be."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    SLASH = "slash"
    NONE_WORD = "none_word"
    IMAGE = "image"
    LOST = "lost"  # something is there and cannot be read
    ABSENT = "absent"  # the document has no such cell


class Completeness(StrEnum):
    """How much of a printed table was read."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ABSENT = "absent"
    UNRECOVERABLE = "unrecoverable"


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@value(frozen=True, slots=True)
class Place:
    """Where something stands in a reading: `reading.text_at(place)` gives its raw text.

    `block` counts blocks from 0; `row` and `column` name a grid's cell and are None in prose;
    `start` and `end` are offsets in the text of that block or cell. `line` (1-based, text files),
    `page` (1-based, PDF) and `box` (left, top, right, bottom in points, PDF) help a person.
    """

    block: int
    start: int
    end: int
    row: int | None = None
    column: int | None = None
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@value(frozen=True, slots=True)
class Paragraph:
    """A run of text as the document has it: a line of a text file, a paragraph of a page."""

    text: str
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@value(frozen=True, slots=True)
class Cell:
    """One printed cell: its text as written and the rectangle of the grid it covers.

    `readings` has what each reading of a cell in a picture says, the first of them the text; it is
    empty where the document has letters and the text is certain.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_image: bool = False
    box: tuple[float, float, float, float] | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with spans kept: cells in reading order, `rows` × `columns` positions."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    line: int | None = None

    def cell_at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a position, or None where the grid has a hole."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None


Block = Paragraph | Grid


@value(frozen=True, slots=True)
class Link:
    """A link of a page: what it says and where it leads, as written."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document's bytes say before anyone asks what they mean."""

    sha256: str
    name: str
    format: str  # html | text | docx | pdf | picture | xlsx | csv
    blocks: tuple[Block, ...]
    title: str = ""  # <title>, document property or ""
    address: str = ""  # where it was published, when known
    notes: tuple[str, ...] = ()  # finding ids about the reading itself, e.g. "R-SRC-02"
    meta: Mapping[str, str] = field(
        default_factory=dict
    )  # <meta> of a page, names in small letters
    linked: frozenset[int] = frozenset()  # blocks whose text is a link
    links: tuple[Link, ...] = ()  # the links of a page in reading order

    def text_at(self, place: Place) -> str:
        """Return the raw text that stands at a place."""
        block = self.blocks[place.block]
        if isinstance(block, Paragraph):
            return block.text[place.start : place.end]
        if place.row is None or place.column is None:
            return ""
        cell = block.cell_at(place.row, place.column)
        return cell.text[place.start : place.end] if cell else ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why bytes gave no report: a code of `catalogue/rejections.toml` and its details."""

    code: str
    detail: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    name: str = ""
    links: tuple[Link, ...] = ()  # of a list page: the reports it leads to


@dataclass(frozen=True, slots=True)
class Agency:
    """Who reports. `id` is empty while it is open; then `candidates` names who it may be."""

    name: str
    id: str = ""
    code: str | None = None
    level: str | None = None  # province | city | county | township | department
    candidates: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Figure:
    """One number of a report: what it is, what was found, and where.

    `value` is None unless `status` is NUMBER (a printed 0 is a NUMBER). `member` is the applicant,
    category or channel, "" where there is none. `label` keeps a category's or channel's own words.
    `table` is "2", "3", "4", "2014" or "narrative". `method` is "read", "recognised" (in a
    picture), "repaired" or "stated" (a zero said in words). `scope` is year | cumulative | prior.
    `is_partial` marks a member of a list that the text leaves open (等). Numbers carry the unit as
    printed, "" where none is.
    """

    indicator: str
    member: str
    value: Decimal | None
    status: Status
    raw: str
    place: Place | None
    table: str
    unit: str = ""
    label: str = ""
    is_approximate: bool = False
    is_partial: bool = False
    scope: str = "year"
    method: str = "read"
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """How much of one printed table was found: cells expected by the form, cells with a status."""

    status: Completeness
    expected: int
    read: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. `rule` keys the bilingual message; sides and place fill its holes."""

    rule: str
    severity: Severity
    status: str = "fail"  # fail | na
    left: str = ""
    right: str = ""
    member: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: its number 1–6, heading as printed and first and last block."""

    number: int
    heading: str
    first: int
    last: int


@value(frozen=True, slots=True)
class Particular:
    """One thing a report says about itself: its agency, code, year, a date or the period.

    `value` is "" unless `status` is NUMBER, which here means read; LOST means that the document
    says it in a way that leaves open what is meant, ABSENT that it does not say it. `source` names
    the kind of place: title, period, signature, publisher, opening, meta and so on.
    """

    name: str  # agency | code | report_year | published_on | signed_on | period
    value: str
    status: Status
    raw: str = ""
    place: Place | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says for one agency and year."""

    sha256: str
    name: str
    part: int  # 0-based, when one file holds several reports
    title: str
    agency: Agency
    report_year: int | None
    published_on: date | None
    signed_on: date | None
    template: str  # "2014" | "2019" | "2021" | "narrative"
    tables: Mapping[str, TableReading]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...] = ()
    sections: tuple[Section, ...] = ()
    address: str = ""
    particulars: tuple[Particular, ...] = ()
    prose: CountedProse | None = None  # what the running text states in numbers
