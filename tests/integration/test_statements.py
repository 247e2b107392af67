"""Every SQL file is one statement that fits the schema, and asks for what its method gives."""

import re
from importlib.resources import files

import duckdb
import pytest

from pipelines.build.publish import STEPS, Work, publish
from pipelines.catalogue.rates import rates
from pipelines.sql import statement
from pipelines.store.questions import (
    FigureQuery,
    FigureSlice,
    about_counts,
    about_figures,
)
from pipelines.store.rows import Rows
from pipelines.store.store import Store

FOLDER = files("pipelines") / "sql"
FILES = {file.name.removesuffix(".sql") for file in (FOLDER / "query").iterdir()}
PARTS = {"chosen_reports", "said_figures", "whole_tables"}  # of those that go on
GOES_ON = dict.fromkeys(("figures", "figure_counts"), about_figures)
GOES_ON |= dict.fromkeys(("figure_place", "figure_sums"), about_counts)
QUERIES = sorted(FILES - PARTS)
BATCHED = "figure_reports"  # asked on the way to batches, which an empty store has none of
ASKED = {
    "agencies": lambda store: store.agencies("real"),
    "cells": lambda store: store.cells("real", "outcome.total", ["total", "legal_aid"]),
    "member_cells": lambda store: store.cells("real", "outcome.total"),
    "printed": lambda store: store.cells("real", "outcome.total"),
    "choices": lambda store: store.choices("real", [], ""),
    "codes": lambda store: store.codes(),
    "context": lambda store: store.context("real", "1", 2020),
    "peers": lambda store: store.peers("real", "1"),
    "counties": lambda store: store.counties("real"),
    "documents": lambda store: store.documents("real"),
    "explain": lambda store: store.explain("1", 2020),
    "find_agencies": lambda store: store.find_agencies("real", "1"),
    "filing": lambda store: store.filing("real"),
    "figures": lambda store: store.figures(FigureQuery("real"), FigureSlice(10)),
    "figure_counts": lambda store: store.figure_counts(FigureQuery("real", text="1")),
    "figure_place": lambda store: store.figures(FigureQuery("real"), FigureSlice(10)),
    "figure_sums": lambda store: store.figure_counts(FigureQuery("real")),
    "finding_named": lambda store: store.finding_named("ab"),
    "former_findings": lambda store: store.former_findings("real"),
    "neighbours": lambda store: store.neighbours(213030622, 2022),
    "finding_heads": lambda store: store.finding_heads("real"),
    "findings": lambda store: store.findings("real"),
    "held": lambda store: store.held("real"),
    "received": lambda store: store.received("real"),
    "refused_of": lambda store: store.refused_of("real", "part_of_year", ["1"]),
    "request_added": lambda store: store.request_outcomes("real"),
    "request_reports": lambda store: store.request_reports("real"),
    "request_sums": lambda store: store.request_sums("real", "year"),
    "review_cases": lambda store: store.review_cases("real"),
    "glance": lambda store: store.glance("real"),
    "indicators": lambda store: store.indicators(),
    "info": lambda store: store.info(),
    "members": lambda store: store.members(),
    "mix": lambda store: store.mix("real", "category", "disclosure.by_category"),
    "rates": lambda store: store.rates("real", rates()["rate.disclosed"]),
    "reports": lambda store: store.reports("real"),
    "rules": lambda store: store.rules(),
    "stated": lambda store: store.stated("real"),
    "stray_decisions": lambda store: store.stray_decisions(),
    "similar": lambda store: store.similar("real"),
    "table_cells": lambda store: store.table_cells("real", "3"),
    "versions": lambda store: store.versions("1", 2020),
    "waiting": lambda store: store.waiting(),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    publish(folder, "0" * 16, Work(lambda stage: stage.add(Rows())))
    return folder


def unfit(name, cursor):
    """Return what is wrong with a query: no one statement, or none of the schema's; "" if fine."""
    text = statement("query", name)
    if not text.startswith("-- One row:"):
        return "does not say what a row is"
    if name in GOES_ON:
        text = GOES_ON[name](name)
    statements = cursor.extract_statements(text)
    named = [set(one.named_parameters) for one in statements]
    if named != [set(re.findall(r"\$(\w+)", text))]:
        return f"{len(statements)} statements with {named}"
    try:
        cursor.execute(f"PREPARE asked AS {text}")
    except duckdb.Error as error:
        return str(error)
    return ""


def test_a_query_is_one_statement_that_fits_the_schema(empty):
    store = Store(empty)
    wrong = {}
    for name in QUERIES:
        with store._cursor(store._published()) as cursor:
            wrong[name] = unfit(name, cursor)
    assert {name: reason for name, reason in wrong.items() if reason} == {}


def test_batches_of_figures_are_asked_by_their_reports(empty):
    assert list(Store(empty).figure_batches(FigureQuery("real"))) == []


def test_every_query_has_its_method(empty):
    assert set(ASKED) == {*QUERIES} - {BATCHED}
    answers = {name: ask(Store(empty)) for name, ask in ASKED.items() if name != "info"}
    assert [name for name, answer in answers.items() if not list(answer.columns)] == []
    assert Store(empty).info()


def test_every_file_of_a_build_is_a_step_of_it():
    built = {file.name.removesuffix(".sql") for file in (FOLDER / "build").iterdir()}
    assert built == {*STEPS, "counts", "every_unit", "spelled", "spelling"}
