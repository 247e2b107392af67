"""Sums that a sentence makes by itself: a number, and right behind it what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pipelines.catalogue.model import Words
from pipelines.model import Severity
from pipelines.validate.docket import CheckContext
from pipelines.validate.explain import Addend, Imbalance, explain
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.naming import formula_words, sum_words
from pipelines.validate.words import check_words

JUDGED = ("disclosure.total", "disclosure.by_channel", "narrative.request.received")
FEWEST = 2  # parts
NEAR = Decimal("0.6")  # parts that come to less were never meant to be all
LIKE_A_YEAR = range(1990, 2100)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = check_words()["sum"]
    return re.compile(known["whole"]), re.compile(known["part"]), re.compile(known["open"])


def told_sums(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-09: a number of any kind and the parts that its own sentence gives."""
    judged = {f.value for name in JUDGED for f in docket.figures(name)}
    for line in docket.lines:
        for match in _patterns()[0].finditer(line.text) if line.section else ():
            whole = Decimal(match["number"])
            if whole not in judged and int(whole) not in LIKE_A_YEAR:
                yield from _judged(docket, line, match, whole)


def _judged(
    docket: CheckContext, line: Line, match: re.Match[str], whole: Decimal
) -> Iterator[Judgement]:
    parts, end = _parts(line.text, match)
    total = sum((value for _, value in parts), Decimal(0))
    is_open = bool(_patterns()[2].match(line.text, end))
    if len(parts) < FEWEST or total == whole or (total < whole and is_open):
        return
    if total < whole * NEAR:
        return
    words = line.text[match.start() : end]
    left = sum_words([(1.0, name, value) for name, value in parts], total)
    right = sum_words([(1.0, Words(zh="", en=""), whole)], whole)
    formula = formula_words(left, "=", right)
    gap = str(abs(total - whole))
    sides = tuple(Addend(1.0, name, value, ("text", name.zh)) for name, value in parts)
    case = Imbalance(sides, (Addend(1.0, right, whole, ("text", "")),))
    yield from docket.fail(
        "R-N-09",
        member=words[:40],
        left=total,
        right=whole,
        severity=Severity.INFO,
        formula=formula,
        words={"formula": formula, "difference": Words(zh=gap, en=gap)},
        explanation=explain(case),
        places=(line.place(words),),
    )


def _parts(text: str, match: re.Match[str]) -> tuple[list[tuple[Words, Decimal]], int]:
    """Return the parts that follow a whole without a gap, in its own unit, and where they end."""
    parts: list[tuple[Words, Decimal]] = []
    end = match.end()
    while part := _patterns()[1].match(text, end):
        if part["unit"] != match["unit"]:
            break
        name = part["name"]
        parts.append((Words(zh=name, en=name), Decimal(part["number"])))
        end = part.end()
    return parts, end
