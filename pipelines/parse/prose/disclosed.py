"""How much was disclosed: totals, and the lists of channels and categories behind them."""

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
    single_channel,
)
from pipelines.parse.prose.count_kinds import (
    is_change,
    may_count_channel,
    may_count_items,
)
from pipelines.parse.prose.facts import Fact, fact_of
from pipelines.parse.prose.labels import labels_of
from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.sentences import Count, Sentence
from pipelines.parse.prose.times import Times, is_new_part, names_year
from pipelines.parse.prose.totals import Before, Relations, is_own_motion, is_total
from pipelines.parse.vocabulary import (
    category_of,
    channels_in,
    is_word,
    kinds,
    rest_of_channels,
)
from pipelines.prose import Listing

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
        self.times = Times(report_year)
        self._relations = Relations(lists)
        self._open: list[_List] = []
        self._found: list[Fact] = []
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
        self.times.begin(sentence)
        if self._open and not pattern("continues").search(sentence.text):
            if self._open[0].is_stale or self._open[0].parent is None:
                self._close()
            else:
                self._open = self._open[:1]
                self._open[0].is_stale = True

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

    # Totals.

    def _total(self, sentence: Sentence, count: Count) -> bool:
        whole = self._open[0].parent if self._open else None
        before = Before(whole, self.is_open, self._site)
        if self._is_known_item(count) or not is_total(sentence, count, before, self._relations):
            return False
        fact = self._fact(sentence, count, TOTAL)
        total = before.total
        if total is not None and total.scope == "year" and is_own_motion(count):
            self._replace(total, indicator="")  # of 33 items made 29 were disclosed
        elif total is not None and is_new_part(count, total):
            self._replace(total, scope="cumulative")
        self._close()
        self._found.append(fact)
        self._open = [_List(fact)]
        return True

    def _is_known_item(self, count: Count) -> bool:
        """Tell whether a list is under way and the words are a known category's."""
        if not self.is_open or self._base_total is None:
            return False
        is_opened = self._open[-1].places or pattern("opener", "category_item").search(count.span)
        return bool(is_opened) and all(is_word(label) for label in labels_of(count) or [""])

    def _fact(self, sentence: Sentence, count: Count, indicator: str, **more: str) -> Fact:
        """Make a fact of a number, with the years it is of: a part has those of its whole."""
        whole = self._base_total
        scope = self.times.of(count, whole)
        if indicator == CHANNEL and whole is not None and scope == "year" and not names_year(count):
            scope = scope if self._open[0].is_stale else whole.scope
        return fact_of(sentence, count, indicator, scope=scope, **more)

    def _replace(self, fact: Fact, **more: str) -> None:
        """Tell of a number that was read what those behind it show."""
        self._found = [replace(one, **more) if one is fact else one for one in self._found]  # type: ignore[arg-type]

    # Channels.

    def _channel(self, sentence: Sentence, count: Count) -> bool:
        member = single_channel(count) or self._rest_of_channels(count)
        if not member and self._base_total is not None and not self._open[-1].places:
            member = listed_channel(count)
        is_decoy = pattern("decoy").search(count.lead) is not None and not is_summed_up(count)
        if not member or is_decoy or pattern("of_letters").search(count.before):
            return False
        is_kind = self._is_kind_of_a_channel(count)
        if is_kind or (member in units("channel_item", "listed_only") and self._base_total is None):
            return False
        if member == "gazette" and count.quantity.unit in units("channel_item", "issue_units"):
            return False
        if not may_count_channel(member, count) or pattern("other_noun", "total").match(
            count.after
        ):
            return False
        fact = self._fact(sentence, count, CHANNEL, member=member, label=channel_words(count))
        self._found.append(fact)
        if member in units("channel_item", "sites") and fact.scope == "year":
            self._site = max(self._site or Decimal(0), fact.value)
        base = self._open[:1] if self._base_total is not None else []
        if base:
            self._add(base[0], count)
        else:
            self._close()
        self._open = [*base, _List(fact, nested=False)]
        return True

    def _is_kind_of_a_channel(self, count: Count) -> bool:
        """Tell whether a channel's word is a kind of what another channel carried: 其中简报43篇."""
        here = self._open[-1] if self._open else None
        if here is None or here.parent is None or here.parent.indicator != CHANNEL:
            return False
        if here.parent.member in kinds():  # new media are accounts
            return False
        is_opened = bool(here.places) or pattern("opener_first").match(count.span) is not None
        return is_opened and not pattern("verb", "category_item").search(count.lead)

    def _rest_of_channels(self, count: Count) -> str:
        """Return the member of what a list of channels calls the others."""
        here = self._open[-1] if len(self._open) > 1 else None
        if here is None or here.places or here.parent is None or here.parent.indicator != CHANNEL:
            return ""
        return rest_of_channels(count.lead)

    def _respectively(self, sentence: Sentence, count: Count) -> bool:
        """Read the first of several channels whose numbers follow in their order."""
        if self._queue and not count.lead:
            self._found.append(fact_of(sentence, count, CHANNEL, member=self._queue.pop(0)))
            return True
        self._queue = []
        if not pattern("respectively").search(count.lead):
            return False
        channels = channels_in(count.lead)
        if len(channels) < 2:
            return False
        self._queue = [channel.member for channel in channels[1:]]
        self._found.append(fact_of(sentence, count, CHANNEL, member=channels[0].member))
        return True

    @property
    def _base_total(self) -> Fact | None:
        parent = self._open[0].parent if self._open else None
        return parent if parent is not None and parent.indicator == TOTAL else None

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
            self._found.append(
                replace(fact, scope=here.parent.scope if here.parent else self.times.scope)
            )
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
        if pattern("by_kind").search(count.span) and self._base_total is not None:
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

    def _close(self) -> None:
        """Close all lists; a list without a total that is too short was none."""
        for one in self._open:
            if one.parent is None and len(one.places) < _FEW:
                for place in one.places:
                    self._found[place] = replace(self._found[place], indicator="")
        self._open = []
