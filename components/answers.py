"""What an answer consists of, and what stands in its place when there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from components.numbers import measured
from components.tables import Table
from components.theme import Chart
from components.view import View


@dataclass(frozen=True, slots=True)
class ReportSource:
    """One report behind an answer: who, when, what it is called and where it was published."""

    agency: str
    year: int
    title: str
    address: str
    kind: str  # document | excerpt


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator means: label, unit, note and how far its years may be compared."""

    label: str
    unit: str
    indicator: str
    note: str
    comparable: str
    comparable_note: str
    kind: str = "count"  # count | money | ratio | signed | rate
    cell: str = ""  # the printed cell that a number of it leads to

    @property
    def is_rate(self) -> bool:
        """Tell whether its numbers are rates: they have a base, and are never added up."""
        return self.kind == "rate"

    def measured(self, number: str) -> str:
        """Write a number of it with its unit."""
        return measured(number, self.unit)


@dataclass(frozen=True, slots=True)
class Toggle:
    """One way to look at the same question: its words, its address, and whether it is on."""

    label: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a chart's legend."""

    label: str
    colour: str
    strength: float = 1.0  # of the colour: years of one ink pale with their age


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands at the head of a page that has an answer.

    `question` is its first heading: what is asked, or whose years are shown.
    """

    view: View
    question: str
    scope: str
    sentence: str

    @property
    def head(self) -> tuple[View, str, str, str]:
        """Return the head alone, as a sheet of the page begins."""
        return self.view, self.question, self.scope, self.sentence


@dataclass(frozen=True, slots=True)
class Answer(PageHead):
    """One view answered: what the page shows and what every download carries.

    Chart and table are made when they are asked for: a page needs no table until it is opened,
    a file needs no chart.
    """

    coverage: str
    make_chart: Callable[[bool], Chart]
    make_table: Callable[[], Table]
    notes: tuple[str, ...]
    sources: Sequence[ReportSource]
    definition: Definition
    toggles: tuple[tuple[Toggle, ...], ...] = ()
    legend: tuple[Key, ...] = ()
    chosen_rows: int = 0  # of the file of the choice: one an agency and year, or member

    def chart(self, *, is_narrow: bool = False) -> Chart:
        """Draw the chart, for a phone's width or a desk's."""
        return self.make_chart(is_narrow)

    @property
    def table(self) -> Table:
        """Set the table of the same figures."""
        return self.make_table()


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to do: its words and where it leads."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to draw: what is missing, why, and the next things to do."""

    view: View
    question: str
    scope: str
    what: str
    why: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Sheet(PageHead):
    """What a page of words and grids says, as its downloads carry it.

    `definitions` are pairs of a term and its words.
    """

    coverage: str
    table: Table
    notes: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    sources: Sequence[ReportSource] = ()


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table with what it is called, a line about it, the way on from it and its files."""

    title: str
    line: str
    table: Table
    link: Step
    files: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class YearsOverview(PageHead):
    """One agency or county over all its years: a sentence, its years, ways on."""

    table: Table
    notes: tuple[str, ...]
    links: tuple[Step, ...]
    links_label: str
    more: tuple[NamedTable, ...] = ()
