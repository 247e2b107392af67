"""What charts and slides share: colours and faces, and places in millimetres."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Length, Mm

from pipelines.papers.words import table

Box = tuple[Length, Length, Length, Length]


def box_of(left: float, top: float, wide: float, deep: float) -> Box:
    """Return a place on a slide, given in millimetres."""
    return Mm(left), Mm(top), Mm(wide), Mm(deep)


def colour_of(name: str) -> RGBColor:
    """Return a colour by its name in the table."""
    return rgb(table("analysis")["chart"][name])


def rgb(text: str) -> RGBColor:
    """Return the colour of six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(text))


def set_face(properties: Any, font: str) -> None:  # noqa: ANN401 - an element of the library
    """Give letters their face, Chinese ones too: the library sets that of Latin ones alone."""
    for name in ("a:latin", "a:ea"):
        face = properties.find(qn(name))
        if face is None:
            face = properties.makeelement(qn(name), {})
            properties.append(face)
        face.set("typeface", font)
