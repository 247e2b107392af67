"""Footnotes of a document: the part that holds them, and the marks in the text."""

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from pipelines.papers.plain import printable

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARKS: Final = (("-1", "separator"), ("0", "continuationSeparator"))


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
