"""Numbers that the text around them contradicts, and the total that is said of the site alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipelines.catalogue.indicator_ids import (
    DISCLOSURE_BY_CHANNEL,
    DISCLOSURE_TOTAL,
)
from pipelines.catalogue.load import lexicon
from pipelines.model import Finding, Severity
from pipelines.parse.flow import Flow
from pipelines.parse.prose.facts import Fact
from pipelines.parse.prose.lists import is_aside
from pipelines.parse.prose.patterns import pattern
from pipelines.parse.prose.repeats import Pair, contradicts
from pipelines.parse.prose.totals import FEWEST, is_official, start_of
from pipelines.parse.vocabulary import channels_in, is_word
from pipelines.prose import CountedProse, Listing, Share

RULE = "R-PARSE-07"
TOTAL, CHANNEL = DISCLOSURE_TOTAL, DISCLOSURE_BY_CHANNEL
ITEMS = frozenset({TOTAL, CHANNEL})
SITE = "site"  # the scope of a total that is said of the site: 612 on the platform, of these …


def of_the_site(facts: Collection[Fact], prose: CountedProse) -> Iterator[Fact]:
    """Yield what was disclosed on the site as a total of its own scope, where no other is said.

    A reader takes it for all there is only where its parts are named and come to it.
    """
    if any(one.indicator == TOTAL for one in facts):
        return
    sites = frozenset(lexicon("narrative")["channel_item"]["sites"])
    by_channel = [one for one in facts if one.indicator == CHANNEL and one.scope == "year"]
    if len(by_channel) == 1 and by_channel[0].member in sites:
        listing = lists_by_whole(prose.lists).get(by_channel[0].start)
        if listing is None or pattern("column", "total").search(listing.whole.lead):
            return
        if listing.balance == "holds" and listing.division != "channel":
            yield replace(by_channel[0], indicator=TOTAL, member="", label="", scope=SITE)


def of_all_channels(fact: Fact, divided: Mapping[int, Listing]) -> Fact:
    """Return a channel's number as the total it is, where the parts that come to it are channels.

    `on the platform 677, of these the site 387, the account 290` is no site's.
    """
    if fact.indicator != CHANNEL or fact.scope != "year":
        return fact
    listing = divided.get(fact.start)
    if listing is None or listing.balance != "holds":
        return fact
    members = {one.member for part in listing.parts for one in channels_in(part.lead)}
    is_all = len(members) >= FEWEST and fact.member in members
    return replace(fact, indicator=TOTAL, member="", label="") if is_all else fact


def doubted(
    facts: Iterable[Fact], again: Sequence[Pair], prose: CountedProse, flow: Flow
) -> tuple[list[Fact], tuple[Finding, ...]]:
    """Return the facts, those lost that cannot be what the text means, and a finding for each.

    `again` are facts with what the text says of the same thing later. Where that contradicts them,
    neither number is the agency's, and R-N-16 tells of it.
    """
    judged: list[Fact] = []
    findings: list[Finding] = []
    given = list(facts)
    others = frozenset(other.start for other in given if other.scope != "year")
    for fact in given:
        is_item = fact.indicator in ITEMS
        later = [repeat for first, repeat in again if first is fact] if is_item else []
        is_denied = any(contradicts(fact, repeat, flow) for repeat in later)
        is_doubtful = is_item and (
            _is_too_large(fact)
            or _is_denied(fact, prose)
            or _is_exceeded(fact, prose, others)
            or any(_is_more(repeat, fact, prose) for repeat in later)
            or _has_sibling(fact, prose)
            or _is_of_accounts(fact, prose)
        )
        if is_doubtful or is_denied:
            judged.append(replace(fact, is_lost=True))
        else:
            others_too = any(_is_another_account(repeat, fact, prose, flow) for repeat in later)
            judged.append(replace(fact, is_partial=True) if others_too else fact)
        if is_doubtful and not is_denied:
            place = flow.place(fact.start, fact.end)
            left = f"{fact.value.normalize():f}"
            is_proved = _is_too_large(fact) or _is_denied(fact, prose)
            severity = Severity.WARNING if is_proved else Severity.INFO  # else we may misread it
            findings.append(Finding(RULE, severity, left=left, member=fact.indicator, place=place))
    return judged, tuple(findings)


def _is_another_account(later: Fact, fact: Fact, prose: CountedProse, flow: Flow) -> bool:
    """Tell whether two numbers of one channel are those of two sites or accounts of it."""
    if fact.indicator != CHANNEL or (later.unit, later.scope) != (fact.unit, fact.scope):
        return False
    if pattern("nests").search(flow.text[fact.end : later.start]):
        return False
    return not any(  # of 120 posts 11 were its own
        start_of(one.whole) == fact.start and later.start in map(start_of, one.parts)
        for one in prose.lists
    )


def _has_sibling(fact: Fact, prose: CountedProse) -> bool:
    """Tell whether one other kind is counted beside a total with the same verb, and no part of it.

    `disclosed 57 items of government affairs, 52 notices`: which of them is all, or neither?
    """
    if fact.indicator != TOTAL or fact.start in lists_by_whole(prose.lists):
        return False
    beside: list[str] = []
    for own, number in pairwise(prose.statements):
        if not beside and start_of(own) != fact.start:
            continue
        gap = own.passage.text[own.end : number.lead_start]
        is_beside = number.passage is own.passage and pattern("beside", "total").match(gap)
        if not is_beside or number.unit != fact.unit or not is_word(number.lead):
            return len(beside) == 1 and not (is_beside and is_aside(number))
        beside.append(is_beside["mark"])
        if beside[-1] == "\u3001":  # the mark of a list that goes on
            return True
    return len(beside) == 1


def _is_of_accounts(fact: Fact, prose: CountedProse) -> bool:
    """Tell whether a number of posts is broken down by channels that do not come to it.

    What is called 主动公开政府信息 is taken at its word: its channels may overlap.
    """
    listing = lists_by_whole(prose.lists).get(fact.start) if fact.indicator == TOTAL else None
    if listing is None or not listing.is_proved or listing.division != "channel":
        return False
    return not is_official(listing.whole.lead)


def _is_more(later: Fact, fact: Fact, prose: CountedProse) -> bool:
    """Tell whether a later total of as good a name is more than all that was disclosed."""
    is_rival = (later.unit, later.scope) == (fact.unit, fact.scope) == (fact.unit, "year")
    if fact.indicator != TOTAL or not is_rival or later.value <= fact.value:
        return False
    officials = {start_of(number): is_official(number.lead) for number in prose.statements}
    is_wider = any(
        start_of(number) == later.start
        and pattern("wider").search(number.passage.text[: number.end])
        for number in prose.statements
    )
    return not is_wider and officials.get(later.start, False) >= officials.get(fact.start, False)


def _is_exceeded(fact: Fact, prose: CountedProse, others: Collection[int]) -> bool:
    """Tell whether a total that is said in passing is less than what was disclosed before it.

    `共发布102条` closes the first of two columns of 188, `全年发布各类政务信息100余条` is what the
    new media carried beside a site's 165 (two real reports). What is called 主动公开政府信息 is
    taken at its word. `others` are where numbers of other years stand.
    """
    if fact.indicator != TOTAL or fact.scope != "year":
        return False
    own = next((number for number in prose.statements if start_of(number) == fact.start), None)
    if own is None or is_official(own.lead):
        return False
    return any(
        start_of(number) < fact.start
        and start_of(number) not in others
        and (number.section, number.scope, number.unit) == (own.section, "year", own.unit)
        and number.value > fact.value
        and pattern("verb", "category_item").search(number.lead)
        and not pattern("decoy").search(number.lead)
        and not pattern("wider").search(number.lead)
        for number in prose.statements
    )


def _is_too_large(fact: Fact) -> bool:
    """Tell whether no agency publishes so much: ten thousands too many, 173769万."""
    return fact.value >= int(lexicon("narrative")["total"]["most_items"])


def _is_denied(fact: Fact, prose: CountedProse) -> bool:
    """Tell whether the percentages of its parts agree with each other on another whole."""
    listing = lists_by_whole(prose.lists).get(fact.start)
    if listing is None:
        return False
    shares = [one for one in prose.shares if one.whole is listing.whole]
    return len(shares) >= FEWEST and all(map(_is_off, shares)) and _agree(shares)


def _is_off(share: Share) -> bool:
    expected = share.expected
    return expected is not None and abs(expected - share.stated.value) > 1


def _agree(shares: Sequence[Share]) -> bool:
    """Tell whether one whole gives all of some percentages, each of them rounded."""
    least, most = Decimal(0), Decimal("Infinity")
    for share in shares:
        step = Decimal(1).scaleb(min(int(share.stated.value.as_tuple().exponent), 0))
        if share.stated.value <= step:
            return False
        least = max(least, share.part.value * 100 / (share.stated.value + step))
        most = min(most, share.part.value * 100 / (share.stated.value - step))
    return least <= most


def lists_by_whole(lists: Sequence[Listing]) -> dict[int, Listing]:
    """Return the lists of several parts by where their wholes begin, of each the first."""
    divided = (one for one in reversed(lists) if len(one.parts) >= FEWEST)
    return {start_of(one.whole): one for one in divided}
