"""Rows and columns are found by their words, wherever they stand and however they are worn."""

from dataclasses import replace

import pytest

from pipelines.model import Status
from tests.unit.tables import paper
from tests.unit.tables.judge import PERSONS, judge, parsed, some_truth

SHAPES = ("html", "pipe_rows", "blank_line_cells", "trailing_pipe_cells", "spaces", "one_line")
DRAW = {**paper.KEEPING, **paper.LOSING}


def reworded(tables, words):
    return {
        number: [
            [
                cell if cell.is_value else replace(cell, text=words.get(cell.text, cell.text))
                for cell in row
            ]
            for row in rows
        ]
        for number, rows in tables.items()
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_worn_labels_are_still_known(shape):
    words = {
        "5.属于三类内部事务信息": "5.属于三类内容事务信息",
        "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
        "现行有效件数": "现行有效件",
        "规章": "规 章",
        "总计": "总 计",
        "行政规范性文件": "规范性文件",
        "一、本年新收政府信息公开申请数量": "一、本年新收brand365官网申请数量",
    }
    truth = some_truth("2021", seed=11)
    text = DRAW[shape](reworded(paper.paper("2021", truth), words))
    assert judge(text, truth) == {"right": len(truth), "wrong": 0}


def swapped(tables, header):
    """Let enterprises and legal services change places in every row of values."""
    rows = [list(row) for row in tables["3"]]
    for row in rows[3:]:
        at = next(n for n, cell in enumerate(row) if cell.is_value)
        row[at + 1], row[at + 4] = row[at + 4], row[at + 1]
    return {**tables, "3": [*header(rows), *rows[3:]]}


@pytest.mark.parametrize("shape", ["html", "pipe_rows", "tabs", "markdown"])
def test_columns_are_followed_where_one_printed_row_names_all_seven(shape):
    def one_row(rows):
        first, second = rows[1], list(rows[2])
        second[0], second[3] = second[3], second[0]
        return [
            [replace(rows[0][0], down=2), *rows[0][1:]],
            [replace(cell, down=1) for cell in (first[0], *second, first[2])],
        ]

    truth = some_truth("2021", seed=12)
    verdicts = judge(DRAW[shape](swapped(paper.paper("2021", truth), one_row)), truth)
    assert verdicts == {"right": len(truth), "wrong": 0}


@pytest.mark.parametrize("shape", SHAPES)
def test_columns_out_of_order_over_several_rows_are_not_guessed(shape):
    def two_rows(rows):
        second = list(rows[2])
        second[0], second[3] = second[3], second[0]
        return [*rows[:2], second]

    truth = some_truth("2021", seed=12)
    verdicts = judge(DRAW[shape](swapped(paper.paper("2021", truth), two_rows)), truth)
    assert verdicts["wrong"] == 0


HEADERS_IN_LINES = {
    "natural persons below the group": (
        "                         申请人情况",
        "（本列数据的勾稽关系为：第一项加第二项      法人或其他组织",
        "之和，等于第三项加第四项之和） 自然人 商业 科研 社会公益 法律服务 其他 总计",
        "                       企业 机构 组织 机构",
    ),
    "two organizations in one run": (
        "申请人情况",
        "法人或其他组织",
        "社会法律",
        "公益服务其他",
        "| 第三项加第四项之和） | 自然人 | 商业 | 科研 | 总计 |",
    ),
}


@pytest.mark.parametrize("name", HEADERS_IN_LINES)
def test_a_header_in_lines_gives_the_order_of_the_form_to_rows_that_add_up(name):
    text = "\n".join(
        (
            "三、收到和处理政府信息公开申请情况",
            *HEADERS_IN_LINES[name],
            "一、本年新收政府信息公开申请数量 1259 2 0 0 4 0 1265",
            "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0",
            "（一）予以公开 1259 2 0 0 4 0 1265",
            "（七）总计 1259 2 0 0 4 0 1266",
            "四、结转下年度继续办理 0 0 0 0 0 0 0",
        )
    )
    _, read = parsed(text)
    values = {(one.indicator, one.member): one.value for one in read.figures}
    for row in ("request.received", "outcome.granted"):
        assert values[row, "natural_person"] == 1259
        assert values[row, "legal_service"] == 4
    totals = [one for one in read.figures if one.indicator == "outcome.total"]
    assert {one.status for one in totals} == {Status.LOST}  # 1266 is not the sum


@pytest.mark.parametrize("shape", SHAPES)
def test_a_column_that_is_not_printed_is_absent(shape):
    truth = some_truth("2021", seed=13)
    tables = paper.paper("2021", truth)
    rows = [list(row) for row in tables["3"]]
    del rows[2][1]
    rows[1][1] = replace(rows[1][1], right=4)
    for row in rows[3:]:
        del row[next(n for n, cell in enumerate(row) if cell.is_value) + 2]
    _, read = parsed(DRAW[shape]({**tables, "3": rows}))
    statuses = {one.status for one in read.figures if one.member == "research"}
    assert statuses == {Status.ABSENT}
    numbers = {(one.indicator, one.member): one.value for one in read.figures if one.table == "3"}
    assert all(
        numbers["request.received", one] == int(truth["request.received", one])
        for one in (*PERSONS, "total")
        if one != "research"
    )


def test_a_header_that_names_a_column_twice_is_not_believed():
    truth = some_truth("2021", seed=14)
    tables = paper.paper("2021", truth)
    rows = [list(row) for row in tables["3"]]
    rows.insert(1, list(rows[1]))
    assert judge(paper.html({**tables, "3": rows}), truth)["wrong"] == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_the_row_of_hubei_is_no_indicator(shape):
    truth = some_truth("2019", seed=15)
    tables = paper.paper("2019", truth)
    rows = list(tables["2"])
    extra = [paper.Ink(text, is_value=True) for text in ("186", "86", "255")]
    rows.insert(4, [paper.Ink("其他主动公开文件(含以本单位名义正式签发的文件)"), *extra])
    assert judge(DRAW[shape]({**tables, "2": rows}), truth) == {"right": len(truth), "wrong": 0}


def test_one_row_of_other_handling_under_the_form_of_2021_is_said_and_kept():
    truth = some_truth("2021", seed=16, share=0)
    tables = paper.paper("2021", truth)
    rows = [
        row
        for row in tables["3"]
        if not any("缴纳费用" in c.text or c.text == "3.其他" for c in row)
    ]
    at = next(n for n, row in enumerate(rows) if any("不补正" in cell.text for cell in row))
    rows[at] = [paper.Ink("（六）其他处理", right=2), *[cell for cell in rows[at] if cell.is_value]]
    _, read = parsed(paper.html({**tables, "3": rows}))
    found = {one.member: one.value for one in read.figures if one.indicator == "outcome.other"}
    assert len(found) == 7
    assert set(found.values()) == {0}
    assert "R-STR-02" in {finding.rule for finding in read.findings}
    invented = [one for one in read.figures if one.indicator.startswith("outcome.other.")]
    assert {one.status for one in invented} == {Status.ABSENT}


def test_units_stay_as_printed():
    truth = some_truth("2019", seed=17, share=0) | {("procurement.amount", ""): "8040元"}
    _, read = parsed(paper.html(paper.paper("2019", truth)))
    amount = next(one for one in read.figures if one.indicator == "procurement.amount")
    assert (amount.value, amount.unit, amount.raw) == (8040, "元", "8040元")


def test_a_header_in_yuan_is_not_taken_for_ten_thousands():
    truth = some_truth("2021", seed=18, share=0) | {("fee.amount", ""): "8040"}
    words = {"本年收费金额（单位：万元）": "收费金额(单位:元)"}
    _, read = parsed(paper.html(reworded(paper.paper("2021", truth), words)))
    amount = next(one for one in read.figures if one.indicator == "fee.amount")
    assert (amount.value, amount.unit) == (8040, "元")


def test_words_between_label_and_values_make_a_row_doubtful():
    truth = some_truth("2021", seed=19)
    text = paper.blank_line_cells(paper.paper("2021", truth))
    verdicts = judge(text.replace("2.重复申请", "2.重复申请\n\n其中某类未知情形"), truth)
    assert verdicts["wrong"] == 0
    assert verdicts["flagged"] >= 7


def test_a_broken_sum_stays_as_printed():
    truth = some_truth("2021", seed=20) | {("outcome.total", "total"): "99999"}
    assert judge(paper.html(paper.paper("2021", truth)), truth)["right"] == len(truth)


def test_a_number_split_by_a_space_is_joined_only_where_the_sum_says_so():
    truth = some_truth("2021", seed=21, share=0)
    truth |= {("request.received", "natural_person"): "12", ("request.received", "total"): "12"}
    text = paper.blank_line_cells(paper.paper("2021", truth))
    _, tables = parsed(text.replace("\n12\n", "\n1 2\n", 1))
    one = next(
        f
        for f in tables.figures
        if (f.indicator, f.member) == ("request.received", "natural_person")
    )
    assert (one.value, one.raw, one.method) == (12, "1 2", "repaired")
    assert "R-PARSE-05" in {finding.rule for finding in tables.findings}


def test_a_value_merged_over_two_rows_belongs_to_neither():
    truth = some_truth("2021", seed=22, share=0)
    tables = paper.paper("2021", truth)
    rows = [list(row) for row in tables["2"]]
    rows[2][1] = replace(rows[2][1], down=2)
    del rows[3][1]
    _, read = parsed(paper.html({**tables, "2": rows}))
    merged = [one for one in read.figures if one.indicator.startswith(("rule.", "normative."))]
    assert {one.status for one in merged} == {Status.LOST}


def test_a_picture_in_a_cell_is_said_to_be_one():
    truth = some_truth("2021", seed=23, share=0) | {("rule.made", ""): "PICTURE"}
    page = paper.html(paper.paper("2021", truth)).replace("PICTURE", "<img src='n.png'>")
    _, read = parsed(page, "x.html")
    assert read.figures[0].status is Status.IMAGE


def test_money_without_a_unit_and_a_label_nobody_knows_are_said():
    truth = some_truth("2019", seed=24, share=0) | {("procurement.amount", ""): "8040"}
    tables = paper.paper("2019", truth)
    rows = list(tables["2"])
    rows.insert(4, [paper.Ink("其他主动公开文件"), *[paper.Ink("9", is_value=True)] * 3])
    _, read = parsed(paper.html({**tables, "2": rows}))
    found = {(one.rule, one.right) for one in read.findings}
    assert ("R-UNIT-01", "8040") in found
    assert ("R-PARSE-03", "其他主动公开文件") in found
    amount = next(one for one in read.figures if one.indicator == "procurement.amount")
    assert amount.unit == ""


def test_a_cell_torn_between_a_header_and_a_label_breaks_nothing():
    text = "\n".join(
        [
            "二、主动公开政府信息情况",
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
            "信息内容 | 本年收费金额（单位：万元�予以公开 | | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        ]
    )
    _, tables = parsed(text)
    assert "3" in tables.tables
