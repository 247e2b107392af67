"""催报: reports that are missing and no task yet, and the form that makes them tasks."""

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.sending import field, form, hidden, signer, submit
from components.pages.tasks.form import DAY
from components.pages.tasks.gate import sees
from components.words import say
from pipelines.desk.tasking import missing_reports

_MOST: Final = 12  # agencies named


def missing_of(ask: PageRequest, year: int | None = None) -> list[dict[str, Any]]:
    """Return the missing reports of a year, of the newest that has some where none is asked for.

    Only those of agencies that the visitor may act on, in the county looked at.
    """
    rows = [
        row
        for row in missing_reports(ask.desk.installation, ask.view.dataset, ask.view.county)
        if sees(ask, row["agency_id"])
    ]
    newest = max((row["report_year"] for row in rows), default=None)
    return [row for row in rows if row["report_year"] == (newest if year is None else year)]


def missing_form(ask: PageRequest) -> list[Component]:
    """Set who has not reported and is not chased yet, with the form to do so; nothing for none."""
    language = ask.language
    rows = missing_of(ask)
    if not rows:
        return []
    year, named = rows[0]["report_year"], [str(row["agency"]) for row in rows[:_MOST]]
    names = say("agency.comma", language).join(named)
    if len(rows) > _MOST:
        names += say("tasks.missing_more", language, n=len(rows) - _MOST)
    inside = [
        html.H2(say("tasks.missing", language)),
        html.P(say("tasks.missing_named", language, n=len(rows), year=year, names=names)),
        *hidden(at=str(year)),
        field("due_on", say("tasks.due_on", language), "", DAY),
        signer(language),
        html.P([submit(say("tasks.make_missing", language, n=len(rows)), "what", "missing")]),
    ]
    search = ask.view.search()
    return [html.Section(form("/tasks/make", inside, language, search=search), className="desk")]
