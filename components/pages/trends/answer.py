"""How a figure changes over the years: agencies, their median, gaps and breaks of form."""

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from components import theme
from components.answers import Answer, Empty, Key
from components.cache import kept_for_publication
from components.charts.band import QuartileBand, band_chart
from components.charts.lines import ChartLine, FormBreak
from components.charts.panels import panels_chart
from components.charts.trend import trend_chart
from components.figures.asked import ask
from components.figures.basis import WEBSITE, basis_cells, basis_columns, basis_legend
from components.figures.rates import with_base
from components.figures.records import Record, records
from components.figures.scope import scope_line
from components.figures.series import MOST_LINES, Series
from components.figures.text import (
    agency_cell,
    figure_cell,
    sources_of,
    unknown_cell,
)
from components.numbers import plain
from components.pages.trends.notes import notes_of
from components.pages.trends.sentence import sentence
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.aggregate.trends import index
from pipelines.store.store import Store

_QUESTION: Final = "trends.question"


def trends(store: Store, view: View) -> Answer | Empty:
    """Answer how one indicator changes over the years."""
    asked = ask(store, view, _QUESTION)
    if isinstance(asked, Empty):
        return asked
    same = replace(view, language="zh", measure="share").with_own(axis="")
    return _answer(store, _series(store, same).asked_as(asked))


@kept_for_publication
def _series(store: Store, view: View) -> Series:
    """Keep the lines of a question, in one language and measure for all."""
    asked = ask(store, view, _QUESTION)
    assert not isinstance(asked, Empty)  # noqa: S101 - the same figures were there in other words
    return Series(asked)


def _answer(store: Store, series: Series) -> Answer:
    asked, view = series.asked, series.asked.view
    span = (series.years[0], series.years[-1])
    reports = store.reports(view.dataset, series.order, span)
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, span),
        sentence=sentence(series),
        coverage=say(
            "trends.coverage",
            view.language,
            agencies=len(series.order),
            reports=len(reports),
            within=len(asked.scope.within),
        ),
        make_chart=partial(_chart, series),
        make_table=partial(_table, series),
        notes=notes_of(series),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=(
            asked.measure_toggle if series.may_be_index else (),
            asked.level_toggles,
            asked.scale_toggle if len(series.drawn) > MOST_LINES else (),
            asked.why(span[0] if view.is_range else max(span[0], span[1] - 1), span[1]),
        ),
        legend=_legend(series),
        chosen_rows=asked.chosen_rows,
    )


def _chart(series: Series, is_narrow: bool) -> Chart:  # noqa: FBT001 - bound by partial
    years = [str(year) for year in series.years]
    label = say("trends.break", series.asked.view.language)
    marks = [FormBreak(str(start - 1), label) for start in series.starts]
    if series.is_band:
        first = int(series.middle["median"].notna().to_numpy().argmax())
        late = [mark for mark in marks if mark.after in years[first:]]
        return band_chart(years[first:], _band(series, first), late, is_narrow=is_narrow)
    by_agency = series.measured.groupby("agency_id")
    lines = [_line(series, a, by_agency.get_group(a)) for a in series.drawn]
    middle = _median_line(series) if series.has_median else None
    if len(lines) > MOST_LINES:
        return panels_chart(
            years,
            lines,
            middle,
            marks,
            is_narrow=is_narrow,
            has_own_scales=series.asked.has_own_scales,
        )
    behind = [
        replace(_line(series, a, by_agency.get_group(a)), is_other=True) for a in series.others
    ]
    every = [*behind, *lines, *([middle] if middle else [])]
    return trend_chart(years, every, marks, is_narrow=is_narrow)


def _band(series: Series, first: int) -> QuartileBand:
    """Return the middle of many from the first year that has enough of them."""
    middle, line = series.middle.iloc[first:], _median_line(series)
    return QuartileBand(
        median=ChartLine(
            line.name, tuple(line.values)[first:], line.hovers[first:], line.segments[first:]
        ),
        low=tuple(None if pd.isna(v) else float(v) for v in middle["q1"]),
        high=tuple(None if pd.isna(v) else float(v) for v in middle["q3"]),
        label=say("trends.quartiles", series.asked.view.language),
        bases=tuple(f"n={int(n)}" for n in middle["known_count"]),
    )


def _legend(series: Series) -> tuple[Key, ...]:
    """Return a legend where lines have no names beside them."""
    language = series.asked.view.language
    if series.is_band:
        return (
            Key(say("trends.median", language), theme.ACCENT),
            Key(say("trends.quartiles", language), theme.TINTS[0]),
        )
    if len(series.drawn) > MOST_LINES:
        median = Key(say(series.middle_words, language), theme.QUIET)
        own = Key(say("column.agency", language), theme.ACCENT)
        return (own, median) if series.has_median else (own,)
    drawn = series.lines[series.lines["agency_id"].isin(series.drawn)]
    return basis_legend(drawn, language)


def _line(series: Series, agency: str, measured: pd.DataFrame) -> ChartLine:
    asked = series.asked
    rows = series.drawn_rows[agency]
    hovers = [asked.hover(row) for row in rows]
    return ChartLine(
        asked.names.get(agency, agency),
        tuple(None if pd.isna(value) else float(value) for value in measured["value"]),
        tuple(hovers),
        tuple(int(segment) for segment in measured["segment"]),
        websites=tuple(row["basis"] == WEBSITE for row in rows),
        hrefs=tuple(asked.href_of(row) for row in rows),
    )


def _median_line(series: Series) -> ChartLine:
    """Return the median; as an index its own first known year is 100, stretch by stretch."""
    language, middle = series.asked.view.language, series.middle
    starts = () if series.is_joined else series.starts
    segments = tuple(sum(start <= year for start in starts) for year in series.years)
    values = [None if pd.isna(v) else float(v) for v in middle["median"]]
    is_rate, measured = series.asked.definition.is_rate, series.asked.definition.measured
    hover = "trends_rate.together_hover" if is_rate else "trends.median_hover"
    hovers = tuple(
        ""
        if value is None
        else say(hover, language, year=year, value=measured(plain(value)), n=int(n))
        for year, value, n in zip(series.years, values, middle["known_count"], strict=True)
    )
    if series.asked.view.measure == "index":
        frame = pd.DataFrame(
            {
                "agency_id": "",
                "report_year": series.years,
                "segment": segments,
                "value": middle["median"],
            }
        )
        values = [None if pd.isna(v) else float(v) for v in index(frame)["value"]]
    name = say(series.middle_words, language)
    return ChartLine(name, tuple(values), hovers, segments, is_median=True)


def _table(series: Series) -> Table:
    language, unit = series.asked.view.language, series.asked.definition.unit
    lit = series.asked.definition.cell
    columns = (
        TableColumn(say("column.agency", language)),
        *(TableColumn(str(year), "number", unit) for year in series.years),
        *(kinds := basis_columns(series.lines, language)),
    )
    wanted = series.measured[series.measured["agency_id"].isin(series.order)]
    drawn = wanted.groupby("agency_id")["value"].agg(list).to_dict()
    if not series.is_index:
        drawn = {agency: [None] * len(series.years) for agency in series.order}
    rows = [
        (
            agency_cell(agency, series.asked.names.get(agency, agency), series.asked.view),
            *(
                _indexed(figure_cell(row, lit, series.asked.view), indexed)
                for row, indexed in zip(series.rows[agency], drawn[agency], strict=True)
            ),
            *basis_cells(kinds, series.rows[agency], language),
        )
        for agency in series.order
    ]
    middle = [_middle_cell(series, row) for row in records(series.middle)]
    base = [TableCell(str(int(n)), float(n)) for n in series.middle["known_count"]]
    if not series.has_median:
        return Table(columns, tuple(rows))
    blank = [TableCell("") for _ in kinds]
    rows.append((TableCell(say(series.middle_words, language)), *middle, *blank))
    rows.append((TableCell(say("trends.base", language)), *base, *blank))
    return Table(columns, tuple(rows), foot=2)


def _middle_cell(series: Series, row: Record) -> TableCell:
    """Set the median of a year, or of rates what the place comes to with its two sums."""
    language, value = series.asked.view.language, row["median"]
    if pd.isna(value):
        return unknown_cell(language)
    words = with_base(row, language) if series.asked.definition.is_rate else plain(float(value))
    return TableCell(words, float(value))


def _indexed(cell: TableCell, indexed: float | None) -> TableCell:
    """Write the index behind the number it is of, where it is what the chart shows."""
    if indexed is None or pd.isna(indexed):
        return cell
    return replace(cell, text=f"{cell.text} ({indexed:.1f})")
