"""A table value as HTML: scoped heads, figures to the right, states by shape and word."""

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.layout.links import outside
from components.tables import Table, TableCell, TableColumn, sort_of, sorted_by
from components.view import Language, View
from components.words import say

MOST_CELLS: Final = 800  # on a page: the browser sets some thousand components very slowly


def sortable_table(table: Table, caption: str, view: View, name: str = "") -> html.Div:
    """Set a table whose heads sort it: the order is part of the address."""
    return html_table(sorted_by(table, view.own("sort")), caption, view.language, view, name)


def html_table(
    table: Table, caption: str, language: Language, view: View | None = None, name: str = ""
) -> html.Div:
    """Set a table; one that is very long shows its first rows and says so: files have all.

    Where a view is given, the heads are links that sort it; `name` is the id of its frame.
    """
    most = MOST_CELLS // max(len(table.columns), 1)
    rows = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(_heads(table, view))),
            html.Tbody([_row(row, table, language) for row in table.rows[:most]]),
        ],
    )
    own: dict[str, Any] = {"id": name} if name else {}
    region = html.Div(
        rows, className="table", tabIndex=0, role="region", **attributes(aria_label=caption), **own
    )
    if len(table.rows) <= most:
        return region
    note = say("panel.first_rows", language, n=most, of=len(table.rows))
    return html.Div([html.P(note, className="notes"), region])


def _heads(table: Table, view: View | None) -> list[html.Th]:
    if view is None:
        return [_head(column) for column in table.columns]
    now = sort_of(table, view.own("sort"))
    return [_sorting(column, at, now, view) for at, column in enumerate(table.columns)]


def _head(column: TableColumn) -> html.Th:
    return html.Th(_title(column), scope="col", className=_kind(column))


def _title(column: TableColumn) -> list[Component | str]:
    unit = [html.Span(column.unit, className="unit")] if column.unit else []
    return [column.label, *unit]


def _sorting(column: TableColumn, at: int, now: tuple[int, bool] | None, view: View) -> html.Th:
    """Set a head that sorts: numbers the greatest first, words from the first letter."""
    is_here = now is not None and now[0] == at
    is_down = now[1] if now is not None and is_here else column.kind != "number"
    wanted = f"{at + 1}" if is_down else f"-{at + 1}"
    link = dcc.Link(_title(column), href=view.with_own(sort=wanted).href, className="sorts")
    order = attributes(aria_sort="descending" if is_down else "ascending") if is_here else {}
    return html.Th(link, scope="col", className=_kind(column), **order)


def _row(row: tuple[TableCell, ...], table: Table, language: Language) -> html.Tr:
    names = next((i for i, c in enumerate(table.columns) if c.kind == "text"), 0)
    return html.Tr(
        [
            html.Th(_inside(cell, language), scope="row")
            if i == names
            else html.Td(_inside(cell, language), className=_class(cell, table.columns[i]))
            for i, cell in enumerate(row)
        ]
    )


def _inside(cell: TableCell, language: Language) -> Component | str:
    if cell.href.startswith("/"):  # a page of ours: the link keeps the reader here
        return dcc.Link(cell.text, href=cell.href)
    return outside(cell.text, cell.href, language) if cell.href else cell.text


def _class(cell: TableCell, column: TableColumn) -> str:
    return f"{_kind(column)} state-{cell.state}" if cell.state else _kind(column)


def _kind(column: TableColumn) -> str:
    return "figure" if column.kind == "number" else column.kind
