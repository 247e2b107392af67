"""A table value as HTML: scoped heads, figures to the right, states by shape and word."""

from __future__ import annotations

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.layout.links import outside
from components.tables import Table, TableCell, TableColumn
from components.view import Language
from components.words import say

MOST_CELLS: Final = 800  # on a page: the browser sets some thousand components very slowly


def html_table(table: Table, caption: str, language: Language) -> html.Div:
    """Set a table; one that is very long shows its first rows and says so: files have all."""
    most = MOST_CELLS // max(len(table.columns), 1)
    rows = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr([_head(column) for column in table.columns])),
            html.Tbody([_row(row, table, language) for row in table.rows[:most]]),
        ],
    )
    region = html.Div(
        rows, className="table", tabIndex=0, role="region", **attributes(aria_label=caption)
    )
    if len(table.rows) <= most:
        return region
    note = say("panel.first_rows", language, n=most, of=len(table.rows))
    return html.Div([html.P(note, className="notes"), region])


def _head(column: TableColumn) -> html.Th:
    unit = [html.Span(column.unit, className="unit")] if column.unit else []
    return html.Th([column.label, *unit], scope="col", className=_kind(column))


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
