"""What the files of an analysis show, read back: charts, cards, words."""

import io
import re
import zipfile

import docx
import openpyxl
from lxml import etree
from pptx import Presentation


def charts_of(data):
    """Return what each native chart shows, read from its XML, and what its workbook holds."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [n for n in file.namelist() if re.search(r"/charts/chart\d+\.xml$", n)]
        books = sorted(n for n in file.namelist() if n.endswith(".xlsx"))
        assert len(books) == len(names)
        for name in sorted(names, key=lambda n: int(re.search(r"\d+", n.rpartition("/")[2])[0])):
            root = etree.fromstring(file.read(name))
            found.append([_series(one) for one in root.iterfind(".//{*}ser")])
        held = [openpyxl.load_workbook(io.BytesIO(file.read(n)))["Sheet1"] for n in books]
    drawn = sorted(sorted(v for _, c in chart for v in c.values()) for chart in found)
    inside = sorted(
        sorted(v for row in sheet.iter_rows(min_row=2, min_col=2, values_only=True) for v in row
               if v is not None)
        for sheet in held
    )  # fmt: skip
    assert drawn == inside, "a chart shows something else than its own workbook holds"
    return found


def _series(one):
    def points_of(tag):
        cache = one.find(f"{{*}}{tag}")
        return {int(p.get("idx")): p.findtext("{*}v") for p in cache.iter("{*}pt")}

    names = points_of("cat")
    values = {names[place]: float(text) for place, text in points_of("val").items()}
    return one.findtext(".//{*}tx//{*}v"), values


def slide_cards(data):
    """Return label, value, the year before and the change of every card of the slides."""
    slide = Presentation(io.BytesIO(data)).slides[1]
    texts = [s.text_frame.text.split("\n") for s in slide.shapes if s.has_text_frame]
    return [
        (one[0], one[1], one[2].partition("：")[2], one[3].partition("：")[2])
        for one in texts
        if len(one) == 5
    ]


def document_words(data):
    paragraphs = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    return "\n".join(paragraphs).partition("口径和数据说明")[0]


def slide_words(data):
    deck = Presentation(io.BytesIO(data))
    texts = [
        shape.text_frame.text
        for slide in list(deck.slides)[:-1]
        for shape in slide.shapes
        if shape.has_text_frame and shape.name != "page" and "http" not in shape.text_frame.text
    ]
    feet = re.compile(r"[^\n]*数据库版本[^\n]*\n?")
    return feet.sub("", "\n".join(texts))
