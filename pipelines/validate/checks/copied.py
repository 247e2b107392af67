"""What was copied: another year's period, another year's numbers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipelines.model import Status
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.words import check_pattern

LOOKED_BACK = 3  # years
ENOUGH = 5  # so many equal figures are no chance
TELLING = 10  # and one of them is at least this large
Cell = tuple[str, str, str, str]  # table, indicator, member, label


def period(context: CheckContext) -> Iterator[Judgement]:
    """R-N-13: the period stated is the whole year."""
    for line in context.lines:
        match = check_pattern("period", "range").search(line.text)
        is_told = check_pattern("period", "context").search(line.text)
        if not match or not context.year or not is_told:
            continue
        start, end = match[1], match[4] or match[1]
        days = (match[2], match[3], match[5], match[6])
        year = str(context.year)
        if (start, end) != (year, year) or tuple(map(int, days)) != (1, 1, 12, 31):
            yield from context.fail(
                "R-N-13", left=match[0], words=words(match[0]), places=(line.place(match[0]),)
            )


def same_figures(context: CheckContext) -> Iterator[Judgement]:
    """R-X-06: every figure that is not zero is the same as in one of the years before."""
    mine, earlier = _figures(context), context
    for _ in range(LOOKED_BACK):
        if len(earlier.priors) != 1:
            return
        earlier = earlier.priors[0]
        before = _figures(earlier)
        if _is_repeated(mine, before):
            count, year = Decimal(len(mine.keys() & before.keys())), str(earlier.year)
            yield from context.fail("R-X-06", left=count, right=year)
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


def _figures(context: CheckContext) -> dict[Cell, Decimal]:
    return {
        (f.table, f.indicator, f.member, f.label): f.value
        for f in context.report.figures
        if f.status is Status.NUMBER and f.value
    }


COPIED = (period, same_figures)
