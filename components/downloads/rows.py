"""What a file of one question holds, row by row: the choice, or everything with the choice marked.

One row a report and figure; a year of the choice without a report is a row that says so.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from components.answers import Answer, Sheet
from components.figures import dimensions
from components.figures.asked import without_report
from components.figures.rates import indicator_cells
from components.figures.records import records
from components.figures.scope import Scope, scope_of
from components.figures.text import form_words
from components.numbers import span
from components.tables import Table, TableCell, TableColumn, sorted_by
from components.view import Language, View
from components.words import say
from pipelines.store.store import Store

Held = Literal["chosen", "seen", "all"]
_COLUMNS: Final = (
    *(
        "dataset",
        "agency_id",
        "agency",
        "year",
        "indicator",
        "member",
        "label",
        "value",
        "state",
        "unit",
    ),
    *("approximate", "form", "source", "address", "basis", "chosen"),
)
_OF_RATES: Final = ("upper", "lower")
_NUMBERS: Final = frozenset({"year", "value", *_OF_RATES})
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of a file and the words that are true of them."""

    held: Held
    words: str
    table: Table


def rows_seen(answer: Answer | Sheet) -> FileRows:
    """Return the table as the page shows it."""
    table = sorted_by(answer.table, answer.view.own("sort"))
    words = say("export.holds_seen", answer.view.language, n=len(table.rows))
    return FileRows("seen", words, table)


def rows_chosen(store: Store, answer: Answer) -> FileRows:
    """Return the figures of the chosen agencies and years, each year that was asked for."""
    view = answer.view
    scope = scope_of(store, view)
    agencies = scope.shown_asked
    cells = _cells(store, answer, agencies, view.years)
    rows = [*records(cells), *_lacking(store, scope, view, cells)]
    places = {agency: place for place, agency in enumerate(agencies)}
    rows.sort(key=lambda row: (places[row["agency_id"]], row["report_year"]))
    addresses = _addresses(store, view)
    made = tuple(_row(row, answer, addresses, is_chosen=True) for row in rows)
    words = _words("export.holds_chosen", rows, view.language, n=len(rows))
    return FileRows("chosen", words, Table(_columns(answer), made))


def rows_of_all(store: Store, answer: Answer) -> FileRows:
    """Return every figure of the question in the data set, the chosen ones marked."""
    view = answer.view
    agencies, addresses = set(scope_of(store, view).shown_asked), _addresses(store, view)
    first, last = view.years or (0, 9999)
    rows = records(_cells(store, answer, (), None))
    is_chosen = [
        row["agency_id"] in agencies and first <= row["report_year"] <= last for row in rows
    ]
    made = tuple(
        _row(row, answer, addresses, is_chosen=chosen)
        for row, chosen in zip(rows, is_chosen, strict=True)
    )
    said = {"n": len(rows), "chosen": sum(is_chosen)}
    words = _words("export.holds_all", rows, view.language, **said)
    return FileRows("all", words, Table(_columns(answer), made))


def _cells(
    store: Store, answer: Answer, agencies: Collection[str], years: tuple[int, int] | None
) -> pd.DataFrame:
    view, indicator = answer.view, answer.definition.indicator
    if view.page == "mix":
        return store.mix(view.dataset, view.dimension, indicator, list(agencies), years)
    return indicator_cells(store, view, indicator, list(agencies), years)


def _lacking(store: Store, scope: Scope, view: View, cells: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a row for each year that was asked for and of which an agency has no report."""
    everyone = records(dimensions.agencies(store, view.dataset))
    names = {str(row["agency_id"]): row["name"] for row in everyone}
    return [
        {"agency_id": agency, "agency": names[agency], "report_year": year, "state": "no_report"}
        for agency, year in without_report(cells, scope.shown_asked, scope.years)
        if agency in names
    ]


def _addresses(store: Store, view: View) -> dict[int, str]:
    reports = store.reports(view.dataset)
    return dict(zip(reports["report_id"], reports["address"], strict=True))


def _keys(answer: Answer) -> tuple[str, ...]:
    """Return the columns of a file; a rate's two sums stand at the end."""
    return (*_COLUMNS, *_OF_RATES) if answer.definition.is_rate else _COLUMNS


def _columns(answer: Answer) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(
            say(f"column.{key}", answer.view.language),
            "number" if key in _NUMBERS else "text",
            name=key,
        )
        for key in _keys(answer)
    )


def _row(
    row: Mapping[str, Any], answer: Answer, addresses: Mapping[int, str], *, is_chosen: bool
) -> tuple[TableCell, ...]:
    language = answer.view.language
    year, dataset = int(row["report_year"]), answer.view.dataset
    words = {
        **{key: row.get(key) for key in ("agency_id", "agency", "member", "label", "unit")},
        "indicator": answer.definition.indicator,
        "address": addresses.get(row.get("report_id", -1), ""),
    }
    cells = {key: TableCell(_text(text)) for key, text in words.items()}
    for key in ("state", "source", "basis"):
        code = _text(row.get(key))
        cells[key] = TableCell(say(f"{key}.{code}", language, base="") if code else "", code=code)
    form = _text(row.get("template"))
    cells["form"] = TableCell(form_words(form, language) if form else "", code=form)
    cells["dataset"] = TableCell(say(f"filters.{dataset}", language), code=dataset)
    cells["approximate"] = _truth(row.get("is_approximate"), language)
    cells["chosen"] = _truth(is_chosen, language)
    cells["year"] = TableCell(str(year), float(year))
    cells |= {key: _number(row.get(key)) for key in ("value", *_OF_RATES)}
    return tuple(cells[key] for key in _keys(answer))


def _number(value: Any) -> TableCell:  # noqa: ANN401 - whatever a frame holds
    """Set a number as a cell that stays one; what is unknown is empty."""
    number = None if value is None or pd.isna(value) else float(value)
    return TableCell("" if number is None else str(number), number)


def _truth(value: object, language: Language) -> TableCell:
    """Set yes or no in words and as programs write it; what is unknown is empty."""
    if not _text(value):
        return TableCell("")
    words = say("export.yes" if value else "export.no", language)
    return TableCell(words, code=str(bool(value)).lower())


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - not a NaN


def _words(key: str, rows: list[dict[str, Any]], language: Language, **said: object) -> str:
    """Say what the rows are of, from the rows alone: whose, of which years, how many."""
    names = {str(row["agency_id"]): str(row["agency"]) for row in rows}
    years = [int(row["report_year"]) for row in rows]
    counted = say("export.agencies", language, n=len(names))
    if len(names) <= _MOST_NAMED:
        coded = [say("export.named", language, name=n, code=a) for a, n in names.items()]
        counted = say(
            "export.agencies_named",
            language,
            n=len(names),
            names=say("counts.comma", language).join(coded),
        )
    when = span((min(years), max(years))) if years else say("scope.all_years", language)
    return say(key, language, agencies=counted, years=when, **said)
