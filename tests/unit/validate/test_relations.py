"""One pass over many reports says what a plain computation of the same relations says."""

from __future__ import annotations

import duckdb

from pipelines.sql import statement
from pipelines.validate.frame import FigureRow, ReportHead
from pipelines.validate.relations import _planned, judge_relations, program
from tests.bench.rules import generate, ours, plain_pandas


def test_one_pass_finds_what_plain_pandas_finds(tmp_path):
    generate(tmp_path, 1400)
    assert ours(tmp_path) == plain_pandas(tmp_path) > 50


def test_every_statement_of_the_rules_says_what_one_row_is():
    for name in ("plan", "inputs", "cells", "addends", "suspects", "relations"):
        assert statement("check", name).startswith("-- ")


def test_comparisons_of_sql_are_those_of_the_language():
    from pipelines.validate.formula import compares

    with duckdb.connect() as connection:  # noqa: TID251
        connection.execute(statement("check", "plan"))
        for operator in ("=", "!=", ">=", "<=", ">", "<"):
            for left, right in ((1.0, 2.0), (2.0, 2.0), (3.0, 2.0)):
                query = "SELECT compares(?, ?, ?)"
                answer = connection.execute(query, [left, operator, right]).fetchone()
                assert answer == (compares(left, operator, right),)


def test_a_form_without_relations_has_no_verdict():
    reports = [ReportHead(0, "narrative", "township", 2012, "", is_whole=True)]
    figures = [FigureRow(0, "disclosure.total", "", False, 5.0, "number")]
    assert not list(judge_relations(reports, figures, []))


def test_the_relations_are_put_into_a_database_once_and_no_judging_sees_another(monkeypatch):
    made = []

    def planned(plan, forms, settings):
        made.append(forms)
        return _planned(plan, forms, settings)

    monkeypatch.setattr("pipelines.validate.relations._planned", planned)
    book = program().book.model_copy(update={"rules": program().book.rules[:200]})
    wrong = FigureRow(0, "review.total", "", True, 4.0, "number")

    def failed(form, year, figures):
        reports = [ReportHead(0, form, "township", year, "", is_whole=True)]
        return [one.instance.rule.id for one in judge_relations(reports, figures, [], book)]

    for form, year in (("2021", 2023), ("2019", 2020), ("2021", 2022)):
        assert "R-T4-01" in failed(form, year, [wrong])
        assert failed(form, year, []) == []
    assert made == [("2021",), ("2019",)]
