"""How every document of the desk stands, from what people did in turn; the last word counts. Pure.

A document is on the desk from the moment it is received there. It counts, in figures, counts and
filing states, only while the last word on it is "filed". One that was never on the desk counts as
it always did.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
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
_MOMENTS: Final = ("received_at", "at")
_DAYS: Final = ("filed_on", "returned_on")


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
    states: dict[str, DraftState] = {}
    for entry in decisions:
        if entry.kind == KIND:
            follow(states, entry)
    return states


def is_act(body: object) -> bool:
    """Tell whether an entry about a known document changes how it stands: a receipt does not."""
    act = body.get("act") if isinstance(body, Mapping) else None
    return act in ACTS and act != RECEIVED


def follow(states: dict[str, DraftState], entry: Decision) -> None:
    """Let a decision about a document change how it stands."""
    body, known = entry.body, states.get(entry.subject)
    act = str(body.get("act", ""))
    if known is None:
        states[entry.subject] = _first(entry)
        known = states[entry.subject]
    if not is_act(body):  # the same bytes again change nothing
        return
    last = replace(
        known, by=entry.made_by, at=entry.made_at, decision_id=entry.id, reasons=_reasons(body)
    )
    if act == FILED:
        filed_on = _day(body.get("filed_on"))
        last = replace(last, state=FILED, filed_on=filed_on, reports=answers_of(body))
    elif act == RETURNED:
        returned_on = _day(body.get("returned_on"))
        last = replace(last, state=RETURNED, returned_on=returned_on, reports=answers_of(body))
    elif act == WITHDRAWN and known.state == DRAFT:
        last = replace(last, state=WITHDRAWN)
    else:  # kept, or the last filing or return taken back
        last = replace(last, state=DRAFT, filed_on=None, returned_on=None)
    states[entry.subject] = last


def _first(entry: Decision) -> DraftState:
    body = entry.body
    return DraftState(
        sha256=entry.subject,
        state=DRAFT,
        name=str(body.get("name", "")),
        address=str(body.get("address", "")),
        received_by=entry.made_by,
        received_at=entry.made_at,
        by=entry.made_by,
        at=entry.made_at,
        decision_id=entry.id,
    )


def uncounted(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the documents that are on the desk and do not count."""
    return frozenset(key for key, draft in draft_states(decisions).items() if not draft.counts)


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return what a build replays: decisions as if drafts had never come.

    What was said of documents that do not count is left out. The last word on a document becomes
    the note of the register that follows from it: filed on which day, or sent back on which.
    """
    drafts = draft_states(decisions)
    idle = {key for key, draft in drafts.items() if not draft.counts}
    last = {draft.decision_id: draft for draft in drafts.values()}
    replayed: list[Decision] = []
    for entry in decisions:
        if entry.kind == KIND:
            if entry.id in last:
                replayed += _notes(entry, last[entry.id])
        elif entry.kind not in _ABOUT_REPORTS or Subject.parse(entry.subject).sha256 not in idle:
            replayed.append(entry)
    return replayed


def _notes(entry: Decision, draft: DraftState) -> Iterator[Decision]:
    """Yield the note in the register that a filing or a return stands for, one a report."""
    day = draft.filed_on if draft.state == FILED else draft.returned_on
    if draft.state not in {FILED, RETURNED} or day is None:
        return
    body = {"returned_on": day.isoformat()}
    if draft.state == FILED:  # brought again, where it had been sent back before
        body = {"filed_on": day.isoformat(), "mended_on": day.isoformat()}
        if entry.body.get("is_unread"):
            body["sha256"] = draft.sha256
    for answer in draft.reports.values():
        if answer.agency_id and answer.report_year:
            subject = f"{answer.report_year}:{answer.agency_id}"
            yield replace(entry, kind=_REGISTER, subject=subject, body=body)


def to_plain(one: DraftState) -> dict[str, Any]:
    """Return how a document stands as it is kept in a row."""
    said = {name: getattr(one, name) for name in DraftState.__slots__}
    days = {name: said[name] and said[name].isoformat() for name in (*_MOMENTS, *_DAYS)}
    reports = [[part, *astuple(answer)] for part, answer in sorted(one.reports.items())]
    return said | days | {"reasons": list(one.reasons), "reports": reports}


def from_plain(said: Mapping[str, Any]) -> DraftState:
    """Return how a document stands from what was kept of it."""
    moments = {name: datetime.fromisoformat(said[name]) for name in _MOMENTS}
    days = {name: _day(said[name]) for name in _DAYS}
    reports = {part: DraftAssignment(*answer) for part, *answer in said["reports"]}
    given = {"reasons": tuple(said["reasons"]), "reports": reports}
    return DraftState(**{**said, **moments, **days, **given})


def body_of(
    act: str, *, answers: Mapping[int, DraftAssignment] | None = None, **more: object
) -> dict[str, Any]:
    """Return the body of one decision about a document of the desk."""
    body: dict[str, Any] = {"act": act} | {key: value for key, value in more.items() if value}
    if answers:
        body["reports"] = [
            {"part": part, "agency_id": answer.agency_id, "report_year": answer.report_year}
            for part, answer in sorted(answers.items())
        ]
    return body


def answers_of(body: Mapping[str, Any]) -> dict[int, DraftAssignment]:
    """Return whose the reports of a document are said to be, by part."""
    return {
        int(row["part"]): DraftAssignment(str(row["agency_id"]), int(row["report_year"]))
        for row in body.get("reports", ())
        if row.get("agency_id") and row.get("report_year")
    }


def _reasons(body: Mapping[str, Any]) -> tuple[str, ...]:
    reasons = body.get("reasons") or ([body["reason"]] if body.get("reason") else [])
    return tuple(str(reason) for reason in reasons)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
