"""Apply what people decided to what a document says; what matches nothing is a finding. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pipelines.catalogue.bounds import within
from pipelines.identities import Subject, without_spaces
from pipelines.model import Agency, Figure, Finding, Report, Severity, Status

OPEN_YEAR = "R-ID-02"
OPEN_AGENCY = "R-ID-03"
SETTLED = frozenset({"assignment", "correction"})  # decisions that change what a report says
UNMATCHED = "R-DEC-01"  # a decision that matches nothing here
CORRECTED = "R-DEC-02"  # a figure shown as a person corrected it; the printed one is kept


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person; the last word on a subject of a kind counts."""

    id: int
    made_at: datetime
    made_by: str
    kind: str
    subject: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """What stood on the page before a correction, and the decision that corrected it."""

    value: Decimal | None
    raw: str
    decision_id: int


@dataclass(frozen=True, slots=True)
class DecidedReport:
    """A report with decisions applied; `printed` keeps the page's own words by figure position."""

    report: Report
    printed: Mapping[int, PrintedFigure] = field(default_factory=dict)


def decision_of(row: Mapping[Any, Any]) -> Decision:
    """Return a row of the ledger as a decision; SQLite forgets the zone, which is UTC."""
    said = {name: row[name] for name in Decision.__slots__}
    if said["made_at"].tzinfo is None:
        said["made_at"] = said["made_at"].replace(tzinfo=UTC)
    return Decision(**said)


def last_words(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return the decision that counts for each (kind, subject): the last."""
    return {(decision.kind, decision.subject): decision for decision in decisions}


def is_withdrawn(decision: Decision) -> bool:
    """Tell whether a decision takes back the one before it: what is published shows again."""
    return bool(decision.body.get("is_withdrawn"))


def settle(report: Report, decisions: Mapping[tuple[str, str], Decision]) -> DecidedReport:
    """Return a report as assigned and corrected."""
    own = str(Subject(report.sha256, report.part))
    assignment = decisions.get(("assignment", own))
    if assignment is not None:
        report = _assign(report, assignment)
    corrections = [
        decision
        for (kind, subject), decision in decisions.items()
        if kind == "correction"
        and Subject.parse(subject).report == own
        and not is_withdrawn(decision)
    ]
    return _correct(report, corrections) if corrections else DecidedReport(report)


def strays(
    decisions: Mapping[tuple[str, str], Decision], known: frozenset[str]
) -> list[tuple[str, Finding]]:
    """Return a finding for every decision about a report that is not among the known subjects."""
    return [
        (decision.subject, _unmatched(decision))
        for decision in decisions.values()
        if decision.kind in {"assignment", "correction"}
        and not is_withdrawn(decision)
        and Subject.parse(decision.subject).report not in known
    ]


def answered(report: Report, agency: Agency, report_year: int | None) -> Report:
    """Return a report with agency and year as decided; what was open about them no longer is."""
    closed = {OPEN_AGENCY} if agency.id else set()
    closed |= {OPEN_YEAR} if report_year else set()
    return replace(
        report,
        agency=agency,
        report_year=report_year,
        findings=tuple(finding for finding in report.findings if finding.rule not in closed),
    )


def _assign(report: Report, decision: Decision) -> Report:
    body, agency = decision.body, report.agency
    if body.get("agency_id"):
        agency_id = str(body["agency_id"])
        code = agency_id if agency_id.isdigit() else None
        agency = Agency(agency.name, agency_id, code, body.get("level") or agency.level)
    year = body.get("report_year")
    return answered(report, agency, int(year) if year else report.report_year)


def _correct(report: Report, corrections: list[Decision]) -> DecidedReport:
    figures, findings = list(report.figures), list(report.findings)
    printed: dict[int, PrintedFigure] = {}
    for decision in corrections:
        position = _position(report, decision)
        stated = decision.body.get("value")
        value = None if position is None else within(figures[position].indicator, stated)
        if position is None or value is None:
            findings.append(_unmatched(decision))
            continue
        figure = figures[position]
        printed[position] = PrintedFigure(figure.value, figure.raw, decision.id)
        figures[position] = replace(figure, value=value, status=Status.NUMBER, method="corrected")
        findings.append(_corrected(figure, value))
    return DecidedReport(replace(report, figures=tuple(figures), findings=tuple(findings)), printed)


def _position(report: Report, decision: Decision) -> int | None:
    """Return the one figure that a correction means and that still says what was expected."""
    subject = Subject.parse(decision.subject)
    expected, place = decision.body.get("expected"), decision.body.get("place")
    positions = [
        position
        for position, figure in enumerate(report.figures)
        if (figure.indicator, figure.member, figure.label) == subject[2:]
        and without_spaces(figure.raw) == without_spaces(str(expected))
        and (not place or _same_place(figure, place))
    ]
    return positions[0] if len(positions) == 1 else None


def _same_place(figure: Figure, place: Mapping[str, Any]) -> bool:
    return figure.place is not None and all(
        getattr(figure.place, name, None) == value
        for name, value in place.items()
        if name in {"block", "row", "column"}
    )


def _unmatched(decision: Decision) -> Finding:
    return Finding(
        rule=UNMATCHED,
        severity=Severity.WARNING,
        left=str(decision.id),
        right=str(decision.body.get("expected", "")),
        member=decision.subject.partition(":")[2],
    )


def _corrected(figure: Figure, value: Decimal) -> Finding:
    return Finding(
        rule=CORRECTED,
        severity=Severity.INFO,
        left=figure.raw,
        right=f"{value:f}",
        member=f"{figure.indicator}:{figure.member}".rstrip(":"),
        place=figure.place,
    )
