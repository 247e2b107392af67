"""How every document of the desk stands, from what people did in turn; the last word counts. Pure.

A document is on the desk from the moment it is received there. It counts, in figures, counts and
filing states, only while the last word on it is "filed". One that was never on the desk counts as
it always did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from pipelines.identities import Subject
from pipelines.ledger.decisions import Decision

KIND: Final = "draft"
RECEIVED, KEPT, FILED, RETURNED, WITHDRAWN = "received", "kept", "filed", "returned", "withdrawn"
ACTS: Final = (RECEIVED, KEPT, FILED, RETURNED, WITHDRAWN)
DRAFT: Final = "draft"
STATES: Final = (DRAFT, FILED, RETURNED, WITHDRAWN)
COUNTED: Final = "counted"  # received beside the desk, as by `mingcha ingest`
_ABOUT_REPORTS: Final = frozenset({"assignment", "correction"})
_REGISTER: Final = "filing"


@dataclass(frozen=True, slots=True)
class DraftAssignment:
    """Whose a report is and of which year, as a person settled it."""

    agency_id: str
    report_year: int


@dataclass(frozen=True, slots=True)
class DraftState:
    """How one document stands: its state, who said so and when, and what was said with it.

    `by` and `at` are of the last word, `received_by` and `received_at` of the first.
    """

    sha256: str
    state: str  # draft | filed | returned | withdrawn
    name: str
    address: str
    received_by: str
    received_at: datetime
    by: str
    at: datetime
    decision_id: int
    reasons: tuple[str, ...] = ()
    filed_on: date | None = None
    returned_on: date | None = None
    reports: Mapping[int, DraftAssignment] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Tell whether the document is in figures and counts."""
        return self.state == FILED


def draft_states(decisions: Iterable[Decision]) -> dict[str, DraftState]:
    """Return how each document of the desk stands, in the order they were first received."""
    found: dict[str, DraftState] = {}
    for one in decisions:
        if one.kind == KIND:
            _apply(found, one)
    return found


def is_act(body: object) -> bool:
    """Tell whether an entry about a known document changes how it stands: a receipt does not."""
    act = body.get("act") if isinstance(body, Mapping) else None
    return act in ACTS and act != RECEIVED


def _apply(found: dict[str, DraftState], one: Decision) -> None:
    act, known = str(one.body.get("act", "")), found.get(one.subject)
    if known is None:
        found[one.subject] = _first(one)
        known = found[one.subject]
    if not is_act(one.body):  # the same bytes again change nothing
        return
    last = replace(
        known, by=one.made_by, at=one.made_at, decision_id=one.id, reasons=_reasons(one.body)
    )
    if act == FILED:
        filed_on = _day(one.body.get("filed_on"))
        last = replace(last, state=FILED, filed_on=filed_on, reports=answers_of(one.body))
    elif act == RETURNED:
        returned_on = _day(one.body.get("returned_on"))
        last = replace(last, state=RETURNED, returned_on=returned_on, reports=answers_of(one.body))
    elif act == WITHDRAWN and known.state == DRAFT:
        last = replace(last, state=WITHDRAWN)
    else:  # kept, or the last filing or return taken back
        last = replace(last, state=DRAFT, filed_on=None, returned_on=None)
    found[one.subject] = last


def _first(one: Decision) -> DraftState:
    body = one.body
    return DraftState(
        sha256=one.subject,
        state=DRAFT,
        name=str(body.get("name", "")),
        address=str(body.get("address", "")),
        received_by=one.made_by,
        received_at=one.made_at,
        by=one.made_by,
        at=one.made_at,
        decision_id=one.id,
    )


def uncounted(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the documents that are on the desk and do not count."""
    return frozenset(key for key, one in draft_states(decisions).items() if not one.counts)


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return what a build replays: decisions as if drafts had never come.

    What was said of documents that do not count is left out. The last word on a document becomes
    the note of the register that follows from it: filed on which day, or sent back on which.
    """
    found = draft_states(decisions)
    idle = {key for key, one in found.items() if not one.counts}
    last = {one.decision_id: one for one in found.values()}
    kept: list[Decision] = []
    for one in decisions:
        if one.kind == KIND:
            if one.id in last:
                kept += _notes(one, last[one.id])
        elif one.kind not in _ABOUT_REPORTS or Subject.parse(one.subject).sha256 not in idle:
            kept.append(one)
    return kept


def _notes(one: Decision, draft: DraftState) -> Iterator[Decision]:
    """Yield the note in the register that a filing or a return stands for, one a report."""
    day = draft.filed_on if draft.state == FILED else draft.returned_on
    if draft.state not in {FILED, RETURNED} or day is None:
        return
    said = {"returned_on": day.isoformat()}
    if draft.state == FILED:  # brought again, where it had been sent back before
        said = {"filed_on": day.isoformat(), "mended_on": day.isoformat()}
        if one.body.get("is_unread"):
            said["sha256"] = draft.sha256
    for answer in draft.reports.values():
        if answer.agency_id and answer.report_year:
            subject = f"{answer.report_year}:{answer.agency_id}"
            yield replace(one, kind=_REGISTER, subject=subject, body=said)


def body_of(
    act: str, *, answers: Mapping[int, DraftAssignment] | None = None, **said: object
) -> dict[str, Any]:
    """Return the body of one decision about a document of the desk."""
    body: dict[str, Any] = {"act": act} | {key: value for key, value in said.items() if value}
    if answers:
        body["reports"] = [
            {"part": part, "agency_id": one.agency_id, "report_year": one.report_year}
            for part, one in sorted(answers.items())
        ]
    return body


def answers_of(body: Mapping[str, Any]) -> dict[int, DraftAssignment]:
    """Return whose the reports of a document are said to be, by part."""
    return {
        int(one["part"]): DraftAssignment(str(one["agency_id"]), int(one["report_year"]))
        for one in body.get("reports", ())
        if one.get("agency_id") and one.get("report_year")
    }


def _reasons(body: Mapping[str, Any]) -> tuple[str, ...]:
    said = body.get("reasons") or ([body["reason"]] if body.get("reason") else [])
    return tuple(str(one) for one in said)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
