"""Dates and years as reports write them, also where 年, 月 or 日 have been lost beside a digit."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipelines.catalogue.load import lexicon

_TENTH = 10


class Day(NamedTuple):
    """A day and where it stands in a text."""

    value: date
    start: int
    end: int


@lru_cache(maxsize=64)
def pattern(name: str) -> re.Pattern[str]:
    """Return one compiled pattern of the identity words."""
    return re.compile(lexicon("identity")[name])


def chinese_year(text: str) -> int | None:
    """Return a year written in Chinese digits, or None."""
    digits = lexicon("identity")["chinese_digits"]
    plain = "".join(digits.get(char, "?") for char in text)
    return int(plain) if plain.isdigit() else None


def years_in(text: str) -> list[int]:
    """Return the years named in a title, in order."""
    years_by_place = [(m.start(), int(m["year"])) for m in pattern("year").finditer(text)]
    for match in pattern("chinese_year").finditer(text):
        year = chinese_year(match["year"])
        if year:
            years_by_place.append((match.start(), year))
    return [year for _, year in sorted(years_by_place)]


def day_in(text: str) -> Day | None:
    """Return the first day of a text."""
    match = pattern("date").search(text)
    if match:
        return _in_digits(match)
    match = pattern("merged_date").search(text)
    if match:
        return _day(match, _only_split(int(match["y"]), match["md"]))
    match = pattern("chinese_date").search(text)
    return _chinese(match) if match else None


def day_at(text: str, start: int) -> Day | None:
    """Return the day that stands exactly at a position, also one without separators."""
    for name in ("date", "compact_date"):
        match = pattern(name).match(text, start)
        if match:
            return _in_digits(match)
    match = pattern("merged_date").match(text, start)
    if match:
        return _day(match, _only_split(int(match["y"]), match["md"]))
    match = pattern("chinese_date").match(text, start)
    return _chinese(match) if match else None


def _in_digits(match: re.Match[str]) -> Day | None:
    """Return a day in digits, whose first month may have a name of its own: 2024年元月9日."""
    month = int(match["m"]) if match["m"].isdecimal() else _small(match["m"])
    return _day(match, _date(int(match["y"]), month, int(match["d"])))


def _chinese(match: re.Match[str]) -> Day | None:
    year = chinese_year(match["year"]) or 0
    return _day(match, _date(year, _small(match["m"]), _small(match["d"])))


def _day(match: re.Match[str], value: date | None) -> Day | None:
    return Day(value, match.start(), match.end()) if value else None


def _only_split(year: int, digits: str) -> date | None:
    """Return the date of a month and day run together, where only one reading is a date."""
    days = [
        _date(year, int(digits[:size]), int(digits[size:]))
        for size in (1, 2)
        if digits[:size].isdigit() and digits[size:] and digits[size] != "0"
    ]
    found = [day for day in days if day is not None]
    return found[0] if len(found) == 1 else None


def _small(text: str) -> int:
    """Return a number up to 99 in Chinese digits, 0 where it is none."""
    digits = lexicon("identity")["chinese_digits"]
    ten = lexicon("numbers")["ten"]
    before, mark, after = text.partition(ten)
    if not mark:
        return int(digits.get(text, 0))
    return int(digits.get(before, 1)) * _TENTH + int(digits.get(after, 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
