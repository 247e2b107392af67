"""Whose like is compared with whose: governments, departments or townships of a place."""

import pandas as pd

from components.answers import Toggle
from components.view import LEVELS, Language, View
from components.words import say


def of_level(within: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the agencies of the view's level; a level nobody has leaves all of them."""
    level = view.own("level")
    kept = within[within["level"] == level] if level in LEVELS else within
    return within if kept.empty else kept


def level_of(within: pd.DataFrame, view: View) -> str:
    """Return the level that agencies were narrowed to; "" where they were not."""
    level = view.own("level")
    return level if level in LEVELS and (within["level"] == level).any() else ""


def level_words(level: str, language: Language) -> str:
    """Name a level, without how many there are of it."""
    return say(f"level_name.{level}", language)


def levels_of(place: pd.DataFrame) -> dict[str, int]:
    """Count the agencies of each level that a place has, the highest level first."""
    counts = place["level"].value_counts()
    return {level: int(counts[level]) for level in LEVELS if level in counts.index}


def level_toggles(within: pd.DataFrame, view: View) -> tuple[Toggle, ...]:
    """Return the ways to narrow a place to one level; a place of one level has none."""
    counts = levels_of(within)
    if len(counts) < 2:
        return ()
    chosen = level_of(within, view)
    return tuple(
        Toggle(
            say(f"level.{level or 'all'}", view.language, n=counts.get(level, len(within))),
            view.with_own(level=level).href,
            level == chosen,
        )
        for level in ("", *counts)
    )
