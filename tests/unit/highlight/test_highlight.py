"""A lit place: the right text, in a window of bounded size, with the grid kept."""

from pipelines.documents.highlight import WHOLE, highlighted, is_within
from pipelines.model import Cell, Grid, Paragraph, Place, Reading


def reading(*blocks):
    return Reading("0" * 64, "a.html", "html", blocks)


def grid(rows, columns):
    cells = tuple(Cell(f"{r}.{c}", r, c) for r in range(rows) for c in range(columns))
    return Grid(rows, columns, cells)


def test_the_lit_text_stands_between_what_surrounds_it():
    found = highlighted(reading(Paragraph("全年公开 12 条。")), Place(0, 5, 7))
    kinds = [(one.kind, one.text) for one in found.blocks[0].pieces]
    assert kinds == [("plain", "全年公开 "), ("lit", "12"), ("plain", " 条。")]
    assert found.is_whole


def test_a_long_document_is_cut_around_the_place():
    pages = [Paragraph("空" * 100) for _ in range(200)]
    pages[120] = Paragraph("收到 7 件")
    found = highlighted(reading(*pages), Place(120, 3, 4))
    assert found.text == "7"
    assert 0 < found.before < 120
    assert found.before + len(found.blocks) + found.after == 200
    assert len(found.blocks) < 40
    assert not found.is_whole


def test_the_whole_of_it_has_every_block():
    pages = [Paragraph("字" * 100) for _ in range(200)]
    found = highlighted(reading(*pages), Place(120, 3, 4), WHOLE)
    assert (found.before, found.after, len(found.blocks)) == (0, 0, 200)
    assert found.is_whole


def test_one_giant_block_is_cut_within_itself():
    found = highlighted(
        reading(Paragraph("a" * 900_000 + "42" + "b" * 900_000)), Place(0, 900_000, 900_002)
    )
    pieces = found.blocks[0].pieces
    assert found.text == "42"
    assert sum(len(one.text) for one in pieces) < 10_000
    assert sum(one.left_out + len(one.text) for one in pieces) == 1_800_002


def test_a_giant_grid_shows_the_rows_and_columns_near_the_place():
    found = highlighted(reading(grid(400, 90)), Place(0, 0, 6, 300, 80))
    shown = found.blocks[0]
    assert found.text == "300.80"
    assert shown.above + len(shown.rows) + shown.below == 400
    assert len(shown.rows) < 100
    assert all(len(row) <= 60 for row in shown.rows)
    assert shown.left + 60 + shown.right == 90


def test_merged_cells_and_holes_keep_the_shape():
    cells = (Cell("宽", 0, 0, 1, 2), Cell("高", 0, 2, 2, 1), Cell("1", 1, 0))
    shown = highlighted(reading(Grid(2, 3, cells)), Place(0, 0, 1, 1, 0)).blocks[0]
    spans = [[(one.row_span, one.column_span) for one in row] for row in shown.rows]
    assert spans == [[(1, 2), (2, 1)], [(1, 1), (1, 1)]]
    assert [one.is_lit for one in shown.rows[1]] == [True, False]


def test_a_blank_cell_is_lit_though_nothing_stands_in_it():
    shown = highlighted(reading(Grid(1, 1, (Cell("", 0, 0),))), Place(0, 0, 0, 0, 0)).blocks[0]
    assert shown.rows[0][0].is_lit
    assert [one.kind for one in shown.rows[0][0].pieces] == ["lit"]


def test_a_place_outside_lights_nothing():
    one = reading(Paragraph("短"), grid(2, 2))
    outside = (Place(9, 0, 1), Place(0, 0, 9), Place(0, 1, 0), Place(0, 0, 1, 0, 0), Place(1, 0, 1))
    for place in (*outside, Place(1, 0, 3, 5, 5), Place(-1, 0, 0)):
        assert not is_within(one, place)
        assert highlighted(one, place).text == ""
    assert highlighted(reading(), Place(0, 0, 0)).blocks == ()
