"""Whose like is compared with whose: governments, departments or townships of a place."""

from __future__ import annotations

from typing import Final

import pandas as pd

from components.answers import Toggle
from components.view import View
from components.words import say

LEVELS: Final = ("province", "city", "county", "department", "township")


def of_level(within: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the agencies of the view's level; a level nobody has leaves all of them."""
    level = view.own("level")
    kept = within[within["level"] == level] if level in LEVELS else within
    return within if kept.empty else kept


def level_toggles(within: pd.DataFrame, view: View) -> tuple[Toggle, ...]:
    """Return the ways to narrow a place to one level; a place of one level has none."""
    counts = within["level"].value_counts()
    present = [level for level in LEVELS if level in counts.index]
    if len(present) < 2:
        return ()
    chosen = view.own("level") if view.own("level") in present else ""
    return tuple(
        Toggle(
            say(f"level.{level or 'all'}", view.language, n=counts.get(level, len(within))),
            view.with_own(level=level).href,
            level == chosen,
        )
        for level in ("", *present)
    )
