"""The statistics table of 2014: one figure a row, in whatever shape it was copied."""

import random

import pytest

from pipelines.catalogue.load import catalogue
from pipelines.model import Completeness, Status
from tests.unit.tables.judge import parsed

SHAPES = {
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "cells": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "pipes": lambda rows: "\n".join(" | ".join(row) + " |" for row in rows),
    "spaces": lambda rows: "\n".join(" ".join(row) for row in rows),
    "leading": lambda rows: "\n".join("|\n" + "\n".join(f"{c} |" for c in row) for row in rows),
    "html": lambda rows: (
        "<html><body><p>附表</p><table>"
        + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
        + "</table></body></html>"
    ),
}


def printed(heads, *extra):
    """Return the rows of the table and what each indicator is said to be."""
    chance = random.Random(3)  # noqa: S311
    rows, truth = (
        [["统计指标", "单位", *heads], ["一、主动公开情况", "——", *["——"] * len(heads)]],
        {},
    )
    for row in catalogue().template("2014").table[0].block[0].row:
        value = str(chance.choice([0, 0, 1, 5, 120]))
        truth[row.indicators[0]] = value
        rows.append([row.label.split("：")[-1], row.unit, value, *extra])
    return rows, truth


def found(tables):
    return {
        one.indicator + (f"[{one.member}]" if one.member else ""): one for one in tables.figures
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_is_read_and_twins_are_told_apart_by_their_heading(shape):
    rows, truth = printed(["统计数"])
    _, tables = parsed(SHAPES[shape](rows))
    assert tables.template == "2014"
    assert tables.tables["2014"].status is Completeness.COMPLETE
    assert {name: str(one.value) for name, one in found(tables).items()} == truth


@pytest.mark.parametrize("shape", SHAPES)
def test_the_column_of_the_year_is_taken_and_not_the_running_total(shape):
    rows, truth = printed(["2016年度", "历年累计"], "999")
    _, tables = parsed(SHAPES[shape](rows))
    assert {name: str(one.value) for name, one in found(tables).items()} == truth


@pytest.mark.parametrize("shape", SHAPES)
def test_columns_that_do_not_tell_the_year_leave_every_figure_lost(shape):
    rows, _ = printed(["区政府统计数", "乡镇统计数"], "999")
    _, tables = parsed(SHAPES[shape](rows))
    assert {one.status for one in tables.figures} == {Status.LOST}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_number_of_a_row_is_not_its_figure(shape):
    rows, truth = printed(["统计数"])
    numbered = [["序号", *rows[0]], *[[str(n), *row] for n, row in enumerate(rows[1:], start=1)]]
    _, tables = parsed(SHAPES[shape](numbered))
    assert {name: str(one.value) for name, one in found(tables).items()} == truth


def test_the_number_of_the_next_row_is_no_value_of_an_empty_cell():
    """Cell by cell an empty cell leaves nothing between the unit and the next row's number."""
    rows, truth = printed(["统计数"])
    empty = {name for name, value in truth.items() if value == "0"}
    lines = ["序号", *rows[0]]
    for number, (name, row) in enumerate(zip(truth, rows[2:], strict=True), start=1):
        lines += [str(number), row[0], row[1], *([] if name in empty else [row[2]])]
    for text in ("\n".join(lines), "\n\n".join(lines)):
        _, tables = parsed(text)
        read = found(tables)
        assert {name for name in empty if read[name].value is not None} == set()
        filled = set(truth) - empty
        assert {name: str(read[name].value) for name in filled} == {n: truth[n] for n in filled}


def test_what_stands_above_the_table_is_no_part_of_it():
    rows, _ = printed(["统计数"])
    title = "长河县青山镇2016年政府信息公开工作年度报告"
    _, tables = parsed("\n".join([title, "一、概述", *[cell for row in rows for cell in row]]))
    assert 0 not in tables.covered
