"""The simulated district: reproducible, consistent, unmistakably invented."""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.simulate.district import agencies, faults, place
from tests.simulate.history import APPLICANTS, OUTCOMES, history
from tests.simulate.write import files_of, write

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "data" / "demo"
DIVISIONS = ROOT.parent / "shared" / "data" / "divisions.csv"


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    return files_of()


def test_what_ships_is_what_the_generator_writes(fresh):
    for path, text in fresh.items():
        assert (DEMO / path).read_bytes() == text.encode(), path


def test_no_document_lies_about_that_the_generator_did_not_write(fresh):
    shipped = {str(p.relative_to(DEMO)) for p in DEMO.rglob("*") if p.is_file()}
    assert shipped - set(fresh) == {"README.md"}


def test_writing_twice_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / name)
    first = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a").rglob("*.*")}
    second = {p.relative_to(tmp_path / "b"): p.read_bytes() for p in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert len(first) > 95


def test_twelve_agencies_report_eight_years_but_one_report_is_missing(fresh):
    documents = [path for path in fresh if path.startswith("documents/")]
    assert len(agencies()) == 12
    assert len(documents) == 12 * 8 - 1


def test_the_manifest_names_every_document_with_its_bytes(fresh):
    rows = list(csv.DictReader(fresh["manifest.csv"].splitlines()))
    assert {row["path"] for row in rows} == {p for p in fresh if p.startswith("documents/")}
    for row in rows:
        assert hashlib.sha256(fresh[row["path"]].encode()).hexdigest() == row["sha256"]
    assert len({row["address"] for row in rows}) == len(rows)


def test_every_document_says_that_it_is_simulated(fresh):
    for path, text in fresh.items():
        if path.startswith("documents/"):
            assert "模拟数据" in text.split("<h1>")[0]


def test_the_district_stays_small():
    assert sum(p.stat().st_size for p in DEMO.rglob("*") if p.is_file()) < 3_000_000


@pytest.mark.skipif(not DIVISIONS.exists(), reason="the list of real divisions is not here")
def test_no_simulated_place_exists():
    real = DIVISIONS.read_text(encoding="utf-8")
    names = [a.short for a in agencies() if a.level == "township"]
    for name in (*names, place()["county"], place()["city"], place()["province"]):
        assert f",{name}" not in real
    assert not any(line.startswith("99") for line in real.splitlines())


@pytest.mark.parametrize("agency", agencies(), ids=lambda agency: agency.short)
def test_every_year_of_an_agency_adds_up_and_joins_the_year_before(agency):
    prior = None
    for year in history(agency):
        for member in (*APPLICANTS, "total"):
            taken = year.get("request.received", member) + year.get("request.carried_in", member)
            done = year.get("outcome.total", member) + year.get("request.carried_out", member)
            assert taken == done
            assert sum(year.get(o, member) for o in OUTCOMES) == year.get("outcome.total", member)
            if prior:
                carried = prior.get("request.carried_out", member)
                assert year.get("request.carried_in", member) == carried
        if prior:
            stock = prior.get("normative.in_force") + year.get("normative.made")
            assert year.get("normative.in_force") == stock - year.get("normative.repealed")
        assert sum(year.categories.values()) == year.stated["disclosure.total"]
        assert sum(year.channels.values()) == year.stated["disclosure.total"]
        assert all(value == value.quantize(Decimal("0.01")) for value in year.cells.values())
        prior = year


def test_a_planted_fault_names_an_agency_and_a_year_of_the_district():
    names = {agency.short for agency in agencies()}
    for fault in faults():
        assert fault.agency in names
        assert place()["first_year"] <= fault.year <= place()["last_year"]
