"""Tables as text programs leave them: lines of numbers among pieces of their labels."""

import pytest

from pipelines.model import Status
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth

WIDTH = 6  # letters of a label that its narrow column holds


def in_lines(tables, *, at="middle", width=WIDTH, wrapped=0):
    """Return tables as `pdftotext -layout` writes them: each label around its row's numbers.

    `at` says beside which line of the label the numbers stand; numbers of more than `wrapped`
    digits go on on a line below.
    """
    lines = []
    for number in "234":
        lines += ["", paper.TITLES[number]]
        for row in tables[number]:
            values = [cell.text for cell in row if cell.is_value]
            words = "".join(cell.text for cell in row if not cell.is_value)
            pieces = [words[n : n + width] for n in range(0, len(words), width)] or [""]
            beside = {"first": 0, "middle": len(pieces) // 2, "last": len(pieces) - 1}[at]
            shown = [value[:wrapped] if wrapped else value for value in values]
            rest = [value[wrapped:] for value in values if wrapped and value[wrapped:]]
            for n, piece in enumerate(pieces):
                lines.append("   ".join([piece, *shown]) if n == beside else piece)
                if n == beside and rest:
                    lines.append("      ".join(rest))
    return "\n".join(lines)


@pytest.mark.parametrize("at", ["first", "middle", "last"])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_rows_whose_labels_stand_around_them_are_known_by_their_order(form, at):
    truth = some_truth(form, seed=31)
    tables = paper.paper(form, truth)
    verdicts = judge(in_lines(tables, at=at), truth)
    assert verdicts["wrong"] == 0
    assert verdicts["right"] > len(truth) * 0.95


def test_a_row_that_is_missing_leaves_no_row_in_the_place_of_another():
    truth = some_truth("2021", seed=32)
    tables = paper.paper("2021", truth)
    for n in range(3, len(tables["3"])):
        rows = [row for at, row in enumerate(tables["3"]) if at != n]
        assert judge(in_lines({**tables, "3": rows}), truth)["wrong"] == 0


def test_numbers_wrapped_in_lines_of_text_are_lost():
    """`276` with a `1` below it, as part and as total, adds up: 2,761 must not be read as 276."""
    truth = some_truth("2021", seed=33)
    verdicts = judge(in_lines(paper.paper("2021", truth), wrapped=2), truth)
    assert verdicts["wrong"] == 0


def test_a_row_without_numbers_is_not_blank_where_numbers_are_left_over():
    text = "\n".join(
        (
            "三、收到和处理政府信息公开申请情况",
            "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",
            "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
            "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0",
            "3.危及 3 0 0 0 0 0 3",
            "“三安全一稳定”",
            "（七）总计 3 0 0 0 0 0 3",
        )
    )
    _, read = parsed(text)
    row = {one.status for one in read.figures if one.indicator.endswith("safety_stability")}
    assert row <= {Status.LOST, Status.ABSENT}


@pytest.mark.parametrize("page_number", ["{n}", "- {n} -", "第 {n} 页"])
def test_a_page_number_between_rows_is_no_number_of_the_table(page_number):
    truth = some_truth("2021", seed=34)
    lines = in_lines(paper.paper("2021", truth), at="last", width=60).split("\n")
    pages = [lines[n : n + 14] for n in range(0, len(lines), 14)]
    text = "\n\f".join(
        "\n".join([*page, page_number.format(n=n)]) for n, page in enumerate(pages, start=1)
    )
    verdicts = judge(text, truth)
    assert verdicts["wrong"] == 0
    assert verdicts["right"] > len(truth) * 0.9


def test_lone_pipes_behind_a_whole_row_are_padding():
    rows = (("规章", "0", "0", "0"), ("行政规范性文件", "5", "1", "25"))
    names = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    lines = ["二、主动公开政府信息情况", "第二十条第(一)项", "|", "||||"]
    for cells in (names, *rows):
        lines += [part for cell in cells for part in (cell, "|")] + ["|"]
    _, read = parsed("\n".join(lines))
    cells = {one.indicator: one.value for one in read.figures if one.table == "2"}
    assert (cells["normative.made"], cells["normative.in_force"], cells["rule.made"]) == (5, 25, 0)


APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
CUT = (2, 3, 3, 4, 4, 1, 1)  # characters that a narrow cell's first line holds


def shuffled(tables, order, style, cut=CUT):
    """Return table three with its columns in another order, its head's words cut by their cells."""
    heads = [(APPLICANTS[n][: cut[n]], APPLICANTS[n][cut[n] :]) for n in order]
    if style == "lines":
        head = [" ".join(one for one, _ in heads), " ".join(rest for _, rest in heads)]
    else:  # cell by cell
        head = [piece for one in heads for piece in one if piece]
    lines = [paper.TITLES["3"], "项目 " + head[0], *head[1:]]
    for row in tables["3"]:
        values = [cell.text for cell in row if cell.is_value]
        words = "".join(cell.text for cell in row if not cell.is_value)
        if len(values) == len(APPLICANTS):
            lines.append(" ".join([words, *(values[n] for n in order)]))
    return "\n".join(lines)


def test_columns_in_another_order_under_cut_words_are_not_laid_in_the_forms():
    """A row of seven numbers adds up in any order of its parts: 79 companies were 15 institutes."""
    truth = some_truth("2021", seed=35)
    tables = paper.paper("2021", truth)
    orders = [(0, 2, 1, 4, 3, 5, 6), (1, 2, 3, 4, 5, 0, 6), (6, 0, 1, 2, 3, 4, 5)]
    wrong = {
        (order, style): judge(shuffled(tables, order, style), truth)["wrong"]
        for order in orders
        for style in ("lines", "cells")
    }
    assert set(wrong.values()) == {0}, wrong
    plain = shuffled(tables, range(7), "lines")
    assert judge(plain, truth)["right"] > len(APPLICANTS) * 20


def test_pieces_of_names_in_one_line_tell_that_natural_persons_come_first():
    """A head in lines whose first names are all cut: 自然 商业 科研 | 人 企业 机构."""
    truth = some_truth("2021", seed=36)
    for indicator in {one for one, member in truth if member}:
        # companies ask more than natural persons: nothing else tells the order
        more = int(truth[indicator, "natural_person"]) + 5 - int(truth[indicator, "enterprise"])
        truth[indicator, "enterprise"] = str(int(truth[indicator, "enterprise"]) + more)
        truth[indicator, "total"] = str(int(truth[indicator, "total"]) + more)
    tables = paper.paper("2021", truth)
    known = {slot: cell for slot, cell in truth.items() if slot[1]}
    orders = [range(7), (1, 2, 3, 4, 5, 0, 6)]
    read = [judge(shuffled(tables, one, "lines", (2, 2, 2, 2, 2, 1, 1)), known) for one in orders]
    assert [set(+one) for one in read] == [{"right"}, {"flagged"}], read
