"""What ships, built as a fresh clone builds it: real excerpts and the simulated district."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from pipelines.aggregate.trends import trend
from pipelines.settings import settings
from pipelines.store.store import Store


@pytest.fixture(scope="module")
def installed():
    return settings()


@pytest.fixture(scope="module")
def store(shipped):
    return Store(shipped)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_report_of_the_sample_is_there_with_its_address(store, installed):
    reports = store.reports("real")
    assert len(reports) == 1019
    assert reports["address"].str.startswith("http").all()
    assert set(reports["source"]) == {"excerpt"}
    names = {line["agency"] for line in rows_of(installed.published / "reports.csv")}
    assert len(names) == 933
    assert len(store.agencies("real")) == reports["agency_id"].nunique()


def test_every_figure_of_the_sample_is_in_its_cell(store, installed):
    agencies = {
        line["report"]: (line["agency_id"], int(line["report_year"]))
        for line in rows_of(installed.published / "reports.csv")
    }
    wanted = defaultdict(Decimal)
    for line in rows_of(installed.published / "figures.csv"):
        wanted[agencies[line["report"]], line["indicator"]] += Decimal(line["value"])
    for (agency_id, year), indicator in list(wanted)[::37]:
        said = store.explain(agency_id, year, indicator)["value"].sum()
        assert said == pytest.approx(float(wanted[(agency_id, year), indicator]))


def test_what_an_excerpt_does_not_show_is_not_captured(store, installed):
    cells = store.cells("real", "request.received")
    known = [
        line
        for line in rows_of(installed.published / "figures.csv")
        if (line["indicator"], line["member"]) == ("request.received", "total")
    ]
    assert cells["value"].notna().sum() == len(known)
    assert set(cells.loc[cells["value"].isna(), "state"]) <= {"not_captured", "absent"}


def test_every_printed_cell_of_the_simulated_district_is_as_it_was_written(store, installed):
    wanted = defaultdict(dict)
    for line in rows_of(installed.demo / "truth.csv"):
        if line["table"] != "narrative" and line["status"] == "number":
            key = line["agency_id"], int(line["report_year"])
            wanted[key][line["table"], line["indicator"], line["member"]] = line
    compared = 0
    for (agency_id, year), cells in wanted.items():
        frame = store.explain(agency_id, year)
        said = {
            (row["table"], row["indicator"], row["member"]): row["value"]
            for row in frame.to_dict("records")
        }
        for key, line in cells.items():
            compared += 1
            assert said[key] == float(line["value"]), (agency_id, year, key)
    assert compared > 2000


def test_the_simulated_district_is_whole_but_for_the_report_that_is_missing(store):
    agencies = store.agencies("demo")
    assert len(agencies) == 12
    assert set(agencies["report_count"]) == {7, 8}
    cells = store.cells("demo", "request.received", years=(2020, 2020))
    assert cells["agency_id"].nunique() == len(cells) == 11
    assert "R-ID-03" not in set(store.findings("demo")["rule"])


def test_a_missing_report_is_a_gap_in_its_line(store):
    [late] = store.agencies("demo").query("report_count == 7")["agency_id"]
    lines = trend(store.cells("demo", "request.received", agencies=[late]), "A")
    assert lines.loc[lines["report_year"] == 2020, "state"].tolist() == ["no_report"]


def test_simulated_and_real_never_meet(store):
    real, demo = store.agencies("real"), store.agencies("demo")
    assert not set(real["agency_id"]) & set(demo["agency_id"])
    assert not set(store.counties("real")["province"]) & set(store.counties("demo")["province"])
    cells = store.cells("real", "disclosure.total")
    assert len(cells) == cells["is_expected"].sum() == 1019


def test_any_division_is_found_even_without_a_report(store):
    [row] = store.find_agencies("real", "110101001").to_dict("records")
    assert (row["short_name"], row["report_count"]) == ("东华门街道", 0)
