"""What the text says of a table's cells: zeros in words, outcomes, documents, decisions, fees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.model import Figure
from pipelines.validate.docket import CheckContext, words
from pipelines.validate.judgement import Judgement, plain
from pipelines.validate.lines import Line
from pipelines.validate.naming import cell_name
from pipelines.validate.words import check_words

YUAN = Decimal(10_000)
SUITS = ("suit_direct", "suit_after_review")
GROUPS = ("review", *SUITS)
ZEROS = (
    ("narrative.request.received", "request.received"),
    ("narrative.request.carried_out", "request.carried_out"),
)
DISPUTES = (("narrative.review.total", ("review",)), ("narrative.suit.total", SUITS))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return check_words()


def zero_requests(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-03: the text says there were none, table three counts some."""
    for stated, printed in ZEROS:
        figure = _said_none(docket, stated)
        counted = docket.printed(printed, "total")
        if figure and counted:
            yield from _denied(docket, "R-N-03", figure, printed, counted)


def zero_disputes(docket: CheckContext) -> Iterator[Judgement]:
    """R-C-08: the text says there was no review or suit, table four counts some; or the reverse."""
    for stated, groups in DISPUTES:
        totals = [docket.printed(f"{group}.total") for group in groups]
        known = [total for total in totals if total is not None]
        if len(known) < len(totals):
            continue
        counted = max([sum(known, Decimal(0)), *(_parts(docket, group) for group in groups)])
        figure = _said_none(docket, stated)
        if figure and counted:
            yield from _denied(docket, "R-C-08", figure, f"{groups[0]}.total", counted)
        claimed = docket.stated(stated)
        if claimed and not any(_parts(docket, g) or docket.printed(f"{g}.total") for g in GROUPS):
            figure = next(docket.figures(stated, ""))
            yield from _denied(docket, "R-C-08", figure, f"{groups[0]}.total", Decimal(0))


def claims(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-04, 07, 08: numbers of one sentence against one cell each."""
    for claim in _words()["claim"]:
        seen: set[str] = set()
        for line in docket.section(1):
            if re.search(claim["context"], line.text):
                yield from _claimed(docket, claim, line, seen)


def fee(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-11: a processing fee that was collected is part of the fees of table two."""
    collected = docket.stated("information_fee.collected")
    printed = docket.printed("fee.amount")
    if collected and printed is not None and printed * YUAN < collected * Decimal("0.99"):
        yield from docket.fail("R-N-11", left=collected, right=printed)


def lost_cases(docket: CheckContext) -> Iterator[Judgement]:
    """R-C-06, 07: section five and the corrected decisions of table four."""
    corrected = [docket.printed(f"{group}.corrected") for group in GROUPS]
    if not docket.lines or None in corrected or not docket.has_section(5):
        return
    total = sum((one for one in corrected if one), Decimal(0))
    known = _words()["dispute"]
    said = [
        (line, match[0])
        for line in docket.section(5)
        for clause in re.split(_words()["clause_end"], line.text)
        if (match := re.search(known["lost"], clause)) and not re.search(known["denied"], clause)
    ]
    if said and not total:
        line, text = said[0]
        yield from docket.fail("R-C-06", words=words(text), places=(line.place(text),))
    text = "".join(line.text for line in docket.section(5))
    if total and text and not re.search(known["mentioned"], text):
        yield from docket.fail("R-C-07", left=total)


def _said_none(docket: CheckContext, indicator: str) -> Figure | None:
    """Return the figure that says in words, or with a 0, that there was none."""
    found = [f for f in docket.figures(indicator, "") if f.scope == "year"]
    if found and all(not f.value for f in found):
        return next((f for f in found if f.method == "stated"), found[0])
    return None


def _denied(
    docket: CheckContext, rule: str, figure: Figure, cell: str, counted: Decimal
) -> Iterator[Judgement]:
    places = (figure.place,) if figure.place else ()
    said = Decimal(0) if figure.value is None else figure.value
    # A 0 in figures is told beside the relation that compares it, a 0 in words instead of it.
    left = said if figure.method == "stated" or said else plain(said)
    holes = words(figure.raw or figure.sentence)
    yield from docket.fail(rule, member=cell, left=left, right=counted, words=holes, places=places)


def _parts(docket: CheckContext, group: str) -> Decimal:
    endings = ("upheld", "corrected", "other", "pending")
    return sum((docket.printed(f"{group}.{end}") or Decimal(0) for end in endings), Decimal(0))


def _claimed(
    docket: CheckContext, claim: dict[str, Any], line: Line, seen: set[str]
) -> Iterator[Judgement]:
    for sentence in re.split(_words()["sentence_end"], line.text):
        if claim["unless"] and re.search(claim["unless"], sentence):
            continue
        for fact in claim["facts"]:
            match = re.search(fact["pattern"], sentence)
            indicator = fact["indicator"]
            if not match or indicator in seen:
                continue
            seen.add(indicator)
            yield from _compared(docket, claim["rule"], indicator, line, match)
        for fact in claim.get("nones", ()):
            match = re.search(fact["pattern"], sentence)
            if match and fact["indicator"] not in seen:
                seen.add(fact["indicator"])
                yield from _compared(docket, claim["rule"], fact["indicator"], line, match)


def _counted(docket: CheckContext, indicator: str, member: str) -> Decimal | None:
    """Return a printed cell, or what the rows of a group come to."""
    if not indicator.endswith("*"):
        return docket.printed(indicator, member)
    rows = {key[0] for key in docket.cells if key[0].startswith(indicator[:-1]) and key[2]}
    values = [docket.printed(row, member) for row in sorted(rows)]
    return None if None in values or not values else sum(filter(None, values), Decimal(0))


def _compared(
    docket: CheckContext, rule: str, indicator: str, line: Line, match: re.Match[str]
) -> Iterator[Judgement]:
    member = "total" if indicator.startswith("outcome.") else ""
    printed, said = _counted(docket, indicator, member), Decimal(match[1] if match.re.groups else 0)
    if printed is None or printed == said:
        return
    name = cell_name(indicator)
    yield from docket.fail(
        rule,
        member=indicator,
        left=said,
        right=printed,
        words=words(match[0]) | {"member": name},
        places=(line.place(match[0]),),
    )


CLAIMS = (zero_requests, zero_disputes, claims, fee, lost_cases)
