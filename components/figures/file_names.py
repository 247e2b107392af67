"""Names of files: what is in them, in the reader's language; no two choices have the same."""

from dataclasses import replace
from hashlib import sha256
from typing import Final

import pandas as pd

from components.cache import kept_for_publication
from components.figures import dimensions
from components.figures.levels import level_words
from components.figures.scope import DEFAULT_INDICATOR, definition_of, scope_of
from components.numbers import span
from components.view import View
from components.words import say
from pipelines.store.store import Store

_MOST_NAMED: Final = 2  # agencies
_MOST_BYTES: Final = 180  # of the 255 that file systems allow, the ending and the mark left out
_MARK: Final = 6  # hexadecimal digits that tell apart what the words do not
_SETTING: Final = ("table", "sort", "n", "at")  # how a page is set, not what it is of
_HERE: Final = View()
_WHERE: Final = ("language", "dataset", "province", "city", "county")
_PLACES: Final = (("county", "county_code"), ("city", "city_code"), ("province", "province_code"))


def file_stem(store: Store, view: View, *more: str) -> str:
    """Name a file of a view: page, place, agencies, years, level, and what `more` says of it.

    A choice that these words do not tell in full ends with a mark of its own.
    """
    parts, is_whole = _parts(store, view)
    words = "-".join(filter(None, map(_plain, (*parts, *more))))
    short = words.encode()[:_MOST_BYTES].decode(errors="ignore")
    if is_whole and short == words:
        return words
    return f"{short}-{sha256(view.href.encode()).hexdigest()[:_MARK]}"


def names_of(store: Store, view: View) -> dict[str, str]:
    """Return the names of the view's places and agencies by their codes."""
    everyone = dimensions.agencies(store, view.dataset)
    chosen = everyone[everyone["agency_id"].isin(view.agencies)]
    named = dict(zip(chosen["agency_id"].astype(str), chosen["name"].astype(str), strict=True))
    for column, key in _PLACES:
        code = str(getattr(view, column))
        names = everyone.loc[everyone[key].astype(str) == code, column].dropna().astype(str)
        if code and len(names):
            named[code] = names.iloc[0]
    return named


def _parts(store: Store, view: View) -> tuple[list[str], bool]:
    """Return the words of a view, and whether they tell all of it."""
    language, scope = view.language, scope_of(store, view)
    view = view.with_own(show="") if view.own("show") == "table" else view
    agencies, is_named = _agencies(scope.chosen, scope.names, view)
    indicator = ""
    if view.indicator not in ("", DEFAULT_INDICATOR):
        definition = definition_of(store, view)
        indicator = definition.label if definition else view.indicator
    parts = [
        say("site.name", language),
        say(f"page.{view.page}", language),
        say(f"mix.{view.dimension}", language) if view.page == "mix" else indicator,
        _place(store, replace(_HERE, **{c: getattr(view, c) for c in _WHERE})),
        agencies,
        span(view.years) if view.years else "",
        level_words(scope.level, language) if scope.level else "",
        say("site.ribbon", language) if view.is_demo else "",
    ]
    dimension = view.dimension if view.page == "mix" else "category"
    named = replace(view.choice_on(view.page), dimension=dimension).with_own(level=scope.level)
    return parts, is_named and named == view.with_own(**dict.fromkeys(_SETTING, ""))


def _agencies(chosen: tuple[str, ...], names: dict[str, str], view: View) -> tuple[str, bool]:
    """Name the chosen agencies, or say how many there are; and whether each is told apart."""
    chosen_names = [names.get(agency, agency) for agency in chosen]
    if len(chosen_names) > _MOST_NAMED:
        return say("scope.count", view.language, n=len(chosen_names)), False
    if not chosen_names:
        return "", True
    plain = {_plain(name) for name in names.values()}
    return "+".join(chosen_names), len(plain) == len(names)


@kept_for_publication  # every picture of a page has a name
def _place(store: Store, view: View) -> str:
    """Name the narrowest place, with the one around it where another has the same name."""
    everyone = dimensions.agencies(store, view.dataset)
    for column, key in _PLACES:
        code = str(getattr(view, column))
        if code:
            return _named(everyone, column, key, code)
    return "" if view.is_demo else say("scope.everywhere", view.language)


def _named(everyone: pd.DataFrame, column: str, key: str, code: str) -> str:
    names = everyone.loc[everyone[key] == code, column].dropna().astype(str)
    if names.empty or not names.iloc[0]:
        return code
    name = names.iloc[0]
    alike = set(everyone.loc[everyone[column] == name, key].astype(str))
    return name if len(alike) == 1 else f"{name}{code}"


def _plain(text: str) -> str:
    """Return a word that every file system takes: letters, digits and a few signs."""
    return "".join(c for c in text if c.isalnum() or c in "–+._").strip(".")
