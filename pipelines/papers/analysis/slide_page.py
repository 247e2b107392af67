"""One slide in the product's style: title, source, badge; text, cards and tables on it."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Length, Mm, Pt

from pipelines.papers.analysis.blocks import AnalysisParagraph, FigureCard, PaperTable
from pipelines.papers.analysis.style import Box, box_of, colour_of, set_face
from pipelines.papers.analysis.wording import say
from pipelines.papers.heading import Heading
from pipelines.papers.plain import plain, printable
from pipelines.papers.steady import steady
from pipelines.papers.words import say as say_of

_TITLE_ONLY: Final = 5  # of the library's own layouts
_LONG: Final = 34  # letters of a title that fit in its size
_ROW: Final = Mm(8.6)
_NUMBER: Final = box_of(290, 181, 34, 6)
_BADGE: Final = box_of(224, 1.5, 110, 7)


def wide_deck() -> Any:  # noqa: ANN401 - a function's result
    """Return a presentation without slides, as wide as screens are."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(338.67), Mm(190.5)
    return deck


def deck_bytes(deck: Any, title: str, author: str, made_on: date, language: str = "zh-CN") -> bytes:  # noqa: ANN401 - a presentation
    """Return a presentation as a file; equal ones have equal bytes."""
    said = deck.core_properties
    said.title, said.author = title, plain(author, 250)
    said.language, said.last_modified_by = language, ""
    said.created = said.modified = datetime.combine(made_on, time())
    target = io.BytesIO()
    deck.save(target)
    return steady(target.getvalue())


class SlidePage:
    """Adds slides to a presentation and writes on them."""

    def __init__(self, deck: Any, heading: Heading) -> None:  # noqa: ANN401 - a function's result
        self._deck, self._heading = deck, heading

    def cover(self, title: str, subtitle: str, made: str) -> None:
        """Write the first slide."""
        slide = self._slide()
        self._bar(slide, (Mm(0), Mm(0), Mm(9), self._deck.slide_height))
        self._title(slide, title, box_of(30, 40, 280, 66), 38)
        self._words(slide, subtitle, box_of(30, 110, 280, 12), 18, "muted")
        self._words(slide, made, box_of(30, 130, 280, 22), 16, "muted")
        self._badge(slide)

    def add(self, title: str, source: str, foot: str = "", badge: str = "") -> Slide:
        """Return a new slide with its title, where it is from, its foot and badge.

        Without `foot` and `badge` these are of the paper's heading.
        """
        slide = self._slide()
        self._bar(slide, box_of(14, 9, 3, 20))
        size = 24 if len(title) <= _LONG else 20
        self._title(slide, title, box_of(20, 8, 300, 22), size)
        self._words(slide, source, box_of(14, 174, 310, 6), 9, "muted")
        foot = foot or say(
            "slide.footer",
            place=plain(self._heading.county),
            year=self._heading.year,
            made_on=self._heading.made_on.isoformat(),
            digest=self._heading.digest,
        )
        self._words(slide, foot, box_of(14, 181, 260, 6), 9, "muted")
        self._words(slide, str(len(self._deck.slides)), _NUMBER, 9, "muted", PP_ALIGN.RIGHT)
        slide.shapes[-1].name = "page"
        self._badge(slide, badge)
        return slide

    def text(
        self, slide: Slide, paragraphs: Sequence[AnalysisParagraph], box: Box, size: float
    ) -> None:
        """Write paragraphs, their leads in bold."""
        frame = _frame(slide, box)
        for number, one in enumerate(paragraphs):
            line = frame.paragraphs[0] if not number else frame.add_paragraph()
            line.line_spacing, line.space_after = 1.2, Pt(size / 4)
            for words, bold in ((one.lead, True), (one.text, False)):
                if words:
                    _run(line, words, size, "ink", bold=bold)

    def caption(self, slide: Slide, text: str, box: Box) -> None:
        """Write the title of a chart."""
        self._words(slide, text, box, 13, "accent")

    def card(self, slide: Slide, card: FigureCard, before: int, box: Box) -> None:
        """Write one figure: label, value, the year before, change, and who stands behind."""
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
        shape.name = card.label
        shape.shadow.inherit = False
        _fill(shape, "ground")
        shape.line.color.rgb = colour_of("hairline")
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Mm(3)
        size = 28 if len(card.value) <= 6 else 16
        lines = (
            (card.label, 14, "muted"),
            (card.value, size, "accent"),
            (say("slide.before", year=before, value=card.before), 13, "ink"),
            (say("slide.change", change=card.change), 13, "ink"),
            (say("slide.coverage", coverage=card.coverage), 11, "muted"),
        )
        for number, (text, points, colour) in enumerate(lines):
            line = frame.paragraphs[0] if not number else frame.add_paragraph()
            line.alignment = PP_ALIGN.LEFT
            _run(line, text, points, colour, bold=number == 1)

    def table(
        self, slide: Slide, grid: PaperTable, rows: Sequence[Sequence[str]], box: Box
    ) -> None:
        """Write rows of a table under its head, as wide as its widths say."""
        left, top, wide, _ = box
        shape = slide.shapes.add_table(
            len(rows) + 1, len(grid.head), left, top, wide, Length(_ROW * (len(rows) + 1))
        )
        shape.name = grid.caption
        native = shape.table
        whole = sum(grid.widths)
        for column, width in zip(native.columns, grid.widths, strict=True):
            column.width = Length(int(wide * width / whole))
        for place, texts in enumerate((grid.head, *rows)):
            native.rows[place].height = _ROW
            for column, text in enumerate(texts):
                _cell(native.cell(place, column), text, is_head=not place, left=grid.left == column)

    def _slide(self) -> Slide:
        slide: Slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        return slide

    def _title(self, slide: Slide, text: str, box: Box, size: float) -> None:
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = box
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        for number, part in enumerate(text.split("\n")):
            line = frame.paragraphs[0] if not number else frame.add_paragraph()
            line.alignment = PP_ALIGN.LEFT
            _run(line, part, size, "ink", bold=True)

    def _words(
        self,
        slide: Slide,
        text: str,
        box: Box,
        size: float,
        colour: str,
        align: PP_ALIGN = PP_ALIGN.LEFT,
    ) -> None:
        if not text:
            return
        frame = _frame(slide, box)
        for number, part in enumerate(text.split("\n")):
            line = frame.paragraphs[0] if not number else frame.add_paragraph()
            line.alignment = align
            _run(line, part, size, colour)

    def _bar(self, slide: Slide, box: Box) -> None:
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
        shape.shadow.inherit = False
        _fill(shape, "accent")
        shape.line.fill.background()

    def _badge(self, slide: Slide, mark: str = "") -> None:
        """Say on every slide that its figures are simulated, where they are."""
        if self._heading.is_simulated:
            mark = mark or say_of("shared", "marks.simulated_header")
            self._words(slide, mark, _BADGE, 12, "doubt", PP_ALIGN.RIGHT)


def _frame(slide: Slide, box: Box) -> Any:  # noqa: ANN401 - a shape's frame
    frame = slide.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Mm(0)
    return frame


def _run(line: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401 - a paragraph of the library
    run = line.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour_of(colour)
    set_face(run.font._rPr, say("slide.font"))  # noqa: SLF001 - no public way


def _cell(cell: Any, text: str, *, is_head: bool, left: bool) -> None:  # noqa: ANN401 - a cell of the library
    cell.margin_top = cell.margin_bottom = Mm(0.8)
    cell.margin_left = cell.margin_right = Mm(1.5)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour_of("accent" if is_head else "ground")
    line = cell.text_frame.paragraphs[0]
    line.alignment = PP_ALIGN.LEFT if left and not is_head else PP_ALIGN.CENTER
    _run(line, text, 12, "ground" if is_head else "ink", bold=is_head)


def _fill(shape: Any, colour: str) -> None:  # noqa: ANN401 - a shape of the library
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour_of(colour)
