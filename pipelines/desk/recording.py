"""Decisions recorded in the ledger: whose a report is, what a figure means, what a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.build.assemble import Sources
from pipelines.catalogue.bounds import bound_of, within
from pipelines.desk.json_lines import frame_lines
from pipelines.documents.archive import Archive
from pipelines.errors import LedgerError
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.decisions import is_withdrawn, last_words
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import KIND, VERDICTS, WITHDRAWN, about, current
from pipelines.model import Figure, Report
from pipelines.settings import Settings
from pipelines.store.rows import place_mapping
from pipelines.store.store import Store

_PLACE: Final = ("block", "row", "column")  # what a place of a correction is made of
_SHOWN = 40  # letters of a value that is refused


def assign(
    settings: Settings,
    report: tuple[str, int],
    agency_id: str,
    report_year: int | None = None,
    *,
    by: str,
) -> int:
    """Record which agency, and if given which year, a report of a document is of.

    Raises:
        ArchiveError: the document is not in the archive.
        LedgerError: the document has no such part, or the agency is unknown.
    """
    sources = Sources(settings)
    document = sources.archive.find(report[0])
    found = sources.outcomes.get(document.sha256)
    if found is not None and report[1] >= len(found.reports):
        raise LedgerError(f"{report[0]} holds {len(found.reports)} reports, not part {report[1]}")
    row = sources.agencies.row(AgencyId(agency_id).place)
    if row is None:
        raise LedgerError(f"{agency_id} is not the code of an agency: see `mingcha agencies`")
    body = {
        "agency_id": agency_id,
        "level": "department" if AgencyId(agency_id).is_department else row.level,
        "report_year": report_year,
    }
    subject = str(Subject(document.sha256, report[1]))
    ledger = Ledger(settings.ledger)
    seen = ledger.last_number("assignment", subject)
    return ledger.append("assignment", subject, body, by=by, seen=seen)


def give_verdict(
    settings: Settings,
    fingerprint: str,
    verdict: str,
    reason: str,
    *,
    by: str,
    seen: int | None = None,
) -> int:
    """Record what a person thinks of a finding; what the finding says is kept beside it.

    `seen` is the number of the last word on the finding that the person saw, 0 where none was.

    Raises:
        ChangedMeanwhileError: another has spoken since.
        LedgerError: the verdict is unknown or has no reason, or nothing has this fingerprint.
    """
    if verdict not in {*VERDICTS, WITHDRAWN}:
        known = " ".join((*VERDICTS, WITHDRAWN))
        raise LedgerError(f"{verdict}: not one of {known}", "verdict", word=verdict, known=known)
    if not reason.strip():
        raise LedgerError("a verdict needs a reason", "no_reason")
    ledger = Ledger(settings.ledger)
    seen = ledger.last_number(KIND, fingerprint) if seen is None else seen
    before = current(ledger).get(fingerprint)
    named = list(frame_lines(Store(settings.store).finding_named(fingerprint)))
    finding = next((row for row in named if row["fingerprint"] == fingerprint), None)
    if (before is None and finding is None) or (verdict == WITHDRAWN and before is None):
        code = "no_verdict" if finding else "fingerprint"
        raise LedgerError(f"{fingerprint}: nothing to judge", code, word=fingerprint)
    said = about(finding) if finding else before.about if before else {}
    body = {"verdict": verdict, "reason": reason.strip(), "about": dict(said)}
    return ledger.append(KIND, fingerprint, body, by=by, seen=seen)


def _bounds(indicator: str) -> dict[str, int]:
    bound = bound_of(indicator)
    return {"digits": bound.digits, "decimals": bound.decimals}


@dataclass(frozen=True, slots=True)
class Correction:
    """Which figure of which report a person reads otherwise, what is printed there, and why."""

    sha256: str
    part: int
    indicator: str
    member: str
    label: str
    expected: str
    value: str
    reason: str
    place: Mapping[str, int] | None = None
    source: str = ""  # where the right value is written

    @classmethod
    def of(
        cls, report: Report, figure: Figure, value: str, reason: str, source: str = ""
    ) -> Correction:
        """Return the correction of a figure as it stands in a report."""
        place = place_mapping(figure.place) or {}
        return cls(
            *(report.sha256, report.part, figure.indicator, figure.member, figure.label),
            expected=figure.raw,
            value=value,
            reason=reason,
            place={name: int(str(place[name])) for name in _PLACE if name in place} or None,
            source=source,
        )


def correct(settings: Settings, correction: Correction, *, by: str, seen: int | None = None) -> int:
    """Record a correction; the printed value stays visible beside it.

    `seen` is the number of the correction that the person saw, 0 where none was in force.

    Raises:
        ArchiveError: the document is not in the archive.
        ChangedMeanwhileError: another has corrected it since.
        LedgerError: the value is none that this figure can have.
    """
    if within(correction.indicator, correction.value) is None:
        said = f"{correction.value[:_SHOWN]}: no value that {correction.indicator} can have"
        raise LedgerError(
            said, "value_bounds", value=correction.value[:_SHOWN], **_bounds(correction.indicator)
        )
    document = Archive(settings.archive).find(correction.sha256)
    subject = str(
        Subject(
            document.sha256,
            correction.part,
            correction.indicator,
            correction.member,
            correction.label,
        )
    )
    body = {"expected": correction.expected, "value": correction.value, "reason": correction.reason}
    body |= {"source": correction.source} if correction.source else {}
    body |= {"place": dict(correction.place)} if correction.place else {}  # type: ignore[dict-item]
    ledger = Ledger(settings.ledger)
    seen = ledger.last_number("correction", subject) if seen is None else seen
    return ledger.append("correction", subject, body, by=by, seen=seen)


def withdraw_correction(
    settings: Settings, figure: Subject, reason: str, *, by: str, seen: int | None = None
) -> int:
    """Take a correction back: what is published shows again, and both decisions stay on record.

    Args:
        settings: where the ledger is.
        figure: the document's hash or its beginning, part, indicator, member and label.
        reason: why.
        by: who.
        seen: the number of the correction that they saw.

    Raises:
        ChangedMeanwhileError: another has corrected it, or taken it back, since.
        LedgerError: the figure has no correction that counts.
    """
    ledger = Ledger(settings.ledger)
    corrections = [
        decision
        for decision in last_words(ledger.decisions(kind="correction")).values()
        if not is_withdrawn(decision)
        and decision.subject.startswith(figure.sha256)
        and Subject.parse(decision.subject)[1:] == figure[1:]
    ]
    if len(corrections) != 1:
        text = str(figure)
        raise LedgerError(f"{text}: no correction to take back", "no_correction", word=text)
    body = {"is_withdrawn": True, "reason": reason}
    [last] = corrections
    return ledger.append(
        "correction", last.subject, body, by=by, seen=last.id if seen is None else seen
    )
