"""Numbers in prose: digits with separators, Chinese numerals, scales, and how sure they are."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.values import value

_LOOK = 14
_DOUBLE = re.compile(r"[(/]")


@value(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text: `start` is where the number's own characters begin."""

    start: int
    end: int
    value: Decimal
    unit: str
    is_approximate: bool


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return lexicon("numbers")


def chinese_number(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral up to 99,999,999, or None when it is none."""
    words = _words()
    total = section = digit = 0
    for char in text:
        if char in words["digits"]:
            digit = words["digits"][char]
        elif char in words["scales"]:
            section += (digit or 1) * words["scales"][char]
            digit = 0
        elif char in words["big"]:
            total += (section + digit or 1) * words["big"][char]
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit) if text else None


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the numbers of a text that may count something: no dates, no document numbers."""
    first = pattern_of("numbers", "numeral").search(text)
    if first is None:
        return  # far cheaper to know than by the long pattern, which may begin with other words
    ahead = max(0, first.start() - _words()["widest_before"])
    for match in pattern_of("numbers", "quantity").finditer(text, ahead):
        begin = match.start("number")
        if pattern_of("numbers", "not_before").search(text, max(0, begin - 3), begin):
            continue
        if not match["unit"] and pattern_of("numbers", "not_after").match(
            text[match.end() :][:_LOOK]
        ):
            continue
        one = _quantity(match)
        if one is not None:
            yield one


def _quantity(match: re.Match[str]) -> Quantity | None:
    words = _words()
    number = match["number"]
    is_spelled = not number or not number[0].isdigit() or not number[0].isascii()
    value = chinese_number(number) if is_spelled and number else _decimal(number or "1")
    if value is None:
        return None
    for char in (match["scale"] or "") + (match["scale2"] or ""):
        value *= {**words["scales"], **words["big"]}[char]
    unsure = match["middle"] or match["middle2"] or match["after"]
    approximate = bool(unsure) or match["before"] in words["approximate_before"]
    if not number and not unsure:
        return None
    if value == value.to_integral_value():
        value = Decimal(int(value))
    start = match.start("number")
    unit = _DOUBLE.split(match["unit"] or "")[0]  # of a double unit the first
    unit = words["unit_names"].get(unit, unit)
    return Quantity(start, match.end(), value, unit, approximate)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
