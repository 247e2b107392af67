"""How much was disclosed: totals, and the lists of channels and categories behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon
from pipelines.parse.clauses import Count, Sentence
from pipelines.parse.facts import Fact, fact_of
from pipelines.parse.vocabulary import category_of, channels_in

TOTAL = "disclosure.total"
CHANNEL = "disclosure.by_channel"
CATEGORY = "disclosure.by_category"


@lru_cache(maxsize=32)
def _pattern(name: str, table: str = "") -> re.Pattern[str]:
    words: dict[str, Any] = dict(lexicon("narrative"))
    return re.compile(words[table][name] if table else words[name])


@lru_cache(maxsize=4)
def _units(table: str) -> frozenset[str]:
    return frozenset(lexicon("narrative")[table]["units"])


@dataclass(slots=True)
class _List:
    """An open list: what it breaks down and what has been read of it."""

    parent: Fact
    nested: bool = False
    items: list[Fact] = field(default_factory=list)

    @property
    def summed(self) -> Decimal:
        return sum((item.value for item in self.items), Decimal(0))


class Breakdown:
    """Reads the numbers of consecutive sentences; a list may go on in the next sentence."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._last: Fact | None = None

    def read(self, sentence: Sentence, counts: list[Count]) -> Iterator[Fact]:
        """Yield the facts of one sentence."""
        if self._open and not _pattern("continues").search(sentence.text):
            self._close()
        found: list[Fact] = []
        for count in counts:
            fact = self._one(sentence, count)
            if fact is not None:
                found.append(fact)
        yield from found
        if not found:
            self._close()

    def _close(self) -> None:
        self._open = []
        self._last = None

    def _one(self, sentence: Sentence, count: Count) -> Fact | None:
        unit = count.quantity.unit
        if unit not in _units("total") or _is_change(count):
            return None
        if _is_decoy(count) and not (self._open and category_of(label_of(count.lead))):
            return None
        scope = _scope(sentence, count)
        fact = self._total(sentence, count) or self._channel(sentence, count)
        if fact is not None:
            fact = replace(fact, scope=scope)
            self._open = [*self._open[:1], _List(fact)] if self._nests(fact) else [_List(fact)]
            self._last = fact
            return fact
        return self._item(sentence, count)

    def _nests(self, fact: Fact) -> bool:
        """Tell whether a channel is an item of the total before it."""
        if fact.indicator != CHANNEL or not self._open:
            return False
        return self._open[0].parent.indicator == TOTAL

    def _total(self, sentence: Sentence, count: Count) -> Fact | None:
        if channels_in(_own(count.lead)):
            return None
        is_led = _pattern("lead", "total").search(count.lead)
        is_followed = _pattern("after", "total").search(count.after) and _pattern(
            "after_lead", "total"
        ).search(count.lead)
        is_sum = _pattern("sum_lead", "total").search(count.lead) and _pattern(
            "sum_before", "total"
        ).search(count.before)
        if not (is_led or is_followed or is_sum):
            return None
        if not count.quantity.unit and not _pattern("bare", "total").search(count.lead):
            return None
        if _pattern("through", "total").search(count.before):
            return None
        return fact_of(sentence, count, TOTAL)

    def _channel(self, sentence: Sentence, count: Count) -> Fact | None:
        said = _own(count.lead)
        found = channels_in(said)
        has_verb = _pattern("verb", "channel_item").search(said + count.after[:8])
        if not found or not (has_verb or self._open) or not count.quantity.unit:
            return None
        if len(found) > 1:
            return None
        label = said[found[0].start : found[0].end]
        return fact_of(sentence, count, CHANNEL, member=found[0].member, label=label)

    def _item(self, sentence: Sentence, count: Count) -> Fact | None:
        if not self._open or not count.quantity.unit:
            return None
        label = label_of(count.lead)
        if not label:
            return None
        fact = fact_of(sentence, count, CATEGORY, member=category_of(label), label=label)
        here = self._open[-1]
        if _pattern("nests").search(_connector(count.lead)) and here.items and not here.nested:
            self._open.append(_List(here.items[-1], nested=True))
            here = self._open[-1]
        here.items.append(fact)
        if not here.nested:
            return replace(fact, scope=here.parent.scope)
        if here.summed >= here.parent.value:
            self._open.pop()
        return None


def _own(lead: str) -> str:
    return _pattern("label_head").sub("", lead)


def _connector(lead: str) -> str:
    return lead[:6]


def label_of(lead: str) -> str:
    """Return a category's words as written: without list marks before and counting words after."""
    label = lead.strip()
    before = ""
    while before != label:
        before = label
        label = _pattern("label_head").sub("", label)
        label = _pattern("label_tail").sub("", label)
    label = re.sub(r"\([^()]*\)$", "", label)
    if not 1 < len(label) <= lexicon("narrative")["label_longest"]:
        return ""
    if _pattern("label_refuse").search(label) or _pattern("label_refuse_whole").search(label):
        return ""
    return label


def _is_decoy(count: Count) -> bool:
    return bool(_pattern("decoy").search(count.lead)) or bool(
        _pattern("decoy_after").match(count.after)
    )


def _is_change(count: Count) -> bool:
    return bool(_pattern("change").search(count.lead) or _pattern("prior").search(count.lead))


def _scope(sentence: Sentence, count: Count) -> str:
    if _pattern("new_this_year").search(count.lead):
        return "year"
    return "cumulative" if _pattern("cumulative").search(sentence.text) else "year"
