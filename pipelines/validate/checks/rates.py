"""Percentages, rates and growth of the text, recomputed from the numbers they stand with."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    DISCLOSURE_TOTAL,
    REQUESTS_RECEIVED,
    REQUESTS_RECEIVED_IN_TEXT,
)
from pipelines.model import Figure, Place
from pipelines.parse.prose.changes import unit
from pipelines.prose import Change, Share, Statement
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.words import check_words

TOTALS = (DISCLOSURE_TOTAL, REQUESTS_RECEIVED_IN_TEXT)
RECEIVED_OR_CARRIED = (REQUESTS_RECEIVED, CARRIED_IN)
SHOWN = {"percent": "%", "multiple": unit("multiple")}  # not in tenths, nor by doublings
CENT = Decimal("0.01")
ALL = Decimal(100)


def shares(context: CheckContext) -> Iterator[Judgement]:
    """R-N-10: a part and its percentage, a rate, or percentages of more than a whole."""
    for share in context.prose.shares:
        if share.is_proved:
            yield from _share(context, share)
    for row in context.prose.percentages:
        total = sum((stated.value for stated in row), Decimal(0))
        yield from context.fail(
            "R-N-10",
            member=row[0].words,
            left=total,
            right=ALL,
            words=words(_between(row[0], row[-1])),
            places=tuple(stated.place for stated in row),
        )


def _share(context: CheckContext, share: Share) -> Iterator[Judgement]:
    first, last = sorted((share.part, share.stated), key=lambda one: one.start)
    yield from context.fail(
        "R-N-10",
        member=share.part.words,
        left=share.stated.value,
        right=(share.expected or Decimal(0)).quantize(CENT),
        words=words(_between(first, last)),
        places=(share.part.place, share.stated.place),
    )


def growth(context: CheckContext) -> Iterator[Judgement]:
    """R-N-15: growth against the number of last year in the sentence, or in last year's report."""
    for change in context.prose.changes:
        before = change.before.value if change.before else _before(context, change)
        if before is None or not change.now.is_exact:
            continue
        exact = change.expected_from(before)
        sure = change.before is None or change.before.is_exact
        if exact is not None and sure and change.is_wrong_from(before):
            yield from context.fail(
                "R-N-15",
                member=change.stated.words,
                left=change.amount,
                right=exact.quantize(CENT),
                words=words(_said(change)) | {"unit": SHOWN.get(change.kind, change.stated.unit)},
                places=_places(change),
            )


def _before(context: CheckContext, change: Change) -> Decimal | None:
    """Return what last year's report gives for the figure that has changed."""
    if len(context.priors) != 1:
        return None
    figure = _total(context, change.now)
    return context.priors[0].stated(figure.indicator) if figure else None


def _total(context: CheckContext, now: Statement) -> Figure | None:
    """Return the total that a number is, None where it is another figure or none."""
    figure = context.figure_of(now)
    is_total = figure is not None and figure.indicator in TOTALS and not figure.member
    return figure if is_total else None


def quoted_before(context: CheckContext) -> Iterator[Judgement]:
    """R-X-12: last year's number as this report gives it, against what last year's report says."""
    changes = [(told.now, told.before) for told in context.prose.changes if told.before]
    for now, before in [*changes, *_told_beside(context)] if len(context.priors) == 1 else ():
        if not before.is_exact or before.year != context.priors[0].year:
            continue
        known = _known_before(context, now)
        if known and before.value not in known:
            yield from context.fail(
                "R-X-12",
                member=before.words,
                left=before.value,
                right=known[0],
                words=words(_between(*sorted((now, before), key=lambda said: said.start))),
                places=(before.place,),
            )


def _told_beside(context: CheckContext) -> Iterator[tuple[Statement, Statement]]:
    """Yield numbers with last year's beside them, without a change: `305, in 2023 it was 224`."""
    beside = re.compile(check_words()["told_before"])
    for now, before in pairwise(context.prose.statements):
        is_one = now.passage is before.passage and (now.unit, now.scope) == (before.unit, "year")
        if is_one and before.scope == "prior" and beside.fullmatch(before.lead):
            yield now, before


def _known_before(context: CheckContext, now: Statement) -> list[Decimal]:
    """Return what last year's report says of the figure that a number is, in text and table."""
    figure = next((f for f in context.report.figures if f.place == now.place), None)
    figure = figure or _total(context, now)
    if figure is None or (figure.label and not figure.member):
        return []
    prior = context.priors[0]
    known = [
        said.value
        for said in prior.figures(figure.indicator, figure.member)
        if said.scope == "year" and not said.is_approximate
    ]
    if figure.indicator == REQUESTS_RECEIVED_IN_TEXT and not figure.member:
        received, carried = (prior.printed(cell, "total") for cell in RECEIVED_OR_CARRIED)
        known += [received, None if received is None or carried is None else received + carried]
    return [value for value in known if value is not None]


def _said(change: Change) -> str:
    every = [one for one in (change.now, change.before, change.stated) if one is not None]
    every.sort(key=lambda one: one.start)
    return _between(every[0], every[-1])


def _between(first: Statement, last: Statement) -> str:
    """Return the words of a sentence from one number's to the other's end."""
    text = first.passage.text
    return text[first.lead_start : last.end if last.passage is first.passage else first.end]


def _places(change: Change) -> tuple[Place, ...]:
    every = (change.now, change.before, change.stated)
    return tuple(one.place for one in every if one is not None)


RATES = (shares, growth, quoted_before)
