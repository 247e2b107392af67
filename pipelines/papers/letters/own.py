"""Our own templates, made from data: the same page as every paper, with tags in it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from docx.shared import Pt

from pipelines.papers.document import PaperDocument
from pipelines.papers.heading import Heading
from pipelines.papers.letters.fields import Letter
from pipelines.papers.paragraphs import CENTRE, PAGE, RED, RIGHT, indented, rule_above
from pipelines.papers.words import say, table

_DAY: Final = date(2000, 1, 1)  # of the template; a letter has its own
_HEADING: Final = Heading("real", (0, 0), _DAY, "")
_LETTERHEAD: Final = Pt(30)


@lru_cache(maxsize=4)
def own_template(letter: Letter) -> bytes:
    """Return the template of a letter that ships."""
    paper = _TemplatePaper(_HEADING, "")
    for kind, *texts in table("letters")["own"][letter]:
        paper.write(kind, texts)
    return paper.data()


class _TemplatePaper(PaperDocument):
    """A paper whose paragraphs hold tags."""

    def write(self, kind: str, texts: Sequence[str]) -> None:
        """Write one paragraph, or table, of a kind."""
        kinds: Mapping[str, Callable[..., object]] = {
            "tag": self.line,
            "letterhead": self._letterhead,
            "number": self._number,
            "title": self.title,
            "line": self.line,
            "part": self.part,
            "body": self.body,
            "kept": self._kept,
            "lead": lambda lead: self.body("", lead=lead),
            "led": lambda lead, text: self.body(text, lead=lead),
            "gap": lambda _: self._keep(self.blank),
            "signed": self._signed,
            "copies": self._copies,
            "annex": self.annex,
            "table": lambda *cells: self._rows(cells),
            "note_head": self.note_head,
            "note": lambda text: self._keep(lambda: self.note(text)),
        }
        kinds[kind](*texts)

    def _keep(self, write: Callable[[], None]) -> None:
        """Write a paragraph that stays with the next: the end of a letter never stands alone."""
        write()
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _kept(self, text: str) -> None:
        self._keep(lambda: self.body(text))

    def _letterhead(self, text: str) -> None:
        line = self.line(text, align=CENTRE, font="title", size=_LETTERHEAD, colour=RED)
        line.paragraph_format.line_spacing = Pt(44)

    def _number(self, text: str) -> None:
        self.line(text, align=CENTRE)

    def _signed(self, text: str) -> None:
        line = self.line(text, align=RIGHT)
        indented(line, right=4)
        line.paragraph_format.keep_with_next = True

    def _copies(self, text: str) -> None:
        line = self.line(text, size=PAGE)
        rule_above(line)
        line.paragraph_format.keep_with_next = True

    def _rows(self, cells: Sequence[str]) -> None:
        first, *row, last = cells
        words = table("circular")["annex"]
        blank = [""] * (len(row) - 1)
        head = [say("circular", f"annex.{key}") for key in words["columns"]]
        self.table(head, [[first, *blank], row, [last, *blank]], words["widths"])
