"""What stands where there is no chart: what is missing, why, and the next thing to do."""

from dash import dcc, html

from components.answers import Empty, Step
from components.layout.heading import question_heading
from components.view import View
from components.words import say


def empty(state: Empty) -> html.Article:
    """Set an empty answer with the same care as a full one."""
    return html.Article(
        [
            html.Div(
                [question_heading(state.question), html.P(state.scope, className="scope")],
                className="heading",
            ),
            _state(state.what, state.why, state.steps),
        ],
        className="panel",
    )


def missing(view: View) -> html.Article:
    """Set the page of an address that is no page."""
    language = view.language
    home = View(language=language, dataset=view.dataset).href
    steps = (Step(say("step.home", language), home),)
    return html.Article(
        [
            html.H1(say("empty.page", language)),
            _state(say("empty.page_why", language), "", steps),
        ],
        className="panel",
    )


def _state(what: str, why: str, steps: tuple[Step, ...]) -> html.Div:
    return html.Div(
        [
            html.Span(className="ring"),
            html.P(what, className="what"),
            *([html.P(why)] if why else []),
            html.P([dcc.Link(step.label, href=step.href, className="button") for step in steps]),
        ],
        className="empty",
    )
