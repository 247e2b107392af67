"""Why a figure changed: the steps from one year's number to another's, and what they leave open."""

from dataclasses import replace
from functools import partial

import pandas as pd

from components.answers import Definition, Empty, Key, Step, Toggle
from components.charts.waterfall import COLOURS, waterfall_chart
from components.context import PageRequest
from components.figures.doors import why_view
from components.figures.pictures import Dossier, Picture
from components.figures.rates import rate_of
from components.figures.scope import (
    Scope,
    definition_of,
    nothing,
    scope_line,
    scope_of,
    stranger,
)
from components.figures.text import has_number, sources_of
from components.pages.why.parts import Per, parts_of, ways_of
from components.pages.why.steps import YearChange
from components.pages.why.words import notes, sentence, table
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.aggregate.bridges import both_years, parts_of_change
from pipelines.store.store import Store

_ADDED = ("count", "money")


def why(ask: PageRequest) -> Dossier | Empty:
    """Answer what brought the change of one indicator between two years."""
    store, scope = ask.store, scope_of(ask.store, ask.view)
    question = say("why.question", ask.language)
    if scope.strangers:
        return stranger(ask.view, scope, question)
    definition = definition_of(store, ask.view)
    if definition is None:
        what = say("empty.indicator", ask.language, code=ask.view.indicator)
        return nothing(ask.view, scope, question, what)
    if definition.kind not in _ADDED or rate_of(definition.indicator):
        return _lacking(ask.view, scope, definition, "no_parts_of_rate")
    cells = store.cells(
        ask.view.dataset, definition.indicator, None, scope.shown_asked, _asked(ask.view)
    )
    years = _years(cells, ask.view)
    if years is None:
        return _lacking(ask.view, scope, definition, "one_year")
    view = replace(ask.view, years=years)
    paired = both_years(cells, years, definition.comparable)
    if paired.empty:
        return _lacking(view, scope, definition, "none_both")
    return _answer(store, view, scope, definition, paired)


def _asked(view: View) -> tuple[int, int] | None:
    """Return the years to ask for: of one year, the year before it too."""
    if view.years is None or view.is_range:
        return view.years
    return view.years[0] - 1, view.years[0]


def _years(cells: pd.DataFrame, view: View) -> tuple[int, int] | None:
    """Return the two years set against each other: those chosen, or the last two known."""
    asked = _asked(view)
    if asked is not None:
        return asked
    known = sorted(set(cells.loc[has_number(cells), "report_year"].astype(int)))
    return (known[-2], known[-1]) if len(known) > 1 else None


def _answer(
    store: Store, view: View, scope: Scope, definition: Definition, paired: pd.DataFrame
) -> Dossier | Empty:
    ways = ways_of(store, definition, is_several=len(paired) > 1)
    if not ways:
        return _lacking(view, scope, definition, "no_parts")
    per: Per = next((way for way in ways if way == view.own("per")), ways[0])
    change = _change(store, view, scope, definition, paired, per)
    years = view.years or (0, 0)
    ids = [str(agency) for agency in paired["agency_id"]]
    reports = store.reports(view.dataset, ids, years)
    reports = reports[reports["report_year"].isin(years)]
    words = sentence(change)
    return Dossier(
        view=view,
        question=say("why.question_of", view.language, label=definition.label),
        scope=scope_line(view, scope, years),
        sentence=words,
        coverage=say("why.coverage", view.language, n=len(paired), reports=len(reports)),
        parts=(_picture(change, ways, len(reports)),),
        make_table=partial(table, change),
        notes=(say("why.note", view.language),),
        definitions=((definition.label, definition.note or definition.comparable_note),),
        sources=sources_of(reports),
    )


def _change(
    store: Store,
    view: View,
    scope: Scope,
    definition: Definition,
    paired: pd.DataFrame,
    per: Per,
) -> YearChange:
    ids = [str(agency) for agency in paired["agency_id"]]
    pairs = zip(ids, paired["agency"], strict=True)
    names = {agency: scope.names.get(agency, str(name)) for agency, name in pairs}
    if per == "agency":
        steps = paired.assign(key=ids, side="both")[["side", "key", "before", "after", "change"]]
        return YearChange(view, definition, per, paired, steps, names, {})
    parts = parts_of(store, view, per, definition, ids)
    steps = parts_of_change(parts.rows, view.years or (0, 0))
    return YearChange(view, definition, per, paired, steps, parts.words, parts.cells)


def _picture(change: YearChange, ways: tuple[Per, ...], reports: int) -> Picture:
    view, language = change.view, change.view.language
    toggles = tuple(
        Toggle(
            say(f"why_by.{way}", language),
            view.with_own(per="" if way == ways[0] else way).href,
            way == change.per,
        )
        for way in ways
    )
    kinds = dict.fromkeys(step.kind for step in change.bars)
    return Picture(
        name="steps",
        title=say(f"why_title.{change.per}", language),
        sentence=change.line,
        coverage=say("why.coverage", language, n=len(change.paired), reports=reports),
        make_chart=partial(_chart, change),
        legend=tuple(Key(say(f"why_kind.{kind}", language), COLOURS[kind]) for kind in kinds),
        toggles=(toggles,) if len(toggles) > 1 else (),
        notes=notes(change),
        links=(Step(say("why.to_trends", language), _trends(view)),),
        make_table=partial(table, change),
    )


def _chart(change: YearChange, is_narrow: bool) -> Chart:  # noqa: FBT001 - bound by partial
    return waterfall_chart(change.bars, is_narrow=is_narrow)


def _trends(view: View) -> str:
    """Return all the years of the same choice."""
    return replace(view.choice_on("trends"), years=None).href


def _lacking(view: View, scope: Scope, definition: Definition, key: str) -> Empty:
    """Say why there is nothing to part, and what can be asked instead."""
    language, years = view.language, view.years
    said = {"label": definition.label, "a": "", "b": ""}
    if years is not None:
        said |= {"a": str(years[0]), "b": str(years[1])}
    what = say(f"why.{key}", language, **said)
    newest = replace(why_view(view, None), indicator="")
    steps = (
        Step(say("why.to_trends", language), _trends(view)),
        *([Step(say("why.newest", language), newest.href)] if newest != view else []),
    )
    question = say("why.question_of", language, label=definition.label)
    line = scope_line(view, scope, years)
    return Empty(view, question, line, what, say("why.lacking", language), steps)
