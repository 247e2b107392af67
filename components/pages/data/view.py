"""The page of all figures as HTML: filters as links with counts, a grid, files, store and API."""

from functools import partial
from urllib.parse import parse_qsl

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.api.fields import HOME
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import page_links, value_link
from components.layout.panel import badge
from components.layout.states import empty
from components.numbers import plain
from components.pages.data.answer import (
    USUAL,
    Data,
    DataFacet,
    column_toggles,
    data,
)
from components.pages.data.api import api_section, store_section, terms_section
from components.pages.data.grid import grid
from components.view import Language, View
from components.words import say

_FILES = {
    "csv": "CSV",
    "xlsx": "Excel",
    "parquet": "Parquet",
    "json": "JSON",
    "jsonl": "JSON Lines",
}
_FEW = 8  # values that are listed in a line; more are folded away


def draw_data(ask: PageRequest) -> Component:
    """Draw the page of an address."""
    page = data(ask)
    if isinstance(page, Empty):
        return html.Div([empty(page), _search(page.view)], className="data-page")
    view = page.view
    return html.Article(
        [
            heading(page.question, page.scope, page.sentence),
            _filters(page),
            _columns(view, page),
            html.Div([_found(page), *badge(view)], className="found-line"),
            grid(page),
            _pager(page),
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
            _downloads(page),
            store_section(ask),
            terms_section(ask),
            api_section(ask),
        ],
        className="panel data-page",
    )


def _search(view: View) -> html.Form:
    """Return the box that looks for words; sent, it is the address of what was found."""
    language = view.language
    others = view.with_own(q="", n="")
    hidden = [
        dcc.Input(name=name, value=value, type="hidden") for name, value in _pairs(others.search())
    ]
    label = say("data.search", language)
    return html.Form(
        [
            html.Label(
                [
                    html.Span(label, className="name"),
                    dcc.Input(
                        name="q",
                        type="search",
                        value=view.own("q"),
                        placeholder=say("data.search_hint", language),
                        maxLength=120,
                        autoComplete="off",
                        className="field",
                    ),
                ]
            ),
            *hidden,
            html.Button(say("data.go", language), type="submit", className="button"),
            *([dcc.Link(say("data.clear", language), href=others.href)] if view.own("q") else []),
        ],
        action="/data",
        method="GET",
        className="search",
        role="search",
        **attributes(aria_label=label),
    )


def _pairs(search: str) -> list[tuple[str, str]]:
    return parse_qsl(search.removeprefix("?"))


def _filters(found: Data) -> html.Div:
    language = found.view.language
    sets = [_facet(facet, language) for facet in found.facets]
    if not any(facet.name == "indicator" for facet in found.facets):
        name = html.Span(say("data_facet.indicator", language), className="name")
        hint = html.Span(say("data.choose_table", language), className="hint")
        sets.append(html.Div([name, hint], className="facet"))
    return html.Div([_search(found.view), *sets], className="facets")


def _facet(facet: DataFacet, language: Language) -> html.Div:
    name = say(f"data_facet.{facet.name}", language)
    links: list[Component] = [
        value_link(label, href, n, is_on=is_on) for label, n, href, is_on in facet.values
    ]
    if facet.clear:
        links.append(dcc.Link(say("data.clear", language), href=facet.clear, className="clear"))
    head = html.Span(name, className="name")
    if len(facet.values) > _FEW:
        return html.Div([head, *_folded(facet, links, language)], className="facet")
    return html.Div([head, *links], className="facet", role="group", **attributes(aria_label=name))


def _folded(facet: DataFacet, links: list[Component], language: Language) -> list[Component]:
    """Fold a long list of values away; the chosen one stays in sight."""
    here = [link for link, value in zip(links, facet.values, strict=False) if value[3]]
    clear = links[len(facet.values) :] if here else []
    others = [link for link in links[: len(facet.values)] if link not in here]
    summary = html.Summary(say(f"data.choose_{facet.name}", language, n=len(facet.values)))
    return [*here, *clear, html.Details([summary, html.Div(others, className="rules")])]


def _columns(view: View, found: Data) -> html.Details:
    language = view.language
    toggles = [
        dcc.Link(
            say(f"data_field.{name}", language),
            href=href,
            className="value is-on" if is_on else "value",
        )
        for name, href, is_on in column_toggles(view)
    ]
    usual = dcc.Link(
        say("data.columns_few", language),
        href=view.with_own(columns="", n="").href,
        className="clear",
    )
    is_own = found.columns != USUAL
    return html.Details(
        [
            html.Summary(say("data.columns", language, n=len(found.columns))),
            html.Div([*toggles, *([usual] if is_own else [])], className="columns"),
        ],
        open=is_own,
        className="choose",
    )


def _found(found: Data) -> html.P:
    first = (found.page - 1) * found.size + 1
    last = first + len(found.rows) - 1
    said = {"first": plain(first), "last": plain(last), "rows": plain(found.total)}
    return html.P(say("data.found", found.view.language, **said), className="found", role="status")


def _pager(found: Data) -> html.Nav:
    view, language = found.view, found.view.language
    links = page_links(found.page, found.pages, partial(_page, view))
    if found.page > 1:
        links.insert(0, dcc.Link(say("data.previous", language), href=_page(view, found.page - 1)))
    if found.page < found.pages:
        links.append(dcc.Link(say("data.next", language), href=_page(view, found.page + 1)))
    label = say("data.pages", language)
    return html.Nav(links, className="pager", **attributes(aria_label=label))


def _page(view: View, n: int) -> str:
    return view.with_own(n="" if n == 1 else str(n)).href


def _downloads(found: Data) -> html.Div:
    view = found.view
    words = say("data.download_line", view.language, rows=plain(found.total))
    search = view.with_own(n="", sort="").search()
    chosen = view.with_own(n="", sort="", columns="").search()
    with_comments = f"{search}{'&' if search else '?'}header=comments"
    files = {
        **{f"/data.{ending}{search}": name for ending, name in _FILES.items()},
        f"/data.csv{with_comments}": say("data.csv_told", view.language),
        f"{HOME}/package.zip{chosen}": say("data.package", view.language),
        f"{HOME}/datapackage.json{chosen}": say("data.metadata", view.language),
    }
    links = [html.A(name, href=to, download="", className="button") for to, name in files.items()]
    return html.Div([html.Span(words, className="label"), *links], className="downloads")
