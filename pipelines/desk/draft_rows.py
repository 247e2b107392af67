"""Everything on the desk as a table: one row a report, or a document that gave none.

The rows are kept beside the ledger until a decision touches their document or documents are read
in another way: a list opens only what was touched.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from pipelines.catalogue.model import Language
from pipelines.desk.json_lines import rejection_sentence
from pipelines.desk.library import DraftLibrary, LedgerSnapshot
from pipelines.desk.received import sentence
from pipelines.identities import AgencyId
from pipelines.ledger.desk_book import EVERYTHING, Listed, Reach
from pipelines.ledger.draft_states import DraftState
from pipelines.ledger.standing import ABSENT
from pipelines.model import Rejection, Report

COLUMNS: Final = (
    *("sha256", "part", "name", "address", "state", "received_by", "received_at", "by", "at"),
    *("decision_id", "title", "agency_id", "agency", "level", "county_code", "report_year"),
    *("is_open", "code", "rejection_zh", "rejection_en", "reasons", "filed_on", "returned_on"),
)
_UNREAD: Final = "reading"  # as a code: nobody has read it yet


def drafts_frame(
    library: DraftLibrary, reach: Reach = EVERYTHING, limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Return the desk, the newest word first; what has no bytes here is not on it."""
    renew(library)
    rows = [_listed(row) for row in library.desk.listed(reach, limit, offset)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["report_year"] = frame["report_year"].astype("Int64")
    return frame


def renew(library: DraftLibrary) -> None:
    """List the reports of the documents that were touched since, or are read in another way.

    A document that waits to be read is looked at again by the next who asks.
    """
    edition = library.outcomes.edition
    come = [sha256 for sha256 in library.desk.absent() if library.document(sha256)]
    if come:
        library.desk.touch(come)
    touched = library.desk.stale(edition)
    if not touched:
        return
    book = library.book()
    book.know(draft.sha256 for draft, _ in touched)
    for draft, number in touched:
        rows = list(_rows(library, book, draft))
        is_read = all(row["said"]["code"] != _UNREAD for row in rows)
        reading = (edition if is_read else "") if rows else ABSENT
        library.desk.put_reports(draft.sha256, rows, reading=reading, touched=number)


def _rows(
    library: DraftLibrary, book: LedgerSnapshot, draft: DraftState
) -> Iterator[dict[str, Any]]:
    document = library.document(draft.sha256)
    if document is None:
        return
    outcome = library.outcome(document)
    for settled in library.settled(document, book):
        yield _row(draft, library, settled.report)
    if not outcome.reports:
        yield _row(draft, library, None, outcome.rejection)


def _row(
    draft: DraftState,
    library: DraftLibrary,
    report: Report | None,
    rejection: Rejection | None = None,
) -> dict[str, Any]:
    part = report.part if report else 0
    answer = draft.reports.get(part)  # of a document that could not be read
    agency_id = report.agency.id if report else answer.agency_id if answer else ""
    year = report.report_year if report else answer.report_year if answer else None
    place = library.place(agency_id)
    words = {
        "title": report.title if report else "",
        "agency": report.agency.name if report else place.name if place else "",
        "level": (report.agency.level or "") if report else "",
        "code": "" if report else rejection.code if rejection else _UNREAD,
        "detail": dict(rejection.detail) if rejection else {},
    }
    return {
        "part": part,
        "agency_id": agency_id,
        "county_code": AgencyId(agency_id).county,
        "area": AgencyId(agency_id).area,
        "report_year": year,
        "said": words,
    }


def _listed(row: Listed) -> dict[str, Any]:
    draft, report = row
    words = report["said"]
    code = words["code"] if words["code"] != _UNREAD else ""
    reasons: Iterable[tuple[str, Language]] = (("rejection_zh", "zh"), ("rejection_en", "en"))
    return {
        **_state_fields(draft),
        "part": report["part"],
        "title": words["title"],
        "agency_id": report["agency_id"],
        "agency": words["agency"],
        "level": words["level"],
        "county_code": report["county_code"],
        "report_year": report["report_year"],
        "is_open": not report["agency_id"] or report["report_year"] is None,
        "code": code,
        **{name: _why(draft, words, language) for name, language in reasons},
    }


def _why(draft: DraftState, said: dict[str, Any], language: Language) -> str:
    if said["code"] == _UNREAD:
        return sentence("reading", language)
    if not said["code"]:
        return ""
    rejection = Rejection(said["code"], said["detail"], draft.sha256, draft.name)
    return rejection_sentence(rejection, language)


def _state_fields(draft: DraftState) -> dict[str, Any]:
    return {
        "sha256": draft.sha256,
        "name": draft.name,
        "address": draft.address,
        "state": draft.state,
        "received_by": draft.received_by,
        "received_at": draft.received_at.isoformat(timespec="seconds"),
        "by": draft.by,
        "at": draft.at.isoformat(timespec="seconds"),
        "decision_id": draft.decision_id,
        "reasons": list(draft.reasons),
        "filed_on": draft.filed_on.isoformat() if draft.filed_on else "",
        "returned_on": draft.returned_on.isoformat() if draft.returned_on else "",
    }
