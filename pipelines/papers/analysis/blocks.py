"""What an analysis consists of, before it is a document or slides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

WHOLE: Final = "0%"  # how parts of a whole are written
ChartKind = Literal["columns", "stacked", "bars", "stacked_bars", "lines"]


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a statement can be looked up: the name of the view, and its address."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series of a chart: None is a gap, never 0.

    `colour` counts in the table of colours, from 0; -1 is a quiet one. `own` is one of its own.
    """

    name: str
    values: Sequence[float | None]
    colour: int = 0
    own: str = ""  # six hexadecimal digits


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that stays editable where it stands."""

    kind: ChartKind
    title: str
    categories: Sequence[str]
    series: Sequence[ChartSeries]
    note: str = ""
    shown: str = "#,##0"  # how numbers are written, as a spreadsheet says it

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to draw."""
        return any(value is not None for one in self.series for value in one.values)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with its caption; widths are in millimetres, `left` is the column of names."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    note: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure at a glance: what it is now, was before, how it changed, and who stands behind.

    `key` names it in the table of words; `before` and `change` are empty where they are unknown.
    """

    key: str
    label: str
    value: str
    before: str
    change: str
    coverage: str


@dataclass(frozen=True, slots=True)
class AnalysisParagraph:
    """A paragraph, with its lead where it has one."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class AnalysisPart:
    """A part: its title, its answer in one sentence, what it says and shows, and where from."""

    key: str
    title: str
    answer: str
    paragraphs: Sequence[AnalysisParagraph] = ()
    charts: Sequence[Chart] = ()
    grids: Sequence[PaperTable] = ()
    sources: Sequence[SourceView] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole: title, cards, parts, the annex and what the words mean."""

    title: str
    subtitle: str
    opening: str
    cards: Sequence[FigureCard]
    sections: Sequence[AnalysisPart]
    annex: PaperTable
    definitions: Sequence[str]
    notes: Sequence[str] = ()
