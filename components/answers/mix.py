"""What the disclosed items consist of: categories, channels or applicants, by agency or year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pandas as pd

from components import theme
from components.answers.figures import MOST_BARS, has_number, sources_of
from components.answers.model import Answer, Definition, Empty, Toggle
from components.answers.records import records
from components.answers.scope import Scope, definition_of, nothing, scope_line, scope_of, stranger
from components.charts.mix import Part, Whole, mix_chart
from components.numbers import plain, share
from components.tables import Cell, Column, Table
from components.theme import Chart
from components.view import Dimension, View
from components.words import say
from pipelines.store import Store

INDICATORS: Final[dict[Dimension, str]] = {
    "category": "disclosure.by_category",
    "channel": "disclosure.by_channel",
    "applicant": "request.received",
}
_MOST_HUES: Final = 7
_SMALL: Final = 10
_REST: Final = "other"


def mix(store: Store, view: View) -> Answer | Empty:
    """Answer of what the items of each agency, or of each year, consist."""
    scope = scope_of(store, view)
    question = say(f"mix.question_{view.dimension}", view.language)
    if scope.strangers:
        return stranger(view, scope, question)
    definition = definition_of(store, view, INDICATORS[view.dimension])
    rows = _rows(store, view, scope)
    if definition is None or rows.empty:
        what = say("empty.no_mix", view.language, what=say(f"mix.{view.dimension}", view.language))
        return nothing(view, scope, question, what)
    return _answer(store, _Asked(view, scope, question, definition, rows, _members(store, view)))


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Asked:
    view: View
    scope: Scope
    question: str
    definition: Definition
    rows: pd.DataFrame  # known parts only: agency_id, agency, report_year, member, value
    members: tuple[_Member, ...]


def _rows(store: Store, view: View, scope: Scope) -> pd.DataFrame:
    if not scope.shown:
        return pd.DataFrame()
    rows = store.mix(
        view.dataset, view.dimension, INDICATORS[view.dimension], scope.shown, view.years
    )
    known = rows[has_number(rows) & (rows["value"] > 0)]
    return known.assign(member=known["member"].replace("", _REST).fillna(_REST))


def _members(store: Store, view: View) -> tuple[_Member, ...]:
    rows = store.members()
    rows = rows[(rows["dimension"] == view.dimension) & (rows["member"] != "total")]
    rows = rows.sort_values("position")
    return tuple(
        _Member(str(r["member"]), str(r[f"label_{view.language}"]), str(r["colour"]))
        for r in records(rows)
    )


def _answer(store: Store, asked: _Asked) -> Answer:
    view, language = asked.view, asked.view.language
    frame, years = _bars(asked)
    pivot = frame.pivot_table(index="bar", columns="member", values="value", aggfunc="sum")
    bases = pivot.sum(axis=1)
    newest_last = view.by == "year"
    order = sorted(bases.index) if newest_last else list(bases.sort_values(ascending=False).index)
    pivot, bases = pivot.loc[order], bases.loc[order]
    shown, merged = _merge(asked.members, pivot)
    reports = store.reports(view.dataset, sorted(set(frame["agency_id"])), years)
    used = reports[reports["report_id"].isin(set(frame["report_id"]))]
    names = _names(frame, asked)
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, years),
        sentence=_sentence(asked, merged, bases, len(used)),
        coverage=say(
            "mix.coverage",
            language,
            reports=len(used),
            agencies=frame["agency_id"].nunique(),
            within=len(asked.scope.within),
        ),
        chart=_chart(asked, _top(merged), bases, shown, names),
        make_table=partial(_table, asked, pivot, bases, names),
        notes=_notes(asked, len(bases)),
        sources=sources_of(used),
        definition=asked.definition,
        toggles=_toggles(view),
    )


def _bars(asked: _Asked) -> tuple[pd.DataFrame, tuple[int, int]]:
    """Key each row by the bar it goes to: an agency in the newest year, or a year."""
    rows = asked.rows
    if asked.view.by == "year":
        first, last = int(rows["report_year"].min()), int(rows["report_year"].max())
        return rows.assign(bar=rows["report_year"].astype(str)), (first, last)
    year = int(rows["report_year"].max())
    rows = rows[rows["report_year"] == year]
    return rows.assign(bar=rows["agency_id"]), (year, year)


def _names(frame: pd.DataFrame, asked: _Asked) -> dict[str, str]:
    if asked.view.by == "year":
        return {bar: bar for bar in frame["bar"].unique()}
    names = dict(zip(frame["bar"], frame["agency"].astype(str), strict=True))
    repeated = {n for n in names.values() if list(names.values()).count(n) > 1}
    return {k: f"{name} {k}" if name in repeated else name for k, name in names.items()}


def _merge(
    members: tuple[_Member, ...], pivot: pd.DataFrame
) -> tuple[tuple[_Member, ...], pd.DataFrame]:
    """Keep the seven largest members in their fixed order; the rest go to the grey one."""
    totals = pivot.sum().drop(labels=[_REST, "other_org"], errors="ignore")
    kept = set(totals.sort_values(ascending=False).head(_MOST_HUES).index)
    rest = next((m for m in members if m.key in (_REST, "other_org")), members[-1])
    named = [m for m in members if m.key in kept and m.key != rest.key]
    gone = [column for column in pivot.columns if column not in {m.key for m in named}]
    merged = pivot[[m.key for m in named]].copy()
    coloured = tuple(
        replace(m, colour=colour) for m, colour in zip(named, theme.SERIES, strict=False)
    )
    if gone:
        merged[rest.key] = pivot[gone].sum(axis=1, min_count=1)
        return (*coloured, replace(rest, colour=theme.OTHER)), merged
    return coloured, merged


def _top(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.head(MOST_BARS)


def _chart(
    asked: _Asked,
    merged: pd.DataFrame,
    bases: pd.Series,
    shown: tuple[_Member, ...],
    names: dict[str, str],
) -> Chart:
    unit, as_share = asked.definition.unit, asked.view.measure != "count"
    wholes = [
        Whole(
            names[bar],
            float(bases[bar]),
            f"n={plain(bases[bar])}" if as_share else plain(bases[bar]),
            is_small=bool(bases[bar] < _SMALL),
        )
        for bar in merged.index
    ]
    parts = [
        Part(
            member.label,
            member.colour,
            tuple(None if pd.isna(v) else float(v) for v in merged[member.key]),
            _hovers(merged[member.key], bases, names, f"{member.label} · {{n}} {unit}"),
        )
        for member in shown
    ]
    return mix_chart(wholes, parts, as_share=as_share)


def _hovers(
    values: pd.Series, bases: pd.Series, names: dict[str, str], words: str
) -> tuple[str, ...]:
    return tuple(
        f"<b>{names[bar]}</b><br>{words.format(n=plain(value))} · {share(value, base)}"
        if not pd.isna(value)
        else ""
        for bar, value, base in zip(map(str, values.index), values, bases, strict=False)
    )


def _sentence(asked: _Asked, merged: pd.DataFrame, bases: pd.Series, reports: int) -> str:
    view = asked.view
    whole = float(bases.sum())
    totals = merged.sum().sort_values(ascending=False)
    labels = {m.key: m.label for m in asked.members}
    named = totals.drop(labels=[_REST], errors="ignore")
    top = named.index[0] if len(named) else totals.index[0]
    key = "mix.sentence_small" if whole < _SMALL else "mix.sentence"
    return say(
        key,
        view.language,
        reports=reports,
        whole=plain(whole),
        unit=asked.definition.unit,
        top=labels.get(str(top), str(top)),
        count=plain(float(totals[top])),
        share=share(float(totals[top]), whole),
    )


def _notes(asked: _Asked, bars: int) -> tuple[str, ...]:
    language = asked.view.language
    notes = [say(f"mix.note_{asked.view.dimension}", language)]
    if bars > MOST_BARS:
        notes.append(say("counts.more", language, n=MOST_BARS, more=bars - MOST_BARS))
    return tuple(notes)


def _table(asked: _Asked, pivot: pd.DataFrame, bases: pd.Series, names: dict[str, str]) -> Table:
    language, unit = asked.view.language, asked.definition.unit
    members = [m for m in asked.members if m.key in pivot.columns]
    head = say(f"column.{asked.view.by}", language)
    columns = (
        Column(head),
        Column(say("column.base", language), "number", unit),
        *(Column(m.label, "number", unit) for m in members),
    )
    rows = []
    for bar in pivot.index:
        values = [pivot.loc[bar, m.key] for m in members]
        cells = [
            Cell(say("state.not_captured", language), state="not_captured")
            if pd.isna(v)
            else Cell(f"{plain(v)} ({share(v, bases[bar])})", float(v))
            for v in values
        ]
        rows.append((Cell(names[bar]), Cell(plain(bases[bar]), float(bases[bar])), *cells))
    return Table(columns, tuple(rows))


def _toggles(view: View) -> tuple[tuple[Toggle, ...], ...]:
    language = view.language
    return (
        tuple(
            Toggle(say(f"mix.{d}", language), replace(view, dimension=d).href, view.dimension == d)
            for d in INDICATORS
        ),
        tuple(
            Toggle(say(f"mix.by_{by}", language), replace(view, by=by).href, view.by == by)
            for by in ("agency", "year")
        ),
        tuple(
            Toggle(
                say(f"mix.as_{measure}", language),
                replace(view, measure=measure).href,
                (view.measure == "count") == (measure == "count"),
            )
            for measure in ("share", "count")
        ),
    )
