"""Sums inside the text: a total and the parts it is said to have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.catalogue.model import Words
from pipelines.model import Figure, Severity, Status
from pipelines.validate.docket import Docket
from pipelines.validate.explain import Addend, Imbalance, explain
from pipelines.validate.judgement import Judgement
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
    """R-N-09: the items of a list against the total they belong to."""
    totals = [f for f in docket.figures(TOTAL) if f.scope == "year" and f.value is not None]
    listings = list(_listings(docket))
    known = {f.value for f in totals if f.value is not None}
    everything = sum((listing.total for listing in listings), Decimal(0))
    if not known or everything in known:
        return
    for listing in listings:
        total = _total_of(listing, totals)
        if total is None or total.is_approximate or total.value is None:
            continue
        if not known & {listing.total, *_nested_sums(listing)}:
            yield from _judged(docket, listing, total)


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
            yield Listing(tuple(figures), any(figure.is_partial for figure in figures))


def _total_of(listing: Listing, totals: Sequence[Figure]) -> Figure | None:
    """Return the total of the same paragraph, else the last one before it, else the only one."""
    place = listing.figures[0].place
    if place is None:
        return totals[0] if len(totals) == 1 else None
    before = [t for t in totals if t.place and t.place.block <= place.block]
    return before[-1] if before else (totals[0] if len(totals) == 1 else None)


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
    formula = formula_words(sum_words(parts, sum_), "=", cell_name(TOTAL))
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
