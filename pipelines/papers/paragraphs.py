"""Paragraphs and runs as Word holds them: faces, sizes, indents, lines of one height."""

from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipelines.papers.plain import printable
from pipelines.papers.words import table

TITLE, BODY, SMALL, CELL, PAGE = Pt(22), Pt(16), Pt(10.5), Pt(10.5), Pt(14)
LINE: Final = Pt(28.95)  # 22 lines on 225 mm
# Chinese lines are even by themselves; justified, those with a long number would be torn apart.
LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
RED: Final = RGBColor(0xB0, 0x1E, 0x1E)
_LETTERS: Final = 100  # Word counts an indent in hundredths of a letter


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = "body",
    size: Pt = BODY,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> Run:
    """Write a run of text at a paragraph's end, in one of the faces of papers."""
    run = paragraph.add_run(printable(text))
    run.font.size = size
    run.font.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour
    _face(run, font)
    return run


def _face(run: Run, font: str) -> None:
    """Name the Chinese and the Latin face; quotation marks and dashes take the Chinese one."""
    names = table("shared")["fonts"]
    faces = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
    for name in ("ascii", "hAnsi", "cs"):
        faces.set(qn(f"w:{name}"), names["latin"])
    faces.set(qn("w:eastAsia"), names[font])
    faces.set(qn("w:hint"), "eastAsia")


def even_lines(paragraph: Paragraph, exact: Pt) -> None:
    """Give a paragraph's lines one exact height, and no space around it."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = exact


def indented(paragraph: Paragraph, *, first: int = 0, right: int = 0) -> None:
    """Indent by letters, and by points for programs that do not count letters."""
    form = paragraph.paragraph_format
    if first:
        form.first_line_indent = Pt(first * BODY.pt)
    if right:
        form.right_indent = Pt(right * BODY.pt)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - no public way
    for name, letters in (("firstLineChars", first), ("rightChars", right)):
        if letters:
            indent.set(qn(f"w:{name}"), str(letters * _LETTERS))


def rule_above(paragraph: Paragraph) -> None:
    """Draw a hairline above a paragraph."""
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "6"), ("color", "808080")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - no public way
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
