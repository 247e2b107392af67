"""The form of a person's verdict, and what becomes of what it sends."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components.access.gate import why_not
from components.access.visitor import visitor
from components.context import PageRequest
from components.figures.evidence import history
from components.layout.sending import MOST_NAME, field, form, hidden, signer, submit
from components.pages.findings.opened import OpenedFinding
from components.posted import Reply, line, number, refusal, sent, signature
from components.view import Language
from components.words import say
from pipelines.desk.recording import give_verdict
from pipelines.errors import ChangedMeanwhileError, MingchaError
from pipelines.identities import AgencyId
from pipelines.ledger.verdicts import VERDICTS, WITHDRAWN

MOST_REASON: Final = 500
_WORDS: Final = (*VERDICTS, WITHDRAWN)


def verdict_form(ask: PageRequest, opened: OpenedFinding) -> Component:
    """Return the form; where nobody may write from here, the one sentence that says so."""
    language = ask.language
    record = _record(ask, opened.fingerprint)
    why = _refused(ask, _county_of(record) if record else "")
    if why:
        return html.P(say(why, language), className="desk-closed")
    reason = field("reason", say("findings_desk.reason", language), most=MOST_REASON)
    inside = [
        html.H3(say("findings_desk.title", language)),
        *hidden(seen=str(opened.token)),
        reason,
        signer(language),
        html.P(_buttons(opened, language)),
    ]
    sent_to = form("/findings/verdict", inside, language, search=ask.view.search())
    return html.Div(sent_to, className="desk")


def _refused(ask: PageRequest, county: str | None = None) -> str:
    """Return why the present request may not give a verdict, as the key of a message."""
    why = why_not("verdict", county, is_desk_open=ask.desk.installation.is_desk_open)
    return f"findings_desk.{why}" if why else ""


def _county_of(record: Mapping[str, Any]) -> str:
    """Return whose county a finding is of; of a city's own agency the city's code."""
    county = record.get("county_code")
    if isinstance(county, str) and county:
        return county
    place = AgencyId(record.get("agency_id") or "").place
    return place if place.isdigit() else ""


def _buttons(opened: OpenedFinding, language: Language) -> list[Component]:
    has_verdict = bool(opened.row and opened.row.verdict != "none")
    return [
        submit(say(f"findings_desk.{word}", language), "verdict", word)
        for word in _WORDS
        if word != WITHDRAWN or has_verdict  # else there is nothing to take back
    ]


def take_verdict(ask: PageRequest) -> Reply:
    """Enter the verdict that a form sends; the reply says why not, or where to look on."""
    fingerprint, reason = ask.view.own("at"), line(sent("reason"), MOST_REASON)
    objection = next(_objections(ask, fingerprint, reason), None)
    if objection:
        key, status = objection
        return refusal(key, ask.language, status)
    office, verdict, seen = ask.desk.installation, sent("verdict"), number("seen")
    try:
        give_verdict(office, fingerprint, verdict, reason, by=signature(), seen=seen)
    except ChangedMeanwhileError as late:
        return refusal("findings_desk.late", ask.language, 409, by=late.detail["by"])
    except MingchaError:
        return refusal("findings_desk.not_written", ask.language, 503)
    return {"href": ask.view.href}, 200


def _objections(ask: PageRequest, fingerprint: str, reason: str) -> Iterator[tuple[str, int]]:
    """Yield why nothing is entered, the first reason first: the key of a message, a status."""
    if why := _refused(ask):
        yield why, 403
    if sent("verdict") not in _WORDS:
        yield "findings_desk.no_verdict", 400
    if not reason or not (visitor().signature or line(sent("by"), MOST_NAME)):
        yield "findings_desk.no_reason", 422
    record = _record(ask, fingerprint)
    if record is None:
        yield "findings_desk.gone", 404
    elif why := _refused(ask, _county_of(record)):
        yield why, 403
    words = history(ask, fingerprint)
    if number("seen") != (words[-1].number if words else 0):
        yield "findings_desk.stale", 409


def _record(ask: PageRequest, fingerprint: str) -> dict[str, Any] | None:
    """Return the judgement of a fingerprint, of the data set that is looked at."""
    found = ask.store.finding_named(fingerprint)
    is_it = (found["fingerprint"] == fingerprint) & (found["dataset"] == ask.view.dataset)
    rows = found[is_it & (found["status"] == "fail")]
    return {str(key): value for key, value in rows.iloc[0].items()} if len(rows) else None
