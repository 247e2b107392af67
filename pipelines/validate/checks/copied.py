"""What was copied: a year left over, another agency's name, last year's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.model import Words
from pipelines.model import Status
from pipelines.validate.docket import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_words

LOOKED_BACK = 3  # years
ENOUGH = 5  # so many equal figures are no chance
TELLING = 10  # and one of them is at least this large
Cell = tuple[str, str, str, str]  # table, indicator, member, label
CONTEXT = 10  # characters looked at around a name


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return check_words()


def stale_year(docket: CheckContext) -> Iterator[Judgement]:
    """R-X-07: an earlier year told as this one, or a plan for a year that is over."""
    if not docket.year:
        return
    for line in docket.lines:
        found = _stale(line, docket.year) if line.is_told else ""
        if found:
            year = str(docket.year)
            yield from docket.fail(
                "R-X-07",
                left=year,
                member=found,
                words=words(found),
                places=(line.place(found),),
            )


def period(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-13: the period stated is the whole year."""
    known = _words()["period"]
    for line in docket.lines:
        match = re.search(known["range"], line.text)
        if not match or not docket.year or not re.search(known["context"], line.text):
            continue
        start, end = match[1], match[4] or match[1]
        days = (match[2], match[3], match[5], match[6])
        year = str(docket.year)
        if (start, end) != (year, year) or tuple(map(int, days)) != (1, 1, 12, 31):
            yield from docket.fail(
                "R-N-13", left=match[0], words=words(match[0]), places=(line.place(match[0]),)
            )


def foreign_name(docket: CheckContext) -> Iterator[Judgement]:
    """R-STR-14: a neighbour's name in a township's text."""
    if docket.report.agency.level != "township":
        return
    own = docket.report.agency.name
    others = docket.surroundings.neighbours.get(docket.report.agency.id, ())
    names = [name for name in others if len(name) > 2 and name not in own]
    if not names:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    for line in docket.lines:
        for match in pattern.finditer(line.text) if line.is_told else ():
            if _is_misplaced(line, match):
                holes = {"name": Words(zh=own, en=own)} | words(match[0])
                yield from docket.fail(
                    "R-STR-14", member=match[0], words=holes, places=(line.place(match[0]),)
                )
                return


def same_figures(docket: CheckContext) -> Iterator[Judgement]:
    """R-X-06: every figure that is not zero is the same as in one of the years before."""
    mine, earlier = _figures(docket), docket
    for _ in range(LOOKED_BACK):
        if len(earlier.priors) != 1:
            return
        earlier = earlier.priors[0]
        before = _figures(earlier)
        if _is_repeated(mine, before):
            count, year = Decimal(len(mine.keys() & before.keys())), str(earlier.year)
            yield from docket.fail("R-X-06", left=count, right=year)
            return


def _is_repeated(mine: Mapping[Cell, Decimal], before: Mapping[Cell, Decimal]) -> bool:
    """Say whether the printed cells are the same, and what both texts state is the same too."""
    shared = mine.keys() & before.keys()
    printed = [cell for cell in mine.keys() | before.keys() if cell[0] != "narrative"]
    return (
        len(shared) >= ENOUGH
        and all(mine[cell] == before[cell] for cell in shared)
        and shared.issuperset(printed or mine.keys() | before.keys())
        and max(mine[cell] for cell in shared) >= TELLING
    )


def _figures(docket: CheckContext) -> dict[Cell, Decimal]:
    return {
        (f.table, f.indicator, f.member, f.label): f.value
        for f in docket.report.figures
        if f.status is Status.NUMBER and f.value
    }


def _stale(line: Line, year: int) -> str:
    known = _words()["stale"]
    for match in re.finditer(rf"(?<!\d)(20\d\d)(?={known['this_year']})", line.text):
        told = int(match[1])
        clause = _clause(line.text, match.start())
        before = line.text[max(0, match.start() - 2) : match.start()]
        if not year - LOOKED_BACK <= told < year or re.search(known["excused_before"], before):
            continue
        if _is_titled(line.text, match.start()):
            continue
        rest = clause.removeprefix(match[1])
        if not re.search(known["excused"], rest) and not re.search(known["excused_near"], rest):
            return match[0] + line.text[match.end() : match.end() + 8]
    if line.section == 5:
        for match in re.finditer(rf"(?<!\d)(20\d\d){known['plan']}", line.text):
            if year - LOOKED_BACK <= int(match[1]) <= year:
                return match[0]
    return ""


def _is_titled(text: str, start: int) -> bool:
    """Say whether a position stands inside the title of a document."""
    opened, closed = _words()["title_marks"]
    before = text[:start]
    return before.rfind(opened) > before.rfind(closed)


def _clause(text: str, start: int) -> str:
    ends = [i for i in (text.find(mark, start) for mark in _words()["ends"]) if i >= 0]
    return text[start : min(ends, default=len(text))]


def _is_misplaced(line: Line, match: re.Match[str]) -> bool:
    known = _words()["foreign"]
    before = line.text[max(0, match.start() - CONTEXT) : match.start()]
    after = line.text[match.end() : match.end() + CONTEXT]
    return not re.search(known["excused_before"], before) and not re.search(
        known["excused_after"], after
    )


COPIED = (stale_year, period, foreign_name, same_figures)
