"""Who and when a view is about: the agencies of the chosen place, the years, the indicator."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import pandas as pd

from components.answers import Definition, Empty, Step
from components.figures import dimensions
from components.figures.levels import level_of, level_words, of_level
from components.figures.rates import rate_definition, rate_of
from components.numbers import span
from components.view import Language, View
from components.words import say
from pipelines.catalogue.indicator_ids import (
    DISCLOSURE_PUBLISHED,
    DISCLOSURE_TOTAL,
    DISCLOSURE_WEBSITE,
)
from pipelines.store.meanings import codes
from pipelines.store.store import Store

DEFAULT_INDICATOR: Final = DISCLOSURE_PUBLISHED  # the total, else what the website carried
TOTAL: Final = DISCLOSURE_TOTAL
WEBSITE: Final = DISCLOSURE_WEBSITE
_NOBODY: Final = "-"
_WHOSE: Final = ("language", "dataset", "province", "city", "county", "agencies", "years")
_UNNAMED: Final = frozenset({"2", "narrative", "2014"})


@dataclass(frozen=True)
class Scope:
    """The agencies a view may speak of, and those it was asked to show.

    `words` name all that narrows them: the place, the level, how many are chosen.
    """

    within: pd.DataFrame  # agencies of the place, of the level asked for
    place: pd.DataFrame  # agencies of the place, of every level
    chosen: tuple[str, ...]  # the view's agencies that exist; empty means all of the place
    strangers: tuple[str, ...]  # the view's agencies that nobody knows
    words: str
    level: str = ""  # the level that `within` was narrowed to
    years: tuple[int, int] | None = None  # those asked for, as far as there are any in the data set
    has_demo: bool = False  # whether there is simulated data to look at instead

    @property
    def ids(self) -> list[str]:
        """Return the ids of every agency of the place."""
        return list(self.within["agency_id"].tolist())

    @property
    def asked(self) -> list[str]:
        """Return the ids to ask the store for; a place without agencies must not mean all."""
        return self.ids or [_NOBODY]

    @property
    def shown_asked(self) -> list[str]:
        """Return the ids of the agencies to show, to ask the store for."""
        return list(self.chosen) or self.asked

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the name of each agency, no two alike: the short one where all are of one county.

        Two of the same short name have their full ones, two of the same full name their code.
        """
        counties = set(self.within["county_code"])
        is_one = len(counties) == 1 and "" not in counties
        full = self.within["name"].astype(str)
        names = self.within["short_name"].astype(str) if is_one else full
        names = names.where(names != "", full)
        names = names.where(~names.duplicated(keep=False), full)
        ids = self.within["agency_id"].astype(str)
        names = names.where(~names.duplicated(keep=False), names + " " + ids)
        return dict(zip(ids, names, strict=True))


def scope_of(store: Store, view: View) -> Scope:
    """Find the place and the agencies of a view; an agency chosen by name needs no place."""
    whose = {name: getattr(view, name) for name in _WHOSE}
    bare = View(**whose).with_own(level=view.own("level"))  # whatever page asks, and how it is set
    return _scope_of(store, store.info().digest, bare)


@lru_cache(maxsize=4)  # every chart of a page asks, so that its file has a name
def _scope_of(store: Store, _digest: str, view: View) -> Scope:
    everyone = dimensions.agencies(store, view.dataset)
    within = everyone
    for column, code in (
        ("province_code", view.province),
        ("city_code", view.city),
        ("county_code", view.county),
    ):
        if code:
            within = within[within[column] == code]
    place, within = within, of_level(within, view)
    known = set(everyone["agency_id"])
    chosen = tuple(agency for agency in view.agencies if agency in known)
    here = view
    if chosen and not set(chosen) <= set(within["agency_id"]):
        # Of another county than the chosen one: it has no rank among that county's.
        within = everyone[everyone["agency_id"].isin(chosen)]
        here = replace(view, province="", city="", county="")
    strangers = tuple(agency for agency in view.agencies if agency not in known)
    level = level_of(place, view)
    words = _words(everyone, within, chosen, here)
    if level and not chosen:
        words = f"{words} · {level_words(level, view.language)}"
    years = _held(view.years, year_span(everyone))
    has_demo = dimensions.is_held(store, "demo")
    return Scope(within, place, chosen, strangers, words, level, years, has_demo)


def year_span(within: pd.DataFrame) -> tuple[int, int]:
    """Return the first and last year of some agencies' reports, (0, 0) where there is none."""
    first, last = within["first_year"].dropna(), within["last_year"].dropna()
    if first.empty or last.empty:
        return (0, 0)
    return int(first.min()), int(last.max())


def _held(years: tuple[int, int] | None, held: tuple[int, int]) -> tuple[int, int] | None:
    """Return the years asked for that lie among those held; an address may ask for thousands."""
    if years is None or years[1] < held[0] or years[0] > held[1]:
        return None
    return max(years[0], held[0]), min(years[1], held[1])


def _words(
    everyone: pd.DataFrame, within: pd.DataFrame, chosen: tuple[str, ...], view: View
) -> str:
    if len(chosen) == 1:
        return str(everyone.loc[everyone["agency_id"] == chosen[0], "name"].iloc[0])
    place = place_words(within, view)
    if chosen:
        return say("scope.agencies", view.language, place=place, n=len(chosen))
    return place


def place_words(within: pd.DataFrame, view: View) -> str:
    """Name the chosen place by its narrowest part."""
    for column, code in (
        ("county", view.county),
        ("city", view.city),
        ("province", view.province),
    ):
        if code:
            names = within[column].dropna().astype(str)
            names = names[names != ""]
            return names.iloc[0] if len(names) else code
    return say("scope.demo" if view.is_demo else "scope.everywhere", view.language)


def scope_line(view: View, scope: Scope, years: tuple[int, int] | None) -> str:
    """Write the scope under the question: place, agencies, years, simulated or real."""
    parts = [
        scope.words,
        _within(view, scope),
        span(years) if years else say("scope.all_years", view.language),
        say(f"scope.kind_{view.dataset}", view.language),
    ]
    return " · ".join(parts)


def _within(view: View, scope: Scope) -> str:
    """Say how many agencies the place has; the level they were narrowed to, where one was."""
    holes = {"n": len(scope.within)}
    if scope.level and scope.chosen:
        level = level_words(scope.level, view.language)
        return say("scope.within_level", view.language, level=level, **holes)
    return say("scope.within", view.language, **holes)


def definition_of(store: Store, view: View, indicator: str = "") -> Definition | None:
    """Return what the view's indicator means, or None where the catalogue has no such one."""
    wanted = indicator or view.indicator or DEFAULT_INDICATOR
    rate = rate_of(wanted)
    if rate is not None:
        return rate_definition(rate, view.language)
    rows = dimensions.indicators(store)
    rows = rows[rows["id"] == wanted]
    if rows.empty:
        return None
    row = rows.iloc[0]
    grade = str(row["comparable"])
    return Definition(
        label=label_of(row[f"label_{view.language}"], str(row["table"]), view.language),
        unit=unit_words(str(row["unit"]), view.language),
        indicator=wanted,
        note=str(row["note"] or "") if view.language == "zh" else "",
        comparable=grade,
        comparable_note=say(f"comparable.{grade}", view.language),
        kind=str(row["kind"]),
        cell=f"{wanted}[total]" if row["dimension"] == "applicant" else wanted,
    )


def label_of(label: str, table: str, language: Language) -> str:
    """Name the table before a label that means little without it."""
    return label if table in _UNNAMED else f"{say(f'table_name.{table}', language)} · {label}"


def stranger(view: View, scope: Scope, question: str) -> Empty:
    """Answer a link that names agencies nobody knows."""
    return Empty(
        view=view,
        question=question,
        scope=scope_line(view, scope, view.years),
        what=say("empty.stranger", view.language, codes=", ".join(scope.strangers[:3])),
        why=say("empty.stranger_why", view.language),
        steps=(Step(say("step.all_agencies", view.language), replace(view, agencies=()).href),),
    )


def demo_step(view: View, *, has_demo: bool) -> list[Step]:
    """Return the way to the same page of the simulated data: from real data, where it is held."""
    if view.is_demo or not has_demo:
        return []
    there = View(page=view.page, language=view.language, dataset="demo")
    return [Step(say("step.demo", view.language), there.href)]


def nothing(view: View, scope: Scope, question: str, what: str) -> Empty:
    """Answer a choice that has no figures: what is missing, why, what to do."""
    steps = [
        Step(say("step.all_years", view.language), replace(view, years=None).href)
        if view.years
        else None,
        Step(say("step.all_agencies", view.language), replace(view, agencies=()).href)
        if view.agencies
        else None,
        Step(
            say("step.everywhere", view.language),
            replace(view, province="", city="", county="", agencies=()).href,
        )
        if view.province or view.city or view.county
        else None,
        *demo_step(view, has_demo=scope.has_demo),
        Step(say("step.default_indicator", view.language), replace(view, indicator="").href)
        if view.indicator
        else None,
    ]
    why = say(f"empty.why_{view.dataset}", view.language)
    place = view.county or view.city or view.province
    if place and scope.within.empty:
        what = say("empty.place", view.language, code=place)
        why = say("empty.place_why", view.language)
    found = tuple(step for step in steps if step is not None)
    return Empty(view, question, scope_line(view, scope, view.years), what, why, found[:3])


def unit_words(unit: str, language: Language) -> str:
    """Return a printed unit in the reader's language; one without a translation stays."""
    words = codes()["unit"].get(unit)
    return words[language] if words else unit
