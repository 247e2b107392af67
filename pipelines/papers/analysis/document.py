"""An analysis as a document: A4 as official papers have it, native charts, footnotes."""

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.enum.text import WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from pipelines.papers.analysis.blocks import Analysis, AnalysisPart, Chart, PaperTable
from pipelines.papers.analysis.chart import chart_parts
from pipelines.papers.analysis.compose import cards_grid
from pipelines.papers.analysis.wording import say, source_words
from pipelines.papers.document import PaperDocument
from pipelines.papers.heading import Heading
from pipelines.papers.paragraphs import CELL, CENTRE, LEFT, SMALL
from pipelines.papers.plain import plain, printable
from pipelines.papers.words import ordinal, table

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARKS: Final = (("-1", "separator"), ("0", "continuationSeparator"))
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMES: Final = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": _OFFICE,
}
_WIDTH: Final = Mm(156)
_BAR, _FRAME, _LEAST, _MOST = 5.6, 20.0, 46.0, 130.0  # millimetres of a chart's height
_COLUMNS_HEIGHT: Final = 60.0
_WHOLE: Final = 14  # rows of a table that stays on one page


def analysis_document(analysis: Analysis, heading: Heading) -> bytes:
    """Return the DOCX of an analysis; equal analyses have equal bytes."""
    paper = _AnalysisPaper(heading, analysis.title)
    paper.body(analysis.opening)
    number = 1
    paper.part(say("heading.part", number=ordinal(number), name=say("heading.overview")))
    paper.grid(cards_grid(analysis, heading.year))
    for section in analysis.sections:
        number += 1
        paper.section(section, number)
    paper.signature(plain(heading.office) or say("office.name"))
    paper.annex(say("heading.annex"), analysis.annex.caption)
    paper.grid(analysis.annex, is_captioned=False)
    meanings = [
        say("heading.meaning", number=place, text=text)
        for place, text in enumerate(analysis.definitions, 1)
    ]
    texts = [analysis.annex.note, *meanings, *analysis.notes]
    paper.notes(texts, say("heading.definitions"))
    paper.keep_together(len(analysis.notes))
    return paper.data()


class _AnalysisPaper(PaperDocument):
    """An official paper that may hold charts and footnotes."""

    def __init__(self, heading: Heading, title: str) -> None:
        super().__init__(heading, title)
        fonts = table("shared")["fonts"]
        self._footnotes = Footnotes((fonts["latin"], fonts["song"]))
        self._chart_count = 0

    def keep_together(self, count: int) -> None:
        """Let the last paragraphs stand on one page, so that no last page has a line or two."""
        for paragraph in self._document.paragraphs[-count:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def section(self, section: AnalysisPart, number: int) -> None:
        """Write a part: its words with their sources, its charts and tables."""
        self.part(say("heading.part", number=ordinal(number), name=section.title))
        for paragraph in section.paragraphs:
            self.body(paragraph.text, lead=paragraph.lead)
            if paragraph.lead:
                self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        if section.sources:
            self._footnotes.mark(self._document.paragraphs[-1], source_words(section.sources))
        for chart in section.charts:
            self._figure(chart)
        for grid in section.grids:
            self.grid(grid)

    def grid(self, grid: PaperTable, *, is_captioned: bool = True) -> None:
        """Write a table under its caption."""
        if is_captioned:
            self._caption(grid.caption)
        self.table(grid.head, grid.rows, grid.widths, grid.left)
        if is_captioned and len(grid.rows) <= _WHOLE:
            for row in self._document.tables[-1].rows[:-1]:
                row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        if is_captioned:
            self._paragraph(LEFT, exact=SMALL)

    def data(self) -> bytes:
        """Return the bytes, the footnotes among them."""
        self._footnotes.attach(self._document)
        return super().data()

    def _caption(self, text: str) -> None:
        self.line(text, align=CENTRE, font="black", size=Pt(12))
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _figure(self, chart: Chart) -> None:
        """Put a chart that stays editable under its title."""
        self._caption(chart.title)
        self._chart_count += 1
        relation = self._chart_part(chart)
        paragraph = self._document.add_paragraph()
        paragraph.alignment = CENTRE
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact one would cut the chart
        form.keep_with_next = bool(chart.note)
        paragraph.add_run()._r.append(self._drawing(chart, relation))  # noqa: SLF001 - no public way
        if chart.note:
            self.line(chart.note, align=LEFT, font="song", size=CELL)

    def _chart_part(self, chart: Chart) -> str:
        number, package = self._chart_count, self._document.part.package
        xml, book = chart_parts(chart, table("shared")["fonts"]["song"])
        workbook = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _BOOK, book, package
        )
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, xml, package)
        own = part.relate_to(workbook, f"{_OFFICE}/package")
        root = etree.fromstring(xml)
        for data in root.iterfind("c:externalData", _NAMES):
            data.set(f"{{{_OFFICE}}}id", own)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
        return self._document.part.relate_to(part, f"{_OFFICE}/chart")

    def _drawing(self, chart: Chart, relation: str) -> etree._Element:
        height, number = _height(chart), self._chart_count
        size = f'cx="{_WIDTH}" cy="{height}"'
        drawing = parse_xml(
            f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{100 + number}" name="chart{number}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{_NAMES["c"]}">'
            f'<c:chart xmlns:c="{_NAMES["c"]}" r:id="{relation}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        drawing.find(".//{*}docPr").set("descr", chart.title)
        return drawing


def _height(chart: Chart) -> int:
    if not chart.kind.endswith("bars"):
        return int(Mm(_COLUMNS_HEIGHT))
    wanted = _FRAME + _BAR * len(chart.categories)
    return int(Mm(min(max(wanted, _LEAST), _MOST)))


class Footnotes:
    """The footnotes of one document, numbered as they are marked."""

    def __init__(self, faces: tuple[str, str]) -> None:
        self._latin, self._chinese = faces
        self._texts: list[str] = []

    def mark(self, paragraph: Paragraph, text: str) -> None:
        """Set a mark at a paragraph's end; each has a footnote of its own, whatever it says."""
        self._texts.append(printable(text))
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._texts)))
        run._r.append(reference)  # noqa: SLF001 - no public way

    def attach(self, document: Any) -> None:  # noqa: ANN401 - docx.Document is a function
        """Write the footnotes into the document's package; without any nothing is written."""
        if not self._texts:
            return
        marks = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            "</w:footnote>"
            for number, kind in _MARKS
        )
        notes = "".join(self._note(number, text) for number, text in enumerate(self._texts, 1))
        xml = f"{_HEAD}<w:footnotes {nsdecls('w')}>{marks}{notes}</w:footnotes>"
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
        document.part.relate_to(part, _RELATION)

    def _note(self, number: int, text: str) -> str:
        face = (
            f'<w:rPr><w:rFonts w:ascii="{self._latin}" w:hAnsi="{self._latin}" '
            f'w:eastAsia="{self._chinese}" w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr>'
        )
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        return (
            f'<w:footnote w:id="{number}"><w:p><w:r>{raised}<w:footnoteRef/></w:r>'
            f'<w:r>{face}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        )
