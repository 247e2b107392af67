"""The forms of tasks: a finding made one, and what is said of one since."""

from dash import html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.sending import field, form, hidden, signer, submit
from components.pages.tasks.answer import Row, beside, task_of_finding
from components.pages.tasks.gate import refused, sees
from components.view import Language, View
from components.words import say
from pipelines.desk.task_rows import state_words
from pipelines.desk.tasking import MOST_TEXT, findings_of_report
from pipelines.ledger.task_words import STATES, TEXTS, WITHDRAWN

DAY = len("2026-01-31")


def task_form(ask: PageRequest, row: Row) -> Component:
    """Return the form of a task; where nobody may act from here, the one sentence that says so."""
    language = ask.language
    if not sees(ask, row["agency_id"]):
        why = say(refused(ask, row["agency_id"]), language)
        return html.P(why, className="desk-closed")
    fields = [
        field(name, say(f"tasks_part.{name}", language), row[name], MOST_TEXT) for name in TEXTS
    ]
    inside = [
        html.H3(say("tasks.say", language)),
        *hidden(seen=str(row["decision_id"]), at=row["task"]),
        field("due_on", say("tasks.due_on", language), row["due_on"], DAY),
        *fields,
        signer(language),
        html.P([_button(state, row, language) for state in STATES]),
    ]
    return html.Div(
        form("/tasks/set", inside, language, search=ask.view.search()), className="desk"
    )


def finding_task(
    ask: PageRequest, fingerprint: str, agency_id: str, year: int, *, can_be: bool
) -> list[Component]:
    """Return what a finding's panel says of its task, or the form that makes it one."""
    language, view = ask.language, ask.view
    if not sees(ask):
        return []
    title = html.H3(say("tasks.of_finding", language))
    row = task_of_finding(ask, fingerprint, agency_id)
    link = View("tasks", language, view.dataset)
    if row is not None and row["state"] != WITHDRAWN:
        words = " · ".join(
            filter(
                None, (state_words(row["state"], language), row["due_on"], beside(row, language))
            )
        )
        to_task = html.A(words, href=link.with_own(at=row["task"]).href)
        return [html.Div([title, html.P(to_task)], className="desk")]
    if not can_be or not sees(ask, agency_id):
        return []
    rest = findings_of_report(ask.desk.installation, view.dataset, agency_id, year)
    buttons = [submit(say("tasks.make", language), "what", "this")]
    if len(rest) > 1:
        words = say("tasks.make_all", language, n=len(rest))
        buttons.append(submit(words, "what", "report"))
    inside = [
        title,
        *hidden(at=fingerprint),
        field("due_on", say("tasks.due_on", language), "", DAY),
        signer(language),
        html.P(buttons),
    ]
    return [html.Div(form("/tasks/make", inside, language, search=view.search()), className="desk")]


def _button(state: str, row: Row, language: Language) -> html.Button:
    is_same = state == row["state"]
    words = say("tasks.keep" if is_same else f"tasks_act.{state}", language)
    return submit(words, "state", state)
