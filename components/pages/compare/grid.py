"""The grid of a comparison: indicators down, reports across, differences under the figures."""

from dash import dcc, html
from dash.development.base_component import Component

from components.figures.form import cell_key
from components.figures.text import form_words
from components.layout.attributes import attributes
from components.layout.links import agency_link
from components.pages.compare.answer import Compare
from components.pages.compare.columns import ComparedColumn
from components.pages.compare.rows import ComparedRow, Value
from components.pages.compare.words import (
    difference_words,
    median_head,
    median_words,
    question,
    value_words,
)
from components.view import View
from components.words import say


def grid(page: Compare) -> Component:
    """Set the rows shown, in one body a table of the form."""
    language = page.view.language
    if not page.shown:
        return html.P(say("compare.no_rows", language), className="scope")
    label = question(page)
    bodies = [_body(table, rows, page) for table, rows in page.groups.items()]
    table = html.Table(
        [html.Caption(label, className="unseen"), html.Thead(_head(page)), *bodies],
        className="columns",
    )
    return html.Div(
        table, className="table sides", tabIndex=0, role="region", **attributes(aria_label=label)
    )


def _head(page: Compare) -> html.Tr:
    language = page.view.language
    last = [html.Th(median_head(page), scope="col", className="figure")] if page.held.peers else []
    return html.Tr(
        [
            html.Th(say("compare.indicator", language), scope="col"),
            *(_column(n, one, page) for n, one in enumerate(page.sides)),
            *last,
        ]
    )


def _column(n: int, side: ComparedColumn, page: Compare) -> html.Th:
    language = page.view.language
    is_of_one = len({one.agency_id for one in page.sides}) == 1  # then a title is a year
    name = side.title if is_of_one else agency_link(side.agency_id, side.title, page.view)
    inside: list[Component] = [html.Span(name, className="who")]
    if side.about is None:
        inside.append(html.Span(say("state.no_report", language), className="unit"))
        return html.Th(inside, scope="col", className="figure")
    inside.append(html.Span(form_words(side.template, language), className="unit"))
    if n == page.held.base:
        inside.append(html.Span(say("compare.base", language), className="base"))
    else:
        words, name = say("compare.as_base", language), side.title
        title = say("compare.as_base_title", language, name=name)
        href = page.view.with_own(mark=side.key, n="").href
        inside.append(dcc.Link(words, href=href, title=title, className="base"))
    link = dcc.Link(say("compare.open_report", language), href=_report(side, page).href)
    inside.append(html.Span(link, className="unit"))
    return html.Th(inside, scope="col", className=f"figure{_ground(n, page)}")


def _ground(n: int, page: Compare) -> str:
    return " is-base" if n == page.held.base else ""


def _report(side: ComparedColumn, page: Compare) -> View:
    view = page.view
    return View(
        "report",
        view.language,
        view.dataset,
        agencies=(side.agency_id,),
        years=(side.year, side.year),
    )


def _body(table: str, rows: tuple[ComparedRow, ...], page: Compare) -> html.Tbody:
    language = page.view.language
    across = 1 + len(page.sides) + bool(page.held.peers)
    head = (
        [
            html.Tr(
                html.Th(say(f"table_name.{table}", language), colSpan=across, scope="rowgroup"),
                className="group",
            )
        ]
        if table
        else []
    )
    return html.Tbody([*head, *(_row(row, page) for row in rows)])


def _row(row: ComparedRow, page: Compare) -> html.Tr:
    language = page.view.language
    unit = [html.Span(f" {row.unit}", className="unit-in")] if row.unit else []
    number = say(f"table_name.{row.table}", language)
    where = [html.Span(f" · {number}", className="unit-in")] if page.is_sorted else []
    median = (
        [html.Td(median_words(row, language), className="figure median")] if page.held.peers else []
    )
    return html.Tr(
        [
            html.Th([row.label, *unit, *where], scope="row"),
            *(_cell(n, value, row, page) for n, value in enumerate(row.values)),
            *median,
        ],
        className="is-equal" if row.size == 0 else None,
    )


def _cell(n: int, value: Value, row: ComparedRow, page: Compare) -> html.Td:
    language, side = page.view.language, page.sides[n]
    text = value_words(value, language)
    main: Component = html.Span(text)
    if side.about is not None and value.state not in {"not_captured", "absent"}:
        key = cell_key(row.indicator, row.member)
        key = "" if value.is_derived else key
        main = dcc.Link(text, href=_report(side, page).with_own(cell=key).href)
    tag = [html.Span(say("compare.derived", language), className="second")]
    classes = [
        "figure",
        *([f"state-{value.state}"] if value.value is None else []),
        *(["is-zero"] if value.value == 0 else []),
    ]
    return html.Td(
        [main, *(tag if value.is_derived else []), *_difference(value, n, page)],
        className=" ".join(classes) + _ground(n, page),
    )


def _difference(value: Value, n: int, page: Compare) -> list[Component]:
    if n == page.held.base:
        return []
    words = difference_words(value, page.view.language)
    if not words:
        return []
    barred = value.note in {"not_comparable", "other_unit"}
    kind = "barred" if barred else "same" if not value.difference else "differs"
    return [html.Span(words, className=f"second {kind}")]
