"""Filters as rows of links: each value of one filter, and which of them are on."""

from collections.abc import Iterable

from dash import dcc, html

from components.layout.attributes import attributes
from components.numbers import plain


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
