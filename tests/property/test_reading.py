"""What holds for every reading: no crash, places that hold, spans as the standard lays them."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue.load import catalogue
from pipelines.model import Grid, Reading
from pipelines.parse.tables import parse_tables
from pipelines.read import read
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, some_truth

SHAPES = {**paper.KEEPING, **paper.LOSING, **paper.DESTROYING}
HTML = "{http://www.w3.org/1999/xhtml}"
SPANS = st.sampled_from(["1", "1", "1", "2", "3", "0", "x", "-1", "02", ""])


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.floats(0, 1), junk=st.binary(max_size=6))
def test_mutated_bytes_never_crash_and_places_hold(shape, seed, cut, junk):
    data = SHAPES[shape](paper.paper("2021", some_truth("2021", seed % 20))).encode()
    at = int(cut * len(data))
    reading = read(data[:at] + junk + data[at + len(junk) :], "x")
    if isinstance(reading, Reading):
        tables = parse_tables(reading, 0, len(reading.blocks) - 1, catalogue())
        for figure in tables.figures:
            assert figure.raw == (reading.text_at(figure.place) if figure.place else "")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="规章行政许可信息内容自然人总计012-|/\t\n .、（）一三<>td", max_size=400))
def test_any_text_is_read_without_a_crash(text):
    reading = read(text.encode(), "x.txt")
    if isinstance(reading, Reading):
        parse_tables(reading, 0, len(reading.blocks) - 1, catalogue())


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shape=st.sampled_from([*paper.KEEPING, *paper.LOSING]),
    form=st.sampled_from(["2019", "2021"]),
)
def test_no_cell_of_a_clean_document_is_silently_wrong(seed, shape, form):
    truth = some_truth(form, seed)
    assert judge(SHAPES[shape](paper.paper(form, truth)), truth)["wrong"] == 0


@st.composite
def tables(draw, depth=0):
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        cells = []
        for _ in range(draw(st.integers(1, 4))):
            inner = (
                draw(tables(depth=depth + 1)) if depth == 0 and draw(st.integers(0, 9)) == 0 else ""
            )
            text = draw(st.sampled_from(["a", "12", "规章", ""]))
            down, across = draw(SPANS), draw(SPANS)
            cells.append(f'<td rowspan="{down}" colspan="{across}">{text}{inner}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def oracle(table):
    """Lay a leaf table out as the standard's algorithm does, from html5lib's tree."""
    rows = list(table.iter(f"{HTML}tr"))
    taken, found = set(), []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            across = span(cell.get("colspan"), 1)
            down = span(cell.get("rowspan"), 0) or len(rows) - y
            down = min(down, len(rows) - y)
            found.append(("".join(cell.itertext()).strip(), y, x, down, across))
            taken.update((y + dy, x + dx) for dy in range(down) for dx in range(across))
            x += across
    return found


def span(value, lowest):
    return max(lowest, int(value)) if value and value.isdecimal() else 1


@settings(max_examples=60, deadline=None)
@given(tables())
def test_grids_equal_those_of_the_reference_parser(markup):
    page = f"<html><body><p>x</p>{markup}</body></html>"
    tree = html5lib.parse(page, namespaceHTMLElements=True)
    leaves = [t for t in tree.iter(f"{HTML}table") if sum(1 for _ in t.iter(f"{HTML}table")) == 1]
    wanted = [oracle(t) for t in leaves if max(len(r) for r in t.iter(f"{HTML}tr")) > 1]
    reading = read(page.encode(), "x.html")
    grids = [block for block in reading.blocks if isinstance(block, Grid)]
    shown = [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in g.cells] for g in grids]
    for one in wanted:
        if markup.count("<table") == 1 or len(one) > 2:
            assert one in shown
