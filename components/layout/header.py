"""The head and foot of every page: name, pages, language, scheme; the simulated ribbon."""

from collections.abc import Collection, Mapping
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

# The five groups in the order shown, and the pages that belong to each. A group's name leads to
# its first page. The pages of the group one is in stand on a second line, but for 总览: what it
# holds beside itself is about a single place and is reached from there, so only the open one is.
GROUPS: Final[Mapping[str, tuple[Page, ...]]] = {
    "overview": ("overview", "find", "county", "agency", "report"),
    "figures": ("counts", "mix", "trends", "why", "requests", "reviews", "compare", "rollup"),
    "checks": ("findings", "compliance", "similarity"),
    "work": ("import", "tasks", "roster", "history"),
    "files": ("data", "about"),
}


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
            [
                html.Div(_groups(view, has_home=has_home), className="groups"),
                html.Div(
                    [_page_link(view, page, is_bare=page in bare) for page in _inside(view.page)],
                    className="pages",
                ),
            ],
            className="nav",
            **attributes(aria_label=say("site.pages", language)),
        ),
    ]


def _groups(view: View, *, has_home: bool) -> list[Component]:
    """Return the names of the groups, each leading to its first page."""
    links: list[Component] = []
    for name, pages in GROUPS.items():
        to = _of(view, pages[0])
        if has_home and to.is_start:  # which is the county's: all is asked for by its name
            to = to.with_own(show="all")
        state = " is-in" * (view.page in pages) + " is-here" * (view.page == name)
        words = say(f"group.{name}", view.language)
        links.append(dcc.Link(words, href=to.href, className=f"group{state}"))
    return links


def _inside(page: Page) -> list[Page]:
    """Return the pages on the second line: what the group holds beside its own name."""
    group = next((pages for pages in GROUPS.values() if page in pages), ())
    return [page] * (page != "overview") if "overview" in group else list(group)


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


def _page_link(view: View, page: Page, *, is_bare: bool) -> dcc.Link:
    is_here = view.page == page
    words = say("site.bare", view.language)
    mark = [html.Span(words, className="none")] if is_bare else []
    return dcc.Link(
        [say(f"page.{page}", view.language), *mark],
        href=_of(view, page).href,
        className="page" + " is-here" * is_here + " is-bare" * is_bare,
        title=say("site.bare_why", view.language) if is_bare else "",
    )
