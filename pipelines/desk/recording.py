"""Decisions recorded in the ledger: whose a report is, what a figure means, what a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.build.assemble import Sources
from pipelines.desk.json_lines import frame_lines
from pipelines.documents.archive import Archive
from pipelines.errors import LedgerError
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.decisions import is_withdrawn, last_words
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import KIND, VERDICTS, WITHDRAWN, about, current
from pipelines.settings import Settings
from pipelines.store.store import Store


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
    return Ledger(settings.ledger).append("assignment", subject, body, by=by)


def give_verdict(
    settings: Settings, fingerprint: str, verdict: str, reason: str, *, by: str
) -> int:
    """Record what a person thinks of a finding; what the finding says is kept beside it.

    Raises:
        LedgerError: the verdict is unknown or has no reason, or nothing has this fingerprint.
    """
    if verdict not in {*VERDICTS, WITHDRAWN}:
        known = " ".join((*VERDICTS, WITHDRAWN))
        raise LedgerError(f"{verdict}: not one of {known}", "verdict", word=verdict, known=known)
    if not reason.strip():
        raise LedgerError("a verdict needs a reason", "no_reason")
    ledger = Ledger(settings.ledger)
    before = current(ledger).get(fingerprint)
    named = list(frame_lines(Store(settings.store).finding_named(fingerprint)))
    found = next((row for row in named if row["fingerprint"] == fingerprint), None)
    if (before is None and found is None) or (verdict == WITHDRAWN and before is None):
        code = "no_verdict" if found else "fingerprint"
        raise LedgerError(f"{fingerprint}: nothing to judge", code, word=fingerprint)
    said = about(found) if found else before.about if before else {}
    body = {"verdict": verdict, "reason": reason.strip(), "about": dict(said)}
    return ledger.append(KIND, fingerprint, body, by=by)


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


def correct(settings: Settings, one: Correction, *, by: str) -> int:
    """Record a correction; the printed value stays visible beside it.

    Raises:
        ArchiveError: the document is not in the archive.
    """
    document = Archive(settings.archive).find(one.sha256)
    subject = str(Subject(document.sha256, one.part, one.indicator, one.member, one.label))
    body = {"expected": one.expected, "value": one.value, "reason": one.reason}
    body |= {"source": one.source} if one.source else {}
    body |= {"place": dict(one.place)} if one.place else {}  # type: ignore[dict-item]
    return Ledger(settings.ledger).append("correction", subject, body, by=by)


def withdraw_correction(settings: Settings, figure: Subject, reason: str, *, by: str) -> int:
    """Take a correction back: what is published shows again, and both decisions stay on record.

    Args:
        settings: where the ledger is.
        figure: the document's hash or its beginning, part, indicator, member and label.
        reason: why.
        by: who.

    Raises:
        LedgerError: the figure has no correction that counts.
    """
    ledger = Ledger(settings.ledger)
    standing = [
        one.subject
        for one in last_words(ledger.decisions(kind="correction")).values()
        if not is_withdrawn(one)
        and one.subject.startswith(figure.sha256)
        and Subject.parse(one.subject)[1:] == figure[1:]
    ]
    if len(standing) != 1:
        text = str(figure)
        raise LedgerError(f"{text}: no correction to take back", "no_correction", word=text)
    body = {"is_withdrawn": True, "reason": reason}
    return ledger.append("correction", standing[0], body, by=by)
