"""What the disclosed items consist of: categories, channels or applicants, by agency or year."""

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from components import theme
from components.answers import Answer, Empty, Key, Toggle
from components.charts.mix import MixBar, MixPart, mix_chart
from components.charts.text import shown
from components.figures.asked import without_report
from components.figures.doors import behind, of_bar
from components.figures.levels import level_toggles
from components.figures.parts import INDICATORS, REST, MemberStyle, Mix, members_of
from components.figures.scope import definition_of, nothing, scope_line, scope_of, stranger
from components.figures.text import MOST_BARS, agency_cell, sources_of
from components.numbers import plain, points, share
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.store.store import Store

_MOST_HUES: Final = 7
_SMALL: Final = 10


def mix(store: Store, view: View) -> Answer | Empty:
    """Answer of what the items of each agency, or of each year, consist."""
    scope = scope_of(store, view)
    question = say(f"mix.question_{view.dimension}", view.language)
    if scope.strangers:
        return stranger(view, scope, question)
    definition = definition_of(store, view, INDICATORS[view.dimension])
    parts = store.mix(
        view.dataset, view.dimension, INDICATORS[view.dimension], scope.shown_asked, view.years
    )
    unknown = set(parts.loc[parts["value"].isna(), "report_id"])
    whole = parts[~parts["report_id"].isin(unknown)]
    if definition is None or not (whole["value"] > 0).any():
        what = say("empty.no_mix", view.language, what=say(f"mix.{view.dimension}", view.language))
        return nothing(view, scope, question, what)
    size = len(parts) + len(without_report(parts, scope.shown_asked, scope.years))
    return _answer(
        store, size, Mix(view, scope, question, definition, whole, members_of(store, view))
    )


def _answer(store: Store, size: int, asked: Mix) -> Answer:
    view, language = asked.view, asked.view.language
    members, merged = _merge(asked)
    reports = _reports(store, asked)
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, asked.years),
        sentence=_sentence(asked, len(reports)),
        coverage=say(
            "mix.coverage",
            language,
            reports=len(reports),
            agencies=reports["agency_id"].nunique(),
            within=len(asked.scope.within),
        ),
        make_chart=partial(_chart, asked, members, merged),
        make_table=partial(_table, asked),
        notes=_notes(asked),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=(*_toggles(view), level_toggles(asked.scope.place, view)),
        chosen_rows=size,
        legend=tuple(Key(member.label, member.colour) for member in members),
    )


def _reports(store: Store, asked: Mix) -> pd.DataFrame:
    """Return the reports that stand behind the bars: those all of whose parts are known."""
    reports = store.reports(asked.view.dataset, asked.scope.shown_asked, asked.years)
    return reports[reports["report_id"].isin(set(asked.whole["report_id"]))]


def _merge(asked: Mix) -> tuple[tuple[MemberStyle, ...], pd.DataFrame]:
    """Keep the seven largest members in their fixed order; the rest go to the grey one."""
    rest = REST[asked.view.dimension]
    totals = asked.wide.sum().drop(labels=[rest], errors="ignore")
    totals = totals[totals > 0].sort_values(ascending=False, kind="stable")
    kept = set(totals.head(_MOST_HUES).index)
    named = [member for member in asked.members if member.key in kept]
    others = [column for column in asked.wide.columns if column not in kept]
    merged = asked.wide[[member.key for member in named]].copy()
    if asked.wide[others].sum().sum() > 0:
        merged[rest] = asked.wide[others].sum(axis=1, min_count=1)
        grey = next(member for member in asked.members if member.key == rest)
        named.append(replace(grey, colour=theme.OTHER))
    return tuple(named), merged


def _chart(
    asked: Mix,
    members: tuple[MemberStyle, ...],
    merged: pd.DataFrame,
    is_narrow: bool,  # noqa: FBT001 - bound by partial
) -> Chart:
    as_share = asked.view.measure != "count"
    drawn = merged.head(MOST_BARS)
    wholes = [_whole(asked, str(bar), as_share=as_share) for bar in drawn.index]
    parts = [
        MixPart(
            member.label,
            member.colour,
            tuple(None if pd.isna(v) else float(v) for v in drawn[member.key]),
            _hovers(asked, drawn[member.key], member),
            _hrefs(asked, drawn.index, member),
        )
        for member in members
    ]
    return mix_chart(wholes, parts, as_share=as_share, is_narrow=is_narrow)


def _whole(asked: Mix, bar: str, *, as_share: bool) -> MixBar:
    base = asked.bases[bar]
    text = f"n={plain(base)}" if as_share else plain(base)
    return MixBar(asked.names[bar], base, text, is_small=base < _SMALL)


def _hrefs(asked: Mix, bars: pd.Index, member: MemberStyle) -> tuple[str, ...]:
    """Return where each part leads: to its cell, or to the list of figures that it adds up."""
    is_rest = member.key == REST[asked.view.dimension]
    key = "" if is_rest else member.key  # the rest is many members
    years = asked.view.years if asked.view.by == "year" else asked.years
    view = replace(asked.view, years=years)
    indicator = INDICATORS[asked.view.dimension]
    return tuple(
        asked.only_cell(str(bar), key) or behind(of_bar(view, str(bar)), indicator, key)
        for bar in bars
    )


def _hovers(asked: Mix, values: pd.Series, member: MemberStyle) -> tuple[str, ...]:
    return tuple(
        "" if pd.isna(value) else _hover(asked, str(bar), float(value), member.label, href)
        for (bar, value), href in zip(
            values.items(), _hrefs(asked, values.index, member), strict=True
        )
    )


def _hover(asked: Mix, bar: str, value: float, label: str, href: str) -> str:
    part = f"{plain(value)} {asked.definition.unit}{_share_words(value, asked.bases[bar])}"
    door = "chart.open_cell" if href.startswith("/report/") else "chart.open_list"
    words = (f"<b>{shown(asked.names[bar])}</b>", f"{label} · {part}")
    return "<br>".join((*words, say(door, asked.view.language)))


def _share_words(value: float, base: float) -> str:
    return "" if base < _SMALL else f" · {share(value, base)}"


def _sentence(asked: Mix, reports: int) -> str:
    whole = sum(asked.bases.values())
    rest = REST[asked.view.dimension]
    totals = asked.wide.sum().sort_values(ascending=False, kind="stable")
    named = totals.drop(labels=[rest], errors="ignore")
    top = str(named.index[0] if len(named) and named.iloc[0] > 0 else rest)
    labels = {member.key: member.label for member in asked.members}
    return say(
        "mix.sentence_small" if whole < _SMALL else "mix.sentence",
        asked.view.language,
        reports=reports,
        whole=plain(whole),
        unit=asked.definition.unit,
        top=labels.get(top, top),
        count=plain(float(totals[top])),
        share=share(float(totals[top]), whole),
    )


def _notes(asked: Mix) -> tuple[str, ...]:
    language, more = asked.view.language, len(asked.bases) - MOST_BARS
    notes = [*_since_last_year(asked), say(f"mix.note_{asked.view.dimension}", language)]
    if more > 0:
        notes.append(say("counts.more", language, n=MOST_BARS, more=more))
    if asked.empty:
        notes.append(say(f"mix.note_empty_{asked.view.by}", language, n=asked.empty))
    if any(base < _SMALL for base in asked.bases.values()):
        notes.append(say("mix.note_small", language, n=_SMALL))
    return tuple(notes)


def _since_last_year(asked: Mix) -> list[str]:
    """Say by how many points the largest part differs from the year before, of all reports."""
    years = [bar for bar in asked.wide.index if asked.bases[str(bar)] >= _SMALL]
    if asked.view.by != "year" or len(years) < 2 or int(years[-1]) - int(years[-2]) != 1:
        return []
    before, now = (asked.wide.loc[year].fillna(0.0) / asked.bases[str(year)] for year in years[-2:])
    top = str(now.drop(labels=[REST[asked.view.dimension]], errors="ignore").idxmax())
    labels = {member.key: member.label for member in asked.members}
    holes = {
        "label": labels.get(top, top),
        "before": years[-2],
        "year": years[-1],
        "a": share(float(before[top]), 1.0),
        "b": share(float(now[top]), 1.0),
        "points": points(float(now[top] - before[top]), asked.view.language),
    }
    return [say("mix.since_last_year", asked.view.language, **holes)]


def _table(asked: Mix) -> Table:
    language, unit = asked.view.language, asked.definition.unit
    members = [member for member in asked.members if member.key in asked.wide.columns]
    columns = (
        TableColumn(say(f"column.{asked.view.by}", language)),
        TableColumn(say("column.base", language), "number", unit),
        *(TableColumn(member.label, "number", unit) for member in members),
    )
    rows = []
    for bar, row in asked.wide.iterrows():
        base = asked.bases[str(bar)]
        cells = [
            replace(_part(row[key], (str(bar), key), asked), href=asked.only_cell(str(bar), key))
            for key in (member.key for member in members)
        ]
        name = asked.names[str(bar)]
        is_agency = asked.view.by == "agency"
        head = agency_cell(bar, name, asked.view) if is_agency else TableCell(name)
        rows.append((head, _amount(base, (str(bar), ""), asked), *cells))
    return Table(columns, tuple(rows))


def _part(value: float, place: tuple[str, str], asked: Mix) -> TableCell:
    """Set one part of a bar; a share only of a base that carries one."""
    if pd.isna(value):
        return TableCell(say("state.not_stated", asked.view.language), state="not_captured")
    cell, base = _amount(value, place, asked), asked.bases[place[0]]
    return cell if base < _SMALL else replace(cell, text=f"{cell.text} ({share(value, base)})")


def _amount(value: float, place: tuple[str, str], asked: Mix) -> TableCell:
    """Set a part or a whole, marked where a figure that it adds up is approximate."""
    is_about = place in asked.approximate
    text = say("number.about", asked.view.language, n=plain(value)) if is_about else plain(value)
    return TableCell(text, float(value), is_approximate=is_about)


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
