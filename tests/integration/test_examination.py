"""The build judges every current report, and only those, each among its neighbours in bounds."""

import json

import pytest

from pipelines.build.examination import batches
from pipelines.build.run import build
from pipelines.build.stage import StagedReport
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.store.store import Store
from pipelines.validate import run
from pipelines.validate.checks import CHECKS

RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td>"
FAULT = {RECEIVED: RECEIVED.replace("<td>1", "<td>2")}


def received(*places, years=(2022,), dataset="real"):
    return [
        StagedReport(number, dataset, place, year, f"{place}{year}", 0, "current")
        for number, (place, year) in enumerate((p, y) for y in years for p in places)
    ]


def shape(given, former=None, size=300):
    return [
        (
            [(one.agency_id, one.report_year) for one in batch.judged],
            [(one.agency_id, one.report_year) for one in batch.beside],
        )
        for batch in batches(given, former or {}, size)
    ]


def test_a_county_is_judged_together_with_its_departments_and_apart_from_others():
    given = received("130306200", "130307100", "130306-0a0b0c0d", "130306", "1303", "13")
    groups = [{agency for agency, _ in judged} for judged, _ in shape(given)]
    assert groups == [
        {"13"}, {"1303"}, {"130306", "130306200", "130306-0a0b0c0d"}, {"130307100"},
    ]  # fmt: skip


def test_the_data_sets_are_judged_apart():
    given = received("130306200") + received("130306200", dataset="demo")
    assert [batch.dataset for batch in batches(given, {})] == ["demo", "real"]


def test_counties_of_one_lineage_are_judged_together():
    given = received("130306200", "130323200", "130301100", "130999100")
    former = {"130306200": ("130323200",), "130323200": ("130301100",)}
    groups = [{agency for agency, _ in judged} for judged, _ in shape(given, former)]
    assert groups == [{"130306200", "130323200", "130301100"}, {"130999100"}]


def test_a_great_county_is_judged_by_years_with_the_year_before_beside():
    given = received("130306200", "130306100", years=(2020, 2021, 2022, 2024))
    parts = shape(given, size=4)
    assert [{year for _, year in judged} for judged, _ in parts] == [{2020, 2021}, {2022, 2024}]
    assert [{year for _, year in beside} for _, beside in parts] == [set(), {2020, 2021}]


def test_every_report_is_judged_once_however_the_batches_fall():
    given = received(*(f"1303062{n:02}" for n in range(7)), years=range(2018, 2026))
    for size in (1, 6, 7, 20, 1000):
        judged = [one for part, _ in shape(given, size=size) for one in part]
        assert sorted(judged) == sorted((one.agency_id, one.report_year) for one in given)


@pytest.fixture
def published(installation):
    """Return a function that ingests files, builds, and gives the store."""

    def make(*paths):
        list(ingest(installation, [InputFile(path) for path in paths]))
        build(installation)
        return Store(installation.store)

    return make


def found(store, rule):
    rows = store.findings("real")
    return rows[rows["rule"] == rule].to_dict("records")


def test_what_is_wrong_with_a_document_is_in_the_store_with_both_values_and_the_reason(
    published, page
):
    [row] = found(published(page(swap=FAULT)), "R-T3-01")
    assert (row["agency_id"], row["report_year"]) == ("130306200", 2022)
    assert (row["left_side"], row["right_side"], row["member"]) == ("2", "1", "natural_person")
    assert (row["severity"], row["axis"], row["family"]) == ("error", "agency", "t3")
    assert "2" in row["message_zh"]
    assert row["formula_en"]
    assert row["place"]


def test_the_text_is_judged_from_what_was_kept_of_it(published, page):
    path = page(swap={"未收取信息处理费。": ""})
    assert found(published(path), "R-STR-10")


def test_a_version_that_was_replaced_is_judged_no_longer(published, page):
    store = published(page("a.html", swap=FAULT), page("b.html", swap={"2023-01-10": "2023-02-10"}))
    assert len(store.versions("130306200", 2022)) == 2
    assert found(store, "R-T3-01") == []


def test_a_year_is_judged_beside_the_year_before(published, page):
    alone = published(page("a.html"))
    assert [row["reason"] for row in found(alone, "R-X-01")] == ["no_prior"]
    carried = "四、结转下年度继续办理</td><td>0</td>"
    swap = {carried: carried.replace("0", "5"), RECEIVED: RECEIVED.replace("1", "6")}
    both = published(page("b.html", year=2021, swap=swap))
    [row] = [row for row in found(both, "R-X-01") if row["report_year"] == 2022]
    assert (row["status"], row["member"]) == ("fail", "natural_person")


def test_a_rule_that_crashes_neither_stops_the_build_nor_hides(published, page, monkeypatch):
    def check(context):
        """R-N-99: a rule with a fault in it."""
        raise ValueError(context.year)
        yield

    monkeypatch.setattr(run, "CHECKS", (*CHECKS, check))
    store = published(page(swap=FAULT))
    [row] = found(store, "R-RULE-01")
    assert (row["left_side"], row["right_side"], row["axis"]) == ("R-N-99", "ValueError", "reading")
    assert found(store, "R-T3-01")


def test_a_rule_that_crashes_does_not_end_a_check(mingcha, page, monkeypatch):
    def check(context):
        """R-N-99: a rule with a fault in it."""
        raise ValueError(context.year)
        yield

    monkeypatch.setattr(run, "CHECKS", (*CHECKS, check))
    code, out, err = mingcha("check", page(), page("b.html", year=2021))
    assert code == 1
    assert out.count("R-RULE-01") == 2
    assert "Traceback" not in err


@pytest.mark.slow
def test_the_batches_do_not_change_what_is_found(published, page, installation, monkeypatch):
    pages = [page(f"{year}.html", year=year, swap=FAULT) for year in range(2021, 2025)]
    whole = published(*pages).findings("real")
    (installation.store / "current").resolve().unlink()
    monkeypatch.setattr("pipelines.build.examination.BATCH", 1)
    monkeypatch.setattr(batches, "__defaults__", (1, None))
    build(installation)
    parts = Store(installation.store).findings("real")
    assert parts.drop(columns="report_id").equals(whole.drop(columns="report_id"))


def test_a_store_has_no_two_findings_of_one_fingerprint_in_a_report(published, page):
    rows = published(page(swap=FAULT), page("b.html", year=2021)).findings("real")
    assert not rows.duplicated(["report_id", "fingerprint", "status"]).any()


def test_a_total_stated_twice_is_told_with_both_sentences_and_neither_is_kept(published, page):
    later = "围绕新出台的政策发布解读材料4件。"
    store = published(page(swap={later: f"{later}2022年共主动公开政府信息240条。"}))
    [row] = found(store, "R-N-16")
    assert (row["left_side"], row["right_side"], row["member"]) == (
        "230", "240", "disclosure.total",
    )  # fmt: skip
    assert len(json.loads(row["places"])) == 2
    assert "230" in row["message_zh"]
    assert "240" in row["message_en"]
    cells = store.cells("real", "disclosure.total", years=(2022, 2022))
    assert cells["value"].isna().tolist() == [True]


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_excerpt_is_judged_by_what_was_captured_and_no_further(installation, published):
    facts = installation.published / "figures.csv"
    facts.write_text(facts.read_text(encoding="utf-8") + "r2,rule.made,,,2,0\n", encoding="utf-8")
    rewrite(installation.published / "reports.csv", "2020-01-20", "2020-03-20")
    rows = published().findings("real")
    said = {row["rule"]: row for row in rows.to_dict("records")}
    assert set(said) == {"R-T2-01", "R-TIME-01"}  # no sum of parts, no section, nothing unjudged
    assert (said["R-T2-01"]["report_year"], said["R-T2-01"]["axis"]) == (2020, "reading")
    assert said["R-T2-01"]["note_zh"]
    assert (said["R-TIME-01"]["report_year"], said["R-TIME-01"]["axis"]) == (2019, "agency")


def test_an_excerpt_that_a_document_replaced_is_judged_no_longer(installation, published, page):
    facts = installation.published / "figures.csv"
    facts.write_text(facts.read_text(encoding="utf-8") + "r2,rule.made,,,2,0\n", encoding="utf-8")
    store = published(page(year=2020))
    rows = store.findings("real", years=(2020, 2020))
    assert set(rows["sha256"]) == set(store.reports("real", ["130306200"], (2020, 2020))["sha256"])
    assert "R-T2-01" not in set(rows["rule"])
