"""Links of one kind each: to an agency's own page; out of the site, telling nothing of it."""

from collections.abc import Callable, Iterable

from dash import dcc, html
from dash.development.base_component import Component

from components.figures.text import agency_href
from components.layout.attributes import attributes
from components.numbers import plain
from components.tables import web_address
from components.view import Language, View
from components.words import say


def agency_link(agency: object, name: str, view: View) -> dcc.Link:
    """Return an agency's name as the way to its own page: the same wherever a name stands."""
    return dcc.Link(name, href=agency_href(agency, view), className="agency-name")


def outside(text: str, address: str, language: Language) -> Component:
    """Return a link to a public address, or the plain words where the address is not one."""
    if not web_address(address):
        return html.Span(text)
    return html.A(
        [text, html.Span(say("panel.new_tab", language), className="unseen")],
        href=address,
        target="_blank",
        rel="noopener noreferrer",
        className="outside",
    )


def pager(page: int, pages: int, href_of: Callable[[int], str], label: str) -> Component:
    """Set the links, or their empty place where one page is all."""
    if pages < 2:
        return html.Div(className="pager")
    links = page_links(page, pages, href_of)
    return html.Nav(links, className="pager", **attributes(aria_label=label))


def page_links(page: int, pages: int, href_of: Callable[[int], str]) -> list[Component]:
    """Return a link for each page that is offered; the one that is shown is no link."""
    offered = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    return [
        html.Span(plain(n), className="is-on", **attributes(aria_current="page"))
        if n == page
        else dcc.Link(plain(n), href=href_of(n))
        for n in offered
    ]


def facet(words: str, values: Iterable[tuple[str, str, bool]]) -> html.Div:
    """Set one filter: its name, then a link for each value; empty where it has none."""
    links = [value_link(label, href, is_on=is_on) for label, href, is_on in values]
    style = "facet" if links else "facet is-empty"
    inside = [html.Span(words, className="name"), *links]
    return html.Div(inside, className=style, role="group", **attributes(aria_label=words))


def value_link(label: str, href: str, count: int | None = None, *, is_on: bool) -> dcc.Link:
    """Return the link to one value, with how many rows have it where that is counted."""
    number = [] if count is None else [html.Span(plain(count), className="n")]
    return dcc.Link(
        [label, *number] if number else label,
        href=href,
        className="value is-on" if is_on else "value",
    )
