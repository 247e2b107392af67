"""The proposed roster as HTML: a line an agency, each with the form that confirms it."""

from dash import html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.heading import heading
from components.layout.sending import field, form, hidden, name_field, submit
from components.layout.states import empty
from components.pages.roster.answer import RosterPage, doubtful_words, roster_page
from components.words import say
from pipelines.filing.proposal import ProposedLine
from pipelines.papers.roster_words import sentences, source_words
from pipelines.papers.words import say as say_paper

_YEAR = 4  # letters
_CODES = 200


def draw_roster(ask: PageRequest) -> Component:
    """Draw the page of a county's roster."""
    page = roster_page(ask)
    if isinstance(page, Empty):
        return empty(page)
    language = ask.language
    is_left = any(line.is_ready for line in page.lines)
    doubtful = doubtful_words(page.lines, language) if page.may_act else ""
    return html.Article(
        [
            heading(page.question, page.scope, page.sentence),
            *(name_field(language) if page.may_act else []),
            html.Ol([_line(line, page) for line in page.lines], className="entries"),
            *([_all(page)] if page.may_act and is_left else []),
            *([html.P(doubtful, className="what")] if doubtful else []),
            html.P(say("roster.how", language), className="scope"),
        ],
        className="panel ledger roster",
    )


def _line(line: ProposedLine, page: RosterPage) -> html.Li:
    language = page.view.language
    head = [
        html.Span(line.name, className="who"),
        html.Span(line.agency_id, className="number"),
        html.Span(source_words(line, language), className="kind"),
    ]
    if line.listed is not None:
        head.append(html.Span(say_paper("roster", "line.listed", language), className="gone"))
    joint = say("roster.joint", language)
    inside: list[Component] = [
        html.P(head, className="when"),
        html.P(joint.join(sentences(line, language)), className="what"),
    ]
    if page.may_act and line.listed is None:
        inside.append(_form(line, page))
    return html.Li(inside, className="is-replaced" if line.listed is not None else "")


def _form(line: ProposedLine, page: RosterPage) -> Component:
    language = page.view.language
    fields = [
        field("since", say("roster.since", language), str(line.since), _YEAR),
        field("until", say("roster.until", language), "", _YEAR),
        field("before", say("roster.before", language), " ".join(line.predecessors), _CODES),
    ]
    changed = html.Details(
        [html.Summary(say("roster.change", language)), html.Div(fields, className="line")],
        className="way",
    )
    words = say("roster.confirm", language, year=line.since)
    inside = [*hidden(agency=line.agency_id), html.Div([submit(words), changed], className="act")]
    return form("/roster/confirm", inside, language, search=page.view.search())


def _all(page: RosterPage) -> Component:
    """Set the button that confirms all that is left, and that nobody doubts, as proposed."""
    language = page.view.language
    n = sum(line.is_ready for line in page.lines)
    inside = [
        *hidden(agency="all"),
        html.P(submit(say("roster.confirm_all", language, n=n), is_main=True)),
    ]
    return form("/roster/confirm", inside, language, search=page.view.search())
