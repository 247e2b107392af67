"""Every shape that copying leaves of the tables is read, or refused by its name."""

import random

import pytest

from pipelines.model import Completeness, Status
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth

FORMS = ("2019", "2021")


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_a_filled_table_is_read(form):
    truth = some_truth(form, seed=1)
    right = ({"right": len(truth), "wrong": 0}, form, {Completeness.COMPLETE})
    wrong = {}
    for shape, copied in {**paper.KEEPING, **paper.LOSING}.items():
        text = copied(paper.paper(form, truth))
        _, tables = parsed(text)
        states = {one.status for one in tables.tables.values()}
        if (got := (judge(text, truth), tables.template, states)) != right:
            wrong[shape] = got
    assert wrong == {}


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_keeps_its_place_where_the_shape_keeps_it(form):
    chance = random.Random(5)  # noqa: S311
    truth = {k: "" if chance.random() < 0.1 else v for k, v in some_truth(form, seed=2).items()}
    verdicts = {
        shape: judge(copied(paper.paper(form, truth)), truth)
        for shape, copied in paper.KEEPING.items()
    }
    few = 0.9 * len(truth)
    assert {s: v for s, v in verdicts.items() if v["wrong"] or v["right"] <= few} == {}


@pytest.mark.parametrize("shape", paper.LOSING)
def test_a_row_that_lost_its_blanks_is_lost_and_never_shifted(shape):
    chance = random.Random(6)  # noqa: S311
    truth = {k: "" if chance.random() < 0.2 else v for k, v in some_truth("2021", seed=3).items()}
    verdicts = judge(paper.LOSING[shape](paper.paper("2021", truth)), truth)
    assert verdicts["wrong"] == 0
    assert verdicts["flagged"] > 0


@pytest.mark.parametrize("shape", paper.LOSING)
def test_label_after_label_is_a_row_of_blanks(shape):
    truth = dict.fromkeys(paper.slots("2021"), "")
    assert judge(paper.LOSING[shape](paper.paper("2021", truth)), truth)["right"] == len(truth)


def test_other_marks_are_no_zeros():
    truth = some_truth("2021", seed=4, share=0)
    truth |= {("rule.made", ""): "/", ("rule.repealed", ""): "—", ("rule.in_force", ""): "无"}
    _, tables = parsed(paper.pipe_rows(paper.paper("2021", truth)))
    statuses = [figure.status for figure in tables.figures[:3]]
    assert statuses == [Status.SLASH, Status.DASH, Status.NONE_WORD]
    assert all(figure.value is None for figure in tables.figures[:3])


@pytest.mark.parametrize("form", FORMS)
def test_repeated_lines_removed_leave_no_number(form):
    truth = some_truth(form, seed=7, share=0.05)
    _, tables = parsed(paper.deduplicated(paper.paper(form, truth)))
    assert {one.status for one in tables.tables.values()} == {Completeness.UNRECOVERABLE}
    assert all(figure.value is None for figure in tables.figures)
    assert {finding.rule for finding in tables.findings} == {"R-PARSE-04"}


def test_glued_zeros_are_divided_by_their_count():
    truth = some_truth("2021", seed=1, share=0)
    assert judge(paper.glued(paper.paper("2021", truth)), truth)["right"] == len(truth)


def test_glued_numbers_without_a_sum_are_lost():
    truth = some_truth("2021", seed=1, share=0) | {("normative.in_force", ""): "12"}
    _, tables = parsed(paper.glued(paper.paper("2021", truth)))
    row = [one for one in tables.figures if one.indicator.startswith("normative.")]
    assert {figure.status for figure in row} == {Status.LOST}


def test_a_glued_row_is_divided_when_its_sum_admits_one_division():
    truth = some_truth("2021", seed=1, share=0)
    truth |= {("request.received", "enterprise"): "12", ("request.received", "total"): "12"}
    assert judge(paper.glued(paper.paper("2021", truth)), truth)["wrong"] == 0
    _, tables = parsed(paper.glued(paper.paper("2021", truth)))
    row = {one.member: one for one in tables.figures if one.indicator == "request.received"}
    assert {figure.status for figure in row.values()} <= {Status.LOST, Status.NUMBER}


def test_headings_without_tables_are_missing_tables():
    _, tables = parsed(paper.empty(paper.paper("2021", some_truth("2021", seed=1))))
    assert tables.figures == ()
    assert [finding.rule for finding in tables.findings] == ["R-PARSE-01"] * 3


def test_an_unknown_number_after_a_full_table_changes_nothing():
    truth = some_truth("2021", seed=9)
    text = paper.blank_line_cells(paper.paper("2021", truth))
    verdicts = judge(text.replace("\n五、存在", "\n\n20\n\n五、存在"), truth)
    assert verdicts["wrong"] == 0


def test_a_row_that_lost_a_cell_and_kept_its_padding_is_lost():
    truth = dict.fromkeys(some_truth("2021", seed=4), "0")
    for member in ("natural_person", "total"):
        truth["outcome.granted", member] = "179"
    lines = paper.trailing_pipe_cells(paper.paper("2021", truth)).splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("179"))
    padded = [*lines[: first + 1], *lines[first + 2 : first + 7], "|", *lines[first + 7 :]]
    _, tables = parsed("\n".join(padded))
    found = [one.status for one in tables.figures if one.indicator == "outcome.granted"]
    assert found == [Status.LOST] * 7


def test_what_markdown_draws_below_a_header_is_no_row_of_dashes():
    truth = some_truth("2021", seed=21)
    lines = []
    for number, rows in paper.paper("2021", truth).items():
        lines.append(paper.TITLES[number])
        for n, row in enumerate(rows):
            cells = [text for cell in row for text in (cell.text, *[""] * (cell.right - 1))]
            lines.append(f"| {' | '.join(cells)} |")
            lines += ["|" + "---|" * len(cells), "| :--- | ---: |"] if n == 0 else []
    assert judge("\n".join(lines), truth) == {"right": len(truth), "wrong": 0}
