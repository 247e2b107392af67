"""Years side by side: each agency's figures of several years on one scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from components import theme
from components.answers import Answer, Key
from components.charts.lines import ChartLine, FormBreak
from components.charts.panels import panels_chart
from components.charts.ranking import RankingBar, strengths, years_chart
from components.figures.asked import IndicatorQuestion
from components.figures.basis import (
    WEBSITE,
    basis_cells,
    basis_columns,
    basis_notes,
    totals_of,
)
from components.figures.leading import Leading, led
from components.figures.rates import pooled_notes
from components.figures.records import Record, records
from components.figures.scope import scope_line
from components.figures.series import ENOUGH_AGENCIES, MOST_LINES
from components.figures.text import (
    agency_cell,
    bar_words,
    figure_cell,
    has_number,
    sources_of,
    unknown_cell,
    words_of,
)
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.words import say
from pipelines.aggregate.trends import constant, starts
from pipelines.store.store import Store

_MOST_YEARS: Final = 4  # where none were chosen
_MOST_NAMES: Final = 16
_MOST_PANELS: Final = 24


@dataclass(frozen=True, slots=True)
class _Grid:
    """Agencies in order, the years, and the figure of each pair."""

    agencies: tuple[str, ...]
    years: tuple[int, ...]
    found: dict[tuple[str, int], Record]
    words: Callable[[Record], str]  # a figure with its unit

    @property
    def leading(self) -> Leading:
        """Return the figures as the sentence asks for them: known ones only."""
        values = {key: float(row["value"]) for key, row in self.found.items() if _is_known(row)}
        kinds = {key: str(row["basis"]) for key, row in self.found.items()}
        words = {key: self.words(self.found[key]) for key in values}
        return Leading(self.agencies, self.years, values, kinds, words)

    def of(self, agency: str) -> list[Record | None]:
        return [self.found.get((agency, year)) for year in self.years]


def over_years(store: Store, asked: IndicatorQuestion) -> Answer:
    """Answer how the agencies stand in the newest years, side by side."""
    view, language = asked.view, asked.view.language
    grid = _grid(asked)
    span = (grid.years[0], grid.years[-1])
    reports = store.reports(view.dataset, grid.agencies, span)
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, span),
        sentence=led(asked, grid.leading),
        coverage=say(
            "counts.coverage_years",
            language,
            known=len(grid.agencies),
            reports=len(reports),
            agencies=len(asked.scope.within),
        ),
        make_chart=partial(_chart, asked, grid),
        make_table=partial(_table, asked, grid),
        notes=_notes(asked, grid),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=(
            asked.by_toggle,
            asked.level_toggles,
            asked.scale_toggle if _is_panels(asked) else (),
            asked.why(grid.years[0], grid.years[-1]),
        ),
        chosen_rows=asked.chosen_rows,
        legend=_panel_legend(asked, grid) if _is_panels(asked) else _legend(grid.years),
    )


def _grid(asked: IndicatorQuestion) -> _Grid:
    """Take the years; order agencies by how many of them they state, then by the last."""
    known = asked.mine[has_number(asked.mine)]
    years = _years(known, asked)
    within = known[known["report_year"].isin(years)].sort_values("report_year")
    order = within.groupby("agency_id")["value"].agg(["count", "last"])
    order = order.sort_values(["count", "last"], ascending=False, kind="stable")
    every = asked.mine[asked.mine["report_year"].isin(years)]
    found = {(str(row["agency_id"]), int(row["report_year"])): row for row in records(every)}
    return _Grid(tuple(map(str, order.index)), years, found, asked.words)


def _years(known: pd.DataFrame, asked: IndicatorQuestion) -> tuple[int, ...]:
    """Return every chosen year between the first and last known, else the newest few."""
    stated = sorted({int(year) for year in known["report_year"]})
    if asked.view.is_range:
        return tuple(range(stated[0], stated[-1] + 1))
    return tuple(stated[-_MOST_YEARS:])


def _is_known(row: Record | None) -> bool:
    return row is not None and bool(pd.notna(row["value"]))


def _legend(years: Sequence[int]) -> tuple[Key, ...]:
    inks = strengths(len(years))
    return tuple(Key(str(y), theme.ACCENT, ink) for y, ink in zip(years, inks, strict=True))


def _panel_legend(asked: IndicatorQuestion, grid: _Grid) -> tuple[Key, ...]:
    language = asked.view.language
    own = Key(say("column.agency", language), theme.ACCENT)
    median = Key(say("trends.median", language), theme.QUIET)
    return (own, median) if _median(asked, grid, ()) else (own,)


def _chart(asked: IndicatorQuestion, grid: _Grid, is_narrow: bool) -> Chart:  # noqa: FBT001 - bound by partial
    if _is_panels(asked):
        return _panels(asked, grid, is_narrow=is_narrow)
    drawn = grid.agencies[:_MOST_NAMES]
    columns = [
        [_bar(asked, agency, grid.found.get((agency, year))) for agency in drawn]
        for year in grid.years
    ]
    names = [asked.names[agency] for agency in drawn]
    return years_chart(names, [str(y) for y in grid.years], columns, is_narrow=is_narrow)


def _is_panels(asked: IndicatorQuestion) -> bool:
    """Tell whether so many agencies are chosen that each gets a panel of its own."""
    return len(asked.scope.chosen) > MOST_LINES


def _panels(asked: IndicatorQuestion, grid: _Grid, *, is_narrow: bool) -> Chart:
    """Draw a small panel for each chosen agency on one scale, the median in scope behind each."""
    language = asked.view.language
    joined = asked.definition.comparable in ("A", "B")
    breaks = tuple(year for year in starts(asked.mine) if year in grid.years[1:])
    segments = tuple(0 if joined else sum(b <= year for b in breaks) for year in grid.years)
    lines = []
    for agency in grid.agencies[:_MOST_PANELS]:
        rows = grid.of(agency)
        values = tuple(float(r["value"]) if r and _is_known(r) else None for r in rows)
        hovers = tuple(asked.hover(r) if r else "" for r in rows)
        hrefs = tuple(asked.href_of(r) if r else "" for r in rows)
        websites = tuple(bool(r and r["basis"] == WEBSITE) for r in rows)
        own = _parted(segments, rows)
        name = asked.names[agency]
        lines.append(ChartLine(name, values, hovers, own, websites=websites, hrefs=hrefs))
    median = _median(asked, grid, segments)
    label = say("trends.break", language)
    marks = [FormBreak(str(grid.years[grid.years.index(year) - 1]), label) for year in breaks]
    years = [str(year) for year in grid.years]
    return panels_chart(
        years, lines, median, marks, is_narrow=is_narrow, has_own_scales=asked.has_own_scales
    )


def _parted(segments: Sequence[int], rows: Sequence[Record | None]) -> tuple[int, ...]:
    """Part the stretches of a line where totals and what websites carried follow each other."""
    parts, last, parted = 0, "", []
    for segment, row in zip(segments, rows, strict=True):
        basis = str(row["basis"]) if row and _is_known(row) else ""
        parts += bool(basis and last and basis != last)
        last = basis or last
        parted.append(segment * len(segments) + parts)
    return tuple(parted)


def _median(asked: IndicatorQuestion, grid: _Grid, segments: tuple[int, ...]) -> ChartLine | None:
    """Return the median of the agencies known in every year; of fewer than five there is none."""
    same = constant(totals_of(asked.cells[has_number(asked.cells)]), grid.years)
    if asked.definition.is_rate or same["agency_id"].nunique() < ENOUGH_AGENCIES:
        return None
    known = same.groupby("report_year")["value"].median()
    middle = tuple(float(known[year]) for year in grid.years)
    words = say("trends.median", asked.view.language)
    return ChartLine(words, middle, ("",) * len(grid.years), segments, is_median=True)


def _bar(asked: IndicatorQuestion, agency: str, row: Record | None) -> RankingBar:
    name = asked.names[agency]
    if row is None or pd.isna(row["value"]):
        words = words_of(row, asked.view.language) if row is not None else ""
        return RankingBar(name, None, words or say("state.no_report", asked.view.language), "")
    value, language = float(row["value"]), asked.view.language
    return RankingBar(
        name,
        value,
        bar_words(row, language),
        asked.hover(row),
        is_website=row["basis"] == WEBSITE,
        href=asked.href_of(row),
    )


def _notes(asked: IndicatorQuestion, grid: _Grid) -> tuple[str, ...]:
    language = asked.view.language
    key, most = ("panels", _MOST_PANELS) if _is_panels(asked) else ("years_note", _MOST_NAMES)
    notes = [say(f"counts.{key}", language, n=MOST_LINES), *asked.without_report(grid.agencies)]
    more = len(grid.agencies) - most
    if more > 0:
        notes.append(say("counts.more", language, n=most, more=more))
    changed = [str(year) for year in starts(asked.mine) if year in grid.years[1:]]
    if changed and asked.definition.comparable != "A":
        years = say("counts.comma", language).join(changed)
        notes.append(say("counts.forms_year", language, years=years))
    if asked.definition.comparable != "A":
        notes.append(asked.definition.comparable_note)
    shown = asked.mine[asked.mine["report_year"].isin(grid.years)]
    if asked.pooled is not None:
        notes += pooled_notes(asked.pooled, grid.years, asked.definition, language)
    return (*notes, *basis_notes(shown, language))


def _table(asked: IndicatorQuestion, grid: _Grid) -> Table:
    language, unit = asked.view.language, asked.definition.unit
    columns = (
        TableColumn(say("column.agency", language)),
        *(TableColumn(str(year), "number", unit) for year in grid.years),
        *(kinds := basis_columns(asked.cells, language)),
    )
    rows = tuple(
        (
            agency_cell(agency, asked.names[agency], asked.view),
            *(_cell(r, asked) if r else unknown_cell(language) for r in grid.of(agency)),
            *basis_cells(kinds, grid.of(agency), language),
        )
        for agency in grid.agencies
    )
    return Table(columns, rows)


def _cell(row: Record, asked: IndicatorQuestion) -> TableCell:
    return figure_cell(row, asked.definition.cell, asked.view)
