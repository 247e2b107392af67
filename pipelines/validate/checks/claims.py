"""What the text counts of a table's cells: outcomes, documents, decisions, fees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.validate.docket import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.naming import cell_name
from pipelines.validate.words import check_words

YUAN = Decimal(10_000)
GROUPS = ("review", "suit_direct", "suit_after_review")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return check_words()


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


def _compared(
    docket: CheckContext, rule: str, indicator: str, line: Line, match: re.Match[str]
) -> Iterator[Judgement]:
    member = "total" if indicator.startswith("outcome.") else ""
    printed, said = docket.counted(indicator, member), Decimal(match[1] if match.re.groups else 0)
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


CLAIMS = (claims, fee, lost_cases)
