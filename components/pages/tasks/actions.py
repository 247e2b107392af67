"""What becomes of what the forms of tasks send: nothing of it is trusted."""

from datetime import date
from typing import Final

from components.access.visitor import visitor
from components.context import PageRequest
from components.pages.tasks.gate import refused
from components.pages.tasks.missing import missing_of
from components.posted import Reply, line, number, refusal, sent, signature
from components.view import View
from components.words import messages
from pipelines.desk.tasking import (
    MOST_TEXT,
    finding_of,
    findings_of_report,
    make_tasks,
    say_of_task,
)
from pipelines.errors import ChangedMeanwhileError, LedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import TEXTS, TaskWord
from pipelines.ledger.tasks import current_tasks

_MOST_NAME: Final = 60
_MOST_KEY: Final = 40
_FIRST, _LAST = 2000, 2100


def make(ask: PageRequest) -> Reply:
    """Make a finding a task, or all of its report that are none yet, or missing reports."""
    language, view = ask.language, ask.view
    if sent("what") == "missing":
        return _make_missing(ask)
    fingerprint = sent("at")[:_MOST_KEY]
    row = finding_of(ask.store, fingerprint)
    if row is None or row["dataset"] != view.dataset:
        return refusal("tasks_desk.gone", language, 404)
    why, day = _objection(ask, str(row["agency_id"]))
    if why:
        return why
    whose = str(row["agency_id"]), int(row["report_year"] or 0)
    wanted = [fingerprint]
    if sent("what") == "report":
        wanted = findings_of_report(ask.desk.installation, view.dataset, *whose)
    try:
        make_tasks(ask.desk.installation, wanted, day, by=signature())
    except LedgerError as error:
        return _failure(error, ask)
    one = View("tasks", language, view.dataset, agencies=(whose[0],))
    href = one.href if len(wanted) > 1 else one.with_own(at=fingerprint).href
    return {"href": href}, 200


def _make_missing(ask: PageRequest) -> Reply:
    """Make the missing reports of a year tasks, those of the counties that the visitor is for."""
    view, language = ask.view, ask.language
    rows = missing_of(ask, number("at"))
    if not rows:
        return refusal("tasks_desk.gone", language, 404)
    why, day = _objection(ask, str(rows[0]["agency_id"]))
    if why:
        return why
    try:
        make_tasks(ask.desk.installation, [row["fingerprint"] for row in rows], day, by=signature())
    except LedgerError as error:
        return _failure(error, ask)
    return {"href": View("tasks", language, view.dataset, county=view.county).href}, 200


def say_of(ask: PageRequest) -> Reply:
    """Enter a word on a task; the reply says why not, or where to look on."""
    language, task_id = ask.language, sent("at")[:_MOST_KEY]
    task = current_tasks(Ledger(ask.desk.installation.ledger)).get(task_id)
    if task is None or task.dataset != ask.view.dataset:
        return refusal("tasks_desk.no_task", language, 404)
    why, day = _objection(ask, task.agency_id)
    if why:
        return why
    seen = number("seen")
    if seen is None:
        return refusal("tasks_desk.stale", language, 409)
    texts = {name: line(sent(name), MOST_TEXT) for name in TEXTS}
    word = TaskWord(sent("state")[:_MOST_KEY], day, **texts)
    try:
        say_of_task(ask.desk.installation, task_id, word, by=signature(), seen=seen)
    except LedgerError as error:
        return _failure(error, ask)
    return {"href": ask.view.with_own(at=task_id).href}, 200


def _objection(ask: PageRequest, agency_id: str) -> tuple[Reply | None, date | None]:
    """Return why nothing is entered, or the day that was sent."""
    language = ask.language
    if why := refused(ask, agency_id):
        return refusal(why, language, 403), None
    if not (visitor().signature or line(sent("by"), _MOST_NAME)):
        return refusal("tasks_desk.no_name", language, 422), None
    text = sent("due_on")
    if not text:
        return None, None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not _FIRST <= day.year <= _LAST:
        return refusal("tasks_desk.no_day", language, 422), None
    return None, day


def _failure(error: LedgerError, ask: PageRequest) -> Reply:
    """Return why the ledger took nothing, in one sentence."""
    if isinstance(error, ChangedMeanwhileError):
        return refusal("tasks_desk.late", ask.language, 409, by=error.detail["by"])
    key = f"tasks_desk.{error.code}"
    if key in messages():
        return refusal(key, ask.language, 422)
    raise error
