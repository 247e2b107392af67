"""OFD written by hand: text placed on pages, as offices that print to it hand it out."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.accuracy import portable
from tests.accuracy.compose import draft
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance
from tests.forms.office import pack

MM = 25.4 / 72
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(slots=True)
class Canvas(portable.Canvas):
    """Pages of text objects; `steps` writes how far apart characters stand, or leaves it out."""

    steps: bool = True

    def put(self, x: float, y: float, text: str, size: float = portable.SIZE) -> None:
        """Place one run of text by its upper left corner, its baseline inside its box."""
        if not text:
            return
        wide = [portable.length(one, size) * MM for one in text]
        steps = f' DeltaX="{" ".join(f"{one:.3f}" for one in wide[:-1])}"' if self.steps else ""
        top = (portable.HEIGHT - y - size) * MM
        box = f"{x * MM:.3f} {top:.3f} {sum(wide):.3f} {size * MM:.3f}"
        code = f'<ofd:TextCode X="0" Y="{size * MM:.3f}"{steps}>{escape(text)}</ofd:TextCode>'
        self.pages[-1].append(
            f'<ofd:TextObject ID="9" Boundary="{box}" Font="1" Size="{size * MM:.3f}">'
            f"{code}</ofd:TextObject>"
        )

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the border of a cell, which says nothing here."""


def written(chance: Chance) -> Paper:
    """A report as an OFD, with or without the steps between its characters."""
    made = draft(chance, chrome=False)
    canvas = Canvas(steps=chance.often(0.7))
    for part in made.parts:
        portable.draw(canvas, part)
    return Paper("", "report.ofd", packed(canvas.pages), [made.truth])


def packed(pages: list[list[str]]) -> bytes:
    """Return an OFD of pages."""
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    pages_part = f"<ofd:Document {SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    files = {"OFD.xml": f"<ofd:OFD {SPACE}>{root}</ofd:OFD>", "Doc_0/Document.xml": pages_part}
    for n, page in enumerate(pages):
        layer = f"<ofd:Content><ofd:Layer>{''.join(page)}</ofd:Layer></ofd:Content>"
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = f"<ofd:Page {SPACE}>{layer}</ofd:Page>"
    return pack({name: f"{HEAD}{text}".encode() for name, text in files.items()})
