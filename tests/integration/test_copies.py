"""Near-copies from bytes to the store: pairs, findings, and `check` on given files."""

import json

import pytest

from pipelines.build.assemble import Sources
from pipelines.build.evidence import Evidence
from pipelines.build.run import build
from pipelines.documents.archive import Archive
from pipelines.documents.outcomes import Outcome, Outcomes
from pipelines.store.store import Store

COPYING = ["R-X-08", "R-X-09"]


def received(settings, *paths):
    for path in paths:
        Archive(settings.archive).put(path.read_bytes(), path.name, f"http://x.example/{path.name}")
    build(settings)
    return Store(settings.store)


def told(store):
    found = store.findings("real")
    return found[found["rule"].isin(COPYING)].sort_values(["rule", "agency_id"])


def test_a_copy_of_last_year_and_of_a_neighbour_is_in_the_store(installation, page):
    store = received(
        installation,
        page("a.html", year=2022),
        page("b.html", year=2023),
        page("c.html", agency="抚宁区留守营镇", year=2023),
    )
    pairs = store.similar("real")
    assert sorted(pairs["kind"]) == ["agencies", "years"]
    assert pairs["similarity"].between(0.9, 1).all()
    [years] = pairs[pairs["kind"] == "years"].to_dict("records")
    assert (years["left_year"], years["right_year"]) == (2023, 2022)
    assert years["left_agency_id"] == years["right_agency_id"] == "130306200"
    found = told(store)
    assert list(zip(found["rule"], found["agency_id"], strict=True)) == [
        ("R-X-08", "130306200"),
        ("R-X-09", "130306100"),
        ("R-X-09", "130306200"),
    ]
    assert found["message_zh"].str.contains("%").all()
    assert set(store.similar("real", ["130306100"])["kind"]) == {"agencies"}
    assert store.similar("real", years=(2022, 2022)).empty
    assert store.similar("demo").empty


def test_the_places_of_a_copy_hold_its_words(installation, page):
    store = received(installation, page("a.html", year=2022), page("b.html", year=2023))
    [finding] = told(store).to_dict("records")
    evidence = Evidence(installation)
    stretches = {s.block: s.text for s in evidence.prose(finding["sha256"]).stretches}
    places = json.loads(finding["places"])
    assert len(places) > 2
    assert all(len(stretches[p["block"]][p["start"] : p["end"]]) > 3 for p in places)


def test_check_tells_a_copy_among_the_given_files(told_copies, page):
    files = page("a.html", year=2023), page("c.html", agency="抚宁区留守营镇", year=2023)
    names = told_copies(*files)
    assert names == [["R-X-09"], ["R-X-09"]]
    assert told_copies(page("d.html", year=2023)) == [[]]


@pytest.fixture
def told_copies(told):
    def ask(*files):
        return [
            [one["rule"] for one in line["findings"] if one["rule"] in COPYING]
            for line in told("check", *files)
        ]

    return ask


def test_a_verdict_on_a_copy_outlives_a_rebuild_and_another_report(installation, page):
    before = told(received(installation, page("a.html", year=2022), page("b.html", year=2023)))
    after = told(received(installation, page("c.html", agency="抚宁区留守营镇", year=2022)))
    assert set(before["fingerprint"]) <= set(after["fingerprint"])


def test_the_letters_of_a_document_are_kept_beside_its_outcome(installation, page):
    received(installation, page("a.html", year=2022))
    [document] = Sources(installation).documents
    outcomes = Sources(installation).outcomes
    evidence = Evidence(installation)
    assert outcomes.letters(document.sha256) == (evidence.prose(document.sha256).letters,)
    assert outcomes.letters("0" * 64) is None


def test_a_text_that_cannot_be_compared_is_kept_as_read(installation, page, monkeypatch):
    def broken(*_):
        raise ValueError

    received(installation, page("a.html", year=2022))
    [document] = Sources(installation).documents
    known = Sources(installation).outcomes
    found, reading = known.get(document.sha256), known.reading(document.sha256)
    monkeypatch.setattr("pipelines.documents.outcomes.proses", broken)
    fresh = Outcomes(installation.store / "elsewhere", installation.reference)
    fresh.put(document.sha256, found, reading)
    assert isinstance(fresh.get(document.sha256), Outcome)
    assert fresh.letters(document.sha256) == ("",)
