"""What a count of the text may be: a channel's, items', a bare total, a change."""

from __future__ import annotations

from pipelines.parse.prose.facts import Fact
from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.sentences import Count
from pipelines.parse.vocabulary import (
    channels_in,
)

_NEAR = 10  # characters behind a channel in which others may be said to follow


def is_of_the_channel(count: Count) -> bool:
    """Tell whether a number goes on with what one channel did, earlier in the sentence.

    `the account has 310,000 followers, 25,000 more than in 2022; it published 416 items`.
    """
    before = count.before[: len(count.before) - len(count.lead)]
    if pattern("weak").match(count.lead) is None:
        return False
    channels = channels_in(before)
    many = pattern("many", "total")
    is_one = len({one.member for one in channels}) == 1
    return is_one and not any(many.search(before[one.end : one.end + _NEAR]) for one in channels)


def may_count_channel(member: str, count: Count) -> bool:
    """Tell whether a unit counts what a channel carried; films also come by the piece."""
    if count.quantity.unit in units("channel_item"):
        return True
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
