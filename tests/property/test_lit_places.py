"""What is lit is what was read: on made-up readings, the simulated district and the corpus."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.documents.highlight import WHOLE, HighlightedGrid, highlighted
from pipelines.model import Cell, Grid, Paragraph, Place, Reading, Rejection
from pipelines.parse import parse
from pipelines.read import read

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo" / "documents"
# A form of each kind, and one of every agency.
DOCUMENTS = sorted(DEMO.glob("*/202[13].html"))[::2] + sorted(DEMO.glob("990101001/20*.html"))
CORPUS = ROOT.parent / "shared" / "corpus"
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.fixture(scope="session")
def agencies():
    return Agencies.load(ROOT / "data" / "reference")


@st.composite
def grids(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken, cells = set(), []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken or draw(st.integers(0, 5)) == 0:
                continue
            height, width = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
            area = {(row + r, column + c) for r in range(height) for c in range(width)}
            if area & taken:
                area, height, width = {(row, column)}, 1, 1
            taken |= area
            cells.append(Cell(draw(TEXT), row, column, height, width))
    return Grid(rows, columns, tuple(cells))


@st.composite
def placed(draw):
    """Return a reading and a place that stands in it."""
    blocks = draw(st.lists(st.one_of(TEXT.map(Paragraph), grids()), min_size=1, max_size=6))
    index = draw(st.integers(0, len(blocks) - 1))
    block = blocks[index]
    row = column = None
    if isinstance(block, Grid):
        if not block.cells:
            return Reading("0" * 64, "a", "text", tuple(blocks)), None
        cell = draw(st.sampled_from(block.cells))
        row = draw(st.integers(cell.row, cell.row + cell.row_span - 1))
        column = draw(st.integers(cell.column, cell.column + cell.column_span - 1))
        text = cell.text
    else:
        text = block.text
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return Reading("0" * 64, "a", "text", tuple(blocks)), Place(index, start, end, row, column)


@given(placed(), st.sampled_from([0, 1, 40, 400, WHOLE]))
def test_what_is_lit_is_what_stands_there(case, budget):
    reading, place = case
    expected = reading.text_at(place) if place else ""
    assert highlighted(reading, place, budget).text == expected


@given(placed())
def test_the_whole_window_leaves_nothing_out_and_adds_nothing(case):
    reading, place = case
    found = highlighted(reading, place, WHOLE)
    assert found.is_whole
    for block, shown in zip(reading.blocks, found.blocks, strict=True):
        if isinstance(shown, HighlightedGrid):
            area = sum(one.row_span * one.column_span for row in shown.rows for one in row)
            assert area == block.rows * block.columns
            words = sorted("".join(p.text for p in one.pieces) for row in shown.rows for one in row)
            assert [one for one in words if one] == sorted(c.text for c in block.cells if c.text)
        else:
            assert "".join(one.text for one in shown.pieces) == block.text


def unlit(data: bytes, name: str, agencies: Agencies) -> list:
    """Return the figures of a document whose lit text is not what was read."""
    reading = read(data, name)
    assert not isinstance(reading, Rejection)
    reports = parse(reading, catalogue(), agencies)
    assert not isinstance(reports, Rejection)
    figures = [one for report in reports for one in report.figures if one.place is not None]
    assert len(figures) > 20
    return [one for one in figures if highlighted(reading, one.place).text != one.raw]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_figure_of_the_simulated_district_is_lit_as_read(path, agencies):
    assert unlit(path.read_bytes(), path.name, agencies) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", ["chapeng-2020.txt", "hongze-2023.pdf"])
def test_every_figure_of_the_corpus_is_lit_as_read(name, agencies):
    assert unlit((CORPUS / name).read_bytes(), name, agencies) == []
