"""Which channel a number counts: named before it, or in the clause that leads to it."""

import re

from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.phrases import leads_to_all
from pipelines.parse.prose.sentences import Count
from pipelines.parse.vocabulary import Channel, account_of, channels_in, kinds, without_brackets


def channel_words(count: Count) -> str:
    """Return a channel's words as written."""
    found = channels_in(count.lead) or channels_in(count.span)
    text = count.lead if channels_in(count.lead) else count.span
    return text[found[0].start : found[0].end] if found else ""


def single_channel(count: Count) -> str:
    """Return the one channel a number counts, "" where there is none or are several."""
    lead = without_brackets(count.lead)
    channels = carriers_in(lead)
    if channels:
        tail = lead[channels[-1].end :]
        members = {channel.member for channel in channels}
        if len(members) > 1 or pattern("many", "total").search(tail):
            return ""
        is_last = pattern("goes_on").match(count.after) is None
        shapes = ("carried", "carried_list", *(("carried_last",) if is_last else ()))
        is_carried = any(pattern(name).fullmatch(tail) for name in shapes)
        return channels[0].member if is_carried else ""
    account = account_of(lead)
    if account:
        return account
    if not leads_to_all(count.lead) or pattern("main_way", "total").search(count.span):
        return ""
    return _of_clause_before(count)


def is_summed_up(count: Count) -> bool:
    """Tell whether a number sums up what a list of things that one channel carried comes to."""
    lead = without_brackets(count.lead)
    found = carriers_in(lead)
    return bool(found) and pattern("carried_list").fullmatch(lead[found[-1].end :]) is not None


def listed_channel(count: Count) -> str:
    """Return the one channel whose news a number counts, in a list of channels."""
    found = carriers_in(without_brackets(count.lead))
    tail = without_brackets(count.lead)[found[-1].end :] if len(found) == 1 else ""
    return found[0].member if tail and pattern("carried_listed").fullmatch(tail) else ""


def carriers_in(lead: str) -> tuple[Channel, ...]:
    """Return the channels that carry something: not one that is itself what another published.

    `the account “…” published and updated 368 items of the site` counts the account's. What is
    listed behind the deed (发布政策法规、广播电视…) is what was disclosed.
    """
    if pattern("deed_first", "total").match(lead):
        return ()
    channels = channels_in(lead)
    if len(channels) < 2:
        return channels
    is_object = pattern("object")
    own = tuple(one for one in channels if not is_object.search(lead[: one.start])) or channels
    return tuple(one for one in own if not _leads_to(lead, one, own[-1]))


def _leads_to(lead: str, kind: Channel, last: Channel) -> bool:
    """Tell whether the word for a kind of channel only leads to the one that is meant.

    `by the new media's platform "…" WeChat account` is the account.
    """
    is_kind = kind is not last and kind.member in kinds() and last.member not in kinds()
    return is_kind and not re.search(pattern("joints"), lead[kind.end : last.start])


def _of_clause_before(count: Count) -> str:
    """Return the one channel of the clauses that lead to a number's own."""
    before = count.span[: len(count.span) - len(count.lead)]
    channels = channels_in(before)
    if len(channels) > 1 and "," in before[channels[-2].end : channels[-1].start]:
        # What is said of new media at large leads to the one that is meant.
        channels = tuple(one for one in channels if one.member not in kinds())
    if len(channels) != 1 or pattern("many", "total").search(before[channels[0].end :]):
        return ""
    leading = before[: channels[0].start]
    if pattern("through", "total").search(leading):
        return channels[0].member
    is_subject = pattern("subject", "total").match(leading)
    says_all = pattern("of_all", "total").search(count.lead)
    is_site = channels[0].member in units("channel_item", "sites")
    return channels[0].member if is_subject and not says_all and not is_site else ""


def names_one_channel(count: Count) -> bool:
    """Tell whether the words before a number speak of one channel, whatever it carried."""
    lead = without_brackets(count.lead)
    channels = carriers_in(lead)
    if len(channels) != 1:
        return single_channel(count) != ""
    return pattern("many", "total").search(lead[channels[0].end :]) is None
