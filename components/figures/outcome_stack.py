"""What the outcomes of each year, or of each agency, consist of."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pandas as pd

from components import theme
from components.answers import Key, Toggle
from components.charts.mix import MixBar, MixPart, mix_chart
from components.charts.text import shown
from components.figures.doors import behind_outcome, of_bar
from components.figures.pictures import SMALL, Picture, TableQuestion, in_words, listed
from components.figures.text import MOST_BARS
from components.numbers import plain, share
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import Language, View
from components.words import say
from pipelines.aggregate.requests import GROUPS, UNDECIDED

COLOURS: Final = dict(
    zip(
        (*GROUPS, UNDECIDED),
        ("#009E73", "#56B4E9", "#D55E00", "#B58900", "#CC79A7", theme.OTHER, "#7A6F9B"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Bars:
    """The bars in order: a row each, a column a group; what each adds up to."""

    view: View
    wide: pd.DataFrame
    names: dict[str, str]
    empty: int

    @property
    def bases(self) -> pd.Series:
        """Return what each bar adds up to."""
        return self.wide.sum(axis=1)


def stack_part(asked: TableQuestion, outcome: pd.DataFrame, coverage: str) -> Picture | None:
    """Set the stacked bars, or nothing where nothing was concluded: no empty axes are drawn."""
    view, language = asked.view, asked.view.language
    bars = bars_of(asked, outcome)
    if bars.wide.empty:
        return None
    return Picture(
        name="stack",
        title=say(f"requests.stack_{view.by}", language),
        sentence=_sentence(bars),
        coverage=coverage,
        make_chart=partial(_chart, bars),
        legend=tuple(Key(group_words(g, language), COLOURS[g]) for g in GROUPS if _has(bars, g)),
        toggles=toggles(view),
        notes=_notes(bars),
        make_table=partial(_table, bars),
    )


def bars_of(asked: TableQuestion, outcome: pd.DataFrame) -> Bars:
    """Add the outcomes up by year or by agency; years ascend, agencies by their base."""
    view = asked.view
    key = "report_year" if view.by == "year" else "agency_id"
    wide = outcome.groupby(outcome[key].astype(str))[list(GROUPS)].sum()
    base = wide.sum(axis=1)
    empty, wide = int((base == 0).sum()), wide[base > 0]
    if view.by == "agency":
        wide = wide.loc[base[base > 0].sort_values(ascending=False, kind="stable").index]
        names = {str(bar): asked.name(bar) for bar in wide.index}
    else:
        names = {str(bar): str(bar) for bar in wide.index}
    return Bars(view, wide, names, empty)


def toggles(view: View) -> tuple[tuple[Toggle, ...], ...]:
    """Return the ways to look: by year or agency, share or count."""
    language = view.language
    return (
        tuple(
            Toggle(say(f"requests.by_{by}", language), replace(view, by=by).href, view.by == by)
            for by in ("agency", "year")
        ),
        tuple(
            Toggle(
                say(f"requests.as_{measure}", language),
                replace(view, measure=measure).href,
                (view.measure == "count") == (measure == "count"),
            )
            for measure in ("share", "count")
        ),
    )


def _has(bars: Bars, group: str) -> bool:
    return bool(bars.wide[group].sum())


def _sentence(bars: Bars) -> str:
    view, bases = bars.view, bars.bases
    granted = bars.wide["granted"]
    if view.by == "year":
        items = [
            say(
                "requests.year_count" if base < SMALL else "requests.year_share",
                view.language,
                year=year,
                count=plain(float(granted[year])),
                base=plain(float(base)),
                share=share(float(granted[year]), float(base)),
            )
            for year, base in zip(map(str, bases.index), bases, strict=True)
        ]
        return say(
            "requests.stack_sentence_year", view.language, list=listed(items, view, len(items))
        )
    solid = bases[bases >= SMALL].index
    rates = (granted[solid] / bases[solid]).sort_values(kind="stable")
    few = 2
    key = "stack_sentence_agency" if len(solid) >= few else "stack_sentence_few"
    return say(
        f"requests.{key}",
        view.language,
        bars=len(bases),
        solid=len(solid),
        n=SMALL,
        **_ends(bars, rates),
    )


def _ends(bars: Bars, rates: pd.Series) -> dict[str, str]:
    """Return the middle of the rates and both ends with their names."""
    if rates.empty:
        return {}
    first, last = str(rates.index[0]), str(rates.index[-1])
    return {
        "median": share(float(rates.median()), 1.0),
        "least": share(float(rates.iloc[0]), 1.0),
        "low": bars.names[first],
        "most": share(float(rates.iloc[-1]), 1.0),
        "high": bars.names[last],
    }


def _notes(bars: Bars) -> tuple[str, ...]:
    view, more = bars.view, len(bars.wide) - MOST_BARS
    notes = [say("requests.stack_note", view.language)]
    if view.measure != "count" and (bars.bases < SMALL).any():
        notes.append(say("requests.small", view.language, n=SMALL))
    if bars.empty:
        notes.append(say(f"requests.empty_bars_{view.by}", view.language, n=bars.empty))
    if more > 0:
        notes.append(say("requests.more_bars", view.language, n=MOST_BARS, more=more))
    return tuple(notes)


def _chart(bars: Bars, is_narrow: bool) -> Chart:  # noqa: FBT001 - bound by partial
    view, drawn = bars.view, bars.wide.head(MOST_BARS)
    as_share = view.measure != "count"
    wholes = [
        MixBar(
            bars.names[str(bar)],
            float(base),
            f"n={plain(float(base))}" if as_share else plain(float(base)),
            is_small=as_share and bool(base < SMALL),
        )
        for bar, base in drawn.sum(axis=1).items()
    ]
    slices = [
        MixPart(
            group_words(group, view.language),
            COLOURS[group],
            tuple(float(value) for value in drawn[group]),
            tuple(
                f"<b>{shown(whole.name)}</b><br>{group_words(group, view.language)} · "
                f"{in_words(float(value), whole.base)}<br>{say('chart.open_list', view.language)}"
                for value, whole in zip(drawn[group], wholes, strict=True)
            ),
            tuple(behind_outcome(of_bar(view, str(bar)), group) for bar in drawn.index),
        )
        for group in GROUPS
        if _has(bars, group)
    ]
    return mix_chart(wholes, slices, as_share=as_share, is_narrow=is_narrow)


def _table(bars: Bars) -> Table:
    view, language = bars.view, bars.view.language
    columns = (
        TableColumn(say(f"column.{view.by}", language)),
        TableColumn(say("requests.base", language), "number"),
        *(TableColumn(group_words(group, language), "number") for group in GROUPS),
    )
    rows = []
    for bar, row in bars.wide.iterrows():
        base = float(row.sum())
        cells = [TableCell(in_words(float(v), base), float(v)) for v in row]
        rows.append((TableCell(bars.names[str(bar)]), TableCell(plain(base), base), *cells))
    return Table(columns, tuple(rows))


def group_words(group: str, language: Language) -> str:
    """Name a group of outcomes."""
    return say(f"outcome_group.{group}", language)
