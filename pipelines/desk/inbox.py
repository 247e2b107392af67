"""The desk where reports come in: received, looked at, kept, filed, sent back, withdrawn.

Receiving keeps the bytes at once and does not count them. What people then do is one entry in the
ledger each, and the last one counts; a filing asks for a build, which shows it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipelines.build import queue as builds
from pipelines.desk.draft_rows import drafts_frame, renew
from pipelines.desk.inspection import DraftInspector, Inspection
from pipelines.desk.received import (
    MESSAGES,
    InboxError,
    changed_meanwhile,
    sentence,
)
from pipelines.desk.receiving import DraftReceiver
from pipelines.desk.sheet import ReturnRequest, return_sheet
from pipelines.documents.archive import Document
from pipelines.errors import ChangedMeanwhileError
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.appending import Seen
from pipelines.ledger.desk_book import Reach
from pipelines.ledger.draft_states import (
    DRAFT,
    FILED,
    KEPT,
    KIND,
    RETURNED,
    WITHDRAWN,
    DraftAssignment,
    DraftState,
    body_of,
)
from pipelines.ledger.ledger import Entry
from pipelines.ledger.verdicts import current
from pipelines.settings import Settings

_FIRST_YEAR, _LAST_YEAR = 2008, 2100


class Inbox(DraftReceiver):
    """The desk of one installation; safe to share between threads and cheap to make.

    `builds_after` False leaves it to others to ask for the build that shows a filing.
    """

    def __init__(self, settings: Settings, *, builds_after: bool = True) -> None:
        super().__init__(settings)
        self._builds_after = builds_after
        self._inspector = DraftInspector(self._library)

    def today(self) -> date:
        """Return the day that it is where the installation is."""
        return self._settings.today()

    def is_reading(self) -> bool:
        """Tell whether a document waits to be read, or to be listed as it was read."""
        return bool(self._library.desk.stale(self._library.outcomes.edition))

    def look(self, sha256: str) -> Inspection | None:
        """Return everything there is to say of a document, None where it is not here."""
        document = self._library.document(sha256)
        return self._inspector.look(document, self._library.book()) if document else None

    def drafts(self, *, by: str = "", county: str = "", states: Sequence[str] = ()) -> pd.DataFrame:
        """Return one row a report on the desk, or a document that gave none; the newest first.

        Args:
            by: only what this person brought in.
            county: only what is of this county (six digits); what is open is of none.
            states: only these: draft, filed, returned, withdrawn.

        Returns:
            sha256, part, name, address, state, received_by, received_at, by, at, decision_id,
            title, agency_id, agency, level, county_code, report_year, is_open, code, rejection_zh,
            rejection_en, reasons (a list), filed_on, returned_on (ISO, "" where none).
        """
        return self.listed(Reach(by=by, county=county, states=tuple(states)))

    def listed(self, reach: Reach, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
        """Return some of what `drafts` returns: so many of those that somebody may see."""
        return drafts_frame(self._library, reach, limit, offset)

    def counts(self, reach: Reach) -> dict[str, int]:
        """Return how many reports stand in each state, of those that somebody may see."""
        renew(self._library)
        return self._library.desk.counts(reach)

    def counties(self, sha256: str) -> frozenset[str]:
        """Return the counties that a document's reports are of; none while they are open."""
        document = self._library.document(sha256)
        found = self._library.settled(document, self._library.book()) if document else ()
        codes = {AgencyId(one.report.agency.id).county for one in found}
        return frozenset(codes - {""})

    def file(
        self,
        sha256: str,
        *,
        filed_on: date,
        answers: Mapping[int, DraftAssignment] | None = None,
        reason: str = "",
        seen: int | None = None,
        by: str,
    ) -> int:
        """Record that a document counts from now on, and ask for the build that shows it.

        Args:
            sha256: the document.
            filed_on: the day it was filed with the office.
            answers: whose its reports are and of which year, by part, where that is open or wrong.
            reason: a remark, if any.
            seen: the `decision_id` that the person saw; refused where another acted since.
            by: who.

        Raises:
            InboxError: it is no draft here, or an agency or year is still open.
        """
        document, draft = self._at_hand(sha256, seen)
        if draft.state not in {DRAFT, RETURNED}:
            raise _misplaced(draft)
        answered = self._answered(document, answers or {})
        for part, answer in answered.items():
            if answer is None:
                raise InboxError("open", "open_report", part=part + 1)
        is_unread = bool(answered) and not self._library.outcome(document).reports
        said = {"filed_on": filed_on.isoformat(), "reason": reason.strip(), "is_unread": is_unread}
        settled = {part: answer for part, answer in answered.items() if answer}
        number = self._append(draft, body_of(FILED, answers=settled, **said), by, answers)
        if self._builds_after:
            builds.enqueue_for_entry(self._settings)
        return number

    def keep(
        self,
        sha256: str,
        *,
        answers: Mapping[int, DraftAssignment] | None = None,
        reason: str = "",
        seen: int | None = None,
        by: str,
    ) -> int:
        """Record that a document stays, or is again, a draft; agency and year may be settled.

        Raises:
            InboxError: it is not here, or it is filed: `withdraw` the filing first.
        """
        document, draft = self._at_hand(sha256, seen)
        if draft.state == FILED:
            raise _misplaced(draft)
        self._answered(document, answers or {})
        return self._append(draft, body_of(KEPT, reason=reason.strip()), by, answers)

    def give_back(
        self,
        sha256: str,
        *,
        reasons: Sequence[str],
        returned_on: date,
        seen: int | None = None,
        by: str,
    ) -> int:
        """Record that a draft was sent back to its agency (退回), and why.

        Raises:
            InboxError: it is no draft here, or no reason is given.
        """
        document, draft = self._at_hand(sha256, seen)
        if draft.state != DRAFT:
            raise _misplaced(draft)
        given = [one.strip() for one in reasons if one.strip()]
        if not given:
            raise InboxError("no reason", "no_reason")
        known = {part: one for part, one in self._answered(document, {}).items() if one}
        body = body_of(RETURNED, answers=known, returned_on=returned_on.isoformat(), reasons=given)
        return self._append(draft, body, by, is_shown=bool(known))

    def withdraw(self, sha256: str, *, reason: str, seen: int | None = None, by: str) -> int:
        """Take the last act back: what was filed or sent back is a draft again, a draft is gone.

        A withdrawn document stays in the archive, and `keep` makes it a draft again.

        Raises:
            InboxError: it is not here or withdrawn already, or no reason is given.
        """
        _, draft = self._at_hand(sha256, seen)
        if draft.state == WITHDRAWN:
            raise _misplaced(draft)
        if not reason.strip():
            raise InboxError("no reason", "no_reason")
        body = body_of(WITHDRAWN, reason=reason.strip())
        return self._append(draft, body, by, is_shown=draft.state != DRAFT)

    def return_sheet(
        self, sha256: str, part: int, order: ReturnRequest
    ) -> tuple[str, bytes] | None:
        """Return name and bytes of the sheet that goes back with a draft, None where none is here.

        Nothing is recorded: that is `give_back`.
        """
        look = self.look(sha256)
        if look is None:
            return None
        return return_sheet(look, part, order, current(self._library.ledger))

    def _at_hand(self, sha256: str, seen: int | None) -> tuple[Document, DraftState]:
        document = self._library.document(sha256)
        if document is None:
            raise InboxError("no such document", "unknown_document", sha256=sha256[:12])
        draft = self._library.state(sha256)
        if draft is None:
            raise InboxError("counts already", "counted_already")
        if seen is not None and seen != draft.decision_id:
            raise InboxError("changed", "changed_meanwhile", by=draft.by)
        return document, draft

    def _answered(
        self, document: Document, answers: Mapping[int, DraftAssignment]
    ) -> dict[int, DraftAssignment | None]:
        """Return whose every report is, None where it is open, with the answers checked."""
        reports = [state.report for state in self._library.settled(document, self._library.book())]
        settled: dict[int, DraftAssignment | None] = {
            state.part: DraftAssignment(state.agency.id, state.report_year)
            if state.agency.id and state.report_year
            else None
            for state in reports
        }
        if not reports and (answers or not self._library.outcome(document).is_ledger):
            settled = {0: None}  # it cannot be read: whose it is must be said
        for part, answer in answers.items():
            if part not in settled:
                raise InboxError("no part", "no_part", part=part + 1, count=len(reports))
            self._check(answer)
            settled[part] = answer
        return settled

    def _check(self, answer: DraftAssignment) -> None:
        if self._library.place(answer.agency_id) is None:
            raise InboxError("no agency", "unknown_agency", agency=answer.agency_id)
        if not _FIRST_YEAR <= answer.report_year <= _LAST_YEAR:
            raise InboxError("no year", "bad_year", year=answer.report_year)

    def _append(
        self,
        draft: DraftState,
        body: Mapping[str, Any],
        by: str,
        answers: Mapping[int, DraftAssignment] | None = None,
        *,
        is_shown: bool = False,
    ) -> int:
        """Write answers and act at once, if the document still stands as it did.

        `is_shown` asks for a build where figures change.
        """
        sha256 = draft.sha256
        entries: list[Entry] = [
            ("assignment", str(Subject(sha256, part)), self._assignment(answer))
            for part, answer in sorted((answers or {}).items())
        ]
        seen = (Seen(KIND, sha256, draft.decision_id),)
        try:
            numbers = self._library.ledger.append_all(
                [*entries, (KIND, sha256, body)], by=by, seen=seen
            )
        except ChangedMeanwhileError as error:
            raise changed_meanwhile(error) from error
        if is_shown and self._builds_after:
            builds.enqueue_for_entry(self._settings)
        return numbers[-1]

    def _assignment(self, answer: DraftAssignment) -> dict[str, Any]:
        row = self._library.place(answer.agency_id)
        level = (
            "department" if AgencyId(answer.agency_id).is_department else row.level if row else ""
        )
        return {
            "agency_id": answer.agency_id,
            "level": level,
            "report_year": answer.report_year,
        }


def _misplaced(draft: DraftState) -> InboxError:
    state = MESSAGES.text(f"state.{draft.state}", "zh")
    return InboxError(sentence("not_draft", "en", state=draft.state), "not_draft", state=state)
