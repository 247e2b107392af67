"""Sums inside the text: a total and the parts it is said to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pipelines.catalogue.model import Words
from pipelines.model import Figure, Severity, Status
from pipelines.validate.docket import CheckContext
from pipelines.validate.explain import Addend, Imbalance, explain
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import plain
from pipelines.validate.naming import cell_name, formula_words, sum_words
from pipelines.validate.words import check_words

TOTAL = "disclosure.total"
CATEGORY, CHANNEL = "disclosure.by_category", "disclosure.by_channel"
NEAR = 12  # blocks between a number and its list: a page of lines has many
FAR = Decimal("0.6")  # parts that come to less than this share were never meant to be all


@dataclass(frozen=True, slots=True)
class Listing:
    """The parts of one kind that the text lists under one number."""

    figures: tuple[Figure, ...]
    base: Figure

    @property
    def total(self) -> Decimal:
        """Return what the parts come to."""
        return _sum(self.figures)

    @property
    def is_channel(self) -> bool:
        """Say whether the parts are channels, which may carry the same item twice."""
        return self.figures[0].indicator == CHANNEL

    @property
    def is_open(self) -> bool:
        """Say whether the text leaves the list open, after its last item too."""
        return any(map(_is_open, self.figures))

    @property
    def is_tied(self) -> bool:
        """Say whether the list stands with its number: in one sentence, paragraph or after 其中."""
        first, base = self.figures[0], self.base
        if not first.place or not base.place:
            return False
        begins = re.match(check_words()["list_begins"], plain(first.sentence))
        return first.place.block == base.place.block or bool(begins)


def breakdowns(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-09: the items of a list against the number they are the parts of."""
    totals = [f for f in docket.figures(TOTAL) if f.scope == "year" and f.value is not None]
    channels = [f for f in docket.figures(CHANNEL) if f.scope == "year" and f.value]
    listings = [*_listings(docket, CATEGORY, [*totals, *channels])]
    listings += _listings(docket, CHANNEL, totals)
    known = {f.value for f in totals}
    if sum((listing.total for listing in listings), Decimal(0)) in known:
        return
    for listing in listings:
        bases = known if listing.is_channel else known | {f.value for f in channels}
        sums = {*_readings(listing), *(listing.total + one for one in _beside(docket, listing))}
        if not listing.base.is_approximate and not bases & sums:
            yield from _judged(docket, listing)


def _beside(docket: CheckContext, listing: Listing) -> Iterator[Decimal]:
    """Yield numbers of the list's own sentence that were read as something of their own."""
    sentence, kinds = listing.base.sentence, {TOTAL, CATEGORY, CHANNEL}
    for figure in docket.report.figures:
        is_here = figure.table == "narrative" and bool(sentence) and figure.sentence == sentence
        if is_here and figure.indicator not in kinds and figure.value is not None:
            yield figure.value


def request_channels(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-05: requests by channel against the requests stated."""
    received = docket.stated("narrative.request.received")
    parts = [
        f
        for f in docket.figures("narrative.request.received")
        if f.member and f.scope == "year" and f.value is not None and not f.is_approximate
    ]
    if received is None or len(parts) < 2 or any(f.is_partial for f in parts):
        return
    total = sum((f.value for f in parts if f.value is not None), Decimal(0))
    if total != received:
        is_far = total < received * FAR
        left = sum_words([_numbered(f) for f in parts], total)
        places = tuple(f.place for f in parts if f.place)
        yield from docket.fail(
            "R-N-05",
            severity=Severity.INFO if is_far else Severity.WARNING,
            left=total,
            right=received,
            formula=left,
            words={"formula": left},
            places=places,
        )


def _listings(docket: CheckContext, indicator: str, bases: Sequence[Figure]) -> Iterator[Listing]:
    """Yield the lists of one kind, each under the number it belongs to."""
    groups: dict[int, list[Figure]] = {}
    items = [
        figure
        for figure in docket.figures(indicator)
        if figure.scope == "year" and figure.status is Status.NUMBER
    ]
    for figure in items:
        base = _base_of(figure, bases, _sum(items))
        if base is not None:
            groups.setdefault(base, []).append(figure)
    for base, every in groups.items():
        figures = [one for one in every if not _is_decision(one, bases[base])]
        if figures and not any(figure.is_approximate for figure in figures):
            yield Listing(tuple(figures), _nearer(figures, bases, base))


def _is_decision(item: Figure, base: Figure) -> bool:
    """Say whether an item counts decisions of the agency: told apart from the list itself."""
    is_apart = bool(item.sentence) and item.sentence != base.sentence
    return is_apart and bool(re.fullmatch(check_words()["decisions"], plain(item.label)))


def _base_of(item: Figure, bases: Sequence[Figure], total: Decimal) -> int | None:
    """Return the last number before an item, near it; without places the nearest in size."""
    place = item.place
    if place is None:
        gaps = [(abs((base.value or Decimal(0)) - total), n) for n, base in enumerate(bases)]
        return min(gaps)[1] if gaps else None
    at = (place.block, place.start)
    before = [
        ((base.place.block, base.place.start), n)
        for n, base in enumerate(bases)
        if base.place and (base.place.block, base.place.start) < at
    ]
    if not before or at[0] - max(before)[0][0] > NEAR:
        return None
    return max(before)[1]


def _nearer(figures: Sequence[Figure], bases: Sequence[Figure], base: int) -> Figure:
    """Return the number before a list or the total before that, whichever is nearer in size."""
    totals = [one for one in bases[: base + 1] if one.indicator == TOTAL]
    return min(
        [bases[base], *totals[-1:]], key=lambda one: abs((one.value or Decimal(0)) - _sum(figures))
    )


def _readings(listing: Listing) -> Iterator[Decimal]:
    """Yield what a list may come to: all of it, one sentence of it, without what is nested."""
    yield listing.total
    yield from _nested_sums(listing)
    for _, run in groupby(listing.figures, key=lambda figure: figure.sentence):
        yield _sum(tuple(run))


def _is_open(figure: Figure) -> bool:
    pattern = check_words()["open_list"]
    return figure.is_partial or bool(re.search(pattern, plain(figure.sentence)))


def _sum(figures: Iterable[Figure]) -> Decimal:
    return sum((f.value for f in figures if f.value is not None), Decimal(0))


def _nested_sums(listing: Listing) -> Iterator[Decimal]:
    """Yield what a list comes to when a run of items is only the inside of the item before."""
    values = [f.value for f in listing.figures if f.value is not None]
    for index, value in enumerate(values):
        inside = Decimal(0)
        for offset in range(index + 1, len(values)):
            inside += values[offset]
            if inside == value and value and offset > index + 1:
                yield listing.total - inside
            if inside > value:
                break


def _judged(docket: CheckContext, listing: Listing) -> Iterator[Judgement]:
    total, sum_, whole = listing.base, listing.total, listing.base.value or Decimal(0)
    severity = _severity(listing, sum_, whole)
    if severity is None:
        return
    parts = [_numbered(figure) for figure in listing.figures]
    formula = formula_words(sum_words(parts, sum_), "=", sum_words([_numbered(total)], whole))
    imbalance = Imbalance(
        tuple(_addend(docket, figure) for figure in listing.figures),
        (_addend(docket, total),),
    )
    gap = str(abs(sum_ - whole))
    yield from docket.fail(
        "R-N-09",
        member=listing.figures[0].indicator,
        left=sum_,
        right=whole,
        severity=severity,
        formula=formula,
        words={"formula": formula, "difference": Words(zh=gap, en=gap)},
        explanation=explain(imbalance),
        places=tuple(f.place for f in (total, *listing.figures) if f.place),
    )


def _severity(listing: Listing, parts: Decimal, whole: Decimal) -> Severity | None:
    """Return how grave a difference is, None where the list allows it."""
    is_sure = listing.is_tied
    if parts < whole:
        if listing.is_open or len(listing.figures) < 2:
            return None
        is_sure = is_sure and parts >= whole * FAR
    elif listing.is_channel:
        is_sure = False
    return Severity.WARNING if is_sure else Severity.INFO


def _numbered(figure: Figure) -> tuple[float, Words, Decimal]:
    return 1.0, _name(figure), figure.value or Decimal(0)


def _name(figure: Figure) -> Words:
    if figure.label:
        return Words(zh=figure.label, en=figure.label)
    return cell_name(figure.indicator, figure.member)


def _addend(docket: CheckContext, figure: Figure) -> Addend:
    before = None
    if len(docket.priors) == 1 and not figure.label:
        before = docket.priors[0].stated(figure.indicator, figure.member)
    cell = (figure.indicator, figure.label or figure.member)
    return Addend(1.0, _name(figure), figure.value or Decimal(0), cell, before)


LISTS = (breakdowns, request_channels)
