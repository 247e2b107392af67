"""Percentages and growth rates of the text, recomputed from the numbers beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.validate.docket import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_words

TOTAL = "disclosure.total"
CENT = Decimal("0.01")


def shares(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-10: a part and its percentage, where no number beside them can be the whole."""
    total = docket.stated(TOTAL)
    pattern = check_words()["percentage"]["pattern"]
    for line in docket.lines:
        found = list(re.finditer(pattern, line.text)) if line.section else []
        for match in found:
            near = _around(line.text, match)
            numbers = {Decimal(text) for text in re.findall(r"(?<![\d.])\d+(?![\d.%])", near)}
            wholes = [total] if total else []
            wholes += [*numbers, sum((Decimal(one[1]) for one in found), Decimal(0))]
            yield from _share(docket, line, match, [w for w in wholes if w])


def _around(text: str, match: re.Match[str]) -> str:
    """Return the sentence of a share and the one before, where its whole may stand."""
    stop = check_words()["ends"][0]
    start = text.rfind(stop, 0, max(text.rfind(stop, 0, match.start()), 0)) + 1
    end = text.find(stop, match.end())
    return text[start : end if end >= 0 else len(text)]


def _share(
    docket: CheckContext, line: Line, match: re.Match[str], wholes: Sequence[Decimal]
) -> Iterator[Judgement]:
    part, percent = Decimal(match[1]), match[2]
    likely = [whole for whole in wholes if whole > part]
    if not likely or any(_agrees(part * 100 / whole, percent) for whole in wholes if whole >= part):
        return
    nearest = min(likely, key=lambda whole: abs(part * 100 / whole - Decimal(percent)))
    yield from docket.fail(
        "R-N-10",
        member=match[1],
        left=Decimal(percent),
        right=(part * 100 / nearest).quantize(CENT),
        words=words(match[0]),
        places=(line.place(match[0]),),
    )


def growth(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-15: growth of the items disclosed, from last year's report."""
    if len(docket.priors) != 1:
        return
    known = check_words()["growth"]
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
