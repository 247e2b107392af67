"""Sentences of a flow, and what stands around each number of a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.numbers import Quantity, quantities
from pipelines.parse.prose.patterns import pattern
from pipelines.values import value

_AFTER = 24
_BEFORE = 160
_SPAN = 240
_LONGEST = 1500


@value(frozen=True, slots=True)
class Sentence:
    """A sentence as a stretch of the flow's text."""

    text: str
    start: int
    section: int
    context: str = ""  # the sentence before it


@value(frozen=True, slots=True)
class Count:
    """A quantity of a sentence with what stands around it.

    `lead` is what stands before it since the last mark, `span` since the number before it,
    `before` since the beginning, all of them cut off far from the number; `after` follows it;
    `depth` counts the brackets it stands in.
    """

    quantity: Quantity
    lead: str
    span: str
    before: str
    after: str
    depth: int
    lead_start: int  # where the lead begins in the sentence


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return lexicon("narrative")


def sentences(text: str, start: int, end: int, section: int) -> Iterator[Sentence]:
    """Yield the sentences of a stretch; a list broken into lines stays one sentence."""
    begin = start
    for match in pattern("sentence_end").finditer(text, start, end):
        if match[0] == "\n" and text[match.start() - 1 : match.start()] in _soft_ends():
            continue
        if match.end() - begin > 1:
            yield from _pieces(text, begin, match.end(), section)
        begin = match.end()
    if begin < end:
        yield from _pieces(text, begin, end, section)


def _pieces(text: str, begin: int, end: int, section: int) -> Iterator[Sentence]:
    """Yield a sentence; one that no person would write is cut, so that time stays in bounds."""
    while end - begin > _LONGEST:
        cut = max(text.rfind(mark, begin, begin + _LONGEST) for mark in _cuts()) + 1
        cut = cut if cut > begin else begin + _LONGEST
        yield Sentence(text[begin:cut], begin, section)
        begin = cut
    yield Sentence(text[begin:end], begin, section)


@lru_cache(maxsize=1)
def _cuts() -> tuple[str, ...]:
    return tuple(_words()["soft_ends"])


@lru_cache(maxsize=1)
def _soft_ends() -> frozenset[str]:
    return frozenset(_words()["soft_ends"])


def counts(sentence: Sentence) -> list[Count]:
    """Return the numbers of a sentence, each with its surroundings."""
    text = sentence.text
    numbers: list[Count] = []
    last = depth = 0
    for quantity in quantities(text):
        if not quantity.unit and text[quantity.end : quantity.end + 1] not in _ends():
            continue
        span = text[last : quantity.start]
        depth = max(depth + span.count("(") - span.count(")"), 0)
        lead = _lead(text, last, quantity)
        after = text[quantity.end : quantity.end + _AFTER]
        before = text[max(quantity.start - _BEFORE, 0) : quantity.start]
        begin = max(quantity.start - len(lead), last)
        if numbers and pattern("in_issues").match(numbers[-1].after) and not span:
            lead, span, begin = numbers[-1].lead, numbers[-1].span, numbers[-1].lead_start
        numbers.append(Count(quantity, lead[-_SPAN:], span[-_SPAN:], before, after, depth, begin))
        last = quantity.end
    return _in_turn(text, numbers)


def _in_turn(text: str, numbers: list[Count]) -> list[Count]:
    """Give each number of a row the year it is of: `2023 and 2024, 12 and 15 respectively`."""
    years: list[str] = []
    for at, count in enumerate(numbers):
        begin = max(count.quantity.start - _BEFORE, 0)
        if said := pattern("years_in_turn").search(text[begin : count.quantity.start]):
            years = pattern("named_year").findall(said["years"])
        if years:
            span = years.pop(0) + pattern("named_year").sub("", count.span)
            numbers[at] = replace(count, span=span)
    return numbers


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    return frozenset(_words()["after_marks"]) | {""}


def _lead(text: str, last: int, quantity: Quantity) -> str:
    """Return the words before a number; of `label (3)` and `label: 3` the label."""
    start = quantity.start
    is_alone = text[start - 1 : start] == "(" and text[quantity.end : quantity.end + 1] == ")"
    end = start - 1 if is_alone else start
    begin = _lead_start(text, last, end)
    lead = text[begin:end]
    if begin == last and lead.startswith(")"):
        return _around_brackets(text, last) + lead[1:]
    if lead or text[end - 1 : end] != ":":
        return lead
    return text[_lead_start(text, last, end - 1) : end]


def _around_brackets(text: str, close: int) -> str:
    """Return the words before brackets that hold a number of their own: `accounts (1) …`."""
    opening = text.rfind("(", 0, close)
    if opening < 1 or text[opening - 1] in _words()["counted"]:
        return ""
    return text[_lead_start(text, 0, opening) : opening]


def _lead_start(text: str, last: int, start: int) -> int:
    """Return where the words before a number begin: after the last mark that is not in brackets.

    An enumeration comma ends the lead only directly after a number: labels hold commas themselves.
    """
    words = _words()
    marks, comma = words["lead_marks"], words["item_marks"][0]
    begin, depth = last, 0
    if text[begin : begin + 1] in words["item_marks"]:
        begin += 1
    for position in range(start - 1, begin - 1, -1):
        char = text[position]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return position + 1
            depth -= 1
        elif depth == 0 and (
            char in marks or (char == comma and _ends_item(text[max(position - 2, 0) : position]))
        ):
            return position + 1
    return begin


def _ends_item(text: str) -> bool:
    """Tell whether a text ends with a unit, so that a comma behind it ends an item of a list."""
    words = _words()
    unit = text.removesuffix(")")  # of 条(次); what else stands in brackets ends no item
    return unit[-1:] in words["counted"] and not unit.endswith(tuple(words["nouns"]))
