"""Blank cells that a layout lost: what the relations of the form still prove, and nothing more."""

from pipelines.model import Status
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth

SOLE = {
    "request.received": ("5", "2", "7"),
    "outcome.granted": ("4", "2", "6"),
    "outcome.total": ("4", "2", "6"),
    "request.carried_out": ("1", "1"),
}


def without_zeros(rows):
    """Return a report cell by cell whose table three prints no zero and leaves no trace of it."""
    truth = some_truth("2021", seed=41, share=0)
    for name, numbers in rows.items():
        for member, value in zip(("natural_person", "legal_service"), numbers[:-1], strict=False):
            truth[name, member] = value
        truth[name, "total"] = numbers[-1]
    tables = paper.paper("2021", truth)
    three = [
        [cell for cell in row if not (cell.is_value and cell.text == "0")] for row in tables["3"]
    ]
    return truth, paper.blank_line_cells({**tables, "3": three})


def test_totals_are_read_where_the_relations_of_the_form_hold_and_the_rest_is_lost():
    truth, text = without_zeros(SOLE)
    assert judge(text, truth)["wrong"] == 0
    _, read = parsed(text)
    cells = {(one.indicator, one.member): one for one in read.figures if one.table == "3"}
    for name, numbers in SOLE.items():
        assert cells[name, "total"].value == int(numbers[-1])
        assert cells[name, "total"].method == "repaired"
        assert cells[name, "enterprise"].status is Status.LOST


def test_no_total_is_read_where_a_relation_fails():
    truth, text = without_zeros({**SOLE, "outcome.granted": ("3", "2", "5")})
    assert judge(text, truth)["wrong"] == 0
    _, read = parsed(text)
    totals = [one for one in read.figures if one.table == "3" and one.member == "total"]
    assert {one.value for one in totals} == {None}
