"""What people decide on the desk, taken from their posts: nothing sent is trusted unlooked."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from flask import request

from components.access.gate import why_not
from components.context import PageRequest
from components.pages.importing.answer import inbox, look_at, why_words
from components.pages.importing.permission import refusal_of
from components.posted import Reply, line, number, refusal, sent, signature
from components.words import say
from pipelines.build import queue as builds
from pipelines.catalogue.bounds import bound_of, within
from pipelines.desk.inbox import Inbox
from pipelines.desk.inspection import Inspection
from pipelines.desk.received import InboxError
from pipelines.desk.recording import Correction, withdraw_correction
from pipelines.desk.recording import correct as record
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.decisions import DecidedReport
from pipelines.ledger.draft_states import DraftAssignment
from pipelines.model import Figure

_MOST_REASON: Final = 2_000
MOST_VALUE: Final = 20
_MOST_REASONS: Final = 40
_FIRST: Final = date(2008, 1, 1)
_CODE: Final = re.compile(r"\d{2,9}(-[0-9a-f]{8})?", re.ASCII)
_MOST_AGENCY: Final = 60
_MOST_YEAR: Final = 20


def act(ask: PageRequest) -> Reply:
    """Keep, file, send back or take back one document."""
    document = look_at(ask, sent("at"))
    if document is None:
        return refusal("importing.gone", ask.language, 404)
    look, part = document
    answers = _answers(ask, look, part)
    also = frozenset(AgencyId(one.agency_id).area for one in answers.values())
    why = refusal_of(ask, look, also)
    if why:
        return {"said": why_words(why, ask.language)}, 403
    do = _ACTS.get(sent("act"))
    if do is None or number("seen") is None:
        return refusal("importing.bad_act", ask.language, 400)
    do(inbox(ask.desk.installation), look, answers, signature())
    return {"href": _here(ask)}, 200


def correct(ask: PageRequest) -> Reply:
    """Correct one figure of a report on the desk, or take its correction back."""
    document = look_at(ask, sent("at"))
    figure = _figure(document) if document else None
    if document is None or figure is None:
        key = "importing.gone" if document is None else "importing.not_form"
        return refusal(key, ask.language, 404 if document is None else 400)
    look, part = document
    settled = look.parts[part].settled
    why = refusal_of(ask, look) or may_correct(ask, settled)
    lack = why_words(why, ask.language) if why else _lack(ask, settled, figure)
    if lack:
        return {"said": lack}, 403 if why else 422
    _corrected(ask, settled, figure)
    if look.state == "filed":
        builds.enqueue_for_entry(ask.desk.installation)
    return {"href": _here(ask)}, 200


def _answers(ask: PageRequest, look: Inspection, part: int) -> dict[int, DraftAssignment]:
    """Return whose the report is said to be, where that is said and differs from what is known."""
    report = look.parts[part].report if look.parts else None
    known = (report.agency.id, report.report_year) if report else ("", None)
    agency = _code(ask, sent("agency")) or known[0]
    year = known[1]
    if sent("year"):
        year = number("year")
        if year is None:
            raise InboxError("year", "bad_year", year=line(sent("year"), _MOST_YEAR))
    if not (sent("agency") or sent("year")) or (agency, year) == known:
        return {}
    if not agency or year is None:
        raise InboxError("open", "open_report", part=part + 1)
    return {part: DraftAssignment(agency[:40], year)}


def _code(ask: PageRequest, text: str) -> str:
    """Return the code of an agency that was given by its code or by its full name."""
    if not text or _CODE.fullmatch(text):
        return text
    found = ask.store.find_agencies("real", text[:_MOST_AGENCY])
    named = found[found["name"] == text]
    if len(named) != 1:
        raise InboxError("agency", "unknown_agency", agency=line(text, _MOST_AGENCY))
    return str(named["agency_id"].iloc[0])


def _keep(box: Inbox, look: Inspection, answers: Mapping[int, DraftAssignment], by: str) -> None:
    reason = line(sent("reason"), _MOST_REASON)
    box.keep(look.document.sha256, answers=answers, reason=reason, seen=_seen(), by=by)


def _file(box: Inbox, look: Inspection, answers: Mapping[int, DraftAssignment], by: str) -> None:
    sha256, day = look.document.sha256, _day(sent("day"), box.today())
    box.file(sha256, filed_on=day, answers=answers, seen=_seen(), by=by)


def _return(box: Inbox, look: Inspection, _answers: Mapping[int, DraftAssignment], by: str) -> None:
    said = [line(one, _MOST_REASON) for one in sent("reason").splitlines()][:_MOST_REASONS]
    today = box.today()
    box.give_back(look.document.sha256, reasons=said, returned_on=today, seen=_seen(), by=by)


def _withdraw(
    box: Inbox, look: Inspection, _answers: Mapping[int, DraftAssignment], by: str
) -> None:
    reason = line(sent("reason"), _MOST_REASON)
    box.withdraw(look.document.sha256, reason=reason, seen=_seen(), by=by)


_ACTS: Final[
    Mapping[str, Callable[[Inbox, Inspection, Mapping[int, DraftAssignment], str], None]]
] = {
    "keep": _keep,
    "file": _file,
    "return": _return,
    "withdraw": _withdraw,
}


def _seen() -> int:
    return number("seen") or 0


def _day(text: str, today: date) -> date:
    """Return the day of a filing, which is no day to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InboxError("day", "bad_day", day=text[:20]) from error
    if not _FIRST <= day <= today:
        raise InboxError("day", "bad_day", day=day)
    return day


def _figure(document: tuple[Inspection, int]) -> Figure | None:
    """Return the figure a form speaks of, if it still says what the form shows."""
    look, part = document
    position = number("figure")
    figures = look.parts[part].report.figures if look.parts else ()
    if position is None or position >= len(figures):
        return None
    one = figures[position]
    return one if one.raw.strip() == request.form.get("expected", "").strip() else None


def may_correct(ask: PageRequest, settled: DecidedReport) -> str:
    """Return why the present request may not correct figures of a report; "" where it may."""
    head = AgencyId(settled.report.agency.id).area
    is_open = ask.desk.installation.is_desk_open
    return why_not("correct", head or None, is_desk_open=is_open)


def _lack(ask: PageRequest, settled: DecidedReport, figure: Figure) -> str:
    """Return what is lacking in a correction; one that was sent before changes nothing more."""
    if not line(sent("reason"), _MOST_REASON):
        return say("importing_correct.no_reason", ask.language)
    is_corrected = number("figure") in settled.printed
    if sent("act") == "withdraw":
        return "" if is_corrected else say("importing.stale", ask.language)
    value = _value(figure.indicator)
    if value is None:
        bound = bound_of(figure.indicator)
        parts = {"digits": bound.digits, "decimals": bound.decimals}
        return say("importing_correct.no_number", ask.language, **parts)
    is_same = is_corrected and figure.value == value
    return say("importing.stale", ask.language) if is_same else ""


def _value(indicator: str) -> Decimal | None:
    """Return the number that was typed, None where it is none that the indicator can have."""
    text = sent("value").replace(",", "")
    value = within(indicator, text) if len(text) <= MOST_VALUE else None
    return value if value is not None and value >= 0 else None


def _corrected(ask: PageRequest, settled: DecidedReport, figure: Figure) -> None:
    installation, report = ask.desk.installation, settled.report
    reason, by = line(sent("reason"), _MOST_REASON), signature()
    seen = _correction_seen(settled)
    if sent("act") == "withdraw":
        cell = Subject(report.sha256, report.part, figure.indicator, figure.member, figure.label)
        withdraw_correction(installation, cell, reason, by=by, seen=seen)
        return
    value, source = f"{_value(figure.indicator):f}", line(sent("source"), 200)
    correction = Correction.of(report, figure, value, reason, source)
    record(installation, correction, by=by, seen=seen)


def _correction_seen(settled: DecidedReport) -> int:
    """Return the correction that the form showed, 0 for none; else the one that stands now."""
    shown = number("corrected")
    position = number("figure")
    correction = settled.printed.get(position) if position is not None else None
    return shown if shown is not None else correction.decision_id if correction else 0


def _here(ask: PageRequest) -> str:
    """Return where to go on: the same report, as it stands now."""
    return ask.view.with_own(at=sent("at"), draft="").href
