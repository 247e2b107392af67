"""One figure in words: a number, or what stands in its place. Unknown is never nought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, overload

import pandas as pd

from components.answers import ReportSource
from components.charts.text import shown
from components.figures.basis import INDICATORS as BASIS_OF
from components.figures.basis import marked
from components.figures.rates import is_of_base, with_base
from components.figures.records import records
from components.numbers import compact, plain
from components.tables import TableCell, web_address
from components.view import Language, View
from components.words import say
from pipelines.catalogue.load import catalogue

NUMBER: Final = "number"
NOT_CAPTURED: Final = "not_captured"
MOST_BARS: Final = 20


def has_number(frame: pd.DataFrame) -> pd.Series:
    """Tell, row by row, whether there is a number."""
    return (frame["state"] == NUMBER) & frame["value"].notna()


def words_of(row: Mapping[str, Any], language: Language) -> str:
    """Write one figure: the number, marked if approximate; a rate with its base; or its state."""
    if row["state"] != NUMBER or pd.isna(row["value"]):
        base = plain(float(row["lower"])) if is_of_base(row) else ""
        return say(f"state.{row['state']}", language, base=base)
    text = with_base(row, language) if is_of_base(row) else plain(float(row["value"]))
    text = say("number.about", language, n=text) if row.get("is_approximate") else text
    return marked(text, row, language)


def cell_of(row: Mapping[str, Any], language: Language) -> TableCell:
    """Set one figure as a cell: shown in words, exported as a number where it is one."""
    state = str(row["state"])
    is_number = state == NUMBER and not pd.isna(row["value"])
    return TableCell(
        text=words_of(row, language),
        value=float(row["value"]) if is_number else None,
        state=state if not is_number else "",
        is_approximate=is_number and bool(row.get("is_approximate")),
    )


def bar_words(row: Mapping[str, Any], language: Language) -> str:
    """Write one figure at the end of a bar: shortened, marked where approximate, or its state."""
    if row["state"] != NUMBER or pd.isna(row["value"]) or is_of_base(row):
        return words_of(row, language)
    text = compact(float(row["value"]), language)
    text = say("number.about", language, n=text) if row.get("is_approximate") else text
    return marked(text, row, language)


def figure_href(row: Mapping[str, Any], indicator: str, view: View) -> str:
    """Return the address of a figure in its report, its source open; "" without a report.

    A number of items that is a total, or what a website carried, leads to that one.
    """
    indicator = BASIS_OF.get(str(row.get("basis") or ""), indicator)
    if pd.isna(row.get("report_id")):
        return ""
    is_whole = "[" in indicator or not row.get("member")
    member = "" if is_whole else f"[{row['member']}]"
    year = int(row["report_year"])
    report = View("report", view.language, view.dataset, agencies=(row["agency_id"],))
    return replace(report, years=(year, year)).with_own(cell=f"{indicator}{member}").href


def figure_cell(row: Mapping[str, Any], indicator: str, view: View) -> TableCell:
    """Set one figure as a cell that leads to it in its report, its source open."""
    cell = cell_of(row, view.language)
    return replace(cell, href=figure_href(row, indicator, view))


def agency_href(agency: object, view: View) -> str:
    """Return the address of an agency's own page."""
    return View("agency", view.language, view.dataset, agencies=(str(agency),)).href


def agency_cell(agency: object, name: str, view: View) -> TableCell:
    """Set an agency's name as a cell that leads to the agency's own page."""
    return TableCell(name, href=agency_href(agency, view))


def unknown_cell(language: Language) -> TableCell:
    """Set the cell of a year or member that no report speaks of."""
    return TableCell(text=say("state.no_report", language), state="no_report")


def hover_of(row: Mapping[str, Any], unit: str, language: Language) -> str:
    """Write what hovering over a figure says: who, when, how much or why not."""
    is_number = row["state"] == NUMBER and not pd.isna(row["value"])
    has_unit = is_number and not is_of_base(row)
    words = f"{words_of(row, language)} {unit}" if has_unit else words_of(row, language)
    return f"<b>{shown(str(row['agency']))}</b><br>{row['report_year']} · {words}"


def source_cell(row: Mapping[str, Any], address: object, view: View) -> TableCell:
    """Link a row to the public address of its report; a simulated one says that it is."""
    kind = "simulated" if view.is_demo else str(row["source"])
    return TableCell(
        say(f"source.{kind}", view.language), href="" if view.is_demo else web_address(address)
    )


def form_words(template: object, language: Language) -> str:
    """Name the form a report follows, or that it is not known."""
    text = template if isinstance(template, str) else ""
    for form in catalogue().templates:
        if form.id == text:
            return str(form.short.spoken(language))
    return say("form.narrative" if text == "narrative" else "form.unknown", language)


class ReportSources(Sequence[ReportSource]):
    """The reports behind an answer, each made when it is asked for: a page shows the first."""

    def __init__(self, reports: pd.DataFrame) -> None:
        self._reports = reports

    def __len__(self) -> int:
        """Count the reports."""
        return len(self._reports)

    @overload
    def __getitem__(self, place: int) -> ReportSource: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[ReportSource, ...]: ...

    def __getitem__(self, place: int | slice) -> ReportSource | tuple[ReportSource, ...]:
        """Return one, or some: those that a page shows."""
        if isinstance(place, slice):
            return tuple(map(_source, records(self._reports.iloc[place])))
        return _source(records(self._reports.iloc[[place]])[0])

    def __iter__(self) -> Iterator[ReportSource]:
        """Go through all, as files do."""
        return iter(self[:])


def sources_of(reports: pd.DataFrame) -> ReportSources:
    """List the reports behind an answer, the newest first."""
    columns = ["agency", "report_year", "title", "address", "source"]
    order = ["report_year", "agency"]
    return ReportSources(reports[columns].sort_values(order, ascending=[False, True]))


def _source(row: Mapping[str, Any]) -> ReportSource:
    return ReportSource(
        agency=str(row["agency"]),
        year=int(row["report_year"]),
        title=str(row["title"] or ""),
        address=web_address(row["address"]),
        kind=str(row["source"]),
    )
