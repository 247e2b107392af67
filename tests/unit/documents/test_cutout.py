"""The picture of a cell: cut from the page of a PDF or from a picture, or none."""

import io

from PIL import Image

from pipelines.documents.cutout import cutout
from pipelines.model import Place


def place(box, page=1):
    return Place(0, 0, 0, 0, 0, page=page, box=box)


def picture(kind="PNG"):
    drawn = Image.new("L", (400, 300), 255)
    drawn.paste(0, (100, 100, 140, 120))
    made = io.BytesIO()
    drawn.save(made, kind, resolution=72)
    return made.getvalue()


def dark(data):
    """Return how much of a cutout is black, and its size."""
    shown = Image.open(io.BytesIO(data)).convert("L")
    return sum(shown.histogram()[:128]) / (shown.width * shown.height), shown.size


def test_a_cell_of_a_picture_is_cut_out_with_a_little_around_it():
    share, size = dark(cutout(picture(), place((100.0, 100.0, 140.0, 120.0))))
    assert size == (68, 48)
    assert 0.2 < share < 0.3


def test_a_cell_of_a_pdf_is_drawn_from_its_points():
    share, _ = dark(cutout(picture("PDF"), place((100.0, 100.0, 140.0, 120.0))))
    assert share > 0.3


def test_where_there_is_no_picture_there_is_none():
    there = place((1.0, 1.0, 9.0, 9.0))
    assert cutout(b"<html><body><p>x</p></body></html>", there) is None
    assert cutout(picture(), place(None)) is None
    assert cutout(picture("PDF"), place((1.0, 1.0, 9.0, 9.0), page=7)) is None
    assert cutout(b"%PDF-1.7 broken", there) is None
