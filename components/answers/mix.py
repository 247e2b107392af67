"""What the disclosed items consist of: categories, channels or applicants, by agency or year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

import pandas as pd

from components import theme
from components.answers import kept
from components.answers.figures import MOST_BARS, sources_of
from components.answers.model import Answer, Definition, Empty, Key, Toggle
from components.answers.scope import Scope, definition_of, nothing, scope_line, scope_of, stranger
from components.charts.mix import Part, Whole, mix_chart
from components.charts.text import shown
from components.numbers import plain, share
from components.tables import Cell, Column, Table
from components.theme import Chart
from components.view import Dimension, View
from components.words import say
from pipelines.aggregate import shares
from pipelines.store import Store

INDICATORS: Final[dict[Dimension, str]] = {
    "category": "disclosure.by_category",
    "channel": "disclosure.by_channel",
    "applicant": "request.received",
}
_REST: Final[dict[Dimension, str]] = {
    "category": "other",
    "channel": "other",
    "applicant": "other_org",
}
_MOST_HUES: Final = 7
_SMALL: Final = 10


def mix(store: Store, view: View) -> Answer | Empty:
    """Answer of what the items of each agency, or of each year, consist."""
    scope = scope_of(store, view)
    question = say(f"mix.question_{view.dimension}", view.language)
    if scope.strangers:
        return stranger(view, scope, question)
    definition = definition_of(store, view, INDICATORS[view.dimension])
    told = store.mix(
        view.dataset, view.dimension, INDICATORS[view.dimension], scope.shown_asked, view.years
    )
    unknown = set(told.loc[told["value"].isna(), "report_id"])
    whole = told[~told["report_id"].isin(unknown)]
    if definition is None or not (whole["value"] > 0).any():
        what = say("empty.no_mix", view.language, what=say(f"mix.{view.dimension}", view.language))
        return nothing(view, scope, question, what)
    return _answer(store, _Asked(view, scope, question, definition, whole, _members(store, view)))


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    label: str
    colour: str


@dataclass(frozen=True)
class _Asked:
    view: View
    scope: Scope
    question: str
    definition: Definition
    whole: pd.DataFrame  # of the reports all of whose parts are known: the others would mislead
    members: tuple[_Member, ...]

    @cached_property
    def years(self) -> tuple[int, int]:
        """Return the newest year with known parts, or the first and last of them."""
        known = self.whole.loc[self.whole["value"] > 0, "report_year"]
        last = int(known.max())
        return (int(known.min()), last) if self.view.by == "year" else (last, last)

    @cached_property
    def bars(self) -> pd.DataFrame:
        """Return one row per bar and member, of the reports all of whose parts are known."""
        first, last = self.years
        rows = self.whole[self.whole["report_year"].between(first, last)]
        bars = shares(rows, "year" if self.view.by == "year" else "agency")
        key = "report_year" if self.view.by == "year" else "agency_id"
        rest = _REST[self.view.dimension]
        return bars.assign(bar=bars[key].astype(str), member=bars["member"].replace("", rest))

    @cached_property
    def empty(self) -> int:
        """Count the bars that add up to nought: they have no parts to show."""
        return int(self.bars.loc[self.bars["base"] == 0, "bar"].nunique())

    @cached_property
    def wide(self) -> pd.DataFrame:
        """Return the bars in order, one column a member; years ascend, agencies by their base."""
        rows = self.bars[self.bars["base"] > 0]
        found = rows.pivot_table(index="bar", columns="member", values="value", aggfunc="sum")
        by_base = found.sum(axis=1).sort_values(ascending=False, kind="stable")
        return found.sort_index() if self.view.by == "year" else found.loc[by_base.index]

    @cached_property
    def bases(self) -> dict[str, float]:
        """Return what each bar adds up to."""
        return {str(bar): float(base) for bar, base in self.wide.sum(axis=1).items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the words of each bar."""
        if self.view.by == "year":
            return {bar: bar for bar in self.bases}
        pairs = zip(self.bars["bar"], self.bars["agency"], strict=True)
        found = {bar: self.scope.names.get(bar, str(name)) for bar, name in pairs}
        counts = pd.Series(found).value_counts()
        return {k: v if counts[v] == 1 else f"{v} {k}" for k, v in found.items()}


def _members(store: Store, view: View) -> tuple[_Member, ...]:
    rows = kept.members(store)
    rows = rows[(rows["dimension"] == view.dimension) & (rows["member"] != "total")]
    columns = ["member", f"label_{view.language}", "colour"]
    rows = rows.sort_values("position")[columns]
    return tuple(_Member(*map(str, row)) for row in rows.itertuples(index=False))


def _answer(store: Store, asked: _Asked) -> Answer:
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
        toggles=_toggles(view),
        legend=tuple(Key(member.label, member.colour) for member in members),
    )


def _reports(store: Store, asked: _Asked) -> pd.DataFrame:
    """Return the reports that stand behind the bars: those all of whose parts are known."""
    reports = store.reports(asked.view.dataset, asked.scope.shown_asked, asked.years)
    return reports[reports["report_id"].isin(set(asked.whole["report_id"]))]


def _merge(asked: _Asked) -> tuple[tuple[_Member, ...], pd.DataFrame]:
    """Keep the seven largest members in their fixed order; the rest go to the grey one."""
    rest = _REST[asked.view.dimension]
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
    asked: _Asked,
    members: tuple[_Member, ...],
    merged: pd.DataFrame,
    is_narrow: bool,  # noqa: FBT001 - bound by partial
) -> Chart:
    as_share = asked.view.measure != "count"
    drawn = merged.head(MOST_BARS)
    wholes = [_whole(asked, str(bar), as_share=as_share) for bar in drawn.index]
    parts = [
        Part(
            member.label,
            member.colour,
            tuple(None if pd.isna(v) else float(v) for v in drawn[member.key]),
            _hovers(asked, drawn[member.key], member),
        )
        for member in members
    ]
    return mix_chart(wholes, parts, as_share=as_share, is_narrow=is_narrow)


def _whole(asked: _Asked, bar: str, *, as_share: bool) -> Whole:
    base = asked.bases[bar]
    text = f"n={plain(base)}" if as_share else plain(base)
    return Whole(asked.names[bar], base, text, is_small=base < _SMALL)


def _hovers(asked: _Asked, values: pd.Series, member: _Member) -> tuple[str, ...]:
    unit = asked.definition.unit
    return tuple(
        ""
        if pd.isna(value)
        else f"<b>{shown(asked.names[str(bar)])}</b><br>{member.label} · "
        f"{plain(value)} {unit}{_share_words(value, asked.bases[str(bar)])}"
        for bar, value in values.items()
    )


def _share_words(value: float, base: float) -> str:
    return "" if base < _SMALL else f" · {share(value, base)}"


def _sentence(asked: _Asked, reports: int) -> str:
    whole = sum(asked.bases.values())
    rest = _REST[asked.view.dimension]
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


def _notes(asked: _Asked) -> tuple[str, ...]:
    language, more = asked.view.language, len(asked.bases) - MOST_BARS
    notes = [say(f"mix.note_{asked.view.dimension}", language)]
    if more > 0:
        notes.append(say("counts.more", language, n=MOST_BARS, more=more))
    if asked.empty:
        notes.append(say(f"mix.note_empty_{asked.view.by}", language, n=asked.empty))
    if any(base < _SMALL for base in asked.bases.values()):
        notes.append(say("mix.note_small", language, n=_SMALL))
    return tuple(notes)


def _table(asked: _Asked) -> Table:
    language, unit = asked.view.language, asked.definition.unit
    members = [member for member in asked.members if member.key in asked.wide.columns]
    columns = (
        Column(say(f"column.{asked.view.by}", language)),
        Column(say("column.base", language), "number", unit),
        *(Column(member.label, "number", unit) for member in members),
    )
    rows = []
    for bar, row in asked.wide.iterrows():
        base = asked.bases[str(bar)]
        cells = [_part(row[member.key], base, asked) for member in members]
        rows.append((Cell(asked.names[str(bar)]), Cell(plain(base), base), *cells))
    return Table(columns, tuple(rows))


def _part(value: float, base: float, asked: _Asked) -> Cell:
    """Set one part; a share only of a base that carries one."""
    if pd.isna(value):
        return Cell(say("state.not_stated", asked.view.language), state="not_captured")
    text = plain(value) if base < _SMALL else f"{plain(value)} ({share(value, base)})"
    return Cell(text, float(value))


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
