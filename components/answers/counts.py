"""Who discloses most: agencies ranked in one year, or several years side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from components.answers.figures import (
    MOST_BARS,
    cell_of,
    form_words,
    has_number,
    sources_of,
    unknown_cell,
    words_of,
)
from components.answers.model import Answer, Definition, Empty, Toggle
from components.answers.records import records
from components.answers.scope import Scope, definition_of, nothing, scope_line, scope_of, stranger
from components.charts.ranking import Bar, Rule, ranking_chart, side_by_side_chart
from components.numbers import compact, plain
from components.tables import Cell, Column, Table, web_address
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.store import Store

_MOST_YEARS = 4
_MOST_NAMES = 14


def counts(store: Store, view: View) -> Answer | Empty:
    """Answer who has most of one indicator."""
    language, scope = view.language, scope_of(store, view)
    question = say("counts.question", language)
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
    if view.by == "year":
        return _over_years(store, _Asked(view, scope, question, definition, cells))
    return _of_one_year(store, _Asked(view, scope, question, definition, cells))


@dataclass(frozen=True, slots=True)
class _Asked:
    view: View
    scope: Scope
    question: str
    definition: Definition
    cells: pd.DataFrame

    @property
    def toggles(self) -> tuple[tuple[Toggle, ...], ...]:
        """Return the two ways to look: one year, or years side by side."""
        return (
            tuple(
                Toggle(
                    say(f"counts.by_{by}", self.view.language),
                    replace(self.view, by=by).href,
                    self.view.by == by,
                )
                for by in ("agency", "year")
            ),
        )


def _cells(store: Store, view: View, scope: Scope, indicator: str) -> pd.DataFrame:
    if not scope.shown:
        return pd.DataFrame()
    cells = store.cells(view.dataset, indicator, None, scope.ids, view.years)
    return cells.drop_duplicates(["agency_id", "report_year"], keep="last")


def _of_one_year(store: Store, asked: _Asked) -> Answer:
    view, language = asked.view, asked.view.language
    known = asked.cells[has_number(asked.cells)]
    mine = known[known["agency_id"].isin(asked.scope.shown)]
    year = int((mine if len(mine) else known)["report_year"].max())
    of_year = asked.cells[asked.cells["report_year"] == year].copy()
    of_year["rank"] = (
        of_year["value"].where(has_number(of_year)).rank(ascending=False, method="min")
    )
    shown = of_year[of_year["agency_id"].isin(asked.scope.shown)]
    shown = shown.sort_values(["value", "agency"], ascending=[False, True], na_position="last")
    numbers = of_year.loc[has_number(of_year), "value"]
    reports = store.reports(view.dataset, list(shown["agency_id"]), (year, year))
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, (year, year)),
        sentence=_sentence(asked, year, shown, of_year),
        coverage=say(
            "counts.coverage",
            language,
            known=len(numbers),
            reports=len(of_year),
            agencies=len(asked.scope.within),
            year=year,
        ),
        chart=_ranking(asked, shown, float(numbers.median()), len(numbers)),
        make_table=partial(_table, asked, shown, reports),
        notes=_notes(asked, shown),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=asked.toggles,
    )


def _sentence(asked: _Asked, year: int, shown: pd.DataFrame, of_year: pd.DataFrame) -> str:
    language, definition = asked.view.language, asked.definition
    numbers = of_year.loc[has_number(of_year), "value"]
    first = records(shown.head(1))[0]
    words: dict[str, Any] = {
        "year": year,
        "label": definition.label,
        "unit": definition.unit,
        "known": len(numbers),
        "top": first["agency"],
        "value": words_of(first, language),
        "median": plain(float(numbers.median())),
        "rank": plain(first["rank"]) if pd.notna(first["rank"]) else "–",
        "unknown": len(of_year) - len(numbers),
    }
    key = "counts.sentence_one" if len(asked.scope.chosen) == 1 else "counts.sentence"
    tail = say("counts.unknown", language, **words) if words["unknown"] else ""
    return say(key, language, **words) + tail


def _ranking(asked: _Asked, shown: pd.DataFrame, median: float, base: int) -> Chart:
    bars = [_bar(row, asked) for row in records(_names(shown.head(MOST_BARS)))]
    language, unit = asked.view.language, asked.definition.unit
    label = say("counts.median", language, n=base, value=plain(median), unit=unit)
    return ranking_chart(bars, rule=Rule(median, label) if base > 2 else None)


def _bar(row: dict[str, Any], asked: _Asked) -> Bar:
    language, unit = asked.view.language, asked.definition.unit
    is_known = row["state"] == "number" and pd.notna(row["value"])
    value = float(row["value"]) if is_known else None
    words = words_of(row, language)
    hover = f"<b>{row['agency']}</b><br>{row['report_year']} · {words}"
    return Bar(
        name=row["shown_name"],
        value=value,
        text=compact(value, language) if value is not None else words,
        hover=f"{hover} {unit}" if is_known else hover,
    )


def _names(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the names bars carry: two agencies of one name are told apart by their ids."""
    repeated = frame.duplicated("agency", keep=False) & ~frame.duplicated(
        ["agency", "agency_id"], keep=False
    )
    return frame.assign(
        shown_name=frame["agency"].where(~repeated, frame["agency"] + " " + frame["agency_id"])
    )


def _notes(asked: _Asked, shown: pd.DataFrame) -> tuple[str, ...]:
    language = asked.view.language
    notes = []
    if len(shown) > MOST_BARS:
        notes.append(say("counts.more", language, n=MOST_BARS, more=len(shown) - MOST_BARS))
    if asked.definition.comparable != "A":
        notes.append(asked.definition.comparable_note)
    return tuple(notes)


def _table(asked: _Asked, shown: pd.DataFrame, reports: pd.DataFrame) -> Table:
    language = asked.view.language
    places = asked.scope.within.set_index("agency_id")["county"].to_dict()
    by_report = {row["report_id"]: row for row in records(reports)}
    columns = (
        Column(say("column.rank", language), "number"),
        Column(say("column.agency", language)),
        Column(say("column.county", language)),
        Column(say("column.year", language), "number"),
        Column(asked.definition.label, "number", asked.definition.unit),
        Column(say("column.form", language)),
        Column(say("column.source", language), "link"),
    )
    rows = []
    for row in records(shown):
        report = by_report.get(row["report_id"], {})
        rank = row["rank"]
        rows.append(
            (
                Cell(plain(rank), float(rank)) if pd.notna(rank) else Cell("–"),
                Cell(str(row["agency"])),
                Cell(_text(places.get(row["agency_id"]))),
                Cell(str(row["report_year"]), float(row["report_year"])),
                cell_of(row, language),
                Cell(form_words(row["template"], language)),
                source_cell(row, report, asked.view),
            )
        )
    return Table(columns, tuple(rows))


def source_cell(row: dict[str, Any], report: dict[str, Any], view: View) -> Cell:
    """Link a row to the public address of its report; a simulated one says that it is."""
    address = web_address(report.get("address"))
    kind = "simulated" if view.is_demo else str(row["source"])
    return Cell(say(f"source.{kind}", view.language), href="" if view.is_demo else address)


def _over_years(store: Store, asked: _Asked) -> Answer:
    view, language = asked.view, asked.view.language
    mine = asked.cells[asked.cells["agency_id"].isin(asked.scope.shown)]
    known = mine[has_number(mine)] if has_number(mine).any() else asked.cells
    years = sorted({int(y) for y in known["report_year"]})[-_MOST_YEARS:]
    within = mine[mine["report_year"].isin(years)]
    order = (
        within.groupby(["agency_id", "agency"])["value"]
        .agg(["count", "max"])
        .sort_values(["count", "max"], ascending=False)
        .reset_index()
    )
    lookup = {(r["agency_id"], int(r["report_year"])): r for r in records(within)}
    reports = store.reports(view.dataset, list(order["agency_id"]), (years[0], years[-1]))
    names = order.head(_MOST_NAMES)
    every = int((order["count"] == len(years)).sum())
    notes = [say("counts.years_note", language)]
    if len(order) > _MOST_NAMES:
        more = len(order) - _MOST_NAMES
        notes.append(say("counts.more", language, n=_MOST_NAMES, more=more))
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, (years[0], years[-1])),
        sentence=say(
            "counts.sentence_years",
            language,
            n=len(order),
            years=len(years),
            every=every,
            label=asked.definition.label,
        ),
        coverage=say("counts.coverage_years", language, n=len(reports), agencies=len(order)),
        chart=_columns(asked, names, years, lookup),
        make_table=partial(_wide_table, asked, order, years, lookup),
        notes=tuple(notes),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=asked.toggles,
    )


_Lookup = dict[tuple[str, int], dict[str, Any]]


def _columns(asked: _Asked, names: pd.DataFrame, years: list[int], lookup: _Lookup) -> Chart:
    pairs = list(zip(names["agency_id"], names["agency"], strict=True))
    absent = say("state.no_report", asked.view.language)
    bars = [
        [
            _bar({**row, "shown_name": name}, asked)
            if (row := lookup.get((agency, year)))
            else Bar(name, None, "", f"<b>{name}</b><br>{year} · {absent}")
            for agency, name in pairs
        ]
        for year in years
    ]
    return side_by_side_chart([name for _, name in pairs], [str(y) for y in years], bars)


def _wide_table(asked: _Asked, order: pd.DataFrame, years: list[int], lookup: _Lookup) -> Table:
    language = asked.view.language
    columns = (
        Column(say("column.agency", language)),
        *(Column(str(year), "number", asked.definition.unit) for year in years),
    )
    rows = []
    for agency, name in zip(order["agency_id"], order["agency"], strict=True):
        found = [lookup.get((agency, year)) for year in years]
        cells = [cell_of(r, language) if r else unknown_cell(language) for r in found]
        rows.append((Cell(str(name)), *cells))
    return Table(columns, tuple(rows))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
