"""Single stated facts: requests, staff, training and such, and zeros said in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.parse.prose.sentences import Count, Sentence
from pipelines.values import value

_NEVER = re.compile(r"(?!)")


@value(frozen=True, slots=True)
class Fact:
    """One stated fact; `start` and `end` are offsets in the flow's text."""

    indicator: str
    value: Decimal
    start: int
    end: int
    sentence: str
    unit: str = ""
    member: str = ""
    label: str = ""
    is_approximate: bool = False
    is_partial: bool = False
    scope: str = "year"
    is_said: bool = False  # in words, not in figures
    is_lost: bool = False  # read, but contradicted by the text around it


@dataclass(frozen=True, slots=True)
class _Rule:
    indicator: str
    units: frozenset[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    after_lead: re.Pattern[str]
    sentence: re.Pattern[str]
    refuse: re.Pattern[str]
    refuse_lead: re.Pattern[str]
    refuse_after: re.Pattern[str]
    refuse_before: re.Pattern[str]
    is_near: bool  # the sentence before may name what it is about

    def says(self, count: Count) -> bool:
        """Tell whether the words before a number, or those behind it, name what it counts."""
        if self.lead.search(count.lead):
            return True
        return bool(self.after.search(count.after) and self.after_lead.search(count.lead))

    def refuses(self, sentence: Sentence, count: Count) -> bool:
        """Tell whether what stands around a number says that it counts another thing."""
        return bool(
            self.refuse.search(sentence.text)
            or self.refuse_lead.search(count.lead)
            or self.refuse_after.search(count.after)
            or self.refuse_before.search(count.before)
        )


@dataclass(frozen=True, slots=True)
class _Zero:
    indicators: tuple[str, ...]
    words: re.Pattern[str]
    refuse: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            indicator=rule["indicator"],
            units=frozenset(rule["units"]),
            lead=_compiled(rule, "lead"),
            after=_compiled(rule, "after"),
            after_lead=re.compile(rule.get("after_lead", "")),
            sentence=re.compile(rule.get("sentence", "")),
            refuse=_compiled(rule, "refuse"),
            refuse_lead=_compiled(rule, "refuse_lead"),
            refuse_after=_compiled(rule, "refuse_after"),
            refuse_before=_compiled(rule, "refuse_before"),
            is_near=bool(rule.get("near")),
        )
        for rule in lexicon("facts")["fact"]
    )


def _compiled(rule: Mapping[str, Any], name: str) -> re.Pattern[str]:
    """Return a pattern of a rule; one that is not there finds nothing."""
    return re.compile(f"(?:{rule[name]})") if name in rule else _NEVER


@lru_cache(maxsize=1)
def _zeros() -> tuple[_Zero, ...]:
    return tuple(
        _Zero(
            tuple(zero["indicators"]),
            re.compile(zero["words"]),
            _compiled(zero, "refuse"),
        )
        for zero in lexicon("facts")["zero"]
    )


@lru_cache(maxsize=256)
def _rules_of(unit: str) -> tuple[_Rule, ...]:
    return tuple(rule for rule in _rules() if unit in rule.units)


def stated(sentence: Sentence, count: Count) -> Fact | None:
    """Return the single fact a number states, or None."""
    for rule in _rules_of(count.quantity.unit):
        if not rule.says(count):
            continue
        about = sentence.context + sentence.text if rule.is_near else sentence.text
        if rule.sentence.search(about) and not rule.refuses(sentence, count):
            return fact_of(sentence, count, rule.indicator)
    return None


def of_both(sentence: Sentence, count: Count) -> list[Fact]:
    """Return the two facts of one number that stands for reviews and suits alike."""
    words = lexicon("facts")["both"]
    if count.quantity.unit not in words["units"] or not pattern_of("facts", "both", "lead").search(
        count.span
    ):
        return []
    if count.quantity.value and not pattern_of("facts", "both", "each").search(count.span):
        return []
    return [fact_of(sentence, count, indicator) for indicator in words["indicators"]]


def fact_of(sentence: Sentence, count: Count, indicator: str, **more: object) -> Fact:
    """Make a fact of a number."""
    quantity = count.quantity
    return Fact(
        indicator,
        quantity.value,
        sentence.start + quantity.start,
        sentence.start + quantity.end,
        sentence.text.strip(),
        unit=quantity.unit,
        is_approximate=quantity.is_approximate,
        **more,  # type: ignore[arg-type]
    )


def zeros(sentence: Sentence) -> Iterator[Fact]:
    """Yield the zeros a sentence states in words."""
    if not pattern_of("numbers", "zero_signs").search(sentence.text):
        return
    for zero in _zeros():
        match = zero.words.search(sentence.text)
        if match is None or zero.refuse.search(sentence.text):
            continue
        for indicator in zero.indicators:
            yield Fact(
                indicator,
                Decimal(0),
                sentence.start + match.start(),
                sentence.start + match.end(),
                sentence.text.strip(),
                is_said=True,
            )


def request_channel(count: Count) -> str:
    """Return the way of asking whose requests a number counts, "" where it is none."""
    said = pattern_of("facts", "request_tail").sub("", count.lead)
    for member, words in lexicon("facts")["request_channel"].items():
        if any(said.endswith(word) for word in words):
            return str(member)
    return ""
