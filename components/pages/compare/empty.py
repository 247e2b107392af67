"""What stands where there is nothing to compare: one sentence, and reports that could be."""

from dataclasses import replace

import pandas as pd

from components.answers import Empty, Step
from components.figures import dimensions
from components.figures.records import records
from components.figures.scope import Scope, demo_step, scope_line
from components.pages.compare.columns import FEWEST, ComparedChoice, neighbours, only
from components.view import View
from components.words import say
from pipelines.store.store import Store

_MOST_STEPS = 8


def wrong(store: Store, view: View, scope: Scope) -> Empty:
    """Say that nothing is chosen yet, and offer pairs of the place."""
    language = view.language
    key = "pair_unknown" if view.own("left") or view.own("right") else "nothing"
    steps = [*_pairs(store, view, scope), *demo_step(view, has_demo=scope.has_demo)]
    return Empty(
        view,
        say("compare.question", language),
        scope_line(view, scope, view.years),
        say(f"compare.{key}", language),
        say("compare.nothing_why", language),
        tuple(steps),
    )


def too_few(store: Store, view: View, scope: Scope, chosen: ComparedChoice) -> Empty:
    """Say which of the chosen have no report, and offer other years or neighbours."""
    language = view.language
    gone = [f"{side.agency} {side.year}" for side in chosen.sides if side.about is None]
    names = say("compare.comma", language).join(gone)
    key = "one_report" if len(chosen.reported) == 1 else "no_report"
    what = say(f"compare.{key}", language, names=names)
    if not gone:
        side = chosen.reported[0]
        what = say("compare.alone", language, agency=side.agency, year=side.year)
    return Empty(
        view,
        say("compare.question", language),
        scope_line(view, scope, view.years),
        what,
        say("compare.few_why", language),
        tuple(_others(store, view, chosen)[:_MOST_STEPS]),
    )


def _others(store: Store, view: View, chosen: ComparedChoice) -> list[Step]:
    language, steps = view.language, []
    plain = view.with_own(left="", right="", mark="", show="")
    if chosen.way == "agencies":
        steps += [
            Step(
                say("compare.to_year", language, year=year), replace(plain, years=(year, year)).href
            )
            for year in chosen.years[::-1]
        ]
    side = (chosen.reported or chosen.sides)[0]
    if chosen.way == "years" and len(chosen.years) >= FEWEST:
        span = (chosen.years[-FEWEST], chosen.years[-1])
        words = say("compare.to_years", language, first=span[0], last=span[1])
        steps.append(Step(words, replace(plain, years=span).href))
    rows = neighbours(store, view, side.agency_id, side.year)
    steps += [_beside(row, view, side.agency_id, side.year) for row in records(rows)]
    if not steps:
        home = View("compare", language, view.dataset)
        steps.append(Step(say("compare.choose_again", language), home.href))
    return steps


def _beside(row: dict[str, object], view: View, agency: str, year: int) -> Step:
    name = str(row["short_name"] or row["name"])
    link = replace(only(view, agency, str(row["agency_id"])), years=(year, year))
    return Step(say("compare.with", view.language, agency=name, year=year), link.href)


def _pairs(store: Store, view: View, scope: Scope) -> list[Step]:
    """Return years of one agency and agencies of one year that could be compared."""
    language = view.language
    place = scope.within[scope.within["report_count"] >= FEWEST]
    steps = []
    for row in records(place.sort_values("report_count", ascending=False, kind="stable").head(3)):
        agency = str(row["agency_id"])
        words = say("compare.years_of", language, agency=row["short_name"] or row["name"])
        steps.append(Step(words, replace(only(view, agency), years=None).href))
    steps += [_townships(store, view, code) for code in _counties(place)]
    return steps


def _counties(place: pd.DataFrame) -> list[str]:
    towns = place[(place["level"] == "township") & (place["county_code"] != "")]
    counts = towns["county_code"].value_counts()
    return [str(code) for code in counts[counts >= FEWEST].head(3).index]


def _townships(store: Store, view: View, county: str) -> Step:
    everyone = dimensions.agencies(store, view.dataset)
    here = everyone[(everyone["county_code"] == county) & (everyone["level"] == "township")]
    best = here.sort_values(["report_count", "agency_id"], ascending=[False, True]).head(3)
    ids = [str(one) for one in best["agency_id"]]
    words = say("compare.towns_of", view.language, county=here["county"].iloc[0], n=len(ids))
    return Step(words, replace(only(view, *ids), years=None).href)
