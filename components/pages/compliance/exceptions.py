"""Who filed late, too early or not at all, by name, date and days: what a page of filing is for."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.figures.filing import EXCEPTIONS, exceptions
from components.figures.records import records
from components.layout.attributes import attributes
from components.layout.links import agency_link
from components.layout.marks import shape
from components.pages.compliance.answer import Board, day_of, square_href, state_words
from components.words import say

_MOST: Final = 12
_COLUMNS: Final = ("agency", "year", "published_on", "due_on", "state")


def exceptions_list(board: Board) -> list[Component]:
    """Set the exceptions of the choice, or one line that says there are none."""
    language, listed = board.view.language, exceptions(board.rows)
    if listed.empty:
        words = _none(board)
        return [html.P(words, className="lead")] if words else []
    counts = listed["state"].value_counts()
    title = say("compliance.comma", language).join(
        say(f"compliance.exceptions_{state}", language, n=int(counts[state]))
        for state in EXCEPTIONS
        if state in counts
    )
    heads = [html.Th(say(f"compliance_column.{n}", language), scope="col") for n in _COLUMNS]
    rows = [_row(row, board) for row in records(listed.head(_MOST))]
    table = html.Table(
        [
            html.Caption(title, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ]
    )
    more = len(listed) - _MOST
    words = say("compliance.exceptions_more", language, n=more)
    return [
        html.Section(
            [
                html.H2(title),
                html.Div(
                    table,
                    className="table exceptions",
                    tabIndex=0,
                    role="region",
                    **attributes(aria_label=title),
                ),
                *([html.P(words, className="lead")] if more > 0 else []),
            ],
            className="wanting",
        )
    ]


def _none(board: Board) -> str:
    """Say that nobody was late, where it is known of at least one filing."""
    known = int((board.rows["state"] == "on_time").sum())
    if not known:
        return ""
    return say("compliance.exceptions_none", board.view.language, n=known)


def _row(row: Mapping[str, Any], board: Board) -> html.Tr:
    view, state = board.view, str(row["state"])
    agency = str(row["agency_id"])
    name = board.scope_of.names.get(agency) or str(row["agency"])
    words = state_words(row, view)
    is_late = state == "late" and not pd.isna(row["days_late"])
    mark = html.Span(words, className="pill") if is_late else words
    return html.Tr(
        [
            html.Th(agency_link(agency, name, view), scope="row"),
            html.Td(dcc.Link(str(int(row["report_year"])), href=square_href(row, view))),
            html.Td(day_of(row["published_on"]) or "–"),
            html.Td(day_of(row["due_on"]) or "–"),
            html.Td([shape(state), mark], className=f"state-{state}"),
        ]
    )
