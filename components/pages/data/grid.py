"""The grid of figures: a row a figure, columns chosen, a head that sorts, cells that lead on."""

from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from components.api.figures import Row
from components.figures.scope import unit_words
from components.layout.attributes import attributes
from components.layout.links import outside
from components.numbers import plain
from components.pages.data.answer import SORTS, Data, sort_of, value_words
from components.view import Language, View
from components.words import say

_CODED = ("table", "form", "state", "method", "dataset", "level", "source", "scope")
_PRINTED = ("2", "3", "4", "2014")


def grid(found: Data) -> html.Div:
    """Return the table of the page's figures."""
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
