"""Parts named before their whole: `33 here, 82 there, together 115`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.balances import (
    FAR,
    FEWEST,
    common_division,
    division_of,
    is_rounded,
)
from pipelines.parse.prose.lists import (
    MOST,
    counts_parts,
    end_of,
    is_aside,
    is_lost,
    length,
    start_of,
)
from pipelines.parse.prose.statements import list_words, pattern
from pipelines.prose import Balance, Listing, Statement


def sums_of(text: str, statements: Sequence[Statement]) -> Iterator[Listing]:
    """Yield the lists whose whole follows them: `33 here, 82 there, together 115`."""
    counted = [stated for stated in statements if stated.unit and not counts_parts(stated)]
    for index in range(FEWEST, len(counted)):
        whole = counted[index]
        gap = text[end_of(counted[index - 1]) : start_of(whole)]
        is_sum = pattern("list", "sums").match(gap) is not None
        if len(gap) > length("longest_sum") or not (
            is_sum or pattern("list", "nearly_sums").match(gap)
        ):
            continue
        parts = _before(counted, index)
        if len(parts) < FEWEST or not (is_sum or _is_nearly(whole, parts)):
            continue
        total, holds = Decimal(0), False
        for count, part in enumerate(reversed(parts), 1):
            total += part.value
            holds = holds or (count > 1 and total == whole.value)
        reason = "" if holds else _doubt_before(whole, parts)
        balance: Balance = "holds" if holds else "open" if reason else "fails"
        yield Listing(whole, parts, balance, reason, common_division(parts))


def _is_nearly(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Tell whether a number is so near the sum of those before it that it must be meant."""
    return abs(sum(one.value for one in parts) - whole.value) <= whole.value * FAR


def _before(statements: Sequence[Statement], index: int) -> tuple[Statement, ...]:
    """Return the numbers of the same sentence and unit before one, without a gap."""
    whole, parts = statements[index], list[Statement]()
    each_time = lexicon("relations")["list"]["each_time"]
    for part in reversed(statements[max(index - MOST, 0) : index]):
        units = {whole.unit, each_time.get(whole.unit)} if not parts else {parts[0].unit}
        if part.passage is not whole.passage or part.unit not in units:
            break
        parts.append(part)
    return tuple(reversed(parts))


def _is_each_time(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Tell whether a sum of attendances is that of the persons: 42 and 38 in turn, less is none."""
    is_in_turn = pattern("share", "in_turn").search(parts[0].lead) is not None
    return is_in_turn or whole.value < sum(part.value for part in parts)


def _doubt_before(whole: Statement, parts: Sequence[Statement]) -> str:
    if whole.is_approximate or any(part.is_approximate for part in parts):
        return "approximate"
    if is_rounded(whole, parts):
        return "rounded"
    if whole.unit != parts[0].unit and not _is_each_time(whole, parts):
        return "mixed_units"
    spans = list_words("spans")
    others = [part for part in parts if division_of(part.lead) not in spans]
    if any(part.scope != whole.scope or is_aside(part) for part in others):
        return "another_year"
    row = whole.passage.text[parts[0].end : whole.start]
    if pattern("list", "some").search(whole.passage.text[: parts[0].start].rpartition("(")[2]):
        return "may_be_some"
    gaps = (whole.passage.text[one.end : other.start] for one, other in pairwise(parts))
    is_plain = not pattern("list", "opens_within").search(row) and not any(map(is_lost, gaps))
    rest = pattern("list", "rest")
    kinds = {division_of(part.lead) for part in parts if not rest.search(part.lead)}
    is_one_kind = len(kinds) == 1 or kinds <= list_words("carriers")
    return "" if is_plain and is_one_kind else "mixed_kinds"
