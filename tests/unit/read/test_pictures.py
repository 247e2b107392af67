"""Tables that are pictures: read where readings agree or sums prove them, else lost."""

import base64
import json
import struct
import zlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.catalogue.load import catalogue
from pipelines.model import Cell, Figure, Grid, Place, Reading, Rejection, Status
from pipelines.parse.recognised import believed
from pipelines.parse.tables import parse_tables
from pipelines.read import pictures, read

PAGES = Path(__file__).parent / "pages"
needs_extra = pytest.mark.skipif(not pictures.is_installed(), reason="the extra is not installed")
LEAST = {"clean.png": 0.99, "scan.jpg": 0.97, "seal.jpg": 0.9}


@lru_cache(maxsize=8)
def reading_of(name):
    return read((PAGES / name).read_bytes(), name)


def figures_of(reading):
    tables = parse_tables(reading, 0, len(reading.blocks) - 1, catalogue())
    return [one for one in tables.figures if one.status is not Status.ABSENT]


def _text(value):
    return None if value is None else str(value)


def key(figure):
    return f"{figure.indicator}[{figure.member}]" if figure.member else figure.indicator


@needs_extra
@pytest.mark.parametrize("name", LEAST)
def test_a_page_is_read_without_one_wrong_cell(name):
    truth = json.loads((PAGES / "truth.json").read_text("utf-8"))[Path(name).stem]
    unread = {Status.LOST, Status.IMAGE, Status.ABSENT}
    said = {key(one): one for one in figures_of(reading_of(name)) if one.status not in unread}
    wrong = [
        (cell, said[cell].raw, text)
        for cell, (status, text) in truth.items()
        if cell in said
        and (said[cell].status.value != status or str(said[cell].value) != str(text))
    ]
    assert wrong == []
    assert set(said) <= set(truth)
    assert len(said) >= LEAST[name] * len(truth)
    assert {one.method for one in said.values()} == {"recognised"}


@needs_extra
def test_the_place_of_a_cell_is_its_rectangle_in_the_picture_as_it_came():
    picture = Image.open(PAGES / "scan.jpg").convert("L")
    reading = reading_of("scan.jpg")
    read_ones = [one for one in figures_of(reading) if one.status is Status.NUMBER]
    assert len(read_ones) > 100
    for one in read_ones:
        left, top, right, bottom = one.place.box
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height
        assert picture.crop((int(left), int(top), int(right), int(bottom))).getextrema()[0] < 150
        assert reading.text_at(one.place) == one.raw


def drawn(dash, gap, *, sides=True):
    """Return a white page with a grid of 5 rows and 4 columns in dashes, and words as blocks."""
    page = np.full((420, 760), 255, np.uint8)
    on = (np.arange(760) % (dash + gap)) < dash
    for y in range(60, 361, 60):
        page[y : y + 2, 40:721][:, on[40:721]] = 0
    for x in range(40, 721, 170) if sides else ():
        page[60:362, x : x + 2][on[60:362]] = 0
    for y in range(80, 361, 60):
        for x in range(60, 721, 170):
            page[y : y + 22, x : x + 6] = page[y : y + 4, x : x + 18] = 0
    return page


@needs_extra
def test_a_table_ruled_in_dashes_or_dots_has_its_cells():
    from pipelines.read.pictures.rulings import rulings, tables

    cells = {}
    for dash, gap in ((8, 6), (3, 3), (10, 6), (760, 0)):
        page = drawn(dash, gap)
        cells[dash, gap] = [len(one.cells) for one in tables(rulings(page), page)]
    assert set(map(tuple, cells.values())) == {(20,)}, cells
    page = drawn(8, 6, sides=False)[:100]  # one dashed line over words is no table
    assert tables(rulings(page), page) == []


@needs_extra
def test_a_picture_inside_a_page_is_read_where_it_stands():
    data = base64.b64encode((PAGES / "clean.png").read_bytes()).decode()
    page = f"<html><body><p>前</p><img src='data:image/png;base64,{data}'><p>后</p></body></html>"
    reading = read(page.encode(), "a.html")
    assert (reading.blocks[0].text, reading.blocks[-1].text) == ("前", "后")
    inside = [one for one in figures_of(reading) if one.status is Status.NUMBER]
    alone = [one for one in figures_of(reading_of("clean.png")) if one.status is Status.NUMBER]
    assert [(key(one), one.value) for one in inside] == [(key(one), one.value) for one in alone]


@needs_extra
def test_a_picture_too_large_to_unpack_is_refused_with_a_sentence():
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99)))
    found = read(bomb, "a.png")
    assert isinstance(found, Rejection)
    assert found.code == "too_many_pixels"


def test_without_the_extra_a_picture_is_refused_with_how_to_read_it(monkeypatch):
    monkeypatch.setattr(pictures, "edition", lambda: "")
    found = read((PAGES / "clean.png").read_bytes(), "clean.png")
    assert isinstance(found, Rejection)
    assert found.code == "picture"
    sentence = catalogue().rejections["picture"]
    assert "mingcha[pictures]" in sentence.zh
    assert "mingcha[pictures]" in sentence.en


SUM = ((("a", ""), ("b", "")), (("total", ""),))


def judged(**readings):
    """Return what is believed of cells whose readings are given, `a + b = total`."""
    cells = tuple(
        Cell(said[0], 0, column, readings=said) for column, said in enumerate(readings.values())
    )
    reading = Reading("0", "a.png", "picture", (Grid(1, len(cells), cells),))
    figures = tuple(
        Figure(name, "", *_value(said[0]), said[0], Place(0, 0, len(said[0]), 0, column), "4")
        for column, (name, said) in enumerate(readings.items())
    )
    found = believed(figures, reading, [SUM])
    return {one.indicator: one.raw if one.status is Status.NUMBER else None for one in found}


def _value(text):
    return Decimal(text), Status.NUMBER


@pytest.mark.parametrize(
    ("readings", "believed_ones"),
    [
        # two readings agree and the sum holds
        ({"a": ("3", "3"), "b": ("4", "4"), "total": ("7", "7")}, ("3", "4", "7")),
        # two agree and the sum does not: either may be ours, the row is lost
        ({"a": ("3", "3"), "b": ("4", "4"), "total": ("9", "9")}, (None, None, None)),
        # two differ, and one of them alone makes the sum hold
        ({"a": ("8", "3"), "b": ("4", "4"), "total": ("7", "7")}, ("3", "4", "7")),
        # read once only, and the sum proves it
        ({"a": ("3",), "b": ("4", "4"), "total": ("7", "7")}, ("3", "4", "7")),
        # read once only, and nothing proves it
        ({"a": ("3",), "b": ("4", "4")}, (None, "4")),
        # more than one choice makes the sum hold
        ({"a": ("3", "4"), "b": ("4", "3"), "total": ("7", "7")}, (None, None, "7")),
    ],
)
def test_a_number_counts_where_readings_agree_or_sums_prove_it(readings, believed_ones):
    assert tuple(judged(**readings).values()) == believed_ones


@needs_extra
@pytest.mark.parametrize(
    ("strokes", "is_mixed"),
    [
        ([(10, 30, 0), (30, 30, 0)], False),
        ([(10, 30, 140), (30, 30, 0)], True),  # the arc of a grey seal beside a number
        ([(10, 44, 0), (30, 30, 0)], True),  # a stroke that runs through the cell
    ],
)
def test_a_stroke_of_another_ink_or_height_is_not_taken_for_a_digit(strokes, is_mixed):
    import numpy as np

    from pipelines.read.pictures import ink

    page = np.full((60, 60), 255, np.uint8)
    boxes = []
    for left, height, shade in strokes:
        page[5 : 5 + height, left : left + 12] = shade
        boxes.append((left, 5, left + 12, 5 + height))
    assert ink.is_mixed(ink.InkSheet(page, tuple(boxes)), boxes, usual=30.0) is is_mixed
