"""How a figure changes over the years: agencies, their median, gaps and breaks of form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import pandas as pd

from components.answers.figures import cell_of, has_number, sources_of, unknown_cell, words_of
from components.answers.model import Answer, Definition, Empty, Toggle
from components.answers.records import records
from components.answers.scope import Scope, definition_of, nothing, scope_line, scope_of, stranger
from components.charts.trend import Break, Line, panels_chart, trend_chart
from components.numbers import plain
from components.tables import Cell, Column, Table
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.store import Store

_MOST_LINES: Final = 5
_MOST_PANELS: Final = 12
_FEW_YEARS: Final = 2
FORM_STARTS: Final = (2014, 2019, 2021)


def trends(store: Store, view: View) -> Answer | Empty:
    """Answer how one indicator changes over the years."""
    language, scope = view.language, scope_of(store, view)
    question = say("trends.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    definition = definition_of(store, view)
    if definition is None:
        what = say("empty.indicator", language, code=view.indicator)
        return nothing(view, scope, question, what)
    cells = _cells(store, view, scope, definition.indicator)
    if cells.empty or not has_number(cells).any():
        what = say("empty.no_figures", language, label=definition.label)
        return nothing(view, scope, question, what)
    return _answer(store, _Asked(view, scope, question, definition, cells))


@dataclass(frozen=True, slots=True)
class _Asked:
    view: View
    scope: Scope
    question: str
    definition: Definition
    cells: pd.DataFrame

    @property
    def years(self) -> tuple[int, ...]:
        """Return every year from the first to the last with a number, gaps included."""
        known = self.cells.loc[has_number(self.cells), "report_year"]
        return tuple(range(int(known.min()), int(known.max()) + 1))

    @property
    def breaks(self) -> tuple[int, ...]:
        """Return the years in which a new form starts inside the span."""
        return tuple(y for y in FORM_STARTS if self.years[0] < y <= self.years[-1])

    def form_of(self, year: int) -> str:
        """Name the stretch a year belongs to; one form's numbers only join their own."""
        if self.definition.comparable == "A":
            return ""
        return str(max((start for start in FORM_STARTS if start <= year), default=0))


def _cells(store: Store, view: View, scope: Scope, indicator: str) -> pd.DataFrame:
    if not scope.shown:
        return pd.DataFrame()
    cells = store.cells(view.dataset, indicator, None, scope.ids, view.years)
    return cells.drop_duplicates(["agency_id", "report_year"], keep="last")


def _answer(store: Store, asked: _Asked) -> Answer:
    view, language = asked.view, asked.view.language
    order = _order(asked)
    drawn = order[:_MOST_PANELS] if len(order) > _MOST_LINES else order
    if not asked.scope.chosen and not view.is_demo and len(order) > _MOST_PANELS:
        drawn = order[:_MOST_LINES]
    names = _names(asked.cells)
    median = _median(asked)
    reports = store.reports(view.dataset, order, (asked.years[0], asked.years[-1]))
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, (asked.years[0], asked.years[-1])),
        sentence=_sentence(asked, median, len(drawn)),
        coverage=say(
            "trends.coverage",
            language,
            agencies=len(order),
            reports=len(reports),
            within=len(asked.scope.within),
        ),
        chart=_chart(asked, drawn, names, median),
        make_table=partial(_table, asked, order, names, median),
        notes=_notes(asked, len(drawn), len(order)),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=_toggles(view),
    )


def _order(asked: _Asked) -> list[str]:
    """Sort agencies by how many years they state, then by their last value."""
    mine = asked.cells[asked.cells["agency_id"].isin(asked.scope.shown)]
    known = mine[has_number(mine)].sort_values("report_year")
    rank = known.groupby("agency_id")["value"].agg(["count", "last"])
    rank = rank.sort_values(["count", "last"], ascending=False, kind="stable")
    rest = [a for a in mine["agency_id"].unique() if a not in rank.index]
    chosen = list(asked.scope.chosen)
    return chosen or [*map(str, rank.index), *map(str, rest)]


def _names(cells: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(cells["agency_id"], cells["agency"].astype(str), strict=True))
    repeated = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {k: f"{name} {k}" if name in repeated else name for k, name in names.items()}


def _median(asked: _Asked) -> pd.DataFrame:
    known = asked.cells[has_number(asked.cells)]
    frame = known.groupby("report_year")["value"].agg(["median", "count"])
    return frame.reindex(list(asked.years))


def _line(asked: _Asked, agency: str, name: str) -> Line:
    own = asked.cells[asked.cells["agency_id"] == agency]
    rows = {int(row["report_year"]): row for row in records(own)}
    language, unit = asked.view.language, asked.definition.unit
    absent = say("state.no_report", language)
    values: list[float | None] = []
    hovers: list[str] = []
    for year in asked.years:
        row = rows.get(year)
        is_known = row is not None and row["state"] == "number" and pd.notna(row["value"])
        values.append(float(row["value"]) if row is not None and is_known else None)
        words = words_of(row, language) if row is not None else absent
        hovers.append(f"<b>{name}</b><br>{year} · {words}" + (f" {unit}" if is_known else ""))
    return Line(name, _measured(values, asked), tuple(hovers), _forms(asked))


def _forms(asked: _Asked) -> tuple[str, ...]:
    return tuple(asked.form_of(year) for year in asked.years)


def _measured(values: Sequence[float | None], asked: _Asked) -> tuple[float | None, ...]:
    """Return values as they are, or as an index of the first known year (100) of each stretch."""
    if asked.view.measure != "index":
        return tuple(values)
    bases: dict[str, float] = {}
    indexed: list[float | None] = []
    for value, form in zip(values, _forms(asked), strict=True):
        if value:
            bases.setdefault(form, value)
        base = bases.get(form)
        indexed.append(None if value is None or base is None else 100 * value / base)
    return tuple(indexed)


def _median_line(asked: _Asked, median: pd.DataFrame) -> Line:
    language = asked.view.language
    name = say("trends.median", language)
    values = [None if pd.isna(v) else float(v) for v in median["median"]]
    hovers = [
        say("trends.median_hover", language, year=year, value=plain(value), n=int(n))
        if value is not None
        else ""
        for year, value, n in zip(asked.years, values, median["count"].fillna(0), strict=True)
    ]
    return Line(name, _measured(values, asked), tuple(hovers), _forms(asked), is_median=True)


def _chart(
    asked: _Asked, drawn: Sequence[str], names: dict[str, str], median: pd.DataFrame
) -> Chart:
    years = [str(year) for year in asked.years]
    label = say("trends.break", asked.view.language)
    breaks = [Break(str(year - 1), label) for year in asked.breaks]
    lines = [_line(asked, agency, names.get(agency, agency)) for agency in drawn]
    middle = _median_line(asked, median) if len(asked.scope.within) > 1 else None
    if len(lines) > _MOST_LINES:
        return panels_chart(years, lines, middle, breaks)
    return trend_chart(years, [*lines, *([middle] if middle else [])], breaks)


def _sentence(asked: _Asked, median: pd.DataFrame, drawn: int) -> str:
    language, known = asked.view.language, median.dropna()
    first, last = known.iloc[0], known.iloc[-1]
    words: dict[str, Any] = {
        "label": asked.definition.label,
        "unit": asked.definition.unit,
        "first": int(known.index[0]),
        "last": int(known.index[-1]),
        "a": plain(float(first["median"])),
        "b": plain(float(last["median"])),
        "n1": int(first["count"]),
        "n2": int(last["count"]),
        "drawn": drawn,
    }
    key = "trends.sentence" if len(known) >= _FEW_YEARS else "trends.sentence_one"
    return say(key, language, **words)


def _notes(asked: _Asked, drawn: int, of: int) -> tuple[str, ...]:
    language = asked.view.language
    notes = []
    if of > drawn:
        notes.append(say("trends.more", language, n=drawn, more=of - drawn))
    if asked.breaks:
        years = ", ".join(map(str, asked.breaks))
        key = "trends.joined" if asked.definition.comparable == "A" else "trends.broken"
        notes.append(say(key, language, years=years))
    notes.append(say("trends.gaps", language))
    return tuple(notes)


def _table(
    asked: _Asked, order: Sequence[str], names: dict[str, str], median: pd.DataFrame
) -> Table:
    language, unit = asked.view.language, asked.definition.unit
    lookup = {(r["agency_id"], int(r["report_year"])): r for r in records(asked.cells)}
    rows = []
    for agency in order:
        found = [lookup.get((agency, year)) for year in asked.years]
        cells = [cell_of(r, language) if r else unknown_cell(language) for r in found]
        rows.append((Cell(names.get(agency, agency)), *cells))
    middle = [
        unknown_cell(language) if pd.isna(v) else Cell(plain(float(v)), float(v))
        for v in median["median"]
    ]
    base = [Cell(plain(float(n)), float(n)) for n in median["count"].fillna(0)]
    rows.append((Cell(say("trends.median", language)), *middle))
    rows.append((Cell(say("trends.base", language)), *base))
    columns = (
        Column(say("column.agency", language)),
        *(Column(str(year), "number", unit) for year in asked.years),
    )
    return Table(columns, tuple(rows))


def _toggles(view: View) -> tuple[tuple[Toggle, ...], ...]:
    return (
        tuple(
            Toggle(
                say(f"trends.as_{measure}", view.language),
                replace(view, measure=measure).href,
                (view.measure == "index") == (measure == "index"),
            )
            for measure in ("share", "index")
        ),
    )
