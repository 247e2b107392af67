"""Numbers as a reader of each language expects them: thousands, 万/亿, shares, years."""

from __future__ import annotations

import math

from components.view import Language
from components.words import say

_STEPS_ZH = ((1e8, "number.hundred_million"), (1e4, "number.ten_thousand"))


def plain(value: float) -> str:
    """Write a number in full with thousands separators and at most two decimals."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def compact(value: float, language: Language) -> str:
    """Write a number shortly: 1.2 万 in Chinese, 12,000 in English; small ones in full."""
    if language == "zh":
        for step, key in _STEPS_ZH:
            if abs(value) >= step:
                return say(key, language, n=f"{value / step:.1f}".removesuffix(".0"))
    return plain(value)


def share(part: float, whole: float) -> str:
    """Write a share of a whole with one decimal; nothing is a share of nothing."""
    return "–" if not whole or math.isnan(whole) else f"{100 * part / whole:.1f}%"


def span(years: tuple[int, int]) -> str:
    """Write a year, or the first and last of several."""
    first, last = years
    return str(first) if first == last else f"{first}–{last}"
