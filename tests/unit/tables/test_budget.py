"""Searching is bounded by the document: what outruns it is lost, and nothing takes much longer."""

from decimal import Decimal

from pipelines.catalogue.load import catalogue
from pipelines.model import Reading
from pipelines.parse.budget import Budget
from pipelines.parse.tables import parse_tables
from pipelines.read import read
from tests.unit.tables import paper
from tests.unit.tables.judge import some_truth


def numbers(budget: Budget) -> set[Decimal]:
    """Return the numbers read of a report whose every row is glued."""
    truth = some_truth("2021", seed=21)
    reading = read(paper.glued(paper.paper("2021", truth)).encode(), "x.txt")
    assert isinstance(reading, Reading)
    tables = parse_tables(reading, 0, len(reading.blocks) - 1, catalogue(), budget)
    return {one.value for one in tables.figures if one.table == "3" and one.value is not None}


def test_rows_past_the_budget_of_the_document_are_lost():
    assert max(numbers(Budget())) > 0
    assert numbers(Budget(0)) <= {0}  # a row of nothing but zeros needs no search


def test_many_glued_rows_spend_no_more_than_one_document_may():
    """Ninety-eight such rows in 215 KB once took 51 seconds, as each had a budget of its own."""
    row = "一、本年新收政府信息公开申请数量" + "31415926535897932384626"
    spent = []
    for count in (100, 200, 400):
        header = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n"
        reading = read((header + f"{row}\n" * count).encode(), "x.txt")
        assert isinstance(reading, Reading)
        budget = Budget()
        parse_tables(reading, 0, len(reading.blocks) - 1, catalogue(), budget)
        spent.append(Budget().left - budget.left)
    assert max(spent) < 2 * Budget().left
