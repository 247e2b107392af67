"""Decisions apply where they fit what is printed, and are reported where they do not."""

from datetime import UTC, datetime
from decimal import Decimal

from pipelines.ledger.decisions import CORRECTED, UNMATCHED, Decision, last_words, settle, strays
from pipelines.model import Agency, Figure, Finding, Place, Report, Severity, Status

SHA = "ab" * 32


def report(*figures, findings=()):
    return Report(
        sha256=SHA, name="a.html", part=0, title="", agency=Agency("太平镇", candidates=("1", "2")),
        report_year=None, published_on=None, signed_on=None, template="2021", tables={},
        figures=figures, findings=findings,
    )  # fmt: skip


def figure(raw="１ 2", value=None, status=Status.LOST):
    place = Place(3, 0, 3, row=1, column=2)
    return Figure("normative.made", "", value, status, raw, place, "2")


def decide(*said):
    made = datetime(2024, 1, 1, tzinfo=UTC)
    return last_words(
        Decision(number, made, "x", kind, subject, body)
        for number, (kind, subject, body) in enumerate(said, 1)
    )


def correction(**body):
    return decide(("correction", f"{SHA}:0:normative.made", body))


def test_an_assignment_names_the_agency_and_the_year_and_closes_what_was_open():
    open_ones = (Finding("R-ID-02", Severity.WARNING), Finding("R-ID-03", Severity.WARNING))
    body = {"agency_id": "610423111", "level": "township", "report_year": 2022}
    settled = settle(report(findings=open_ones), decide(("assignment", f"{SHA}:0", body)))
    assert settled.report.agency == Agency("太平镇", "610423111", "610423111", "township")
    assert settled.report.report_year == 2022
    assert settled.report.findings == ()


def test_a_correction_keeps_what_is_printed():
    settled = settle(report(figure()), correction(expected="12", value="12", reason="split"))
    [one] = settled.report.figures
    assert (one.value, one.status, one.method, one.raw) == (
        Decimal(12), Status.NUMBER, "corrected", "１ 2",
    )  # fmt: skip
    assert settled.printed[0].raw == "１ 2"
    assert settled.printed[0].value is None
    assert [finding.rule for finding in settled.report.findings] == [CORRECTED]


def test_a_correction_of_a_text_that_changed_is_not_applied():
    settled = settle(report(figure("15")), correction(expected="12", value="13"))
    assert settled.report.figures == (figure("15"),)
    assert [finding.rule for finding in settled.report.findings] == [UNMATCHED]


def test_a_correction_at_another_place_is_not_applied():
    at = {"block": 3, "row": 9, "column": 2}
    settled = settle(report(figure()), correction(expected="12", value="13", place=at))
    assert not settled.printed
    at = {"block": 3, "row": 1, "column": 2}
    assert settle(report(figure()), correction(expected="12", value="13", place=at)).printed


def test_a_correction_that_is_no_number_is_not_applied():
    for value in ("many", "NaN", None):
        assert not settle(report(figure()), correction(expected="12", value=value)).printed


def test_a_correction_that_fits_two_figures_is_not_applied():
    settled = settle(report(figure(), figure()), correction(expected="12", value="13"))
    assert not settled.printed


def test_the_last_word_counts():
    words = decide(
        ("assignment", f"{SHA}:0", {"agency_id": "1"}),
        ("assignment", f"{SHA}:0", {"agency_id": "2"}),
    )
    assert settle(report(), words).report.agency.id == "2"


def test_a_decision_about_another_report_changes_nothing():
    words = decide(("assignment", f"{SHA}:1", {"agency_id": "1"}))
    assert settle(report(), words).report == report()


def test_a_decision_whose_document_is_gone_is_a_finding():
    words = decide(("assignment", f"{SHA}:0", {"agency_id": "1"}))
    [(subject, finding)] = strays(words, frozenset())
    assert (subject, finding.rule) == (f"{SHA}:0", UNMATCHED)
    assert strays(words, frozenset({f"{SHA}:0"})) == []
