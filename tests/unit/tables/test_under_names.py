"""In a grid a value belongs to the column whose name stands above it; elsewhere it is lost."""

from dataclasses import replace

import pytest

from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth
from tests.unit.tables.paper import Ink

DRAW = {**paper.KEEPING, **paper.LOSING}
TEXTS = ("pipe_rows", "blank_line_cells", "spaces", "tabs", "one_line")


def values_of(row):
    return next(n for n, cell in enumerate(row) if cell.is_value)


def with_column(rows, at, name, texts):
    """Put a column that the form does not have into table three."""
    texts = iter(texts)
    top = [replace(rows[0][0]), replace(rows[0][1], right=8)]
    names = list(rows[1])
    if at == 7:
        names.append(Ink(name, down=2))
    else:
        names[1] = replace(names[1], right=6)
    second = [*rows[2], Ink(name)] if at == 6 else rows[2]
    body = []
    for row in rows[3:]:
        first = values_of(row)
        body.append([*row[: first + at], Ink(next(texts)), *row[first + at :]])
    return [top, names, second, *body]


def test_columns_that_the_form_does_not_have_move_no_value():
    truth = some_truth("2021", seed=51)
    tables = paper.paper("2021", truth)
    count = len(tables["3"])
    remarks = ["" if n % 4 else "含上年2件" for n in range(count)]
    for at, name, texts in ((7, "备注", remarks), (6, "小计", [str(n) for n in range(count)])):
        page = DRAW["html"]({**tables, "3": with_column(tables["3"], at, name, texts)})
        assert judge(page, truth) == {"right": len(truth), "wrong": 0}, name


def test_short_names_of_applicants_do_not_hide_another_order():
    truth = some_truth("2021", seed=52)
    tables = paper.paper("2021", truth)
    names = ["企业", "自然人", "科研", "公益", "法律", "其他", "总计"]
    rows = [[Ink("办理情况", right=3), *map(Ink, names)]]
    for row in tables["3"][3:]:
        at = values_of(row)
        rows.append([*row[:at], row[at + 1], row[at], *row[at + 2 :]])
    assert judge(DRAW["html"]({**tables, "3": rows}), truth)["wrong"] == 0


RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ORDERS = {
    "results": ([1, 0, 2, 3, 4], [0, 1, 2]),
    "totals first": ([4, 0, 1, 2, 3], [0, 1, 2]),
    "suits first": ([0, 1, 2, 3, 4], [1, 2, 0]),
    "suits changed": ([0, 1, 2, 3, 4], [0, 2, 1]),
}


def four(rows, results, groups):
    """Return table four with its results and its three groups in another order."""
    values = rows[-1]
    names = [("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉")]
    tops = list(dict.fromkeys(names[group][0] for group in groups))
    top = [Ink(name, right=5 if name == "行政复议" else 10) for name in tops]
    second, third = [], []
    for group in groups:
        cells = [Ink(RESULTS[n], down=1 if names[group][1] else 2) for n in results]
        if names[group][1]:
            second.append(Ink(names[group][1], right=5))
            third += cells
        else:
            second += cells
    numbers = [values[5 * group + n] for group in groups for n in results]
    return [top, second, third, numbers]


@pytest.mark.parametrize("order", ORDERS)
def test_table_four_in_another_order_is_read_in_a_grid_and_lost_in_text(order):
    truth = dict(some_truth("2021", seed=53))
    for n, result in enumerate(("upheld", "corrected", "other", "pending")):
        for at, group in enumerate(("review", "suit_direct", "suit_after_review")):
            truth[f"{group}.{result}", ""] = str(1 + n * 3 + at)
    for group in ("review", "suit_direct", "suit_after_review"):
        parts = [
            int(truth[f"{group}.{one}", ""]) for one in ("upheld", "corrected", "other", "pending")
        ]
        truth[f"{group}.total", ""] = str(sum(parts))
    tables = paper.paper("2021", truth)
    moved = {**tables, "4": four(tables["4"], *ORDERS[order])}
    assert judge(DRAW["html"](moved), truth) == {"right": len(truth), "wrong": 0}
    for shape in TEXTS:
        assert judge(DRAW[shape](moved), truth)["wrong"] == 0, shape


def test_a_page_number_among_six_cells_makes_no_seventh():
    head = ["三、收到和处理政府信息公开申请情况", "申请人情况"]
    head += ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = [
        *("一、本年新收政府信息公开申请数量", "9", "2", "0", "0", "0", "0", "11"),
        *("二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "0"),
        *("（一）予以公开", "4", "0", "3", "0", "0", "0", "4"),
        *("（七）总计", "4", "0", "0", "0", "0", "0", "4"),
    ]
    _, tables = parsed("\n".join([*head, *rows]))
    read = {(f.indicator, f.member): f.value for f in tables.figures}
    assert read["outcome.granted", "research"] is None
    assert read["outcome.granted", "natural_person"] is None


def respanned(tables, table, changes):
    """Return tables with the spans of some header cells as careless pages have them."""
    rows = [list(row) for row in tables[table]]
    for (row, cell), spans in changes.items():
        rows[row][cell] = replace(rows[row][cell], **spans)
    return {**tables, table: rows}


def test_headings_with_wrong_spans_move_no_value():
    truth = some_truth("2021", seed=54)
    tables = paper.paper("2021", truth)
    careless = {
        "no rowspans": ("3", {(1, 0): {"down": 1}, (1, 2): {"down": 1}}),
        "a narrow group": ("3", {(1, 1): {"right": 4}}),
        "a low corner": ("3", {(0, 0): {"down": 1}}),
        "narrow suits": ("4", {(1, 5): {"right": 4}, (1, 6): {"right": 4}}),
        "low results": ("4", {(1, n): {"down": 1} for n in range(5)}),
    }
    for name, (table, changes) in careless.items():
        page = DRAW["html"](respanned(tables, table, changes))
        assert judge(page, truth) == {"right": len(truth), "wrong": 0}, name


def test_two_rows_of_numbers_under_table_four_are_not_one():
    truth = some_truth("2021", seed=55)
    tables = paper.paper("2021", truth)
    *header, numbers = tables["4"]
    empty = [replace(cell, text="") for cell in numbers]
    cut = {**tables, "4": [*header, numbers[:10] + empty[10:], numbers[10:] + empty[:10]]}
    for shape in ("html", "tabs", "pipe_rows"):
        assert judge(DRAW[shape](cut), truth)["wrong"] == 0, shape


def test_a_total_that_stands_first_is_the_total():
    truth = some_truth("2021", seed=56)
    tables = paper.paper("2021", truth)
    names = ["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    strange = ["全部", "公民", "公司", "院所", "协会", "律所", "余下"]

    def first(names, above):
        rows = [*above, [Ink("办理情况", right=3), *map(Ink, names)]]
        for row in tables["3"][3:]:
            at = values_of(row)
            rows.append([*row[:at], row[-1], *row[at:-1]])
        return {**tables, "3": rows}

    page = DRAW["html"](first(names, []))
    assert judge(page, truth) == {"right": len(truth), "wrong": 0}
    above = [[Ink("办理结果", right=3), Ink("申请人情况", right=7)]]
    for shape in ("html", *TEXTS):
        for words in (names, strange):
            assert judge(DRAW[shape](first(words, above)), truth)["wrong"] == 0, (shape, words)


def test_a_cell_too_many_moves_no_value():
    truth = some_truth("2021", seed=57)
    tables = paper.paper("2021", truth)
    for at in range(7):
        rows = [list(row) for row in tables["3"]]
        for row in rows[3::4]:
            row.insert(values_of(row) + at, Ink("41", is_value=True))
        moved = {**tables, "3": rows}
        extra = with_column(rows, 7, "备注", [""] * len(rows))
        for page in (moved, {**tables, "3": extra}):
            assert judge(DRAW["html"](page), truth)["wrong"] == 0, at


def test_a_page_number_in_the_place_of_a_lost_cell_of_table_four_is_seen():
    head = ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", *RESULTS]
    head += ["未经复议直接起诉", "复议后起诉", *RESULTS, *RESULTS]
    numbers = ["0", "3", "4", "0", "7", "0", "4", "4", "0", "8", "0", "5", "4", "0", "9"]

    def read(cells):
        _, tables = parsed("\n".join([*head, *cells, "五、存在的主要问题及改进情况"]))
        return [figure.value for figure in tables.figures if figure.table == "4"]

    assert read(numbers) == [int(number) for number in numbers]
    slip = [*numbers[:4], "8", *numbers[5:]]  # of one sum: the agency's own
    assert read(slip) == [int(number) for number in slip]
    for lost, page, text in ((0, 7, "12"), (0, 7, "3"), (3, 8, "2"), (5, 11, "6"), (0, 13, "1")):
        cells = numbers[:lost] + numbers[lost + 1 :]
        assert set(read([*cells[:page], text, *cells[page:]])) == {None}, (lost, page)
