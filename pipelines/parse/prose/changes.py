"""Growth against an earlier value: `186, 24% more than the 150 of last year`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.statements import list_words, pattern
from pipelines.prose import POINTS, Change, Statement

Kind = Literal["percent", "difference", "multiple"]
_FARTHEST = 12  # numbers before a change among which the one that changed may stand
_MOST_DOUBLED = Decimal(9)
_SPAN = 60  # characters before a change in which it is said what it is counted from


@lru_cache(maxsize=4)
def unit(name: str) -> str:
    """Return a unit that only relates two numbers: per cent, times."""
    return str(lexicon("relations")["unit"][name])


def changes_of(statements: Sequence[Statement]) -> Iterator[Change]:
    """Yield the changes a text states, each with the number that has changed."""
    for index, printed in enumerate(statements):
        kind = _kind(printed)
        if kind is None:
            continue
        stated = replace(printed, unit=POINTS) if _is_in_points(printed) else printed
        now, before = _sides(statements, index)
        if now is not None and before is None:
            before = _told_by_difference(statements, index, now)
        is_from_to = before is not None and pattern("change", "changed_from").search(before.lead)
        is_refused = not is_from_to and pattern("change", "refuse").search(
            _told(stated, now, before)
        )
        if is_refused and not _is_far_off(now, before, (_amount(stated, kind), kind), stated):
            continue
        if now is not None and before is not None:
            now = _agreeing(statements, index, now, before, (_amount(stated, kind), kind))
        sides = [side for side in (now, before) if side is not None]
        is_net = before is not None and _has_offset(statements, index, sides)
        if now is not None and not is_net and _is_compared(stated, before):
            yield Change(now, before, _amount(stated, kind), kind, stated)


def _agreeing(
    statements: Sequence[Statement],
    index: int,
    now: Statement,
    before: Statement,
    said: tuple[Decimal, Kind],
) -> Statement:
    """Return the number a change is right of, where there is one: a whole before its parts may be.

    `210 items, of these 130 on the site and 80 by the account, 5% more than the 200 of last year`.
    """
    stated = statements[index]
    others = [
        other
        for other in statements[max(index - _FARTHEST, 0) : index]
        if other.passage is stated.passage and other.unit == now.unit and other.scope == "year"
    ]
    changes = (Change(number, before, *said, stated) for number in (now, *others))
    return next((change.now for change in changes if not change.is_proved), now)


def _has_offset(statements: Sequence[Statement], index: int, sides: Sequence[Statement]) -> bool:
    """Tell whether a difference stands beside one that goes the other way: 8 more, 2 taken out."""
    stated = statements[index]
    beside = (*statements[max(index - 1, 0) : index], *statements[index + 1 : index + 2])
    is_less = pattern("change", "offset").search(stated.lead) is not None
    return any(
        other.passage is stated.passage
        and other.unit == stated.unit
        and other not in sides
        and is_less is not (pattern("change", "offset").search(other.lead) is not None)
        for other in beside
    )


def _is_far_off(
    now: Statement | None, before: Statement | None, said: tuple[Decimal, Kind], stated: Statement
) -> bool:
    """Tell whether a percentage is further from both its numbers than they are rounded.

    `486,000 visits, 45% more than the 360,000 of last year`.
    """
    if now is None or before is None or said[1] != "percent" or now.unit != before.unit:
        return False
    expected = Change(now, before, *said, stated).expected
    is_beside = now.passage is before.passage and pattern("change", "refuse").search(now.lead)
    far = lexicon("relations")["change"]["far"]
    return bool(is_beside) and expected is not None and abs(expected - said[0]) > far


def _told(stated: Statement, now: Statement | None, before: Statement | None) -> str:
    """Return the words of a change with those of its numbers: what is said before is of others."""
    numbers = (one for one in (now, before) if one is not None and one.passage is stated.passage)
    begin = min((one.lead_start for one in numbers), default=stated.start - _SPAN)
    return stated.passage.text[max(min(begin, stated.lead_start), 0) : stated.start]


def _told_by_difference(
    statements: Sequence[Statement], index: int, now: Statement
) -> Statement | None:
    """Return last year's number as a difference before a percentage gives it: 57, 19 more, 50% up.

    Its place and words are those of the difference.
    """
    stated = statements[index]
    difference = statements[index - 1] if index else None
    if difference is None or _kind(stated) != "percent" or _kind(difference) != "difference":
        return None
    gap = stated.passage.text[difference.end : stated.lead_start]
    is_near = difference.passage is stated.passage and pattern("change", "beside").fullmatch(gap)
    match = pattern("change", "lead").search(stated.lead)
    is_of_it = match and pattern("change", "against").fullmatch(stated.lead[: match.start()])
    if (
        not (is_near and is_of_it)
        or difference.unit != now.unit
        or _falls(difference) != _falls(stated)
    ):
        return None
    was = now.value - _amount(difference, "difference")
    return replace(difference, value=was, scope="prior") if was > 0 else None


def _is_in_points(stated: Statement) -> bool:
    """Tell whether a change is one of a percentage: `from 92.4% to 95.1%, 2.7 points more`."""
    return pattern("change", "points").match(stated.after) is not None


def _kind(stated: Statement) -> Kind | None:
    """Return how a number says a change, None where it says none."""
    falls = _falls(stated)
    if stated.unit == unit("multiple"):
        is_said = pattern("change", "multiple").search(_clause(stated)) or falls is not None
        return "multiple" if is_said else None
    if falls is None:
        return None
    if stated.unit == unit("doubling"):
        return "multiple"
    if stated.unit in {unit("percent"), unit("tenths")}:
        return "percent"
    return "difference" if stated.unit in _units() else None


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    """Return the units of numbers that change: those of lists, and money."""
    return list_words("units") | set(lexicon("relations")["change"]["units"])


def _falls(stated: Statement) -> bool | None:
    """Tell whether a number is a fall or a growth; None where it is neither."""
    match = pattern("change", "lead").search(stated.lead)
    if match is None or (match["turned"] is not None) != (stated.unit == unit("doubling")):
        return None
    return bool(pattern("change", "falls").search(match["word"] or ""))


def _amount(stated: Statement, kind: Kind) -> Decimal:
    falls = _falls(stated)
    if stated.unit == unit("doubling"):
        return Decimal(2) ** min(stated.value, _MOST_DOUBLED)
    if stated.unit == unit("tenths"):
        return (-10 if falls else 10) * stated.value
    if kind == "multiple":
        return stated.value if falls is None else stated.value + 1  # grown by twice is three times
    return -stated.value if falls else stated.value


def _clause(stated: Statement) -> str:
    return stated.passage.text[max(stated.start - _SPAN, 0) : stated.start]


def _sides(
    statements: Sequence[Statement], index: int
) -> tuple[Statement | None, Statement | None]:
    """Return the number of this year and the one of the year before that stand with a change."""
    stated = statements[index]
    units = frozenset({unit("percent")}) if _is_in_points(stated) else _units()
    near = [
        other
        for other in statements[max(index - 3, 0) : index]
        if other.passage is stated.passage and _kind(other) is None and other.unit in units
    ]
    told = _told_after_all(statements[index : index + 3])
    if told is not None and not near:
        return told
    follower = statements[index + 1 : index + 2]
    own = (other for other in follower if other.passage is stated.passage)
    behind = [other for other in own if other.depth > stated.depth]
    behind += [other for other in follower if other not in behind and _is_told_after(stated, other)]
    befores = [other for other in (*near, *behind) if other.scope == "prior"] or _from(near)
    if named := pattern("change", "from_year").search(stated.lead):
        befores = [other for other in befores if other.year == int(named["year"])]
    before = befores[-1] if befores else None
    if before is not None and any(_is_of_another(before, other) for other in near):
        before = None
    around = [*near, *(other for other in behind if _is_reached(stated, other))]
    nows = [other for other in around if other.scope == "year" and _falls(other) is None]
    if before is not None:
        nows = [other for other in nows if other.unit == before.unit and other is not before]
    now = nows[-1] if nows else None
    if now is not None and _is_between(statements, index, now, before):
        return None, None
    if stated.unit in units and now is not None and now.unit != stated.unit:
        return None, None
    return now, before


def _is_of_another(before: Statement, number: Statement) -> bool:
    """Tell whether last year's number stands in brackets behind another number than this one.

    `190 on the site (160 last year), 94 by the account, 16 fewer` says nothing of the 94 then.
    """
    is_later = number is not before and number.start > before.end and number.depth < before.depth
    return is_later and number.scope == "year"


def _from(near: Sequence[Statement]) -> list[Statement]:
    """Return the number something rose or fell from: `from 150 to 186`, without a year."""
    return [
        first
        for first, then in pairwise(near)
        if pattern("change", "changed_from").search(first.lead)
        and pattern("change", "changed_to").search(then.lead)
    ]


def _told_after_all(row: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """Return both numbers of a change that is said first: `grown by 50%, from 100 to 130`."""
    if len(row) < len(("change", "before", "now")):
        return None
    stated, before, now = row
    is_one = stated.passage is before.passage is now.passage and before.unit == now.unit
    reached = pattern("change", "changed_to").search(now.lead)
    return (now, before) if is_one and before.scope == "prior" and reached else None


def _is_told_after(stated: Statement, one: Statement) -> bool:
    """Tell whether the number right behind a change is the one of either year that it is between.

    `80 items, 10% less than last year, which had 100`; `30 more than the 80 of last year: 110`.
    """
    if one.passage is not stated.passage or one.unit not in _units():
        return False
    between = one.passage.text[stated.end : one.start]
    is_before = pattern("change", "told_after").fullmatch(between) is not None
    return is_before or _is_reached(stated, one)


def _is_reached(stated: Statement, one: Statement) -> bool:
    if one.passage is not stated.passage or one.unit not in _units():
        return False
    between = one.passage.text[stated.end : one.start]
    return pattern("change", "reached").fullmatch(between) is not None


def _is_between(
    statements: Sequence[Statement], index: int, now: Statement, before: Statement | None
) -> bool:
    """Tell whether a number of another thing stands between those of a change."""
    first = next(i for i, one in enumerate(statements) if one is now or one is before)
    inside = statements[first : index + 1]
    known = {id(now), id(before), id(statements[index])}
    return any(id(one) not in known and _kind(one) is None for one in inside)


def _is_compared(stated: Statement, before: Statement | None) -> bool:
    """Tell whether the text says that the change is against the year before."""
    return before is not None or bool(pattern("change", "compared").search(_clause(stated)))
