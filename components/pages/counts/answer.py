"""Who discloses most: agencies ranked in one year."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

import pandas as pd

from components.answers import Answer, Empty
from components.charts.distribution import DistributionColumn, with_distribution
from components.charts.ranking import RankingBar, ReferenceLine, ranking_chart
from components.figures.asked import IndicatorQuestion, ask
from components.figures.basis import (
    WEBSITE,
    basis_cells,
    basis_columns,
    basis_counts,
    basis_legend,
    basis_notes,
)
from components.figures.rates import is_of_base, with_base
from components.figures.records import Record, records
from components.figures.scope import scope_line
from components.figures.text import (
    MOST_BARS,
    agency_cell,
    bar_words,
    figure_cell,
    form_words,
    source_cell,
    sources_of,
)
from components.figures.years import over_years
from components.numbers import compact, plain
from components.pages.counts.year import LEAST_FOR_MEDIAN, RankedYear, newest_year, sentence
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import Language, View
from components.words import say
from pipelines.aggregate.distribution import ValueRange, distribution
from pipelines.store.store import Store

_ADDED = ("count", "money")


def counts(store: Store, view: View) -> Answer | Empty:
    """Answer who has most of one indicator."""
    asked = ask(store, view, "counts.question")
    if isinstance(asked, Empty):
        return asked
    return over_years(store, asked) if asked.is_over_years else _of_one_year(store, asked)


def _of_one_year(store: Store, asked: IndicatorQuestion) -> Answer:
    view = asked.view
    newest = newest_year(asked)
    reports = store.reports(
        view.dataset, list(newest.shown["agency_id"]), (newest.year, newest.year)
    )
    return Answer(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, (newest.year, newest.year)),
        sentence=sentence(asked, newest),
        coverage=say(
            "counts.coverage",
            view.language,
            known=newest.known,
            reports=len(newest.ranked),
            agencies=len(asked.scope.within),
            year=newest.year,
        ),
        make_chart=partial(_chart, asked, newest),
        make_table=partial(_table, asked, newest, reports),
        notes=_notes(asked, newest),
        sources=sources_of(reports),
        definition=asked.definition,
        toggles=(
            asked.by_toggle,
            asked.level_toggles,
            asked.why(newest.year - 1, newest.year),
        ),
        legend=basis_legend(pd.concat(newest.drawn), view.language),
        chosen_rows=asked.chosen_rows,
    )


def _chart(asked: IndicatorQuestion, newest: RankedYear, is_narrow: bool) -> Chart:  # noqa: FBT001 - bound by partial
    bars_rule = _rule(asked, newest, is_narrow=is_narrow)
    bars: list[RankingBar] = []
    for place, row in enumerate(drawn := newest.drawn_rows):
        if place and _is_apart(drawn[place - 1], row):
            gap = "⋯" + "\u200b" * place  # every row has a name of its own
            bars.append(RankingBar(gap, None, "", "", is_gap=True))
        bars.append(_bar(row, asked))
    chart = ranking_chart(bars, rule=bars_rule, is_narrow=is_narrow)
    return (
        _with_distribution(chart, asked, newest, is_narrow=is_narrow) if newest.is_long else chart
    )


def _is_apart(before: Record, row: Record) -> bool:
    """Tell whether agencies with a number lie between two drawn ones; the unknown have no rank."""
    return bool(pd.notna(row["value"]) and row["place"] - before["place"] > 1)


def _with_distribution(
    chart: Chart, asked: IndicatorQuestion, newest: RankedYear, *, is_narrow: bool
) -> Chart:
    """Set under a ranking of hundreds how many agencies lie where."""
    language = asked.view.language
    ranges = distribution(list(newest.ranked["value"].dropna()))
    chosen = newest.chosen["value"].dropna() if asked.scope.chosen else newest.chosen["value"][:0]
    if not ranges:
        return chart
    columns = [
        DistributionColumn(
            part.count,
            say(
                "counts.range_last" if part is ranges[-1] else "counts.range",
                language,
                low=plain(part.low),
                high=asked.definition.measured(plain(part.high)),
                n=part.count,
            ),
            is_chosen=bool(chosen.between(part.low, part.high, _closed(part, ranges)).any()),
        )
        for part in ranges
    ]
    edges = [compact(edge, language) for edge in (ranges[0].low, *(p.high for p in ranges))]
    title = say("counts.distribution", language, n=newest.known)
    return with_distribution(chart, columns, edges, title, is_narrow=is_narrow)


def _closed(part: ValueRange, ranges: Sequence[ValueRange]) -> Literal["both", "left"]:
    return "both" if part is ranges[-1] else "left"


def _rule(asked: IndicatorQuestion, newest: RankedYear, *, is_narrow: bool) -> ReferenceLine | None:
    """Return the line across the bars: the median, or of rates what the place comes to."""
    language, measured = asked.view.language, asked.definition.measured
    if asked.definition.is_rate:
        if newest.pooled is None:
            return None
        said = {"n": newest.pooled["known_count"], "value": with_base(newest.pooled, language)}
        return ReferenceLine(newest.pooled["value"], say("counts_rate.line", language, **said))
    if newest.known < LEAST_FOR_MEDIAN:
        return None
    middle = measured(plain(newest.median))
    label = say("counts.median", language, n=newest.known, value=middle)
    if not is_narrow:  # a phone has no room for a long line and reads it in the notes
        label += basis_counts(newest.ranked, language) + _quartile_words(asked, newest)
    return ReferenceLine(newest.median, label, newest.quartiles)


def _quartile_words(asked: IndicatorQuestion, newest: RankedYear) -> str:
    """Name the band of the middle half, where enough agencies stand behind it."""
    if newest.quartiles is None:
        return ""
    low, high = map(plain, newest.quartiles)
    return say("counts.quartiles", asked.view.language, low=low, high=high)


def _bar(row: Record, asked: IndicatorQuestion) -> RankingBar:
    language = asked.view.language
    value: float | None = float(row["value"]) if pd.notna(row["value"]) else None
    return RankingBar(
        name=asked.names[row["agency_id"]],
        value=value,
        text=bar_words(row, language),
        hover=asked.hover(row, _rank_words(row, language)),
        href=asked.href_of(row),
        is_chosen=not asked.scope.chosen or row["agency_id"] in asked.scope.chosen,
        is_website=row["basis"] == "website",
    )


def _rank_words(row: Record, language: Language) -> str:
    known: int = 0 if pd.isna(row["rank"]) else int(row["known_count"])
    if known < 2:
        return ""  # the only one is not the first of anything
    has_median = known >= LEAST_FOR_MEDIAN and not is_of_base(row)
    return say(
        "counts.rank_hover" if has_median else "counts.rank_hover_few",
        language,
        rank=row["rank"],
        known=row["known_count"],
        median=plain(float(row["median"])),
    )


def _notes(asked: IndicatorQuestion, newest: RankedYear) -> tuple[str, ...]:
    language, more = asked.view.language, len(newest.shown) - MOST_BARS
    notes = [*_sum(asked, newest), *asked.without_report(set(newest.chosen["agency_id"]))]
    if newest.is_long:
        first, between, last = map(len, newest.drawn)
        key = "counts.ends_chosen" if asked.scope.chosen else "counts.ends"
        beside = {"k": between, "of": len(newest.between)}
        notes.append(say(key, language, n=first, m=last, more=newest.undrawn, **beside))
    elif more > 0:
        notes.append(say("counts.more", language, n=MOST_BARS, more=more))
    if newest.quartiles is not None:
        low, high = map(plain, newest.quartiles)
        high = asked.definition.measured(high)
        notes.append(say("counts.note_quartiles", language, low=low, high=high))
    if asked.definition.is_rate:
        notes.append(say("rate.note_pooled", language))
    notes += _forms(asked, newest)
    if len(newest.chosen) < len(newest.ranked if newest.is_long else newest.shown):
        notes.append(say("counts.highlight", language))
    if asked.definition.comparable != "A":
        notes.append(asked.definition.comparable_note)
    return (*notes, *basis_notes(newest.shown, language))


def _sum(asked: IndicatorQuestion, newest: RankedYear) -> list[str]:
    """Say what the agencies shown add up to; rates, and changes of either sign, do not.

    Totals and what websites carried are added up apart.
    """
    if asked.definition.kind not in _ADDED:
        return []
    language, known = asked.view.language, newest.chosen[newest.chosen["value"].notna()]
    bases = sorted(set(known["basis"]))  # total before website
    sums = []
    for basis in bases:
        values = known.loc[known["basis"] == basis, "value"]
        added = asked.definition.measured(plain(float(values.sum())))
        words = say("counts.sum", language, n=len(values), sum=added)
        is_apart = len(bases) > 1 or basis == WEBSITE
        sums.append(say(f"basis.of_{basis}", language, words=words) if is_apart else words)
    if len(bases) > 1:
        return [*sums, say("basis.apart", language)]
    return sums if len(known) > 1 else []


def _forms(asked: IndicatorQuestion, newest: RankedYear) -> list[str]:
    """Say where the reports of one year follow several forms that do not mean the same."""
    known = newest.ranked[newest.ranked["value"].notna() & (newest.ranked["template"] != "")]
    counts = known["template"].value_counts()
    if len(counts) < 2 or asked.definition.comparable == "A":
        return []
    language = asked.view.language
    parts = [f"{form_words(form, language)} {n}" for form, n in counts.items()]
    return [say("counts.forms", language, list=say("counts.comma", language).join(parts))]


def _table(asked: IndicatorQuestion, newest: RankedYear, reports: pd.DataFrame) -> Table:
    view, language = asked.view, asked.view.language
    places = dict(zip(asked.scope.within["agency_id"], asked.scope.within["county"], strict=True))
    addresses = dict(zip(reports["report_id"], reports["address"], strict=True))
    kinds = basis_columns(newest.ranked, language)
    is_marked = len(newest.chosen) < len(newest.shown)
    columns = (
        TableColumn(say("column.rank", language), "number"),
        TableColumn(say("column.agency", language)),
        TableColumn(say("column.county", language)),
        TableColumn(say("column.year", language), "number"),
        TableColumn(asked.definition.label, "number", asked.definition.unit),
        *kinds,
        TableColumn(say("column.form", language)),
        TableColumn(say("column.source", language), "link"),
        *([TableColumn(say("column.chosen", language))] if is_marked else []),
    )
    rows = tuple(
        (
            _rank(row),
            agency_cell(row["agency_id"], str(row["agency"]), view),
            TableCell(str(places.get(row["agency_id"]) or "")),
            TableCell(str(row["report_year"]), float(row["report_year"])),
            figure_cell(row, asked.definition.cell, view),
            *basis_cells(kinds, [row], language),
            TableCell(form_words(row["template"], language)),
            source_cell(row, addresses.get(row["report_id"]), view),
            *([_chosen(row, asked)] if is_marked else []),
        )
        for row in records(newest.shown)
    )
    return Table(columns, rows)


def _chosen(row: Record, asked: IndicatorQuestion) -> TableCell:
    """Tell a row of the choice from one that only stands beside it."""
    is_chosen = row["agency_id"] in asked.scope.chosen
    return TableCell(say("export.yes" if is_chosen else "export.no", asked.view.language))


def _rank(row: Record) -> TableCell:
    return (
        TableCell(str(row["rank"]), float(row["rank"])) if pd.notna(row["rank"]) else TableCell("–")
    )
