"""How much was disclosed: totals, and the lists of channels and categories behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.catalogue.indicator_ids import (
    DISCLOSURE_BY_CATEGORY,
    DISCLOSURE_BY_CHANNEL,
    DISCLOSURE_TOTAL,
)
from pipelines.parse.prose.channels import (
    channel_words,
    is_summed_up,
    listed_channel,
    names_one_channel,
    single_channel,
)
from pipelines.parse.prose.count_kinds import (
    is_bare_total,
    is_change,
    is_of_the_channel,
    may_count_channel,
    may_count_items,
)
from pipelines.parse.prose.facts import Fact, fact_of
from pipelines.parse.prose.labels import labels_of
from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.phrases import says_all
from pipelines.parse.prose.sentences import Count, Sentence
from pipelines.parse.vocabulary import (
    category_of,
    channels_in,
    is_quoted,
    is_word,
    rest_of_channels,
)
from pipelines.prose import Listing, Statement

TOTAL = DISCLOSURE_TOTAL
CHANNEL = DISCLOSURE_BY_CHANNEL
CATEGORY = DISCLOSURE_BY_CATEGORY
_FEW = 2  # a list without a total is one when it has at least so many known kinds


@dataclass(slots=True)
class _List:
    """An open list: what it breaks down, how deep in brackets it stands, what was read of it."""

    parent: Fact | None
    depth: int = -1
    nested: bool = False
    is_stale: bool = False
    summed: Decimal = Decimal(0)
    places: list[int] = field(default_factory=list)


class Breakdown:
    """Reads the numbers of consecutive sentences; a list may go on in the next sentence."""

    def __init__(self, report_year: int | None, lists: Iterable[Listing]) -> None:
        self._year = report_year
        self._sums = {_start(one.whole) for one in lists if one.balance == "holds" and _sums(one)}
        self._open: list[_List] = []
        self._found: list[Fact] = []
        self._scope = "year"
        self._is_part_of_year = False
        self._queue: list[str] = []
        self._site: Decimal | None = None  # what the site alone was said to carry

    @property
    def is_open(self) -> bool:
        """Tell whether a list of this sentence, or one it continues, is open and not yet whole."""
        if not self._open or self._open[0].is_stale:
            return False
        base = self._open[0]
        return base.parent is None or base.summed < base.parent.value

    def is_listing(self, count: Count) -> bool:
        """Tell whether a number is an item of the open list, not of a deed of its own."""
        if not self.is_open:
            return False
        is_opened = pattern("opener", "category_item").search(count.span)
        return bool(self._open[-1].places) or is_opened is not None

    def facts(self) -> list[Fact]:
        """Return what was read."""
        self._close()
        return [fact for fact in self._found if fact.indicator]

    def begin(self, sentence: Sentence) -> None:
        """Begin a sentence: an open list goes on only where the sentence says so."""
        self._scope = "plan" if pattern("plan").search(sentence.text) else "year"
        self._is_part_of_year = False
        if self._open and not pattern("continues").search(sentence.text):
            if self._open[0].is_stale or self._open[0].parent is None:
                self._close()
            else:
                self._open = self._open[:1]
                self._open[0].is_stale = True

    def note_year(self, count: Count) -> str:
        """Follow the years a sentence speaks of: `year`, `prior`, `part` of one, or `plan`."""
        clauses = list(pattern("year_clause").finditer(count.span))
        if clauses and clauses[-1]["plan"]:
            self._scope = "plan"
        elif clauses and self._year:
            year = int(clauses[-1]["year"])
            after = year > self._year
            self._scope = "plan" if after else "prior" if year < self._year else "year"
        if pattern("plan_lead").search(count.lead):
            return "plan"
        if pattern("part_of_year").search(count.span):
            self._is_part_of_year = True
        elif self._is_part_of_year:  # it goes on for the parts of what it counts
            self._is_part_of_year = pattern("own_year", "total").search(count.span) is None
        if self._is_part_of_year:
            return "part"
        return "prior" if pattern("prior").search(count.lead) else self._scope

    def read(self, sentence: Sentence, count: Count) -> bool:
        """Take one number; True when it was a total, a channel's or a category's."""
        is_other = is_change(count) or pattern("decoy_after").match(count.after)
        is_stock = pattern("stock", "total").search(count.lead) is not None
        if count.quantity.unit not in units("total") or is_other or is_stock:
            return False
        if self._is_other_way(count):
            self._close()
        self._climb(count)
        for reader in (self._respectively, self._total, self._channel, self._item):
            if reader(sentence, count):
                return True
        return False

    def _is_other_way(self, count: Count) -> bool:
        """Tell whether a list of categories is over, where another channel's deeds begin."""
        is_listing = bool(self._open) and bool(self._open[-1].places)
        return (
            is_listing
            and pattern("other_way").search(count.span) is not None
            and not single_channel(count)
        )

    # What a number says of the years.

    def _scope_of(self, count: Count) -> str:
        if pattern("prior").search(count.lead):
            return "prior"
        if pattern("new_this_year").search(count.lead):
            return "year"
        since = pattern("since_year").search(count.span)
        if since and (since["year"] is None or int(since["year"]) == self._year):
            return self._scope
        if pattern("cumulative").search(count.span) or self._is_of_all_years(count):
            return "cumulative"
        return self._scope

    def _is_of_all_years(self, count: Count) -> bool:
        """Tell whether a sum without a year, larger than the year's before it, is of all years."""
        parent = self._open[0].parent if self._is_base_total() else None
        if parent is None or count.quantity.value <= parent.value:
            return False
        is_sum = pattern("accumulated", "total").search(count.lead) is not None
        return is_sum and pattern("own_year", "total").search(count.span) is None

    # Totals.

    def _total(self, sentence: Sentence, count: Count) -> bool:
        if not self._is_total(sentence, count):
            return False
        fact = fact_of(sentence, count, TOTAL, scope=self._scope_of(count))
        before = self._open[0].parent if self._is_base_total() else None
        if before is not None and before.scope == "year" and self._is_own_motion(count):
            self._forget(before)  # of 33 items made 29 were disclosed; not of those of all years
        self._tell_of_all_years(count)
        self._close()
        self._keep(fact)
        self._open = [_List(fact)]
        return True

    def _is_total(self, sentence: Sentence, count: Count) -> bool:
        if pattern("refuse", "total").search(count.lead) or self._is_known_item(count):
            return False
        if self._is_beside_all_years(sentence, count):
            return False
        if self._is_new_of_all(count) or self._is_own_motion(count):
            return True
        if self._is_part(count) or self._is_of_another(count):
            return False
        if not (says_all(count) or self._is_sum(sentence, count)):
            return False
        if not count.quantity.unit and not is_bare_total(count):
            return False
        is_others = is_of_the_channel(count) or is_quoted(count.lead) or self._is_less(count)
        return not (is_others or names_one_channel(count))

    def _is_beside_all_years(self, sentence: Sentence, count: Count) -> bool:
        """Tell whether a number follows a total of all years in its sentence, of no year itself."""
        parent = self._open[0].parent if self._is_base_total() else None
        if parent is None or parent.scope != "cumulative":
            return False
        is_same = parent.start >= sentence.start
        return is_same and pattern("own_year", "total").search(count.span) is None

    def _is_of_another(self, count: Count) -> bool:
        """Tell whether a number behind `of these` is of what was asked for or of another's."""
        if pattern("among", "total").match(count.span) and pattern("of_requests").search(
            count.before
        ):
            return True
        is_opened = pattern("opener_first").match(count.span) is not None
        return is_opened and pattern("own_part").search(count.lead) is None

    def _is_sum(self, sentence: Sentence, count: Count) -> bool:
        """Tell whether a number sums up the counts before it: `site 150, account 80, in all 230`."""
        is_named = pattern("sum_lead", "total").search(count.lead) is not None
        return is_named and sentence.start + count.quantity.start in self._sums

    def _is_less(self, count: Count) -> bool:
        """Tell whether a number is what several channels beside the site carried.

        `the site published 971; by press, account and other media 344` is no total of 344.
        """
        found = channels_in(count.lead)
        is_beside = bool(found) and not any(
            one.member in units("channel_item", "sites") for one in found
        )
        return is_beside and self._site is not None and count.quantity.value < self._site

    def _is_known_item(self, count: Count) -> bool:
        """Tell whether a list is under way and the words are a known category's."""
        if not self.is_open or not self._is_base_total() or self._open[0].parent is None:
            return False
        is_opened = self._open[-1].places or pattern("opener", "category_item").search(count.span)
        return bool(is_opened) and all(is_word(label) for label in labels_of(count) or [""])

    def _is_own_motion(self, count: Count) -> bool:
        """Tell whether a number is the part of all that was made which was disclosed unasked."""
        if pattern("of_requests").search(count.before) or single_channel(count):
            return False
        return pattern("own_motion", "total").search(count.lead) is not None

    def _tell_of_all_years(self, count: Count) -> None:
        """Take the total before for that of all years where a number is the year's part of it."""
        parent = self._open[0].parent if self._is_base_total() else None
        if parent is None or not self._is_told_by_part(parent, count):
            return
        older = replace(parent, scope="cumulative")
        self._found = [older if one is parent else one for one in self._found]

    def _is_part(self, count: Count) -> bool:
        """Tell whether a number is said to be among what the open list breaks down."""
        parent = self._open[0].parent if self.is_open else None
        if parent is None or parent.scope != "year":
            return False
        is_opened = pattern("opener_first").match(count.span) is not None
        return is_opened and count.quantity.value <= parent.value

    def _is_new_of_all(self, count: Count) -> bool:
        """Tell whether a number is the year's part of a total of all years."""
        parent = self._open[0].parent if self._open else None
        if parent is None or parent.indicator != TOTAL:
            return False
        if parent.scope != "cumulative":
            return self._is_told_by_part(parent, count)
        return pattern("new_this_year").search(count.lead) is not None

    def _is_told_by_part(self, parent: Fact, count: Count) -> bool:
        """Tell whether a number shows that the total before is that of all years up to now."""
        is_part = pattern("new_part").search(count.span) is not None
        return is_part and pattern("until").search(parent.sentence) is not None

    # Channels.

    def _channel(self, sentence: Sentence, count: Count) -> bool:
        member = single_channel(count) or self._rest_of_channels(count)
        if not member and self._is_base_total() and not self._open[-1].places:
            member = listed_channel(count)
        is_decoy = pattern("decoy").search(count.lead) is not None and not is_summed_up(count)
        if not member or is_decoy:
            return False
        if member in units("channel_item", "listed_only") and not self._is_base_total():
            return False
        if member == "gazette" and count.quantity.unit in units("channel_item", "issue_units"):
            return False
        if not may_count_channel(member, count) or pattern("other_noun", "total").match(
            count.after
        ):
            return False
        fact = fact_of(
            sentence,
            count,
            CHANNEL,
            member=member,
            label=channel_words(count),
            scope=self._scope_of(count),
        )
        self._keep(fact)
        if member in units("channel_item", "sites") and fact.scope == "year":
            self._site = max(self._site or Decimal(0), fact.value)
        base = self._open[:1] if self._is_base_total() else []
        if base:
            self._add(base[0], count)
        else:
            self._close()
        self._open = [*base, _List(fact, nested=False)]
        return True

    def _rest_of_channels(self, count: Count) -> str:
        """Return the member of what a list of channels calls the others."""
        here = self._open[-1] if len(self._open) > 1 else None
        if here is None or here.places or here.parent is None or here.parent.indicator != CHANNEL:
            return ""
        return rest_of_channels(count.lead)

    def _respectively(self, sentence: Sentence, count: Count) -> bool:
        """Read the first of several channels whose numbers follow in their order."""
        if self._queue and not count.lead:
            self._keep(fact_of(sentence, count, CHANNEL, member=self._queue.pop(0)))
            return True
        self._queue = []
        if not pattern("respectively").search(count.lead):
            return False
        channels = channels_in(count.lead)
        if len(channels) < 2:
            return False
        self._queue = [channel.member for channel in channels[1:]]
        self._keep(fact_of(sentence, count, CHANNEL, member=channels[0].member))
        return True

    def _is_base_total(self) -> bool:
        parent = self._open[0].parent if self._open else None
        return parent is not None and parent.indicator == TOTAL

    # Categories.

    def _item(self, sentence: Sentence, count: Count) -> bool:
        labels = labels_of(count)
        if not labels or not self._may_list(sentence, count, labels):
            return False
        here = self._open[-1]
        here.depth = count.depth if here.depth < 0 else here.depth
        for label in labels:
            self._add(here, count)
            if here.nested:
                continue
            fact = fact_of(
                sentence,
                count,
                CATEGORY,
                member=category_of(label),
                label=label,
                is_partial=len(self._open) > 1,  # a channel's own: it does not cover the total
            )
            here.places.append(len(self._found))
            self._keep(replace(fact, scope=here.parent.scope if here.parent else self._scope))
        if pattern("open_list").search(count.after):
            self._mark_open(here)
        return True

    def _may_list(self, sentence: Sentence, count: Count, labels: Sequence[str]) -> bool:
        is_known = all(is_word(label) for label in labels)
        is_decoy = pattern("decoy").search(count.lead) and not is_known
        if is_decoy or pattern("other_deed").search(count.lead):
            return False
        if not self._open:
            return is_known and self._begin_without_total(sentence, count)
        here = self._open[-1]
        if not may_count_items(count.quantity.unit, here.parent):
            return False
        is_opened = bool(here.places) or pattern("opener", "category_item").search(count.span)
        return is_known or (bool(is_opened) and not here.is_stale)

    def _begin_without_total(self, sentence: Sentence, count: Count) -> bool:
        """Open a list whose total is not stated or cannot be read."""
        text = count.span
        if pattern("continues").search(sentence.text):
            text += sentence.context
        if not pattern("verb", "category_item").search(text):
            return False
        if count.quantity.unit not in units("channel_item"):
            return False
        self._open = [_List(None)]
        return True

    # The shape of lists.

    def _climb(self, count: Count) -> None:
        """Leave lists that have ended and enter the one a number opens."""
        while len(self._open) > 1 and self._has_ended(self._open[-1], count):
            self._open.pop()
        if pattern("by_kind").search(count.span) and self._is_base_total():
            self._open = [_List(self._open[0].parent)]
            return
        here = self._open[-1] if self._open else None
        if here is None or not here.places or here.nested:
            return
        is_deeper = count.depth > here.depth
        if is_deeper or pattern("nests").match(count.span.lstrip(",(:")):
            parent = self._found[here.places[-1]]
            self._open.append(_List(parent, depth=count.depth, nested=True))

    def _has_ended(self, here: _List, count: Count) -> bool:
        if here.depth >= 0 and count.depth < here.depth:
            return True
        if here.nested and ";" in count.span:
            return True
        return here.parent is not None and here.depth >= 0 and here.summed >= here.parent.value

    def _add(self, here: _List, count: Count) -> None:
        here.summed += count.quantity.value

    def _mark_open(self, here: _List) -> None:
        for place in here.places:
            self._found[place] = replace(self._found[place], is_partial=True)

    def _forget(self, fact: Fact | None) -> None:
        """Drop a total that turned out to hold more than was disclosed."""
        self._found = [replace(one, indicator="") if one is fact else one for one in self._found]

    def _keep(self, fact: Fact) -> None:
        self._found.append(fact)

    def _close(self) -> None:
        """Close all lists; a list without a total that is too short was none."""
        for one in self._open:
            if one.parent is None and len(one.places) < _FEW:
                for place in one.places:
                    self._found[place] = replace(self._found[place], indicator="")
        self._open = []


def _sums(listing: Listing) -> bool:
    """Tell whether the whole of a list stands behind its parts."""
    return _start(listing.parts[0]) < _start(listing.whole)


def _start(statement: Statement) -> int:
    return statement.passage.start + statement.start
