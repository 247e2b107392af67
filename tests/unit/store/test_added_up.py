"""What the database adds up is what its cells add up to, one by one; and no page fetches cells."""

import pandas as pd
import pytest

from components.application import create_app
from components.pages.findings.answer import FEW_DOUBTS, PAGE_ROWS
from pipelines.aggregate.chain import ROWS
from pipelines.aggregate.requests import GROUPS, flows, outcome_sums, readable, reasons
from pipelines.settings import ROOT
from pipelines.store.questions import LAST_REPORT, FigureQuery, FigureSlice
from pipelines.store.store import Store
from tests.bench.front import ask
from tests.unit.aggregate import cell_by_cell as former

SCOPES = [
    ("demo", (), None),
    ("real", (), None),
    ("demo", ("990101007", "990101006"), None),  # one left a row blank, one has a picture
    ("demo", (), (2021, 2022)),
    ("real", (), (2020, 2021)),
    ("demo", ("-",), None),
]
WANTED = [
    {},
    {"table": "3"},
    {"member": "total"},
    {"member": "-"},
    {"indicator": "outcome.denied.process"},
    {"state": "blank"},
    {"form": "2021", "method": "read"},
]
PAGES = ("/counts", "/trends", "/mix", "/requests", "/reviews", "/data", "/compliance", "/findings")
A_REPORT, BESIDE = 12, 1_000  # rows that a page may take for each report, and for all it is about


@pytest.fixture(scope="module")
def store(shipped):
    return Store(shipped)


def same(was, now, keys):
    """Hold two frames against each other by their keys; an empty one has whatever types."""
    columns = [*keys, *(name for name in was if name not in keys)]
    by_key = [
        {row[: len(keys)]: [None if pd.isna(value) else value for value in row[len(keys) :]]
         for row in one[columns].itertuples(index=False, name=None)}
        for one in (was, now)
    ]  # fmt: skip
    assert by_key[0] == by_key[1]


@pytest.mark.parametrize(("dataset", "agencies", "years"), SCOPES)
def test_table_three_added_up_is_what_its_cells_say(store, dataset, agencies, years):
    cells = store.table_cells(dataset, "3", agencies, years)
    reports = store.request_reports(dataset, agencies, years)
    total = cells[cells["member"] == "total"]
    known = readable(total)
    assert set(reports["report_id"]) == set(cells["report_id"])
    assert set(reports.loc[reports["is_known"], "report_id"]) == known
    by = former.grouped(total[total["report_id"].isin(known)])
    by = by.pivot_table(index="report_id", columns="group", values="value").reset_index()
    columns = ["report_id", *(group for group in GROUPS if group in by)]
    same(by[columns], reports.loc[reports["is_known"], columns], ["report_id"])
    balances = reports.loc[reports["has_balances"], ["report_id", *ROWS.values()]]
    same(former.balances(cells)[["report_id", *ROWS.values()]], balances, ["report_id"])
    added = store.request_outcomes(dataset, agencies, years)
    same(former.flows(cells), flows(added), ["member", "group"])
    columns = ["indicator", "group", "value", "place", "is_derived"]
    was, now = former.reasons(total)[columns], reasons(added)[columns]
    assert was.to_numpy().tolist() == now.to_numpy().tolist()
    by = outcome_sums(total).groupby("group")["value"].sum()
    for group in by.index:
        assert by[group] == reports.loc[reports["is_known"], group].sum()


@pytest.mark.parametrize(("dataset", "agencies", "years"), SCOPES)
def test_every_printed_cell_added_up_is_what_the_reports_say(store, dataset, agencies, years):
    cells = store.table_cells(dataset, "3", agencies, years)
    known = readable(cells[cells["member"] == "total"])
    cells = cells[cells["report_id"].isin(known)]
    for by, key in (("year", "report_year"), ("agency", "agency_id")):
        bars = [cells[key].astype(str).rename("bar"), "member", "indicator"]
        sums = cells.groupby(bars)["value"].agg(["sum", "count", "size"])
        was = sums["sum"].where(sums["count"] == sums["size"]).rename("value").reset_index()
        now = store.request_sums(dataset, by, agencies, years)
        same(was, now[list(was)], ["bar", "member", "indicator"])


@pytest.mark.parametrize(("dataset", "agencies", "years"), SCOPES)
def test_table_four_added_up_is_what_its_cells_say(store, dataset, agencies, years):
    was = former.courses(store.table_cells(dataset, "4", agencies, years))
    same(was, store.review_cases(dataset, agencies, years), ["report_id", "course"])


@pytest.mark.parametrize("wanted", WANTED)
def test_a_page_of_figures_is_where_it_was_when_all_were_written_out(store, wanted):
    for dataset, years in (("demo", None), ("real", (2022, 2022))):
        query = FigureQuery(dataset, years=years, **wanted)
        for offset in (0, 777, 10**7):
            every = FigureSlice(40, offset, reports=(1, LAST_REPORT))
            now = store.figures(query, FigureSlice(40, offset))
            pd.testing.assert_frame_equal(store.figures(query, every), now)


def test_figures_counted_are_those_that_are_written_out(store):
    for dataset, years in (("demo", None), ("real", (2022, 2022))):
        query = FigureQuery(dataset, years=years)
        every = pd.concat(store.figure_batches(query))
        keys = ["table", "indicator", "member", "form", "state", "method"]
        was = every.groupby(keys).size().rename("figure_count").reset_index()
        same(was, store.figure_counts(query)[[*keys, "figure_count"]], keys)


@pytest.fixture
def fetched(monkeypatch):
    """Every question that is asked from now on, with the rows it took."""
    asked, answer = [], Store._asked

    def counted(self, name, sql, params):
        frame = answer(self, name, sql, params)
        asked.append((name, len(frame)))
        return frame

    monkeypatch.setattr(Store, "_asked", counted)
    return asked


def test_texts_of_findings_are_fetched_of_those_that_a_page_shows(store, fetched):
    client = create_app(store, ROOT / "assets").server.test_client()
    store._kept.clear()
    ask(client, "/findings", "?dataset=demo&severity=all")
    (texts,) = (rows for name, rows in fetched if name == "findings")
    assert 0 < texts <= PAGE_ROWS + FEW_DOUBTS < len(store.findings("demo"))


def test_no_page_fetches_the_cells_of_its_reports(store, fetched):
    """A page takes a few rows for each report: some hundred cells each never leave the database."""
    client = create_app(store, ROOT / "assets").server.test_client()
    wrong = []
    for dataset in ("demo", "real"):
        most = A_REPORT * len(store.reports(dataset)) + len(store.agencies(dataset)) + BESIDE
        for path in PAGES:
            store._kept.clear()
            fetched.clear()
            ask(client, path, f"?dataset={dataset}")
            wrong += [f"{dataset} {path}: {one}" for one in fetched if one[1] > most]
            assert fetched
    assert not wrong
