"""Percentages and growth rates of the text, recomputed from the numbers beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from pipelines.catalogue.load import lexicon
from pipelines.validate.docket import Docket, words
from pipelines.validate.judgement import Judgement

TOTAL = "disclosure.total"
CENT = Decimal("0.01")


def shares(docket: Docket) -> Iterator[Judgement]:
    """R-N-10: a part, its percentage, and the total they must come from."""
    total = docket.stated(TOTAL)
    blocks = {f.place.block for f in docket.figures(TOTAL) if f.place}
    if not total:
        return
    for line in docket.lines:
        if line.block not in blocks:
            continue
        for match in re.finditer(lexicon("checks")["percentage"]["pattern"], line.text):
            part, percent = Decimal(match[1]), match[2]
            if part <= total and not _agrees(part * 100 / total, percent):
                exact = (part * 100 / total).quantize(CENT)
                yield from docket.fail(
                    "R-N-10",
                    member=match[1],
                    left=Decimal(percent),
                    right=exact,
                    words=words(match[0]),
                    places=(line.place(match[0]),),
                )


def growth(docket: Docket) -> Iterator[Judgement]:
    """R-N-15: growth of the items disclosed, from last year's report."""
    if len(docket.priors) != 1:
        return
    known = lexicon("checks")["growth"]
    now, before = docket.stated(TOTAL), docket.priors[0].stated(TOTAL)
    figure = next(docket.figures(TOTAL), None)
    if not now or not before or figure is None:
        return
    sentence = re.sub(r"\s", "", unicodedata.normalize("NFKC", figure.sentence))
    match = re.search(re.escape(str(now)) + known["between"] + known["pattern"], sentence)
    if not match:
        return
    sign = -1 if re.search(known["falling"], match[1]) else 1
    exact = (now - before) * 100 / before
    if not _agrees(exact * sign, match[2]):
        yield from docket.fail(
            "R-N-15",
            left=sign * Decimal(match[2]),
            right=exact.quantize(CENT),
            words=words(match[0]),
            places=(figure.place,) if figure.place else (),
        )


def _agrees(exact: Decimal, printed: str) -> bool:
    """Say whether a printed percentage is the exact one rounded or cut off, within one digit."""
    digits = len(printed.partition(".")[2])
    step = Decimal(1).scaleb(-digits)
    return abs(exact - Decimal(printed)) <= max(step, CENT)


RATES = (shares, growth)
