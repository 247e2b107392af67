"""The page of all figures as HTML: filters as links with counts, a grid, files, store and API."""

from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.api.fields import HOME
from components.api.figures import Row
from components.context import PageRequest
from components.figures.scope import unit_words
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import outside, page_links, value_link
from components.layout.panel import badge
from components.layout.states import empty
from components.numbers import plain
from components.pages.data.answer import (
    SORTS,
    USUAL,
    Data,
    DataFacet,
    column_toggles,
    data,
    sort_of,
    value_words,
)
from components.pages.data.api import api_section, store_section, terms_section
from components.view import Language, View
from components.words import say

_FILES = {
    "csv": "CSV",
    "xlsx": "Excel",
    "parquet": "Parquet",
    "json": "JSON",
    "jsonl": "JSON Lines",
}
_CODED = ("table", "form", "state", "method", "dataset", "level", "source", "scope")
_FEW = 8  # values that are listed in a line; more are folded away
_PRINTED = ("2", "3", "4", "2014")


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
            _grid(page),
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


def _grid(found: Data) -> html.Div:
    caption = f"{found.question} {found.scope}"
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr([_head(name, found.view) for name in found.columns])),
            html.Tbody([_row(row, found) for row in found.rows]),
        ]
    )
    return html.Div(
        table,
        className="table figures",
        tabIndex=0,
        role="region",
        **attributes(aria_label=caption),
    )


def _head(name: str, view: View) -> html.Th:
    words = say(f"data_field.{name}", view.language)
    kind = "figure" if _is_number(name) else ""
    if name not in SORTS:
        return html.Th(words, scope="col", className=kind)
    key, sort = SORTS[name], sort_of(view)
    is_here = sort.removeprefix("-") == key
    first = f"-{key}" if name == "value" else key
    second = key if name == "value" else f"-{key}"
    turned = second if sort == first else ("" if sort == second else first)
    arrow = ("↓" if sort.startswith("-") else "↑") if is_here else ""
    link = dcc.Link(
        f"{words} {arrow}".strip(),
        href=view.with_own(sort=turned, n="").href,
        className="sort is-on" if is_here else "sort",
    )
    order = {"aria_sort": "descending" if sort.startswith("-") else "ascending"} if is_here else {}
    return html.Th(link, scope="col", className=kind, **attributes(**order))


def _row(row: Row, found: Data) -> html.Tr:
    names = "agency" if "agency" in found.columns else found.columns[0]
    return html.Tr(
        [
            html.Th(_inside(row, name, found.view), scope="row")
            if name == names
            else html.Td(
                _inside(row, name, found.view),
                className=_kind(name, row),
                **attributes(data_label=say(f"data_field.{name}", found.view.language)),
            )
            for name in found.columns
        ]
    )


def _inside(row: Row, name: str, view: View) -> Component | str:
    value = row[name]
    if name == "agency":
        return dcc.Link(str(value), href=_report(row, view, cell=False))
    if name == "value":
        return _value(row, view)
    if name == "address":
        return outside(str(value), str(value), view.language)
    return _words(name, value, view.language)


def _words(name: str, value: object, language: Language) -> str:
    if value is None or value == "":
        return ""
    if name == "sha256":
        return f"{value:.12}…"  # enough to compare; the files have all of it
    if name == "unit":
        return unit_words(str(value), language)
    if isinstance(value, bool) or name in _CODED:
        return value_words(name, value, language)
    return plain(float(str(value))) if name == "published" else str(value)


def _value(row: Row, view: View) -> Component:
    """Return the number, or its state in words where there is none; both lead to the place."""
    value = row["value"]
    words = (
        value_words("state", row["state"], view.language)
        if value is None
        else say("number.about", view.language, n=plain(value))
        if row["approximate"]
        else plain(value)
    )
    return dcc.Link(words, href=_report(row, view, cell=True))


def _report(row: Row, view: View, *, cell: bool) -> str:
    years = (row["year"], row["year"])
    there = View(page="report", language=view.language, dataset=view.dataset)
    member = f"[{row['member']}]" if row["member"] else ""
    key = f"{row['indicator']}{member}" if cell and row["table"] in _PRINTED else ""
    return replace(there, agencies=(row["agency_id"],), years=years).with_own(cell=key).href


def _kind(name: str, row: Row) -> str:
    if name == "value" and row["value"] is None:
        return f"figure state-{row['state']}"
    if name == "state" and row["state"] != "number":
        return f"state-{row['state']}"
    return (
        "figure" if _is_number(name) else ("long" if name in {"raw", "address", "sha256"} else "")
    )


def _is_number(name: str) -> bool:
    return name in {"value", "published"}


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
