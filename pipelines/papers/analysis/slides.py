"""An analysis as slides for a meeting: each title says the answer, charts stay editable."""

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.papers.analysis.blocks import Analysis, AnalysisParagraph, AnalysisPart, PaperTable
from pipelines.papers.analysis.chart import add_chart
from pipelines.papers.analysis.slide_page import SlidePage, deck_bytes, wide_deck
from pipelines.papers.analysis.style import box_of
from pipelines.papers.analysis.wording import say, source_words
from pipelines.papers.heading import Heading, day_words
from pipelines.papers.plain import plain

_LEFT, _TOP, _INNER, _DEEP = 14.0, 34.0, 310.0, 138.0  # millimetres
_GAP: Final = 6.0
_TEXT, _SMALL = 16.0, 14.0  # points
_LETTER: Final = 0.353  # millimetres of a point: a Chinese letter is as wide as it is high
_LEADING: Final = 1.45
_MOST_ROWS: Final = 14
_CAPTION: Final = 8.0


def analysis_slides(analysis: Analysis, heading: Heading) -> bytes:
    """Return the PPTX of an analysis; equal analyses have equal bytes."""
    deck = wide_deck()
    pages = _SlideDeck(SlidePage(deck, heading), heading)
    pages.opening(analysis)
    pages.cards(analysis)
    for section in analysis.sections:
        pages.section(section)
    pages.table(analysis.annex)
    meanings = [AnalysisParagraph(text) for text in (*analysis.definitions, *analysis.notes)]
    pages.words(say("slide.sources"), meanings, size=_SMALL)
    return deck_bytes(deck, analysis.title.replace("\n", ""), heading.office, heading.made_on)


class _SlideDeck:
    """The slides of one analysis, one kind a method."""

    def __init__(self, page: SlidePage, heading: Heading) -> None:
        self._page, self._heading = page, heading

    def opening(self, analysis: Analysis) -> None:
        """Write the first slide: what it is of, whose, and whether it is simulated."""
        office = plain(self._heading.office) or say("office.name")
        made = say("slide.made", office=office, made_on=day_words(self._heading.made_on))
        self._page.cover(analysis.title, analysis.subtitle, made)

    def cards(self, analysis: Analysis) -> None:
        """Write the main figures as cards."""
        title = say("heading.overview")
        slide = self._page.add(title, say("heading.units"))
        columns, deep = 5, (_DEEP - _GAP) / 2
        wide = (_INNER - _GAP * (columns - 1)) / columns
        for number, card in enumerate(analysis.cards):
            row, column = divmod(number, columns)
            left, top = _LEFT + column * (wide + _GAP), _TOP + row * (deep + _GAP)
            self._page.card(slide, card, self._heading.year - 1, box_of(left, top, wide, deep))

    def section(self, section: AnalysisPart) -> None:
        """Write a part: its answer as the title, charts, and as much text as fits beside them."""
        title = say("slide.title", title=section.title, answer=section.answer)
        source = source_words(section.sources) if section.sources else ""
        if not section.charts:
            self.words(title, section.paragraphs, source=source)
        else:
            self._charted(section, title, source)
        for grid in section.grids:
            self.table(grid, source)

    def words(
        self,
        title: str,
        paragraphs: Sequence[AnalysisParagraph],
        *,
        size: float = _TEXT,
        source: str = "",
    ) -> None:
        """Write text alone, over as many slides as it needs."""
        for number, held in enumerate(_pages(paragraphs, _INNER, _DEEP, size)):
            slide = self._page.add(say("slide.more", title=title) if number else title, source)
            self._page.text(slide, held, box_of(_LEFT, _TOP, _INNER, _DEEP), size)

    def table(self, grid: PaperTable, source: str = "") -> None:
        """Write a table, over as many slides as it has rows for."""
        for first in range(0, len(grid.rows), _MOST_ROWS):
            title = say("slide.more", title=grid.caption) if first else grid.caption
            slide = self._page.add(title, source or grid.note)
            rows = grid.rows[first : first + _MOST_ROWS]
            self._page.table(slide, grid, rows, box_of(_LEFT, _TOP, _INNER, _DEEP))

    def _charted(self, section: AnalysisPart, title: str, source: str) -> None:
        slide = self._page.add(title, source)
        is_pair = len(section.charts) > 1
        deep = 84.0 if is_pair else _DEEP
        wide = (_INNER - _GAP) / 2 if is_pair else 190.0
        for number, chart in enumerate(section.charts[:2]):
            left = _LEFT + number * (wide + _GAP)
            self._page.caption(slide, chart.title, box_of(left, _TOP, wide, _CAPTION))
            box = box_of(left, _TOP + _CAPTION, wide, deep - _CAPTION)
            add_chart(slide, chart, box, say("slide.font"), 12)
        notes = [AnalysisParagraph(chart.note) for chart in section.charts if chart.note][:1]
        text = [*section.paragraphs, *notes]
        if is_pair:
            place = (_LEFT, _TOP + deep + _GAP, _INNER, _DEEP - deep - _GAP)
        else:
            place = (_LEFT + wide + _GAP, _TOP, _INNER - wide - _GAP, _DEEP)
        first, *more = _pages(text, place[2], place[3], _SMALL)
        self._page.text(slide, first, box_of(*place), _SMALL)
        if more:
            rest = [paragraph for page in more for paragraph in page]
            self.words(say("slide.more", title=title), rest, source=source)


def _pages(
    paragraphs: Sequence[AnalysisParagraph], wide: float, deep: float, size: float
) -> Iterator[list[AnalysisParagraph]]:
    """Divide paragraphs into pages that hold them, estimated by letters; no page is empty."""
    most = int(deep / (size * _LETTER * _LEADING))
    letters = int(wide / (size * _LETTER)) - 1
    held: list[AnalysisParagraph] = []
    used = 0
    for paragraph in paragraphs:
        lines = -(-len(paragraph.lead + paragraph.text) // letters)
        if held and used + lines > most:
            yield held
            held, used = [], 0
        held.append(paragraph)
        used += lines
    yield held
