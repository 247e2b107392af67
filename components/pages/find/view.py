"""The page of a search: the agencies that fit, each with its newest report."""

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.attributes import attributes
from components.pages.find.answer import MOST, AgencyHit, AgencySearch, find
from components.view import Language, View
from components.words import say


def draw_find(ask: PageRequest) -> Component:
    """Set what a search found, or how to search."""
    page, language = find(ask.store, ask.view), ask.language
    title = say("find.title" if page.text else "find.blank", language, text=page.text)
    return html.Article(
        [
            html.Div(
                [html.H1(title), html.P(_sentence(page, language), className="answer")],
                className="heading",
            ),
            search_form(ask.view),
            html.Ul([html.Li(_hit(hit, language)) for hit in page.hits], className="hits"),
            html.P(page.others, className="notes") if page.others else None,
        ],
        className="panel find",
    )


def _sentence(found: AgencySearch, language: Language) -> str:
    if not found.text:
        return say("find.blank_why", language)
    if not found.hits:
        return f"{say('find.none', language)} {say('find.none_why', language)}"
    words = say("find.found", language, n=len(found.hits))
    return f"{words} {say('find.more', language, n=MOST)}" if found.is_cut else words


def _hit(hit: AgencyHit, language: Language) -> list[Component]:
    mark = [html.Span(say("site.ribbon", language), className="badge")] if hit.is_demo else []
    return [
        html.Div([dcc.Link(hit.name, href=hit.own, className="name"), *mark], className="hit-name"),
        html.Span(f"{hit.place} · {hit.years}", className="place"),
        html.Span(
            [
                dcc.Link(say("find.newest", language), href=hit.newest),
                dcc.Link(say("find.trend", language), href=hit.trend),
            ],
            className="ways",
        ),
    ]


def search_form(view: View) -> html.Form:
    """Return the box that finds an agency; sent, it is the address of what was found."""
    language = view.language
    hidden = {"lang": "" if language == "zh" else language, "dataset": view.dataset}
    return html.Form(
        [
            html.Label(
                [
                    html.Span(say("find.label", language), className="unseen"),
                    dcc.Input(
                        name="q",
                        type="search",
                        value=view.own("q") if view.page == "find" else "",
                        placeholder=say("find.hint", language),
                        maxLength=80,
                        autoComplete="off",
                        debounce=True,
                    ),
                ]
            ),
            *(
                dcc.Input(name=key, value=value, type="hidden")
                for key, value in hidden.items()
                if value
            ),
            html.Button(say("find.go", language), type="submit"),
        ],
        action="/find",
        method="GET",
        className="finder",
        role="search",
        **attributes(aria_label=say("find.label", language)),
    )
