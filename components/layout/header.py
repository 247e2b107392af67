"""The head and foot of every page: name, pages, language, scheme; the simulated ribbon."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.layout.who import who
from components.view import Page, View
from components.words import say

NAV: Final[tuple[Page, ...]] = (
    "overview",
    "counts",
    "mix",
    "trends",
    "requests",
    "reviews",
    "compare",
    "rollup",
    "compliance",
    "findings",
    "similarity",
    "data",
    "import",
    "history",
    "about",
)  # in the order shown


def header(view: View) -> list[Component]:
    """Return the head of the page for a view: links keep place, agencies and years."""
    language = view.language
    other = replace(view, language="en" if language == "zh" else "zh")
    return [
        html.A(say("site.skip", language), href="#main", className="skip"),
        html.Div(
            [
                dcc.Link(
                    [html.Span(className="seal"), say("site.name", language)],
                    href=View(language=language, dataset=view.dataset).href,
                    className="brand",
                ),
                search_form(view),
                html.Div(
                    [
                        *who(view),
                        dcc.Link(
                            say("site.language", language),
                            href=other.href,
                            className="quiet",
                            title=say("site.language_hint", language),
                        ),
                        html.Button(
                            html.Span(className="scheme-icon"),
                            className="quiet scheme",
                            title=say("site.scheme_hint", language),
                            **attributes(data_act="scheme"),
                            **attributes(aria_label=say("site.scheme_hint", language)),
                        ),
                    ],
                    className="tools",
                ),
            ],
            className="header-row",
        ),
        html.Nav(
            [_page_link(view, page) for page in NAV],
            className="pages",
            **attributes(aria_label=say("site.pages", language)),
        ),
    ]


def search_form(view: View) -> html.Form:
    """Return the box that finds an agency; sent, it is the address of what was found."""
    language = view.language
    kept = {"lang": "" if language == "zh" else language, "dataset": view.dataset}
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
                for key, value in kept.items()
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


def ribbon(view: View) -> list[Component]:
    """Return the striped ribbon of simulated data, or nothing."""
    if not view.is_demo:
        return []
    words = [
        html.Strong(say("site.ribbon", view.language)),
        html.Span(say("site.ribbon_more", view.language)),
    ]
    return [
        html.Aside(
            html.P(words),
            className="ribbon",
            **attributes(aria_label=say("site.ribbon", view.language)),
        )
    ]


def foot(view: View, digest: str) -> list[Component]:
    """Return the foot: which build this is, and what the site does not do."""
    store = attributes(data_store=digest[:12])
    return [html.P(say("site.foot", view.language, digest=digest[:12]), **store)]


def _of(view: View, page: Page) -> View:
    """Return another page of the same place; a single report leads to its agency."""
    return replace(view, page=page, more=()).with_own(level=view.own("level"))


def _page_link(view: View, page: Page) -> dcc.Link:
    is_here = view.page == page
    return dcc.Link(
        say(f"page.{page}", view.language),
        href=_of(view, page).href,
        className="page is-here" if is_here else "page",
    )
