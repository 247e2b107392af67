"""Everything on the desk as a table: one row a report, or a document that gave none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from pipelines.catalogue.model import Language
from pipelines.desk.json_lines import rejection_sentence
from pipelines.desk.library import DraftLibrary, LedgerSnapshot
from pipelines.desk.received import sentence
from pipelines.identities import AgencyId
from pipelines.ledger.draft_states import DraftState
from pipelines.model import Report

COLUMNS: Final = (
    *("sha256", "part", "name", "address", "state", "received_by", "received_at", "by", "at"),
    *("decision_id", "title", "agency_id", "agency", "level", "county_code", "report_year"),
    *("is_open", "code", "rejection_zh", "rejection_en", "reasons", "filed_on", "returned_on"),
)


def drafts_frame(library: DraftLibrary, book: LedgerSnapshot) -> pd.DataFrame:
    """Return the desk, the newest word first; what has no bytes here is not on it."""
    rows = [row for one in book.draft_states.values() for row in _rows(library, book, one)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["report_year"] = frame["report_year"].astype("Int64")
    order = frame.sort_values(["decision_id", "part"], ascending=[False, True], kind="stable")
    return order.reset_index(drop=True)


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
        rejection = outcome.rejection
        own = {
            "code": rejection.code if rejection else "",
            "rejection_zh": rejection_sentence(rejection, "zh") if rejection else _unread("zh"),
            "rejection_en": rejection_sentence(rejection, "en") if rejection else _unread("en"),
        }
        yield _row(draft, library, None) | own


def _unread(language: Language) -> str:
    return sentence("reading", language)


def _row(draft: DraftState, library: DraftLibrary, report: Report | None) -> dict[str, Any]:
    part = report.part if report else 0
    answer = draft.reports.get(part)  # of a document that could not be read
    agency_id = report.agency.id if report else answer.agency_id if answer else ""
    year = report.report_year if report else answer.report_year if answer else None
    place = library.place(agency_id)
    return {
        **_state_fields(draft),
        "part": part,
        "title": report.title if report else "",
        "agency_id": agency_id,
        "agency": report.agency.name if report else place.name if place else "",
        "level": (report.agency.level or "") if report else "",
        "county_code": AgencyId(agency_id).county,
        "report_year": year,
        "is_open": not agency_id or year is None,
        "code": "",
        "rejection_zh": "",
        "rejection_en": "",
    }


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
