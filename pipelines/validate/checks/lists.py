"""Sums inside the text: a number and the parts it is said to have."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.catalogue.indicator_ids import OUTCOME_TOTAL, REQUESTS_RECEIVED_IN_TEXT
from pipelines.catalogue.model import Words
from pipelines.prose import Listing, Statement
from pipelines.validate.check_context import CheckContext
from pipelines.validate.explain import Addend, Imbalance, explain
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import Numbered, formula_words, sum_words

OUTCOMES = frozenset({"outcome", "handled"})
RECEIVED, WAYS = REQUESTS_RECEIVED_IN_TEXT, "way"  # requests, and by what way they came


def breakdowns(context: CheckContext) -> Iterator[Judgement]:
    """R-N-09, R-N-05: parts that are shown not to come to the number they are the parts of."""
    for listing in context.prose.lists:
        is_right = _is_carried_by_all(listing) or _is_of_the_table(context, listing)
        if listing.is_proved and not is_right:
            whole = context.figure_of(listing.whole)
            is_asked = whole is not None and whole.indicator == RECEIVED
            judged = _of_ways if is_asked and listing.division == WAYS else _of_parts
            yield from judged(context, listing)


def _is_carried_by_all(listing: Listing) -> bool:
    """Say whether every part is the whole: the same items on each channel, as one street wrote."""
    return all(part.value == listing.whole.value for part in listing.parts)


def _is_of_the_table(context: CheckContext, listing: Listing) -> bool:
    """Say whether outcomes come to those of table three, which hold what last year left too."""
    is_outcome = listing.division in OUTCOMES
    return is_outcome and listing.total == context.printed(OUTCOME_TOTAL, "total")


def _of_parts(context: CheckContext, listing: Listing) -> Iterator[Judgement]:
    total, whole = listing.total, listing.whole.value
    parts = [_numbered(part) for part in listing.parts]
    formula = formula_words(
        sum_words(parts, total), "=", sum_words([_numbered(listing.whole)], whole)
    )
    gap = str(abs(total - whole))
    sides = tuple(_addend(context, part) for part in listing.parts)
    yield from context.fail(
        "R-N-09",
        member=listing.whole.words,
        left=total,
        right=whole,
        formula=formula,
        words={"formula": formula, "difference": Words(zh=gap, en=gap)},
        explanation=explain(Imbalance(sides, (_addend(context, listing.whole),))),
        places=tuple(part.place for part in (listing.whole, *listing.parts)),
    )


def _of_ways(context: CheckContext, listing: Listing) -> Iterator[Judgement]:
    formula = sum_words([_numbered(part) for part in listing.parts], listing.total)
    yield from context.fail(
        "R-N-05",
        left=listing.total,
        right=listing.whole.value,
        formula=formula,
        words={"formula": formula},
        places=tuple(part.place for part in listing.parts),
    )


def _numbered(one: Statement) -> Numbered:
    name = one.subject or one.lead
    return 1.0, Words(zh=name, en=name), one.value


def _addend(context: CheckContext, one: Statement) -> Addend:
    name = _numbered(one)[1]
    return Addend(1.0, name, one.value, ("text", name.zh), _last_year(context, one))


def _last_year(context: CheckContext, one: Statement) -> Decimal | None:
    """Return what the report of the year before says of the same figure, where it is one."""
    figure = context.figure_of(one) if len(context.priors) == 1 else None
    return context.priors[0].stated(figure.indicator, figure.member) if figure else None


LISTS = (breakdowns,)
