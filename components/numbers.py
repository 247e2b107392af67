"""Numbers as a reader of each language expects them: thousands, 万/亿, shares, years."""

import math
from datetime import date

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


def signed(value: float) -> str:
    """Write a difference in full with its sign; none is 0."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + plain(abs(value))


def measured(number: str, unit: str) -> str:
    """Write a number with its unit: 12 件, but 66.7%."""
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".rstrip()


def span(years: tuple[int, int]) -> str:
    """Write a year, or the first and last of several."""
    first, last = years
    return str(first) if first == last else f"{first}–{last}"


def relative(share_of_base: float, language: Language) -> str:
    """Write a change against its base, signed; one without a base is a dash."""
    if math.isnan(share_of_base):
        return "–"
    return say("number.relative", language, n=f"{_signed_short(100 * share_of_base)}%")


def points(difference: float, language: Language) -> str:
    """Write the difference of two rates (0–1) in percentage points, signed."""
    return say("number.points", language, n=_signed_short(100 * difference))


def day(value: date, language: Language) -> str:
    """Write a day as the language does: 2026 年 1 月 31 日, 31 January 2026."""
    month = say(f"month.{value.month}", language)
    return say("number.day", language, year=value.year, month=month, day=value.day)


def _signed_short(value: float) -> str:
    text = f"{abs(value):,.1f}".removesuffix(".0")
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"
