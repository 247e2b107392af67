"""An entry of the records taken back by a later one; nothing is ever erased."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import request

from components.access.gate import why_not
from components.context import PageRequest
from components.figures.records import Record
from components.pages.history.answer import is_reversible, word_number
from components.pages.importing.answer import inbox, look_at, why_words
from components.pages.importing.permission import refusal_of
from components.posted import Reply, line, number, refusal, sent, signature
from pipelines.accounts.roles import Action
from pipelines.build import queue as builds
from pipelines.desk.recording import give_verdict, withdraw_correction
from pipelines.desk.tasking import take_back as take_back_word
from pipelines.identities import AgencyId, Subject
from pipelines.ledger.verdicts import WITHDRAWN

_MOST_REASON: Final = 500
_ACTION: Final[Mapping[str, Action]] = {
    "verdict": "verdict",
    "correction": "correct",
    "draft": "import",
    "task": "task",
}


def take_back(ask: PageRequest) -> Reply:
    """Take back the entry that a form names, if it still is the word that counts."""
    entry, reason = number("id"), line(sent("reason"), _MOST_REASON)
    row = word_number(ask.desk.installation, entry) if entry is not None else None
    if row is None or not is_reversible(row):
        return refusal("history.stale", ask.language, 409)
    if not reason:
        return refusal("history.no_reason", ask.language, 422)
    why = _refusal(ask, row)
    if why:
        return {"said": why_words(why, ask.language)}, 403
    _TAKES[str(row["kind"])](ask, row, reason)
    search = request.form.get("search", "")
    return {"href": f"/history{search}" if search.startswith("?") else "/history"}, 200


def _refusal(ask: PageRequest, row: Record) -> str:
    kind, head = str(row["kind"]), AgencyId(row["agency_id"]).area
    if kind == "draft":
        found = look_at(ask, f"{row['sha256']}:0")
        return refusal_of(ask, found[0]) if found else "closed"
    is_open = ask.desk.installation.is_desk_open
    return why_not(_ACTION[kind], head, is_desk_open=is_open)


def _draft(ask: PageRequest, row: Record, reason: str) -> None:
    box, seen = inbox(ask.desk.installation), int(row["decision_id"])
    box.withdraw(str(row["sha256"]), reason=reason, seen=seen, by=signature())


def _verdict(ask: PageRequest, row: Record, reason: str) -> None:
    seen, by = int(row["decision_id"]), signature()
    give_verdict(ask.desk.installation, str(row["subject"]), WITHDRAWN, reason, by=by, seen=seen)


def _correction(ask: PageRequest, row: Record, reason: str) -> None:
    figure = Subject.parse(str(row["subject"]))
    seen, by = int(row["decision_id"]), signature()
    withdraw_correction(ask.desk.installation, figure, reason, by=by, seen=seen)
    builds.enqueue_for_entry(ask.desk.installation)


def _task(ask: PageRequest, row: Record, reason: str) -> None:
    seen, by = int(row["decision_id"]), signature()
    take_back_word(ask.desk.installation, str(row["subject"]), reason, by=by, seen=seen)


_TAKES: Final[Mapping[str, Callable[[PageRequest, Record, str], None]]] = {
    "draft": _draft,
    "verdict": _verdict,
    "correction": _correction,
    "task": _task,
}
