"""The whole of table three as one sheet: a row per year or agency and applicant."""

from typing import Final

import pandas as pd

from components.figures import dimensions
from components.figures.pictures import TableQuestion
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn
from components.view import Language
from components.words import say
from pipelines.aggregate.requests import TOTAL
from pipelines.store.store import Store

_MEMBERS: Final = "applicant"


def requests_table(
    store: Store, asked: TableQuestion, known: pd.DataFrame, labels: dict[str, str]
) -> Table:
    """Set the table: every printed row as a column, each sum over the reports counted.

    A row that only one form prints is a number where that form was used, else not on the form.
    `known` are the reports that are counted.
    """
    view, language = asked.view, asked.view.language
    key = "report_year" if view.by == "year" else "agency_id"
    sums = store.request_sums(view.dataset, view.by, asked.scope.shown_asked, view.years)
    printed = list(dict.fromkeys(sums.sort_values("position", kind="stable")["indicator"]))
    added = sums.set_index(["bar", "member", "indicator"])["value"].to_dict()
    reports = known.groupby(key)["report_id"].nunique()
    members = dimensions.members(store)
    members = members[members["dimension"] == _MEMBERS].sort_values("position")
    words = dict(zip(members["member"], members[f"label_{language}"], strict=True))
    columns = (
        TableColumn(say(f"column.{view.by}", language)),
        TableColumn(say("requests.known", language), "number"),
        TableColumn(say("mix.applicant", language)),
        *(TableColumn(labels[indicator], "number") for indicator in printed),
    )
    rows = [
        (
            TableCell(str(bar) if view.by == "year" else asked.name(bar)),
            TableCell(plain(float(reports[bar])), float(reports[bar])),
            TableCell(words.get(member, member)),
            *(_cell(added.get((str(bar), member, row)), language) for row in printed),
        )
        for bar in reports.index
        for member in [TOTAL, *(m for m in words if m != TOTAL)]
    ]
    return Table(columns, tuple(rows))


def _cell(value: float | None, language: Language) -> TableCell:
    """Set a sum; None is a row the forms used do not print, NaN one that is not known."""
    if value is None:
        return TableCell(say("state.absent", language), state="absent")
    if pd.isna(value):
        return TableCell(say("requests.gap", language), state="not_captured")
    return TableCell(plain(float(value)), float(value))
