"""Cells as copying leaves them: fields of forms, broken lines, quotes, bold, spans repeated."""

from html import escape

from pipelines.model import Status
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth

TRUTH = some_truth("2021", seed=81)
TABLES = paper.paper("2021", TRUTH)
NARROW = 6  # characters of a label that fit on a line of its cell


def in_tables(draw):
    """Return the report with its tables drawn."""
    parts = ["甲县乙镇人民政府2023年政府信息公开工作年度报告", "一、总体情况"]
    for number in "234":
        parts += [paper.TITLES[number], draw(TABLES[number])]
    return "\n\n".join([*parts, "五、存在的主要问题及改进情况", "公开不够及时。"])


def full(rows):
    """Return a grid whose merged cells are written into each place they cover."""
    grid, at = {}, {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            at[y, x] = cell
            grid |= {(y + d, x + r): cell for d in range(cell.down) for r in range(cell.right)}
            x += cell.right
    wide = max(x for _, x in grid) + 1
    return [[(grid[y, x], (y, x) in at) for x in range(wide)] for y in range(len(rows))]


def broken(text, mark):
    return mark.join(text[n : n + NARROW] for n in range(0, len(text), NARROW))


def markdown(rows, show):
    lines = ["| " + " | ".join(show(*cell) for cell in row) + " |" for row in full(rows)]
    return "\n".join([lines[0], "|" + "---|" * len(full(rows)[0]), *lines[1:]])


def own(cell, is_first):
    return cell.text if is_first else ""


COPIES = {
    "Markdown with broken lines": lambda rows: markdown(
        rows, lambda cell, is_first: broken(own(cell, is_first), "<br>")
    ),
    "Markdown in bold, spans repeated": lambda rows: markdown(
        rows, lambda cell, _: cell.text if cell.is_value else f"**{cell.text}**"
    ),
    "a sheet's rows in quotes": lambda rows: "\n".join(
        "\t".join(f'"{broken(own(*cell), chr(10))}"' for cell in row) for row in full(rows)
    ),
    "a page's rows, labels over lines": lambda rows: "\n".join(
        "\t".join(c.text if c.is_value else broken(c.text, "\n") for c in row) for row in rows
    ),
}


def test_rows_are_read_whatever_copying_made_of_their_cells():
    """Each lost a whole table or all of them."""
    verdicts = {name: judge(in_tables(draw), TRUTH, "x.md") for name, draw in COPIES.items()}
    assert all(one["right"] == len(TRUTH) for one in verdicts.values()), verdicts


def page(field):
    """Return the report as a page whose numbers are written in fields."""

    def draw(rows):
        cells = "".join(
            "<tr>"
            + "".join(
                f"<td rowspan={c.down} colspan={c.right}>"
                f"{field(escape(c.text)) if c.is_value else escape(c.text)}</td>"
                for c in row
            )
            + "</tr>"
            for row in rows
        )
        return f"<table>{cells}</table>"

    said = in_tables(draw).replace("\n\n", "</p><p>")
    return f"<html><head><meta charset=utf-8></head><body><p>{said}</p></body></html>"


def test_numbers_in_the_fields_of_a_form_are_read_and_those_of_scripts_are_lost():
    """200 cells of a page that was saved while it was filled in were silently blank."""
    fields = {
        "input": lambda text: f'<input type="text" size=4 value="{text}">',
        "area": lambda text: f"<textarea rows=1>{text}</textarea>",
        "with a hidden one": lambda text: f'<input value="{text}"><input type="Hidden" value="3">',
        "choice": lambda text: f"<select><option>9<option selected>{text}</option></select>",
    }
    verdicts = {name: judge(page(field), TRUTH, "x.html") for name, field in fields.items()}
    assert all(one["right"] == len(TRUTH) for one in verdicts.values()), verdicts
    _, tables = parsed(page(lambda _: "<input type=text>"), "x.html")
    assert not [one for one in tables.figures if one.status in {Status.NUMBER, Status.BLANK}]


def test_the_fields_of_a_frame_say_nothing():
    search = (
        "<table><tr><td>搜索<input type=text></td><td><select><option>乙县人民政府</select></td>"
        "</tr></table>"
    )
    own, _ = parsed(page(lambda text: text), "x.html")
    framed, _ = parsed(page(lambda text: text).replace("<body>", f"<body>{search}"), "x.html")
    said = [cell.text for cell in framed.blocks[0].cells]
    assert said == ["搜索", ""]
    assert framed.blocks[1:] == own.blocks


def test_quotes_and_marks_that_enclose_no_cell_are_what_is_printed():
    lines = ['"一件事"改革', '他说："先办', "再说", 'a\t"未完', "**重点**\t5", "1 <br> 2"]
    reading, _ = parsed("\n".join(lines))
    assert [block.text for block in reading.blocks] == [*lines[:-1], "1   2"]


def test_a_total_right_below_a_head_that_a_page_repeats_is_a_row():
    """Word prints the head again on each page; where 总计 came first there, it was a column."""
    head, *rows = TABLES["3"][2:]
    at = next(n for n, row in enumerate(rows) if any(c.text.endswith("总计") for c in row))
    again = [*TABLES["3"][:2], head]
    own = [[*rows[at][-8:-7], *rows[at][-7:]], *rows[at + 1 :]]
    pieces = [TABLES["3"][:3] + rows[:at], again + own]
    table = "".join(
        "<table>"
        + "".join(
            "<tr>"
            + "".join(f"<td rowspan={c.down} colspan={c.right}>{c.text}</td>" for c in row)
            + "</tr>"
            for row in piece
        )
        + "</table>"
        for piece in pieces
    )
    text = f"<html><body><p>{paper.TITLES['3']}</p>{table}<p>五、存在的主要问题</p></body></html>"
    verdicts = judge(text, {slot: cell for slot, cell in TRUTH.items() if slot[1]}, "x.html")
    assert set(+verdicts) == {"right"}, verdicts


def test_one_row_of_other_outcomes_between_tabs_leaves_a_form_what_it_is():
    """With 其他处理 as one row the form of 2021 has the rows of 2019's table three, not its two."""
    older = some_truth("2019", seed=82)
    rows = paper.paper("2019", older)["3"]
    tables = {**TABLES, "3": rows}
    text = "\n".join(
        [
            "甲县乙镇人民政府2023年政府信息公开工作年度报告",
            *(
                line
                for number in "234"
                for line in (
                    paper.TITLES[number],
                    *("\t".join(cell.text for cell in row) for row in tables[number]),
                )
            ),
            "五、存在的主要问题及改进情况",
        ]
    )
    _, read = parsed(text)
    assert read.template == "2021"
