"""Wholes and their parts: what a text says a number is made of, and where that list ends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.balances import (
    FEWEST,
    Items,
    balanced,
    division_of,
    is_hardly_list,
    values_of,
)
from pipelines.parse.prose.statements import list_words, pattern
from pipelines.parse.vocabulary import is_word
from pipelines.prose import Listing, Statement

_REACH = 120  # characters between a whole and the first number of its list
_FARTHEST = 200  # … with what is said of the whole between them
_AHEAD = 24  # characters behind a list that may still speak of its parts
CARRIED = "carried"  # the division of what last year left
MOST = 60  # numbers of one list; more are a table in words


def lists_of(text: str, statements: Sequence[Statement]) -> Iterator[Listing]:
    """Yield the wholes of a stretch of text with their parts."""
    counted = [  # the others number the items of a list, or say how many they are
        other for other in statements if other.unit and not counts_parts(other)
    ]
    known: dict[int, Statement] = {}  # numbers of lists that have been read, with their wholes
    for index, whole in enumerate(counted):
        if whole.unit not in list_words("units") or not whole.value or is_aside(whole):
            continue
        items = _opened(text, counted, index)
        if items is None or not (items.parts or items.others):
            continue
        is_of_another = id(whole) in known or is_hardly_list(items)
        if items.opening not in {"bare", "rest"} or not is_of_another:
            items.whole = _outer(text, items, known)
            listing = _listing(text, items, known)
            if listing is not None:
                known.update((id(part), listing.whole) for part in items.parts)
                yield listing


def _listing(text: str, items: Items, known: Mapping[int, Statement]) -> Listing | None:
    """Return a list; behind an item of another one it may go on with that, or divide its whole.

    `58, of these 41 simple ones and 17 others; of markets 36, of gas 9, others 13`.
    """
    listing, outer = balanced(items), known.get(id(items.whole))
    if listing.balance == "holds":
        return listing
    between = text[end_of(items.whole) : start_of((*items.parts, *items.others)[0])]
    if outer is None:
        is_anew = between.startswith(";") and pattern("list", "divided_by").search(between)
        is_whole = pattern("list", "may_be_whole").search(items.whole.lead)
        return listing if is_whole or not is_anew else None
    whole = balanced(replace(items, whole=outer))
    if whole.balance == "holds":
        return whole
    return listing if pattern("list", "opens_inside").match(between) else None


def counts_parts(statement: Statement) -> bool:
    """Tell whether a number says how many parts are summed up behind it: `these three together`."""
    is_before_sum = pattern("list", "sum_word").match(statement.after) is not None
    return is_before_sum and pattern("list", "of_parts").match(statement.lead) is not None


def _outer(text: str, items: Items, known: Mapping[int, Statement]) -> Statement:
    """Return what a list behind a full stop divides: not the last item before it, but its whole.

    `Items 253, of these … plans 12. By channel: website 119, …` divides the 253, and so does what
    is divided by another word behind a lesser mark.
    """
    between = text[end_of(items.whole) : start_of((*items.parts, *items.others)[0])]
    is_anew = pattern("list", "stop_mark").match(text, end_of(items.whole)) is not None
    is_anew = is_anew or pattern("list", "divided_by").search(between) is not None
    return known.get(id(items.whole), items.whole) if is_anew else items.whole


def is_aside(statement: Statement) -> bool:
    """Tell whether a number only says something of the one before: a share, a change, last year."""
    is_change = pattern("change", "lead").search(statement.lead) is not None
    is_change = is_change or _is_gone_from(statement)
    return is_change or statement.unit in list_words("aside_units") or statement.scope == "prior"


def _is_gone_from(statement: Statement) -> bool:
    """Tell whether a number is what another rose or fell from: `from 150 to 186`."""
    is_from = pattern("change", "changed_from").search(statement.lead) is not None
    return is_from and pattern("change", "goes_to").match(statement.after) is not None


def _has_equals(whole: Statement, before: Sequence[Statement]) -> bool:
    """Tell whether a number only ends a row of its kind: `754 here, 2808 there, 54 elsewhere`."""
    row = [one for one in before if one.passage is whole.passage and one.unit == whole.unit]
    return bool(row) and all(
        pattern("list", "carried_by").search(one.lead) for one in (row[-1], whole)
    )


def _is_carried(statement: Statement) -> bool:
    return statement.scope == "prior" and division_of(statement.lead) == CARRIED


def _opened(text: str, statements: Sequence[Statement], index: int) -> Items | None:
    """Return the list that follows a number, None where none does."""
    whole, first = statements[index], _first_part(text, statements, index)
    if first >= len(statements) or is_aside(statements[first]):
        return None
    part = statements[first]
    if part.passage.number > whole.passage.number + 1 or start_of(part) - end_of(whole) > _FARTHEST:
        return None  # nearly all numbers: nothing that follows them is near enough to be a part
    near = text[end_of(whole) : end_of(whole) + _REACH]
    begin = end_of(whole if _opening(near) else statements[first - 1])
    words = text[begin : start_of(part)]
    opening = _opening(words, part, is_inside=part.depth > whole.depth)
    if not opening and _is_divided(whole, statements[first : first + 2], words):
        opening = "rest"
    is_of_share = begin != end_of(whole) and pattern("list", "bracketed").match(words)
    if is_of_share and not pattern("list", "opens_some").match(words):
        return None  # `12%, (12 items)`: the count of a share
    is_next = ";" in words[1:]  # an item beside this one
    is_next = is_next or pattern("list", "stop_mark").search(words, 2) is not None
    if not opening or len(words) > _REACH or is_next:
        return None
    items = Items(whole, opening, part.depth)
    items.carried = sum(
        (o.value for o in statements[index + 1 : first] if _is_carried(o)), Decimal(0)
    )
    items.is_numbered = pattern("list", "first_number").search(words) is not None
    read = pattern("list", "hotline").sub("", pattern("list", "first_number").sub("", words))
    if is_lost(read):
        items.doubt = "lost_part"
    if pattern("list", "stop_mark").match(words) and _has_equals(whole, statements[:index]):
        items.doubt = "nested"  # behind the full stop all of them may be divided
    _collect(text, statements, first, items)
    return items


def _first_part(text: str, statements: Sequence[Statement], index: int) -> int:
    """Return where the parts of a number may begin, behind what is only said of it."""
    if _is_told_between(text, statements[index : index + 3]):
        return index + 2
    first = index + 1
    while first < min(index + 4, len(statements)) and is_aside(statements[first]):
        first += 1
    return first


def _is_told_between(text: str, row: Sequence[Statement]) -> bool:
    """Tell whether a number of another unit stands between a whole and its list.

    `21 talks, 1,900 listeners, of these 12 talks in villages` divides the talks.
    """
    if len(row) <= FEWEST or row[0].passage is not row[2].passage:
        return False
    whole, other, part = row
    is_between = other.unit != whole.unit == part.unit and not is_aside(other)
    return is_between and _opening(text[end_of(other) : start_of(part)]) in {"all", "some"}


def _is_divided(whole: Statement, parts: Sequence[Statement], words: str) -> bool:
    """Tell whether a number is divided in two, the second of which is all the rest: 其余."""
    is_near = pattern("list", "opens_bare").match(words) is not None
    return (
        is_near
        and len(parts) == FEWEST
        and _may_be_divided(whole, parts[0])
        and all(one.passage is whole.passage and one.unit == whole.unit for one in parts)
        and pattern("list", "remainder").match(parts[1].lead) is not None
    )


def _may_be_divided(whole: Statement, part: Statement) -> bool:
    """Tell whether a number is not the first of three items, the last of which is the rest."""
    division = division_of(whole.lead)
    is_alike = division != "" and division == division_of(part.lead)
    return not is_alike and pattern("list", "may_be_whole").search(whole.lead) is not None


def _opening(words: str, first: Statement | None = None, *, is_inside: bool = False) -> str:
    """Return how words open a list: `all` parts, `some` of them, `bare` words, or not at all."""
    rest = pattern("list", "after_whole").sub("", words)
    for kind in ("all", "some"):
        if pattern("list", f"opens_{kind}").match(rest):
            return kind
    if is_inside and pattern("list", "opens_bracket").match(rest):
        return "some"
    is_known = first is not None and (
        is_word(first.subject) or division_of(first.lead) in list_words("plain")
    )
    return "bare" if is_known and pattern("list", "opens_bare").match(rest) else ""


def _collect(text: str, statements: Sequence[Statement], first: int, items: Items) -> None:
    """Take one number after another until the list ends."""
    last = start_of(statements[first])
    for position in range(first, min(first + MOST, len(statements))):
        part = statements[position]
        gap = text[last : start_of(part)]
        if _has_ended(gap, part, items) or _is_all_there(gap, items) or _is_said_again(part, items):
            break
        last = end_of(part)
        if is_aside(part) or part.depth > items.depth:
            is_left = part.unit == items.whole.unit and part.scope == "prior"
            items.doubt = items.doubt or ("another_year" if is_left else "")
            continue
        _take(part, gap, items)
        if pattern("list", "open_end").match(text[last : last + 16]):
            items.is_open = True
    told = text[end_of(items.whole) : last + _AHEAD]
    if pattern("list", "overlap").search(told):
        items.doubt = items.doubt or "mixed_kinds"
    rest = re.split(pattern("list", "stop"), text[last : last + 40], maxsplit=1)[0]
    if pattern("list", "more").search(rest):
        items.is_open = True


def _take(part: Statement, gap: str, items: Items) -> None:
    """Add one number to a list, and note what makes the list doubtful."""
    if ";" in gap and items.parts:
        items.ends_at.append(len(items.parts))
    label = pattern("list", "hotline").sub("", pattern("list", "joint").sub("", gap))
    if is_lost(label) or len(label) > length("longest_label"):
        items.doubt = items.doubt or "lost_part"
    if any(pattern("list", name).search(part.lead) for name in ("subset", "for_each")):
        items.doubt = items.doubt or "nested"
    if part.is_approximate:
        items.doubt = items.doubt or "approximate"
    is_same_span = part.scope == items.whole.scope or division_of(part.lead) in list_words("spans")
    if not is_same_span or pattern("list", "other_year").search(part.lead):
        items.doubt = items.doubt or "another_year"
    if part.unit != items.whole.unit:
        items.others.append(part)
        items.others_at.append(len(items.parts))
        return
    if items.parts and pattern("list", "nested").match(gap):
        items.openers.append(len(items.parts) - 1)
    items.marks.append(gap[:1])
    items.parts.append(part)


def _has_ended(gap: str, part: Statement, items: Items) -> bool:
    """Tell whether a list has ended before a number."""
    if part.depth < items.depth or pattern("list", "ends").match(gap):
        return True
    if items.parts and gap.startswith(";") and part.value > items.whole.value:
        return True  # more than all of it, and set apart: another thing
    is_numbered = pattern("list", "numbered").match(gap) is not None
    if is_numbered and not items.is_numbered:
        return True  # the next item of a list that this one stands in
    return pattern("list", "stop_mark").search(gap) is not None and not is_numbered


def _is_said_again(part: Statement, items: Items) -> bool:
    """Tell whether a number takes up the part before it: `13 real letters, all 13 answered`."""
    if pattern("list", "counted_once").search(part.lead):
        return True
    is_same = bool(items.parts) and part.value == items.parts[-1].value
    return is_same and pattern("list", "all_of_them").match(part.after) is not None


def _is_all_there(gap: str, items: Items) -> bool:
    """Tell whether the whole is reached and another thing is told.

    One part was all of it, or a semicolon follows parts that lesser marks set apart.
    """
    if len(items.parts) == 1 and items.parts[0].value == items.whole.value:
        return pattern("list", "another").match(gap) is not None
    is_set_apart = gap.startswith(";") and items.is_loose(len(items.parts))
    return is_set_apart and sum(values_of(items.parts)) > items.whole.value


def is_lost(text: str) -> bool:
    """Tell whether a text holds a number that is no count: of an account, a hotline, a document."""
    return pattern("list", "lost").search(text) is not None


def start_of(one: Statement) -> int:
    """Return where a number begins in the stretch of text its passage is cut from."""
    return one.passage.start + one.start


def end_of(one: Statement) -> int:
    """Return where a number and its unit end in that stretch."""
    return one.passage.start + one.end


@lru_cache(maxsize=128)
def length(name: str) -> int:
    """Return a length of the words about lists, in characters."""
    return int(lexicon("relations")["list"][name])
