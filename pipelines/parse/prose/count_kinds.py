"""What a count of the text may be: a channel's, items', a bare total, a change."""

import re

from pipelines.parse.prose.facts import Fact
from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.sentences import Count
from pipelines.parse.vocabulary import (
    channels_in,
)

_MARKS = " ,;:\u3002("
_NEAR = 10  # characters behind a channel in which others may be said to follow


def is_of_the_channel(count: Count, context: str = "") -> bool:
    """Tell whether a number goes on with what one channel did, earlier in the sentence.

    `the account has 310,000 followers, 25,000 more than in 2022; it published 416 items`. Accounts
    may stand in the sentence before: `besides, we have several accounts. They published …`
    """
    before = count.before[: len(count.before) - len(count.lead)]
    is_headed = pattern("channel_heading").match(context) is not None
    if is_headed and len(channels_in(context)) == 1 and not channels_in(count.span):
        return True
    if _goes_on_with_accounts(count, before, context):
        return True
    if pattern("weak").match(count.lead) is None:
        return False
    channels = channels_in(before)
    many = pattern("many", "total")
    is_one = len({one.member for one in channels}) == 1
    return is_one and not any(many.search(before[one.end : one.end + _NEAR]) for one in channels)


def _goes_on_with_accounts(count: Count, before: str, context: str) -> bool:
    """Tell whether a number says what the accounts named before it carried, and no more."""
    if pattern("weak_behind_accounts").match(count.lead) is None:
        return False
    if not before.strip(_MARKS):
        before = context if pattern("begins_bare").match(count.lead) else ""
    clauses = [one for one in re.split(pattern("clause_end"), before) if channels_in(one)]
    if not clauses or {one.member for one in channels_in(clauses[-1])} - _accounts():
        return False
    rest = before[before.rindex(clauses[-1]) + channels_in(clauses[-1])[-1].end :] + count.lead
    return not any(pattern(name).search(rest) for name in ("own_subject", "other_ways"))


def _accounts() -> frozenset[str]:
    return units("channel_item", "account_members")


def may_count_channel(member: str, count: Count) -> bool:
    """Tell whether a unit counts what a channel carried; films also come by the piece."""
    if count.quantity.unit in units("channel_item"):
        return pattern("in_issues").match(count.after) is None
    is_film = member == "video" and count.quantity.unit in units("channel_item", "video_units")
    return is_film and not pattern("accounts", "channel_item").search(count.lead)


def may_count_items(unit: str, parent: Fact | None) -> bool:
    """Tell whether a unit may count a list's items: a loose one only as its total does."""
    is_loose = unit in units("category_item", "loose_units")
    same = parent is None or unit == parent.unit
    return unit in units("category_item") and (same or not is_loose)


def is_bare_total(count: Count) -> bool:
    """Tell whether a number without a unit ends its sentence, and not only its line."""
    if not pattern("bare", "total").search(count.lead):
        return False
    return pattern("bare_end", "total").match(count.after) is not None


def is_change(count: Count) -> bool:
    """Tell a count of what was added or lost from a count of what there is."""
    return pattern("change").search(count.lead) is not None
