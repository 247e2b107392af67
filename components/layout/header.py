"""The head and foot of every page: name, pages, language, scheme; the simulated ribbon."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components.access.visitor import visitor
from components.layout.attributes import attributes
from components.layout.place import my_place
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


def header(view: View, bare: Collection[Page] = (), *, has_home: bool = False) -> list[Component]:
    """Return the head of the page for a view: links keep place, agencies and years.

    `bare` names the pages that have nothing to show of this data: their links say so. Where the
    reader has a county of his own (`has_home`), the site's name leads there, and 总览 to all.
    """
    language = view.language
    home = View(language=language, dataset="real" if has_home else view.dataset)
    other = replace(view, language="en" if language == "zh" else "zh")
    return [
        html.A(say("site.skip", language), href="#main", className="skip"),
        dcc.Link(
            [html.Span(className="seal"), say("site.name", language)],
            href=home.href,
            className="brand",
        ),
        html.Div(
            [
                my_place(),
                *_who(view),
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
        html.Nav(
            [_page_link(view, page, is_bare=page in bare, has_home=has_home) for page in NAV],
            className="pages",
            **attributes(aria_label=say("site.pages", language)),
        ),
    ]


def _who(view: View) -> list[Component]:
    """Return the way in, or the name of who is in and the way to the own account."""
    seen = visitor()
    if not seen.has_accounts:
        return []
    language = view.language
    lang = {} if language == "zh" else {"lang": language}
    if seen.account is None:
        href = f"/login?{urlencode({'next': view.href} | lang)}"
        return [html.A(say("account.header_in", language), href=href, className="quiet")]
    href = "/account" + (f"?{urlencode(lang)}" if lang else "")
    title = say("account.header_own", language)
    return [html.A(seen.name, href=href, className="quiet who", title=title)]


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


def _page_link(view: View, page: Page, *, is_bare: bool, has_home: bool) -> dcc.Link:
    is_here = view.page == page
    words = say("site.bare", view.language)
    mark = [html.Span(words, className="none")] if is_bare else []
    to = _of(view, page)
    if has_home and to.is_start:  # which is the county's: all is asked for by its name
        to = to.with_own(show="all")
    return dcc.Link(
        [say(f"page.{page}", view.language), *mark],
        href=to.href,
        className="page" + " is-here" * is_here + " is-bare" * is_bare,
        title=say("site.bare_why", view.language) if is_bare else "",
    )
