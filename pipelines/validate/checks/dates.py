"""Days in the text that do not exist, or on which what is told cannot have happened."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_words

MONTHS = 12
LEAP = 2024  # a day without a year may be one of a leap year


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(text) for name, text in check_words()["dates"].items()}


def impossible_days(context: CheckContext) -> Iterator[Judgement]:
    """R-TIME-06: a day no calendar has, or a report published before its year was over."""
    seen: set[str] = set()
    for line in context.lines:
        quoted = _not_a_day(line.text) or _too_early(line, context.year)
        if quoted and quoted not in seen:
            seen.add(quoted)
            yield from context.fail(
                "R-TIME-06", member=quoted, words=words(quoted), places=(line.place(quoted),)
            )


def _not_a_day(text: str) -> str:
    for match in _patterns()["day"].finditer(text):
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"] or LEAP)
        if not 1 <= month <= MONTHS or not 1 <= day <= monthrange(year, month)[1]:
            return match[0]
    return ""


def _too_early(line: Line, year: int) -> str:
    """Return the words that have the report of a year out within that year."""
    if not year or not line.is_body:
        return ""
    known = _patterns()
    for match in known["told_before"].finditer(line.text):
        around = line.text[max(0, match.start() - 60) : match.end() + 20]
        told = [int(one["year"]) for one in known["year_of_report"].finditer(around)]
        is_own = not told and known["own_report"].search(line.text[: match.start()])
        if int(match["year"]) == year and (told == [year] or is_own):
            return match[0]
    return ""


DATES = (impossible_days,)
