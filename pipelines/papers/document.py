"""A4 as official papers have it: margins, titles, parts, tables, notes and page numbers."""

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pipelines.papers.heading import Heading, day_words
from pipelines.papers.paragraphs import (
    BODY,
    CELL,
    CENTRE,
    LEFT,
    LINE,
    PAGE,
    RED,
    RIGHT,
    SMALL,
    TITLE,
    add_run,
    even_lines,
    indented,
    rule_above,
)
from pipelines.papers.plain import plain
from pipelines.papers.steady import steady
from pipelines.papers.words import say, table


class PaperDocument:
    """One official paper, written from the top; `data()` gives the bytes of a DOCX."""

    def __init__(self, heading: Heading, title: str) -> None:
        self._document = Document()
        self._heading = heading
        _clear(self._document)
        _page(self._document)
        describe(self._document, heading, title)
        if title:
            self.title(title)
        if heading.is_simulated:
            mark_simulated(self._document)

    def line(
        self,
        text: str,
        *,
        align: WD_ALIGN_PARAGRAPH = LEFT,
        font: str = "body",
        size: Pt = BODY,
        colour: RGBColor | None = None,
    ) -> Paragraph:
        """Write a line without an indent, and return it."""
        paragraph = self._paragraph(align)
        add_run(paragraph, text, font=font, size=size, colour=colour)
        return paragraph

    def title(self, text: str) -> None:
        """Write the title; its lines break where the text says."""
        paragraph = self._paragraph(CENTRE, exact=Pt(36))
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.paragraph_format.space_after = Pt(18)
        for number, part in enumerate(text.split("\n")):
            if number:
                paragraph.add_run().add_break()
            add_run(paragraph, part, font="title", size=TITLE)

    def part(self, text: str) -> None:
        """Write the heading of a part."""
        paragraph = self._paragraph(LEFT, indent=2)
        paragraph.paragraph_format.keep_with_next = True
        add_run(paragraph, text, font="black")

    def body(self, text: str, *, lead: str = "") -> None:
        """Write a paragraph of the body; its lead, where it has one, in the second face."""
        paragraph = self._paragraph(LEFT, indent=2)
        if lead:
            add_run(paragraph, lead, font="script", bold=True)
            paragraph.paragraph_format.keep_with_next = not text
        if text:
            add_run(paragraph, text)

    def signature(self, office: str) -> None:
        """Write who signs and when, at the right as papers have it."""
        for paragraph in self._document.paragraphs[-2:]:
            paragraph.paragraph_format.keep_with_next = True  # a signature never stands alone
        self.blank()
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        made_on = day_words(self._heading.made_on)
        for text, letters in ((office, 4), (made_on, 4)):
            paragraph = self._paragraph(RIGHT)
            paragraph.paragraph_format.keep_with_next = text == office
            indented(paragraph, right=letters)
            add_run(paragraph, text)

    def blank(self) -> None:
        """Write an empty line."""
        self._paragraph(LEFT)

    def notes(self, texts: Sequence[str], head_text: str = "") -> None:
        """Write what the paper was computed from, small, under a hairline."""
        self.note_head(head_text or say("shared", "marks.note_head"))
        for text in texts:
            self.note(text)

    def note_head(self, text: str) -> None:
        """Write the head of the notes under its hairline."""
        head = self._paragraph(LEFT, exact=Pt(18))
        head.paragraph_format.space_before = Pt(18)
        head.paragraph_format.keep_with_next = True
        rule_above(head)
        add_run(head, text, font="black", size=SMALL)

    def note(self, text: str) -> None:
        """Write one note, small."""
        add_run(self._paragraph(LEFT, exact=Pt(18)), text, font="song", size=SMALL)

    def annex(self, label: str, title: str) -> None:
        """Begin a new page with a table's label and title."""
        paragraph = self._paragraph(LEFT)
        paragraph.paragraph_format.page_break_before = True
        add_run(paragraph, label, font="black")
        self.line(title, align=CENTRE, font="title", size=Pt(18))

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        left: int = 1,
    ) -> None:
        """Write a table; its head repeats on every page, its widths are in millimetres.

        Column `left` holds names; all others are centred.
        """
        grid = self._document.add_table(rows=0, cols=len(head))
        grid.style = self._document.styles["Table Grid"]
        grid.autofit = False
        for width, column in zip(widths, grid.columns, strict=True):
            column.width = Mm(width)
        _row(grid, head, widths, font="black", left=-1)
        _repeat(grid)
        for row in rows:
            _row(grid, row, widths, font="song", left=left)

    def data(self) -> bytes:
        """Return the bytes; equal papers have equal bytes."""
        return bytes_of(self._document)

    def _paragraph(
        self, align: WD_ALIGN_PARAGRAPH, *, indent: int = 0, exact: Pt = LINE
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = align
        even_lines(paragraph, exact)
        if indent:
            indented(paragraph, first=indent)
        return paragraph


def _row(
    grid: Table, texts: Sequence[str], widths: Sequence[float], *, font: str, left: int
) -> None:
    row = grid.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        cell = row.cells[place]
        cell.width = Mm(width)
        _write(cell, text, LEFT if place == left else CENTRE, font)


def _write(cell: _Cell, text: str, align: WD_ALIGN_PARAGRAPH, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    even_lines(paragraph, Pt(17))
    add_run(paragraph, text, font=font, size=CELL)


def _repeat(grid: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - no public way


def _page(document: Any) -> None:  # noqa: ANN401 - see above
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        indented(paragraph, right=1 if align == RIGHT else 0)
        _page_number(paragraph)
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].alignment = CENTRE


def bytes_of(document: Any) -> bytes:  # noqa: ANN401 - docx.Document is a function, not a type
    """Return a document's bytes; equal documents have equal bytes."""
    target = io.BytesIO()
    document.save(target)
    return steady(target.getvalue())


def mark_simulated(document: Any) -> None:  # noqa: ANN401 - see above
    """Say on the first page and at the head of every page that the figures are simulated."""
    first = document.paragraphs[0]
    for key, font, size in (("simulated", "black", BODY), ("simulated_note", "script", PAGE)):
        paragraph = first.insert_paragraph_before()
        paragraph.alignment = CENTRE
        even_lines(paragraph, LINE)
        add_run(paragraph, say("shared", f"marks.{key}"), font=font, size=size, colour=RED)
    for section in document.sections:
        for header in (section.header, section.even_page_header, section.first_page_header):
            held = header.paragraphs
            is_free = bool(held) and not held[0].text
            paragraph = held[0] if is_free else header.add_paragraph()
            paragraph.alignment = CENTRE
            mark = say("shared", "marks.simulated_header")
            add_run(paragraph, mark, font="black", size=SMALL, colour=RED)


def _clear(document: Any) -> None:  # noqa: ANN401 - docx.Document is a function, not a type
    """Give the styles no face of their own theme, and name what stands in for missing fonts."""
    for faces in document.styles.element.iter(qn("w:rFonts")):
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{name}"), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    fonts = next(
        p for p in document.part.package.iter_parts() if p.partname.endswith("fontTable.xml")
    )
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/></w:font>'
        for name, instead in table("shared")["fallback"].items()
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", named.encode() + b"</w:fonts>")  # noqa: SLF001


def _page_number(paragraph: Paragraph) -> None:
    before, _, after = say("shared", "marks.page", number="|").partition("|")
    add_run(paragraph, before, font="song", size=PAGE)
    number = add_run(paragraph, "", font="song", size=PAGE)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        number._element.append(mark)  # noqa: SLF001 - no public way
    add_run(paragraph, after, font="song", size=PAGE)


def describe(document: Any, heading: Heading, title: str) -> None:  # noqa: ANN401 - see above
    """Write the properties of a file: what it is, whose, and its day."""
    core = document.core_properties
    moment = datetime.combine(heading.made_on, time())
    name = plain(title.replace("\n", ""))[:250]
    core.title, core.author, core.language = name, plain(heading.office, 250), "zh-CN"
    core.comments = core.last_modified_by = core.keywords = core.subject = ""
    core.created = core.modified = core.last_printed = moment
    core.revision = 1
