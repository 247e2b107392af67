"""Links to the pages of a long list: the first, the last and those around the one that is shown."""

from collections.abc import Callable

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.numbers import plain


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
