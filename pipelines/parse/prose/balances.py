"""What the parts of a list show against their whole: they hold, they fail, or it stays open.

A list holds when any reading that a careful reader might give it adds up: up to where it ends,
without the lists inside it, with items that are counted by another word. It fails only when none
does, every item was read, and nothing in it is doubtful; everything else stays open.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.statements import list_words, pattern
from pipelines.parse.vocabulary import is_word
from pipelines.prose import Listing, Statement

FEWEST = 2  # parts that make a list
SEARCHED = 30  # parts among which lists inside the list are looked for without a word for them
# Parts that nearly come to their whole were meant to be all of it: six parts of a township's 18
# come to 16, while five of another's 21 come to 14, and "of these" does not say that they are all.
# Of requests often only the outcomes that matter are named, however few are left.
NEARLY = (
    (4, Decimal("0.8")),
    (3, Decimal("0.9")),
    (2, Decimal("0.95")),
)  # so many parts, such a share of the whole
NOUN = 2  # characters of the noun that ends a label
FEW = 50  # … and no more left over than this: hundreds may be all that is not named
# Without a word that opens it, a list is one when so many known kinds nearly come to the whole.
ALIKE, FAR = 3, Decimal("0.15")
PARTIAL = frozenset({"outcome", "handled", "carried", "duty", "origin", "made"})


@dataclass(slots=True)
class Items:
    """The items of a list while it is read."""

    whole: Statement
    opening: str  # the words before it say `all`, or `some`; `bare`: there are none
    depth: int
    parts: list[Statement] = field(default_factory=list)
    others: list[Statement] = field(default_factory=list)  # counted by another word
    carried: Decimal = Decimal(0)  # last year's, told beside the whole: it may be among the parts
    others_at: list[int] = field(default_factory=list)  # … and the parts before each of them
    openers: list[int] = field(default_factory=list)  # parts that a list of their own follows
    ends_at: list[int] = field(default_factory=list)  # numbers of parts before a semicolon
    marks: list[str] = field(default_factory=list)  # what stands before each part
    doubt: str = ""
    is_numbered: bool = False
    is_open: bool = False  # the text says that there are more

    def is_loose(self, count: int) -> bool:
        """Tell whether only the least of marks stand between so many parts."""
        return set(self.marks[1:count]) == {lesser_mark()}


@lru_cache(maxsize=1)
def lesser_mark() -> str:
    """Return the least of the marks that stand between parts."""
    return str(lexicon("relations")["list"]["lesser_mark"])


def balanced(items: Items) -> Listing:
    """Return a list with what its sum shows."""
    whole, parts = items.whole, tuple(items.parts)
    for count in _readings(items):
        return Listing(whole, parts[:count], "holds", "", common_division(parts[:count]))
    every = (*parts, *items.others)
    if len(every) > 1 and sum(values_of(every)) == whole.value:
        return Listing(whole, every, "holds", "", common_division(every))
    if sure := _exceeding(items):
        return Listing(whole, sure, "fails", "", common_division(sure))
    reason = items.doubt or _doubt(items)
    return Listing(whole, parts, "open" if reason else "fails", reason, common_division(parts))


def _exceeding(items: Items) -> tuple[Statement, ...]:
    """Return the parts before anything that may be of another list, where they exceed the whole.

    `1,559, of these 1,549 on the site and 15 elsewhere; answered 14 times`: whatever follows.
    """
    if items.doubt or items.whole.is_approximate or not (items.others or items.openers):
        return ()
    end = min((*(at + 1 for at in items.openers), *items.others_at, len(items.parts)))
    sure = replace(items, parts=items.parts[:end], openers=[], others=[])
    if sum(values_of(sure.parts)) <= items.whole.value or any(is_so(sure) for _, is_so in DOUBTS):
        return ()
    return tuple(sure.parts)


def common_division(parts: Sequence[Statement]) -> str:
    """Return by what all parts divide their whole, "" where by subject or not all alike."""
    rest = pattern("list", "rest")
    named = {division_of(one.lead) for one in parts if not rest.search(one.lead)}
    return named.pop() if len(named) == 1 else ""


def _readings(items: Items) -> Iterator[int]:
    """Yield how many parts a list has in each reading in which it adds up."""
    values = values_of(items.parts)
    total = Decimal(0)
    for count, number in enumerate(values, 1):
        total += number
        is_all = total in {items.whole.value, items.whole.value + items.carried}
        if is_all and count > 1 and not _goes_on(items, count):
            yield count
    for start in items.openers or range(min(len(values), SEARCHED)):
        inside = Decimal(0)
        for stop in range(start + 1, len(values)):
            inside += values[stop]
            is_inside = bool(items.openers) or (inside == values[start] and stop > start + 1)
            if is_inside and total - inside == items.whole.value:
                yield len(values)
            if inside > values[start]:
                break
    if len(items.openers) > 1 and _outside(items) == items.whole.value:
        yield len(values)


def _outside(items: Items) -> Decimal:
    """Return what the items come to without the lists inside them, each up to its semicolon."""
    end = len(items.parts)
    inside = {
        at
        for start in items.openers
        for at in range(start + 1, min((o for o in items.ends_at if o > start + 1), default=end))
    }
    values = values_of(items.parts)
    return sum((value for at, value in enumerate(values) if at not in inside), Decimal(0))


def _goes_on(items: Items, count: int) -> bool:
    """Tell whether a list goes on behind some of its parts as it went on up to there."""
    return items.marks[count : count + 1] == [lesser_mark()] and items.is_loose(count)


def values_of(parts: Sequence[Statement]) -> list[Decimal]:
    """Return what parts count: a number that several labels have each counts for each of them."""
    return [
        one.value * (len(re.split(pattern("list", "joints"), one.lead)) if _is_each(one) else 1)
        for one in parts
    ]


def _is_each(one: Statement) -> bool:
    return pattern("list", "each").search(one.lead) is not None


def _doubt(items: Items) -> str:
    """Return why a list that does not add up shows nothing, "" where it does."""
    return next((reason for reason, is_so in DOUBTS if is_so(items)), "")


def is_rounded(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Tell whether numbers told in ten thousands differ by no more than they are rounded."""
    gap = abs(sum((part.value for part in parts), Decimal(0)) - whole.value)
    return gap <= sum((part.slack for part in parts), whole.slack)


def _is_single(items: Items) -> bool:
    return len(items.parts) < FEWEST and not _exceeds(items)


def _is_nested(items: Items) -> bool:
    return bool(items.openers) or any(map(_is_each, items.parts))


def _is_mixed(items: Items) -> bool:
    """Tell whether parts divide the whole in several ways at once, so that they may overlap."""
    rest = pattern("list", "rest")
    named_parts = [(o, division_of(o.lead)) for o in items.parts if not rest.search(o.lead)]
    kinds = [kind for _, kind in named_parts]
    if "duty" in kinds:  # a document is for all, on request, or for nobody
        kinds = [
            "duty" if pattern("list", "withheld").search(o.lead) else k for o, k in named_parts
        ]
    named = set(kinds) - {""}
    return len(named) > 1 or (named == {"channel"} and "" in kinds) or _changes_deed(items)


def is_hardly_list(items: Items) -> bool:
    """Tell whether numbers only follow a whole, with no word for it and far from its size."""
    if items.opening != "bare":
        return False
    gap = abs(sum(values_of(items.parts)) - items.whole.value)
    are_known = len(items.parts) >= ALIKE and all(is_word(one.subject) for one in items.parts)
    return not (are_known or _is_of_requests(items)) or gap > items.whole.value * FAR


def _is_of_requests(items: Items) -> bool:
    """Tell whether parts say how requests came in or whose they are, which divides them all."""
    is_asked = pattern("list", "of_requests").search(items.whole.lead) is not None
    is_divided = common_division(items.parts) in list_words("plain")
    return is_asked and len(items.parts) >= FEWEST and is_divided


def _is_less(items: Items) -> bool:
    return sum(values_of(items.parts)) < items.whole.value


def _has_second_list(items: Items) -> bool:
    """Tell whether commas are followed by a semicolon: what follows may be about other things.

    Where the last of all is the rest, it is one list whatever its marks.
    """
    is_mixed = bool(items.ends_at) and items.ends_at[0] > 1
    is_mixed = is_mixed and len(items.ends_at) < len(items.parts) - 1
    return is_mixed and pattern("list", "rest").search(items.parts[-1].lead) is None


def _exceeds(items: Items) -> bool:
    """Tell whether one part alone is more than the whole."""
    return any(one.value > items.whole.value for one in items.parts)


def _is_whole(items: Items) -> bool:
    """Tell whether parts that come to less than the whole were meant to be all of it."""
    if len(items.parts) > 1 and pattern("list", "rest").search(items.parts[-1].lead):
        return True
    if len(items.parts) > 1 and (items.opening == "all" or _are_named_by_whole(items)):
        return True
    count, share = len(items.parts), sum(values_of(items.parts)) / items.whole.value
    is_nearly = any(count >= fewest and share >= least for fewest, least in NEARLY)
    left = items.whole.value - sum(values_of(items.parts))
    is_nearly = is_nearly and left <= FEW
    return is_nearly and common_division(items.parts) not in PARTIAL


def _are_named_by_whole(items: Items) -> bool:
    """Tell whether the words of the whole name all its parts: 建议提案, of these 建议 and 提案."""
    nouns = {one.subject[-NOUN:] for one in items.parts}
    is_each = len(nouns) == len(items.parts) and all(len(noun) == NOUN for noun in nouns)
    return is_each and all(noun in items.whole.lead for noun in nouns)


def _changes_deed(items: Items) -> bool:
    """Tell whether a later part has a verb of its own and the first has none."""
    return not _has_verb(items.parts[0]) and any(map(_has_verb, items.parts[1:]))


def _has_verb(one: Statement) -> bool:
    label = pattern("list", "joint").sub("", one.lead)
    return pattern("list", "verb").match(label) is not None and not is_word(one.subject)


@lru_cache(maxsize=4096)
def division_of(lead: str) -> str:
    """Return by what a part divides its whole: by channel, by outcome, …; "" where by subject."""
    label = pattern("list", "quoted").sub("", lead)  # a name says nothing of what is counted
    for name, words in _divisions():
        if words.search(label):
            return name
    return ""


@lru_cache(maxsize=1)
def _divisions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon("relations")["list"]["divisions"]
    return tuple((name, re.compile(some)) for name, some in words.items())


Doubt = tuple[str, Callable[[Items], bool]]
DOUBTS: tuple[Doubt, ...] = (
    ("approximate", lambda items: items.whole.is_approximate),
    ("mixed_units", lambda items: bool(items.others)),
    ("rounded", lambda items: is_rounded(items.whole, items.parts)),
    ("nested", _is_nested),
    ("single", _is_single),
    ("mixed_kinds", _is_mixed),
    ("no_opener", is_hardly_list),
    ("second_list", lambda items: not _is_less(items) and _has_second_list(items)),
    ("open_end", lambda items: _is_less(items) and items.is_open),
    ("may_be_some", lambda items: _is_less(items) and not _is_whole(items)),
)
