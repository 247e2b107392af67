"""The simulated district, read by the same pipeline as any report, gives what was planted."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Report
from pipelines.parse import parse
from pipelines.read import read

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "data" / "demo"
CATEGORY = "disclosure.by_category"


@pytest.fixture(scope="module")
def truth() -> dict[tuple[str, str], list[dict[str, str]]]:
    found = defaultdict(list)
    with (DEMO / "truth.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["agency_id"], row["report_year"]].append(row)
    return found


@pytest.fixture(scope="module")
def reports() -> dict[tuple[str, str], tuple[Report, str]]:
    known, found = Agencies.load(ROOT / "data" / "reference"), {}
    with (DEMO / "manifest.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            _, agency, name = row["path"].split("/")
            data = (DEMO / row["path"]).read_bytes()
            read_ = parse(read(data, name, row["address"]), catalogue(), known)
            assert len(read_) == 1
            found[agency, name.removesuffix(".html")] = (read_[0], row["published_on"])
    return found


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def test_each_document_tells_its_year_date_and_form(reports, truth):
    for (agency, year), (report, published_on) in reports.items():
        assert (str(report.report_year), str(report.published_on)) == (year, published_on), agency
        assert report.template in {"2014", "2019", "2021"}


def test_every_cell_of_every_table_is_what_was_planted(reports, truth):
    for key, (report, _) in reports.items():
        slots = catalogue().template(report.template).slots
        planted = dict.fromkeys(slots, ("0", "number"))
        for row in truth[key]:
            if row["table"] != "narrative":
                planted[row["indicator"], row["member"]] = (row["value"], row["status"])
        cells = {
            (f.indicator, f.member): (_plain(f.value), f.status.value)
            for f in report.figures
            if f.table != "narrative"
        }
        expected = {slot: ("" if s != "number" else v, s) for slot, (v, s) in planted.items()}
        assert cells == expected, key


def test_every_figure_stated_in_prose_is_what_was_planted(reports, truth):
    for key, (report, _) in reports.items():
        planted = {
            (r["indicator"], r["member"], r["label"] if r["indicator"] == CATEGORY else ""): r[
                "value"
            ]
            for r in truth[key]
            if r["table"] == "narrative"
        }
        stated = {
            (f.indicator, f.member, f.label * (f.indicator == CATEGORY)): _plain(f.value)
            for f in report.figures
            if f.table == "narrative"
        }
        assert stated == planted, key
