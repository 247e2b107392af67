"""Documents behind figures: bytes, readings and reports, or nothing at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.build.evidence import Evidence
from pipelines.documents.archive import Archive
from pipelines.documents.outcomes import Outcome
from pipelines.errors import ArchiveError
from pipelines.settings import Settings

DATA = Path(__file__).resolve().parents[3] / "data"
DEMO = "documents/990101001/2022.html"


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(DATA, tmp_path / "archive", tmp_path / "store", "sqlite://")


def test_a_document_of_the_simulated_district_is_evidence_of_its_own_agency(settings):
    data = (DATA / "demo" / DEMO).read_bytes()
    evidence = Evidence(settings)
    sha256 = next(k for k, one in evidence._simulated.items() if one.name == DEMO)
    assert evidence.source(sha256) == ("2022.html", data)
    report = evidence.report(sha256)
    assert (report.agency.id, report.report_year) == ("990101001", 2022)
    assert evidence.report(sha256, 1) is None


def test_places_of_a_report_point_into_the_reading_that_is_given(settings):
    data = (DATA / "demo" / DEMO).read_bytes()
    document, _ = Archive(settings.archive).put(data, "a.html", "http://x.example/a.html")
    evidence = Evidence(settings)
    reading, report = evidence.reading(document.sha256), evidence.report(document.sha256)
    placed = [figure for figure in report.figures if figure.place and figure.value]
    assert placed
    assert all(reading.text_at(figure.place) for figure in placed)
    assert reading.address == "http://x.example/a.html"


def test_the_prose_of_a_report_stands_in_its_reading(settings):
    evidence = Evidence(settings)
    sha256 = next(k for k, one in evidence._simulated.items() if one.name == DEMO)
    prose, reading = evidence.prose(sha256), evidence.reading(sha256)
    assert len(prose.letters) > 300
    for stretch in prose.stretches:
        assert reading.text_at(stretch.place(0, len(stretch.text))) == stretch.text
    assert evidence.prose(sha256, 1) is None


def test_a_reading_of_the_last_build_is_not_made_again(settings):
    data = (DATA / "demo" / DEMO).read_bytes()
    document, _ = Archive(settings.archive).put(data, "a.html")
    evidence = Evidence(settings)
    kept = replace(evidence.reading(document.sha256), title="kept")
    evidence._sources.outcomes.put(document.sha256, Outcome(), kept)
    assert Evidence(settings).reading(document.sha256).title == "kept"


@pytest.mark.parametrize("sha256", ["", "..", "a" * 63, "0" * 64])
def test_what_is_not_here_is_nothing(settings, sha256):
    evidence = Evidence(settings)
    assert evidence.source(sha256) is None
    assert evidence.reading(sha256) is None
    assert evidence.report(sha256) is None
    assert evidence.prose(sha256) is None


def test_a_document_that_cannot_be_read_has_bytes_and_no_reading(settings):
    document, _ = Archive(settings.archive).put(b"\x00\x01\x02", "noise.html")
    evidence = Evidence(settings)
    assert evidence.source(document.sha256) == ("noise.html", b"\x00\x01\x02")
    assert evidence.reading(document.sha256) is None
    assert evidence.report(document.sha256) is None


def test_bytes_that_were_changed_are_no_evidence(settings):
    document, _ = Archive(settings.archive).put(b"<p>one</p>", "a.html")
    document.path.write_bytes(b"<p>two</p>")
    with pytest.raises(ArchiveError):
        Evidence(settings).source(document.sha256)


def test_few_readings_are_kept_at_once(settings):
    evidence = Evidence(settings)
    for number in range(40):
        evidence.reading(f"{number:064x}")
    assert len(evidence._readings) == 32
