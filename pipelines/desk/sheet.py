"""The sheet that goes back with a draft: its judgements, its places in words, as a DOCX."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipelines.desk.inspection import InspectedReport, Inspection
from pipelines.ledger.verdicts import Verdict
from pipelines.papers.heading import Heading, after_working_days
from pipelines.papers.places import place_words
from pipelines.papers.plain import plain
from pipelines.papers.returned import DAYS, SentBack, file_name, returned
from pipelines.store.rows import place_mapping
from pipelines.validate.judgement import NOTHING, Judgement
from pipelines.validate.judgement import plain as side
from pipelines.validate.wording import as_texts

_LONGEST_NAME: Final = 60
_NO_NAME: Final = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """How a sheet is headed; the same order over the same draft gives the same bytes.

    Without a deadline three working days are proposed. `reasons` are a person's own words; the
    ones recorded with the return are taken where none are given.
    """

    made_on: date
    office: str = ""
    deadline: date | None = None
    contact: str = ""
    reasons: tuple[str, ...] = ()


def return_sheet(
    look: Inspection, part: int, order: ReturnRequest, verdicts: Mapping[str, Verdict]
) -> tuple[str, bytes]:
    """Return name and bytes of the sheet for one report of a draft, or for an unreadable one."""
    sent_back = _sent_back(look, part, order, verdicts)
    year = sent_back.year or order.made_on.year - 1
    heading = Heading(
        dataset="real",
        years=(year, year),
        made_on=order.made_on,
        digest=look.document.sha256,
        office=order.office,
        deadline=order.deadline or after_working_days(order.made_on, DAYS),
        contact=order.contact,
    )
    data = returned(sent_back, heading, is_proposed=order.deadline is None)
    kept = "".join("-" if letter in _NO_NAME else letter for letter in plain(file_name(sent_back)))
    return f"{kept[:_LONGEST_NAME].strip('. ')}.docx", data


def _sent_back(
    look: Inspection, part: int, order: ReturnRequest, verdicts: Mapping[str, Verdict]
) -> SentBack:
    inspected = next((shown for shown in look.parts if shown.report.part == part), None)
    recorded = look.draft_state.reasons if look.draft_state and look.state == "returned" else ()
    base = SentBack(
        name=look.document.name,
        sha256=look.document.sha256,
        reasons=order.reasons or recorded,
        rejection=look.rejected("zh"),
    )
    if inspected is None:
        return base
    report = inspected.report
    rows = [
        _row(look, inspected, row, verdicts.get(row.fingerprint)) for row in inspected.judgements
    ]
    return SentBack(
        base.name,
        base.sha256,
        agency=report.agency.name,
        year=report.report_year,
        is_open=not report.agency.name or report.report_year is None,
        reasons=base.reasons,
        rows=rows,
    )


def _row(
    look: Inspection, part: InspectedReport, judgement: Judgement, verdict: Verdict | None
) -> dict[str, Any]:
    """Return a judgement as a row of findings, with its place in words."""
    texts = as_texts(judgement, "zh")
    words = judgement.explanation.words if judgement.explanation else NOTHING
    places = [place_mapping(place) for place in judgement.places]
    where = ""
    if places and judgement.status == "fail":
        where = place_words(places[0], look.reading, part.report.sections, "zh")
    return {
        "rule": judgement.rule,
        "severity": str(judgement.severity),
        "status": judgement.status,
        "axis": judgement.axis,
        "member": judgement.member,
        "left_side": side(judgement.left),
        "right_side": side(judgement.right),
        "is_assumed": judgement.is_assumed,
        "title_zh": texts["title"],
        "message_zh": texts["message"],
        "basis_zh": texts["basis"],
        "formula_zh": judgement.formula.zh,
        "explanation_zh": words.zh,
        "note_zh": judgement.note.zh,
        "where": where,
        "verdict": verdict.verdict if verdict else "",
        "verdict_reason": verdict.reason if verdict else "",
        "verdict_by": verdict.made_by if verdict else "",
        "verdict_at": verdict.made_at.isoformat(timespec="seconds") if verdict else "",
    }
