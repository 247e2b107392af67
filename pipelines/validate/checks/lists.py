"""Sums inside the text: a total and the parts it is said to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Words
from pipelines.model import Figure, Severity, Status
from pipelines.validate.docket import Docket
from pipelines.validate.explain import Addend, Imbalance, explain
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import plain
from pipelines.validate.naming import cell_name, formula_words, sum_words

TOTAL = "disclosure.total"
CATEGORY, CHANNEL = "disclosure.by_category", "disclosure.by_channel"
FAR = Decimal("0.6")  # parts that come to less than this share were never meant to be all


@dataclass(frozen=True, slots=True)
class Listing:
    """The parts of one kind that one paragraph lists."""

    figures: tuple[Figure, ...]
    is_open: bool

    @property
    def total(self) -> Decimal:
        """Return what the parts come to."""
        return sum((f.value for f in self.figures if f.value is not None), Decimal(0))

    @property
    def is_channel(self) -> bool:
        """Say whether the parts are channels, which may carry the same item twice."""
        return self.figures[0].indicator == CHANNEL


def breakdowns(docket: Docket) -> Iterator[Judgement]:
    """R-N-09: the items of a list against the number they are the parts of."""
    totals = [f for f in docket.figures(TOTAL) if f.scope == "year" and f.value is not None]
    listings = list(_listings(docket))
    everything = sum((listing.total for listing in listings), Decimal(0))
    if everything in {f.value for f in totals}:
        return
    for listing in listings:
        bases = [*totals, *([] if listing.is_channel else _channels(docket))]
        base = _base_of(listing, bases)
        if base is None or base.is_approximate or base.value is None:
            continue
        if not {f.value for f in bases} & {listing.total, *_nested_sums(listing)}:
            yield from _judged(docket, listing, base)


def request_channels(docket: Docket) -> Iterator[Judgement]:
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
        left = sum_words([_numbered(f) for f in parts], total)
        places = tuple(f.place for f in parts if f.place)
        yield from docket.fail(
            "R-N-05",
            left=total,
            right=received,
            formula=left,
            words={"formula": left},
            places=places,
        )


def _listings(docket: Docket) -> Iterator[Listing]:
    groups: dict[tuple[str, int], list[Figure]] = {}
    for indicator in (CATEGORY, CHANNEL):
        for figure in docket.figures(indicator):
            if figure.scope == "year" and figure.status is Status.NUMBER:
                block = figure.place.block if figure.place else -1
                groups.setdefault((indicator, block), []).append(figure)
    for figures in groups.values():
        if not any(figure.is_approximate for figure in figures):
            yield Listing(tuple(figures), any(map(_is_open, figures)))


def _is_open(figure: Figure) -> bool:
    """Say whether the text leaves the list open, after its last item too."""
    pattern = lexicon("checks")["open_list"]
    return figure.is_partial or bool(re.search(pattern, plain(figure.sentence)))


def _channels(docket: Docket) -> list[Figure]:
    """Return the channels: a list of categories may be what one of them carried."""
    return [f for f in docket.figures(CHANNEL) if f.scope == "year" and f.value]


def _base_of(listing: Listing, bases: Sequence[Figure]) -> Figure | None:
    """Return the number a list belongs to: the last before it, else the one nearest in size."""
    first = _position(listing.figures[0])
    placed = [(_position(base), base) for base in bases]
    before = [(position, base) for position, base in placed if position and first]
    same = [(p, base) for p, base in before if p and first and p[0] == first[0] and p < first]
    if same:
        return max(same, key=lambda pair: pair[0])[1]
    return min(
        (base for base in bases if base.indicator == TOTAL or not first or len(bases) == 1),
        key=lambda base: abs((base.value or Decimal(0)) - listing.total),
        default=None,
    )


def _position(figure: Figure) -> tuple[int, int] | None:
    return (figure.place.block, figure.place.start) if figure.place else None


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


def _judged(docket: Docket, listing: Listing, total: Figure) -> Iterator[Judgement]:
    sum_, whole = listing.total, total.value or Decimal(0)
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
    if parts < whole:
        if listing.is_open or len(listing.figures) < 2:
            return None
        return Severity.INFO if parts < whole * FAR else Severity.WARNING
    if listing.is_channel and all((f.value or 0) <= whole for f in listing.figures):
        return Severity.INFO
    return Severity.WARNING


def _numbered(figure: Figure) -> tuple[float, Words, Decimal]:
    return 1.0, _name(figure), figure.value or Decimal(0)


def _name(figure: Figure) -> Words:
    if figure.label:
        return Words(zh=figure.label, en=figure.label)
    return cell_name(figure.indicator, figure.member)


def _addend(docket: Docket, figure: Figure) -> Addend:
    before = None
    if len(docket.priors) == 1 and not figure.label:
        before = docket.priors[0].stated(figure.indicator, figure.member)
    cell = (figure.indicator, figure.label or figure.member)
    return Addend(1.0, _name(figure), figure.value or Decimal(0), cell, before)


LISTS = (breakdowns, request_channels)
