"""The store's file as its readers meet it: plain SQL gives what the API gives, and all is named."""

import pandas as pd

from pipelines.store.meanings import codes, tables
from pipelines.store.questions import FigureQuery, FigureSlice
from pipelines.store.rows import STORAGE
from tests.unit.reuse.document import PAGE, page

ALIKE = "SELECT {names} FROM figures WHERE dataset = 'demo' ORDER BY report_id, position"
SUMS = """SELECT indicator, count(*) AS rows, count(value) AS known, sum(value) AS total,
    avg(value) AS mean
FROM figures WHERE dataset = $dataset GROUP BY indicator ORDER BY indicator"""


def test_sums_and_means_of_the_view_are_those_of_the_api_for_every_indicator(client, plain):
    for dataset in ("demo", "real"):
        rows = client.get(f"/api/v1/figures?dataset={dataset}").get_json()["rows"]
        told = (
            pd.DataFrame(rows).groupby("indicator")["value"].agg(["size", "count", "sum", "mean"])
        )
        seen = plain.execute(SUMS, {"dataset": dataset}).df().set_index("indicator")
        assert list(told.index) == list(seen.index)
        for ours, theirs in (("size", "rows"), ("count", "known"), ("mean", "mean")):
            pd.testing.assert_series_equal(
                told[ours], seen[theirs], check_names=False, check_dtype=False
            )
        known = seen["known"] > 0
        pd.testing.assert_series_equal(told["sum"][known], seen["total"][known], check_names=False)


def test_a_printed_zero_counts_in_a_plain_average_and_an_unknown_does_not(plain):
    question = """SELECT avg(value), count(*), count(value), count(*) FILTER (value = 0)
        FROM figures
        WHERE dataset = 'demo' AND indicator = 'outcome.granted' AND member = 'enterprise'"""
    mean, rows, known, zeros = plain.execute(question).fetchone()
    stored = plain.execute(
        "SELECT avg(value) FROM raw.figure JOIN raw.report USING (report_id) "
        "WHERE dataset = 'demo' AND indicator = 'outcome.granted' AND member = 'enterprise' "
        "AND standing = 'current'"
    ).fetchone()[0]
    assert 0 < zeros < rows
    assert known <= rows
    assert mean < stored  # what the stored rows alone would have said


def test_the_view_has_the_rows_of_the_store_s_own_question(store, plain):
    names = (
        "report_id",
        "indicator",
        "member",
        "label",
        "value",
        "state",
        "unit",
        "counted",
        "page",
    )
    told = store.figures(FigureQuery("demo"), FigureSlice(1_000_000))
    seen = plain.execute(ALIKE.format(names=", ".join(names))).df()
    pd.testing.assert_frame_equal(told[list(names)], seen, check_dtype=False)


def test_every_view_table_and_column_has_its_comment(plain):
    silent = plain.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert silent == []
    kept = plain.execute(
        "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    )
    assert kept.fetchone()[0] == sum(bool(one.get("is_kept")) for one in tables().values())


def test_the_file_is_written_in_the_oldest_form_that_holds_it(plain):
    tags = plain.execute("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL").fetchone()[0]
    assert tags["storage_version"].removesuffix("+") == STORAGE == "v1.0.0"


def test_the_named_keys_are_keys(plain):
    doubled = []
    for name, words in tables().items():
        key = ", ".join(f'"{column}"' for column in words["key"])
        twice = f"SELECT 1 FROM {name} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
        doubled += [name] if key and plain.execute(twice).fetchone() else []
    assert doubled == []


def test_every_value_of_a_coded_column_is_in_its_list(plain):
    comments = plain.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() "
        "WHERE NOT internal AND schema_name = 'main' AND comment LIKE '%codes: %'"
    ).fetchall()
    strange = []
    for table, column, comment in comments:
        name = comment.rpartition("codes: ")[2]
        values = plain.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()
        unknown = {value for (value,) in values} - set(codes()[name]) - {"", None}
        strange += [(table, column, value) for value in unknown]
    assert strange == []


def test_a_sum_without_totals_never_counts_twice(plain):
    for total, parts in (("outcome.total", "outcome."), ("review.total", "review.")):
        whole, summed = plain.execute(
            """SELECT sum(value) FILTER (indicator = $total AND member IN ('total', '')),
                sum(value) FILTER (NOT is_total) FROM figures
            WHERE dataset = 'demo' AND starts_with(indicator, $parts) AND counted""",
            {"total": total, "parts": parts},
        ).fetchone()
        assert 0.97 * whole <= summed <= 1.03 * whole  # planted faults differ by a few


def test_of_several_statements_of_one_thing_one_counts(plain):
    thing = "report_id, indicator, member, label, scope"
    twice = f"FROM figures WHERE state = 'number' GROUP BY {thing} HAVING count(*) > 1"
    assert plain.execute(f"SELECT 1 {twice}").fetchall()
    several = plain.execute(f"SELECT {thing} {twice} AND count_if(counted) > 1").fetchall()
    assert several == []


def test_the_page_of_the_store_agrees_with_the_file():
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.unit.reuse.document`"
