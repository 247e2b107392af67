"""The form of a person's verdict, and what becomes of what it sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.access.visitor import visitor
from components.context import PageRequest
from components.figures.evidence import history
from components.pages.findings.gate import county_of, refused
from components.pages.findings.opened import OpenedFinding
from components.posted import line
from components.view import Language
from components.words import say
from pipelines.desk.recording import give_verdict
from pipelines.errors import ChangedMeanwhileError, MingchaError

WITHDRAWN: Final = "withdrawn"
BUTTONS: Final[Mapping[ids.VerdictForm, str]] = {
    ids.VerdictForm.CONFIRMED: "confirmed",
    ids.VerdictForm.EXCLUDED: "excluded",
    ids.VerdictForm.PENDING: "pending",
    ids.VerdictForm.WITHDRAWN: WITHDRAWN,
}
MOST_REASON: Final = 500
MOST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class VerdictSubmission:
    """What a form sends: nothing of it is trusted before it was looked at.

    `seen` is the number of the last word on the finding that the sender saw; what was sent once
    is stale the second time.
    """

    verdict: object
    reason: object
    name: object
    seen: object


def form(ask: PageRequest, opened: OpenedFinding) -> Component:
    """Return the form; where nobody may write from here, the one sentence that says so."""
    language = ask.language
    record = _record(ask, opened.fingerprint)
    why = refused(ask, county_of(record) if record else "")
    if why:
        return html.P(say(why, language), className="desk-closed")
    return html.Div(
        [
            html.H3(say("findings_desk.title", language)),
            _field(ids.VerdictForm.REASON, "reason", language, MOST_REASON),
            _person(language),
            dcc.Store(id=ids.VerdictForm.SEEN, data=opened.token),
            _buttons(opened, language),
            html.P(id=ids.VerdictForm.SAID, role="alert", className="said"),
        ],
        className="desk",
    )


def _field(name: ids.VerdictForm, what: str, language: Language, most: int) -> Component:
    label = html.Label(say(f"findings_desk.{what}", language), htmlFor=name)
    box = dcc.Input(id=name, type="text", maxLength=most, autoComplete="off", className="field")
    return html.Div([label, box], className=f"line-of-{what}")


def _person(language: Language) -> Component:
    """Return the field of a name; who is signed in has one, and no other is taken."""
    signed = visitor().signature
    if not signed:
        return _field(ids.VerdictForm.NAME, "name", language, MOST_NAME)
    kept = dcc.Input(id=ids.VerdictForm.NAME, type="hidden", value=signed)
    said = say("findings_desk.signed", language, name=signed)
    return html.P([said, kept], className="line-of-name")


def _buttons(opened: OpenedFinding, language: Language) -> Component:
    has_one = bool(opened.row and opened.row.verdict != "none")
    given = [
        html.Button(
            say(f"findings_desk.{word}", language),
            id=part,
            className="button",
            hidden=word == WITHDRAWN and not has_one,  # there is nothing to take back
        )
        for part, word in BUTTONS.items()
    ]
    return html.P(given)


def take(ask: PageRequest, said: VerdictSubmission) -> str:
    """Take a verdict into the ledger; return in a sentence why not, "" when done."""
    fingerprint = ask.view.own("at")
    name = visitor().signature or _text(said.name, MOST_NAME)
    why = refused(ask) or _incomplete(said, name)
    record = _record(ask, fingerprint) if not why else None
    why = why or _late(ask, said, record) or refused(ask, county_of(record or {}))
    if why:
        return say(why, ask.language)
    reason, seen = _text(said.reason, MOST_REASON), int(str(said.seen))
    office = ask.desk.installation
    try:
        give_verdict(office, fingerprint, str(said.verdict), reason, by=name, seen=seen)
    except ChangedMeanwhileError as late:
        return say("findings_desk.late", ask.language, by=late.detail["by"])
    except MingchaError:
        return say("findings_desk.not_written", ask.language)
    return ""


def _incomplete(said: VerdictSubmission, name: str) -> str:
    if not isinstance(said.verdict, str) or said.verdict not in BUTTONS.values():
        return "findings_desk.no_verdict"
    return "" if _text(said.reason, MOST_REASON) and name else "findings_desk.no_reason"


def _record(ask: PageRequest, fingerprint: str) -> dict[str, Any] | None:
    """Return the judgement of a fingerprint, of the data set that is looked at."""
    found = ask.store.finding_named(fingerprint)
    is_it = (found["fingerprint"] == fingerprint) & (found["dataset"] == ask.view.dataset)
    rows = found[is_it & (found["status"] == "fail")]
    return {str(key): value for key, value in rows.iloc[0].items()} if len(rows) else None


def _late(ask: PageRequest, said: VerdictSubmission, record: dict[str, Any] | None) -> str:
    """Return why it comes too late: the finding is gone, or somebody has spoken meanwhile."""
    if record is None:
        return "findings_desk.gone"
    words = history(ask, ask.view.own("at"))
    last = words[-1].number if words else 0
    is_seen = isinstance(said.seen, int) and not isinstance(said.seen, bool) and said.seen == last
    return "" if is_seen else "findings_desk.stale"


def _text(sent: object, most: int) -> str:
    """Return what was typed as one line; what is no text says nothing."""
    return line(sent, most) if isinstance(sent, str) else ""
